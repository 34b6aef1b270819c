"""Settings, read from the environment once when an app is made.

Owns the names of settings and their safe defaults; owns no business rule.
"""

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from click import ClickException

DEMO_SECRET = "demo-secret-of-the-simulation-never-for-real-use"  # noqa: S105  refused when DEMO=0
PROJECT_ROOT = Path(__file__).resolve().parent.parent


class WeakSettings(ClickException):
    """A setting is unsafe outside the demonstration."""


class Rooms(StrEnum):
    """Whether this process serves training rooms."""

    ON = "on"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Prefix:
    """Where an app lives when it is not the whole site: its path, its cookie's name and the banner of its pages."""

    path: str
    cookie: str
    banner: str


@dataclass(frozen=True, slots=True)
class Settings:
    """One app instance's settings; a training room gets its own with another database, key and prefix."""

    database_url: str
    replica_url: str | None = None
    secret_key: str = DEMO_SECRET
    demo: bool = True
    data_dir: Path = PROJECT_ROOT / "data"
    synchronous: str = "FULL"  # SQLite only: FULL in the live world, NORMAL in rooms
    write_wait_seconds: float = 15  # how long a writer waits for another before it gives up
    testing: bool = False
    rooms: Rooms = Rooms.OFF
    prefix: Prefix | None = None  # None: this app is the whole site
    read_only: bool = False  # nothing may be changed any more: a closed room

    @classmethod
    def from_environment(cls) -> "Settings":
        data_dir = Path(os.environ.get("DATA_DIR", PROJECT_ROOT / "data"))
        settings = cls(
            database_url=os.environ.get("DATABASE_URL") or f"sqlite:///{data_dir}/toko.sqlite3",
            replica_url=os.environ.get("DATABASE_REPLICA_URL") or None,
            secret_key=os.environ.get("SECRET_KEY") or DEMO_SECRET,
            demo=os.environ.get("DEMO", "1") != "0",
            data_dir=data_dir,
            write_wait_seconds=_seconds("WRITE_WAIT_SECONDS", 15),
            rooms=_rooms(os.environ.get("ROOMS") or Rooms.ON),
        )
        settings.refuse_weak()
        return settings

    def refuse_weak(self) -> None:
        """Outside the demonstration a guessable key would let anyone forge a session."""
        if not self.demo and (self.secret_key == DEMO_SECRET or len(self.secret_key) < 32):
            raise WeakSettings(
                "DEMO=0 needs a SECRET_KEY of at least 32 characters. Make one with: "
                "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
            )

    @property
    def has_open_personas(self) -> bool:
        """Whether anybody may step into a character of the demonstration."""
        return self.demo and self.prefix is None

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")


def _seconds(name: str, default: float) -> float:
    written = os.environ.get(name, "")
    try:
        seconds = float(written or default)
    except ValueError:
        seconds = 0
    if not 0 < seconds <= 3600:
        raise ClickException(f"{name} is a number of seconds above 0, not {written!r}.")
    return seconds


def _rooms(text: str) -> Rooms:
    try:
        return Rooms(text)
    except ValueError:
        raise ClickException(f"ROOMS is on or off, not {text!r}.") from None
