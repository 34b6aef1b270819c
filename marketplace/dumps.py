"""PostgreSQL databases as files, through the server's own client programs."""

import shutil
import subprocess
from pathlib import Path

from sqlalchemy.engine import make_url


class ProgramMissing(RuntimeError):
    """A client program of PostgreSQL is not installed here."""


def dump(url: str, target: Path) -> None:
    _run("pg_dump", "--format=custom", f"--file={target}", _plain(url))


def restore(source: Path, url: str) -> None:
    _run("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={_plain(url)}", str(source))


def _plain(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _run(program: str, *arguments: str) -> None:
    executable = shutil.which(program)
    if executable is None:
        raise ProgramMissing(program)
    subprocess.run([executable, *arguments], check=True)  # noqa: S603  fixed program, no shell
