"""The house of rooms: which rooms there are, and the app instance of each one that is awake.

One hangs on the front app of a process (`app.extensions["house"]`); nothing here is shared between processes but
the register and the databases.
"""

import hmac
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from flask import Flask
from sqlalchemy import Connection, and_, select

from marketplace.config import Prefix, Rooms, Settings
from marketplace.extensions import db
from marketplace.training import casting, registry
from marketplace.training.casting import Cast
from marketplace.training.databases import Databases, Seed, databases

AWAKE_MOST = 24  # app instances kept per process; the least recently used one is let go
PREFIX = "/kelas/"

_ROOM = select(
    *registry.rooms.c, registry.copies.c.database, registry.copies.c.since_entry, registry.copies.c.cast
).join(
    registry.copies,
    and_(
        registry.copies.c.room_id == registry.rooms.c.id, registry.copies.c.generation == registry.rooms.c.generation
    ),
)


@dataclass(frozen=True, slots=True)
class Room:
    """A class as the register knows it, with the database its world lives in now."""

    id: int
    slug: str
    code: str | None
    name: str
    held_on: str
    language: str
    scenario: str
    scenario_text: str
    seed_number: int
    people: tuple[str, ...]
    trainer_key: str
    trainer_name: str
    generation: int
    is_closed: bool
    created_at: datetime
    closed_at: datetime | None
    last_used_at: datetime
    database: str
    since_entry: int
    cast: Cast

    @property
    def day(self) -> date:
        return date.fromisoformat(self.held_on)

    @property
    def path(self) -> str:
        return PREFIX + self.slug


class House:
    """Rooms of one installation, as one process sees them."""

    def __init__(self, settings: Settings, make_app: Callable[[Settings], Flask], seed: Seed) -> None:
        self.settings = settings
        self.databases: Databases = databases(settings, seed)
        self.register = registry.open_register(self.databases)
        self._make_app = make_app
        self._apps: OrderedDict[tuple[str, bool], Flask] = OrderedDict()
        self._lock = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self.register.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction of the register; on SQLite one writer at a time."""
        with self.register.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    def room(self, slug: str) -> Room | None:
        with self.reading() as connection:
            return _room(connection.execute(_ROOM.where(registry.rooms.c.slug == slug)).first())

    def room_by_code(self, code: str) -> Room | None:
        with self.reading() as connection:
            return _room(connection.execute(_ROOM.where(registry.rooms.c.code == code)).first())

    def rooms(self) -> list[Room]:
        """All of them, the newest first."""
        with self.reading() as connection:
            rows = connection.execute(_ROOM.order_by(registry.rooms.c.id.desc())).all()
        return [room for row in rows if (room := _room(row))]

    def awake_rooms(self, used_since: datetime) -> list[Room]:
        """Open rooms that somebody used lately: only these have a ticking clock."""
        wanted = _ROOM.where(registry.rooms.c.is_closed.is_(False), registry.rooms.c.last_used_at >= used_since)
        with self.reading() as connection:
            return [room for row in connection.execute(wanted) if (room := _room(row))]

    def app_for(self, room: Room) -> Flask:
        """The room's own app instance, built when it is first needed; the longest unused one is put to sleep."""
        name = (room.database, room.is_closed)
        with self._lock:
            if name not in self._apps:
                self._apps[name] = self._build(room)
            self._apps.move_to_end(name)
            asleep = [self._apps.popitem(last=False)[1] for _ in range(len(self._apps) - AWAKE_MOST)]
            app = self._apps[name]
        for other in asleep:
            let_go(other)
        return app

    def close_apps(self) -> None:
        """Every connection of this process to rooms is given back."""
        with self._lock:
            apps, self._apps = list(self._apps.values()), OrderedDict()
        for app in apps:
            let_go(app)
        self.register.dispose()

    def forget(self, database: str) -> None:
        """A copy that has ended is served no longer from here; requests under way finish on it."""
        with self._lock:
            gone = [self._apps.pop(name) for name in list(self._apps) if name[0] == database]
        for app in gone:
            let_go(app)

    def key_of(self, database: str) -> str:
        """The secret of one copy: what one room signed is worthless in every other and in the live market."""
        return hmac.new(self.settings.secret_key.encode(), f"room {database}".encode(), sha256).hexdigest()

    def settings_of(self, room: Room) -> Settings:
        prefix = Prefix(room.path, f"kelas-{room.slug}", room.name)
        return replace(
            self.settings,
            database_url=self.databases.url(room.database),
            replica_url=None,
            secret_key=self.key_of(room.database),
            synchronous="NORMAL",
            rooms=Rooms.OFF,
            prefix=prefix,
            read_only=room.is_closed,
        )

    def _build(self, room: Room) -> Flask:
        app = self._make_app(self.settings_of(room))
        app.extensions["house"] = self
        app.extensions["room_slug"] = room.slug
        return app


def let_go(app: Flask) -> None:
    """Connections that are in use finish first; the pool keeps none."""
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()


def _room(row: Any) -> Room | None:
    if row is None:
        return None
    values = {name: getattr(row, name) for name in Room.__slots__}
    return Room(**values | {"people": tuple(row.people), "cast": casting.from_json(row.cast)})
