"""Worlds to measure on: seeded once per run, copied by file for each measure that writes."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from benchmarks.report import Report
from benchmarks.servers import free_port, wait_for
from marketplace import create_app
from marketplace.config import PROJECT_ROOT, Settings
from marketplace.extensions import db
from marketplace.simulation import seeding

TOKO = [sys.executable, "-c", "from marketplace.cli import main; main()"]


def environment(folder: Path) -> dict[str, str]:
    return {"DATA_DIR": str(folder), "DATABASE_URL": f"sqlite:///{folder}/toko.sqlite3", "DEMO": "1"}


def seed(folder: Path, world: str, scale: float = 1.0) -> float:
    """Seconds that `toko seed` took as a whole process."""
    started = time.perf_counter()
    subprocess.run(
        [*TOKO, "seed", world, "--scale", str(scale)],
        check=True,
        cwd=PROJECT_ROOT,
        env=os.environ | environment(folder),
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - started


def seed_url(url: str, world: str) -> None:
    """A world in a database that is no file."""
    seeding.seed(Settings(database_url=url), world, quiet=True)


def size_mb(folder: Path) -> float:
    return sum(f.stat().st_size for f in folder.glob("toko.sqlite3*")) / 1e6


def first_starts(report: Report, folder: Path) -> None:
    """What `make run` does after installing: the first start with its seed, then a second one."""
    seconds = seed(folder, "jatim-2023") + _start(folder)
    report.at_most("first start: seeding jatim-2023 and the template of classes", seconds, 60, "s")
    report.at_most("database of jatim-2023", size_mb(folder), 200, "MB")
    report.at_most("second start, until it answers", _start(folder), 3, "s")


def _start(folder: Path) -> float:
    """Seconds from the command to the first answer; the server is stopped again."""
    port = free_port()
    started = time.perf_counter()
    server = subprocess.Popen(
        [*TOKO, "serve", "--port", str(port)],
        cwd=PROJECT_ROOT,
        env=os.environ | environment(folder),
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        return time.perf_counter() - started
    finally:
        server.terminate()
        server.wait(15)


@contextmanager
def copy(folder: Path, name: str) -> Iterator[Path]:
    """A world of its own for one measure."""
    target = folder.parent / name
    target.mkdir()
    shutil.copyfile(folder / "toko.sqlite3", target / "toko.sqlite3")
    yield target
    shutil.rmtree(target)


@contextmanager
def opened(folder: Path, **changes: object) -> Iterator[Flask]:
    """The world as an app in this process."""
    settings = Settings(database_url=f"sqlite:///{folder}/toko.sqlite3", data_dir=folder, **changes)  # type: ignore[arg-type]
    app = create_app(settings)
    with app.app_context():
        yield app
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()
