"""The world's time, read once per request at the edge."""

from datetime import UTC, datetime

from flask import g, has_request_context
from sqlalchemy import Connection, select

from marketplace.extensions import db
from marketplace.ledger.models import World
from marketplace.values.clock import ClockMode, WorldClock
from marketplace.web.reading import reading

_CLOCK = select(World.clock_mode, World.clock_world_at, World.clock_real_at, World.clock_speed).where(World.id == 1)


def world_now() -> datetime:
    """What the clock of this world says now, in UTC; the wall clock where there is no world yet.

    Within one request time stands still: everything it does happens at one moment.
    """
    if not has_request_context():
        with db.engines["read"].connect() as connection:
            return _read_clock(connection)
    if "world_now" not in g:
        g.world_now = _read_clock(reading())
    moment: datetime = g.world_now
    return moment


def wall_now() -> datetime:
    """Real time, for what is not part of the world: lock-outs, sessions, certificates."""
    return datetime.now(UTC)


def _read_clock(connection: Connection) -> datetime:
    row = connection.execute(_CLOCK).first()
    if row is None:
        return wall_now()
    return WorldClock(ClockMode(row[0]), row[1], row[2], row[3]).now(wall_now())
