"""The databases of rooms: a template made once from `seed/`, a copy for each room, never a copy over one in use.

On SQLite a database is a file under `DATA_DIR/kelas`; on PostgreSQL a database beside the live one. A name
is never used twice, so whoever still holds a connection to an old copy goes on seeing the old copy.
"""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

from marketplace.config import PROJECT_ROOT, Settings

FOLDER = "kelas"
Seed = Callable[[Settings, str], object]  # makes an unsigned world in the empty database of the settings


class Databases(Protocol):
    """Where the databases of rooms are kept."""

    def url(self, name: str) -> str: ...

    def exists(self, name: str) -> bool: ...

    def create(self, name: str) -> None: ...

    def prepare_template(self, world: str) -> None: ...

    def copy(self, world: str, name: str) -> None: ...

    def remove(self, name: str) -> None: ...


def databases(settings: Settings, seed: Seed) -> Databases:
    return Files(settings, seed) if settings.is_sqlite else Server(settings, seed)


def template_name(world: str) -> str:
    """Named by what it was made from: another release or another world file makes another template."""
    digest = hashlib.sha256()
    sources = [PROJECT_ROOT / "seed" / "worlds" / f"{world}.toml", *sorted((PROJECT_ROOT / "seed").glob("*.*"))]
    sources += sorted((PROJECT_ROOT / "migrations" / "versions").glob("*.*"))
    for path in sources:
        digest.update(path.read_bytes())
    return f"dasar_{world.replace('-', '_')}_{digest.hexdigest()[:8]}"


class Files:
    """SQLite: one file per room."""

    def __init__(self, settings: Settings, seed: Seed) -> None:
        self._settings, self._seed = settings, seed
        self._folder = settings.data_dir / FOLDER

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.sqlite3"

    def url(self, name: str) -> str:
        return f"sqlite:///{self._path(name)}"

    def exists(self, name: str) -> bool:
        return self._path(name).exists()

    def create(self, name: str) -> None:
        """Nothing to do where a database is a file: opening makes it."""
        self._folder.mkdir(parents=True, exist_ok=True)

    def prepare_template(self, world: str) -> None:
        """Seeded beside its place and moved there when it is whole and no connection has it open."""
        name = template_name(world)
        if self.exists(name):
            return
        draft = f"{name}.{os.getpid()}"
        self._seed(_settings_for(self._settings, self.url(draft)), world)
        with closing(sqlite3.connect(self._path(draft))) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")  # a template is one file, nothing beside it
        self._path(draft).replace(self._path(name))
        self.remove(draft)

    def copy(self, world: str, name: str) -> None:
        self.prepare_template(world)
        partial = self._folder / f"{name}.part"
        shutil.copyfile(self._path(template_name(world)), partial)
        partial.replace(self._path(name))

    def remove(self, name: str) -> None:
        for ending in ("", "-wal", "-shm", ".lock"):
            Path(f"{self._path(name)}{ending}").unlink(missing_ok=True)


class Server:
    """PostgreSQL: one database per room, made by the server itself from its template."""

    def __init__(self, settings: Settings, seed: Seed) -> None:
        self._settings, self._seed = settings, seed
        self._live: URL = make_url(settings.database_url)

    def _full_name(self, name: str) -> str:
        return f"{self._live.database}_kelas_{name}"

    def url(self, name: str) -> str:
        return self._live.set(database=self._full_name(name)).render_as_string(hide_password=False)

    def exists(self, name: str) -> bool:
        with self._admin() as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (self._full_name(name),))
            return found.fetchone() is not None

    def create(self, name: str) -> None:
        """An empty database of that name, unless there is one."""
        with self._admin() as connection:
            connection.execute("SELECT pg_advisory_lock(hashtext(%s))", (name,))
            if not self.exists(name):
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self._full_name(name))))

    def prepare_template(self, world: str) -> None:
        """One node seeds it under a lock of the server; the others wait and find it there."""
        name = template_name(world)
        with self._admin() as connection:
            connection.execute("SELECT pg_advisory_lock(hashtext(%s))", (name,))
            if self.exists(name):
                return
            draft = f"{name}_part"
            self.remove(draft)
            self.create(draft)
            self._seed(_settings_for(self._settings, self.url(draft)), world)
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            connection.execute(
                rename.format(sql.Identifier(self._full_name(draft)), sql.Identifier(self._full_name(name)))
            )

    def copy(self, world: str, name: str) -> None:
        self.prepare_template(world)
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(self._full_name(name)), sql.Identifier(self._full_name(template_name(world)))
        )
        with self._admin() as connection:
            connection.execute(statement)

    def remove(self, name: str) -> None:
        with self._admin() as connection:
            statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(statement.format(sql.Identifier(self._full_name(name))))

    def _admin(self) -> psycopg.Connection:
        """Databases are made outside any transaction, from the server's own maintenance database."""
        url = self._live.set(drivername="postgresql", database="postgres")
        return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)


def _settings_for(settings: Settings, url: str) -> Settings:
    return Settings(database_url=url, data_dir=settings.data_dir, synchronous="OFF")
