"""Fresh databases for tests: a template made once, a copy for each test, on SQLite and on PostgreSQL."""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from marketplace import create_app, schema
from marketplace.config import Settings
from marketplace.extensions import db
from tests import factories

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")


def postgres_answers() -> bool:
    try:
        psycopg.connect(POSTGRES, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def settings_for(url: str, **changes: object) -> Settings:
    return Settings(database_url=url, secret_key="tests-only-" + "x" * 40, testing=True, **changes)  # type: ignore[arg-type]


def make_world(url: str) -> None:
    """The schema and the cast, in an empty database, with every connection closed again."""
    app = create_app(settings_for(url))
    with app.app_context():
        schema.upgrade()
        factories.cast()
        db.session.commit()
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


class SqliteStore:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.template = folder / "template.sqlite3"
        make_world(f"sqlite:///{self.template}")

    @contextmanager
    def empty(self) -> Iterator[str]:
        yield f"sqlite:///{self.folder}/{uuid.uuid4().hex}.empty.sqlite3"

    @contextmanager
    def copy(self) -> Iterator[str]:
        path = self.folder / f"{uuid.uuid4().hex}.sqlite3"
        shutil.copyfile(self.template, path)
        yield f"sqlite:///{path}"
        for leftover in self.folder.glob(f"{path.name}*"):
            leftover.unlink()


class PostgresStore:
    def __init__(self) -> None:
        self.template = f"toko_test_{uuid.uuid4().hex[:12]}"
        self._admin(f"CREATE DATABASE {self.template} STRATEGY wal_log")
        make_world(self._url(self.template))

    @contextmanager
    def empty(self) -> Iterator[str]:
        name = f"{self.template}_{uuid.uuid4().hex[:8]}"
        self._admin(f"CREATE DATABASE {name} STRATEGY wal_log")
        yield self._url(name)
        self._admin(f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def copy(self) -> Iterator[str]:
        name = f"{self.template}_{uuid.uuid4().hex[:8]}"
        self._admin(f"CREATE DATABASE {name} TEMPLATE {self.template} STRATEGY wal_log")
        yield self._url(name)
        self._admin(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        self._admin(f"DROP DATABASE {self.template} WITH (FORCE)")

    def _url(self, name: str) -> str:
        return POSTGRES.rsplit("/", 1)[0].replace("postgresql://", "postgresql+psycopg://") + f"/{name}"

    def _admin(self, statement: str) -> None:
        with psycopg.connect(POSTGRES, autocommit=True) as connection:
            connection.execute(statement.encode())
