"""Seeded worlds for tests: made once, read by many."""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from flask import Flask
from sqlalchemy import text

from marketplace import create_app
from marketplace.extensions import db
from marketplace.simulation import seeding
from tests import engines


@contextmanager
def opened(url: str) -> Iterator[Flask]:
    """An app on that database, inside its context."""
    app = create_app(engines.settings_for(url))
    with app.app_context():
        yield app
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


@contextmanager
def empty(engine_name: str, folder: Path) -> Iterator[str]:
    """A place for a world."""
    if engine_name == "sqlite":
        yield f"sqlite:///{folder / 'toko.sqlite3'}"
        return
    name = f"toko_world_{uuid.uuid4().hex[:12]}"
    admin(f"CREATE DATABASE {name}")
    yield engines.POSTGRES.rsplit("/", 1)[0].replace("postgresql://", "postgresql+psycopg://") + f"/{name}"
    admin(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def seeded(engine_name: str, folder: Path, world: str) -> Iterator[str]:
    with empty(engine_name, folder) as url:
        seeding.seed(engines.settings_for(url), world, quiet=True)
        yield url


@contextmanager
def copied(url: str, folder: Path) -> Iterator[str]:
    """A copy of a seeded world that nobody is connected to."""
    if url.startswith("sqlite"):
        shutil.copyfile(url.removeprefix("sqlite:///"), folder / "copy.sqlite3")
        yield f"sqlite:///{folder / 'copy.sqlite3'}"
        return
    server, _, template = url.rpartition("/")
    name = f"{template}_copy"
    admin(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield f"{server}/{name}"
    admin(f"DROP DATABASE {name} WITH (FORCE)")


def admin(statement: str) -> None:
    with psycopg.connect(engines.POSTGRES, autocommit=True) as connection:
        connection.execute(statement.encode())


def rows(statement: str, **values: object) -> list[tuple]:
    return [tuple(row) for row in db.session.execute(text(statement), values).all()]


def one(statement: str, **values: object) -> int:
    return int(db.session.execute(text(statement), values).scalar_one())
