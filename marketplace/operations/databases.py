"""A database copied to a file while it is in use, and brought back."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import make_url

from marketplace.config import Settings
from marketplace.operations.errors import CannotRun


def backup(settings: Settings, target: Path) -> None:
    """A consistent copy while the market is open: SQLite's own backup, or pg_dump."""
    if target.exists():
        raise CannotRun(f"{target} sudah ada; pilih nama lain.", f"{target} exists; choose another name.")
    if settings.is_sqlite:
        with closing(sqlite3.connect(sqlite_path(settings))) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
        return
    _run_postgres("pg_dump", "--format=custom", f"--file={target}", _libpq_url(settings))


def restore(settings: Settings, source: Path) -> None:
    """Put a backup in the place of an absent or empty database; an existing one is never overwritten."""
    if settings.is_sqlite:
        path = sqlite_path(settings)
        if path.exists():
            raise CannotRun(
                f"{path} sudah ada. Pindahkan dulu berkas itu, lalu ulangi.",
                f"{path} exists. Move it away first, then run this again.",
            )
        _require_sqlite(source)
        partial = path.with_suffix(".restoring")
        shutil.copyfile(source, partial)
        partial.replace(path)
        return
    _run_postgres("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={_libpq_url(settings)}", str(source))


def sqlite_path(settings: Settings) -> Path:
    return Path(make_url(settings.database_url).database or "")


def _require_sqlite(source: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as candidate:
            healthy = candidate.execute("PRAGMA quick_check").fetchone()
    except sqlite3.DatabaseError:
        healthy = None
    if healthy != ("ok",):
        raise CannotRun(
            f"{source} bukan cadangan yang utuh; tidak ada yang diubah.",
            f"{source} is not a sound backup; nothing was changed.",
        )


def _libpq_url(settings: Settings) -> str:
    return make_url(settings.database_url).set(drivername="postgresql").render_as_string(hide_password=False)


def _run_postgres(program: str, *arguments: str) -> None:
    executable = shutil.which(program)
    if executable is None:
        raise CannotRun(
            f"{program} tidak ditemukan; pasang klien PostgreSQL.",
            f"{program} was not found; install the PostgreSQL client programs.",
        )
    subprocess.run([executable, *arguments], check=True)  # noqa: S603  fixed program, no shell
