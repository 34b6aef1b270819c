"""Seeded worlds for tests: made once, read by many."""

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
def seeded_sqlite(folder: Path, scenario: str, seed_number: int | None = None) -> Iterator[str]:
    url = f"sqlite:///{folder / 'toko.sqlite3'}"
    seeding.seed(engines.settings_for(url), scenario, seed_number=seed_number, quiet=True)
    yield url


@contextmanager
def seeded_postgres(scenario: str) -> Iterator[str]:
    name = f"toko_world_{uuid.uuid4().hex[:12]}"
    admin(f"CREATE DATABASE {name}")
    url = engines.POSTGRES.rsplit("/", 1)[0].replace("postgresql://", "postgresql+psycopg://") + f"/{name}"
    try:
        seeding.seed(engines.settings_for(url), scenario, quiet=True)
        yield url
    finally:
        admin(f"DROP DATABASE {name} WITH (FORCE)")


def admin(statement: str) -> None:
    with psycopg.connect(engines.POSTGRES, autocommit=True) as connection:
        connection.execute(statement.encode())


def rows(statement: str, **values: object) -> list[tuple]:
    return [tuple(row) for row in db.session.execute(text(statement), values).all()]


def one(statement: str, **values: object) -> int:
    return int(db.session.execute(text(statement), values).scalar_one())
