"""Time by hand: the world's clock moves to a later moment, and everything that falls due on the way happens then."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import func, select

from marketplace.extensions import db
from marketplace.ledger.models import World
from marketplace.purchasing.models import Order
from marketplace.purchasing.services import timers
from marketplace.simulation.errors import ClockGoesBack, NoWorld
from marketplace.values.clock import ClockMode, WorldClock
from marketplace.values.errors import BadClock

BATCH = 100


def advance_to(until: datetime, *, commit: Callable[[], None]) -> int:
    """Every timer acts at the moment it was set for, the oldest first; returns how many did.

    `commit` is the edge's: it ends the transaction of one event, so a killed command loses nothing.
    """
    _move_clock(until, check_only=True)
    happened = 0
    while (due := _next_due()) is not None and due <= until:
        moment = max(due, world_time())
        _move_clock(moment)
        commit()
        happened += timers.run_due(moment, commit=commit, limit=BATCH)
    _move_clock(until)
    commit()
    while done := timers.run_due(until, commit=commit, limit=BATCH):
        happened += done
    return happened


def world_time() -> datetime:
    """What the world's clock says now."""
    return _clock(_world()).now(datetime.now(UTC))


def _next_due() -> datetime | None:
    return db.session.scalar(select(func.min(Order.respond_by)))


def _world() -> World:
    world = db.session.get(World, 1)
    if world is None:
        raise NoWorld()
    return world


def _clock(world: World) -> WorldClock:
    return WorldClock(ClockMode(world.clock_mode), world.clock_world_at, world.clock_real_at, world.clock_speed)


def _move_clock(moment: datetime, *, check_only: bool = False) -> None:
    world, real_now = _world(), datetime.now(UTC)
    try:
        clock = _clock(world).moved_to(moment, real_now)
    except BadClock as error:
        raise ClockGoesBack(now=_clock(world).now(real_now).isoformat(timespec="minutes")) from error
    if not check_only:
        world.clock_world_at, world.clock_real_at = clock.world_at, clock.real_at
