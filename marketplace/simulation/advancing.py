"""Time by hand: the world's clock moves to a later moment, and everything that falls due on the way happens then.

Knows nothing of who is due: deadlines here, bots in a class, each a source of events. All of it under the lock of
the world's row, so that every event happens once and in order, however many processes want it to.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Protocol

from sqlalchemy import func, select

from marketplace.extensions import db
from marketplace.ledger.models import LedgerEntry, World
from marketplace.purchasing.services import timers
from marketplace.simulation.errors import ClockGoesBack, NoWorld
from marketplace.values.clock import ClockMode, WorldClock
from marketplace.values.errors import BadClock

Commit = Callable[[], None]
Wall = Callable[[], datetime]
ENTRIES = LedgerEntry.__table__


class Due(Protocol):
    """Something that happens by itself."""

    def next_due(self, until: datetime) -> datetime | None:
        """When the next event is due that could happen up to then; later ones may be told or not."""

    def run_next(self, now: datetime) -> bool:
        """Let the oldest event due by now happen; False when there is none."""


class Deadlines:
    """The timers of orders."""

    def __init__(self) -> None:
        self._closed_before: int | None = None  # the year whose old orders are known to be closed

    def next_due(self, until: datetime) -> datetime | None:
        due = timers.next_due()
        new_year = timers.start_of_year(until)
        if self._closed_before == new_year.year or (due is not None and due < new_year):
            return due
        if timers.is_left_from_last_year(until):
            return new_year
        self._closed_before = new_year.year
        return due

    def run_next(self, now: datetime) -> bool:
        return timers.run_next(now)


def wall_clock() -> datetime:
    return datetime.now(UTC)


def advance_to(
    until: datetime,
    *,
    commit: Commit,
    sources: Sequence[Due] | None = None,
    wall: Wall = wall_clock,
    may_have_passed: bool = False,
) -> int:
    """Every event happens at the moment it was due, the oldest first; returns how many did.

    A moment in the past is refused, unless it may have passed while the caller looked for it.

    `commit` is the edge's: it ends the transaction of one event, so a killed command loses nothing. `wall` is
    real time, as the clock's anchor and the ledger's second time.
    """
    if not may_have_passed:
        _move_clock(locked_world(), until, wall(), check_only=True)
    happened = 0
    with _recorded_at(wall):
        for moment, source in _events(until, sources or [Deadlines()]):
            world = locked_world()
            real_now = wall()
            at = max(moment, clock_of(world).now(real_now))
            _move_clock(world, at, real_now)
            if not source.run_next(at):
                break
            commit()
            happened += 1
    world, real_now = locked_world(), wall()
    _move_clock(world, max(until, clock_of(world).now(real_now)), real_now)
    commit()
    return happened


def catch_up(
    now: datetime, *, commit: Commit, sources: Sequence[Due] | None = None, limit: int = 100, wall: Wall = wall_clock
) -> int:
    """What is due by now happens, each at its own moment but never before what the log already says.

    The clock goes on by itself meanwhile; for the ticker.
    """
    happened = 0
    with _recorded_at(wall):
        for moment, source in _events(now, sources or [Deadlines()]):
            if happened == limit or not source.run_next(min(now, max(moment, latest_time() or moment))):
                break
            commit()
            happened += 1
    commit()
    return happened


def next_event(sources: Sequence[Due], until: datetime) -> datetime | None:
    """When something happens by itself next, whatever it is; None if nothing is waiting."""
    return min((due for source in sources if (due := source.next_due(until)) is not None), default=None)


def world_time(wall: Wall = wall_clock) -> datetime:
    """What the world's clock says now."""
    world = db.session.get(World, 1)
    if world is None:
        raise NoWorld()
    return clock_of(world).now(wall())


def locked_world() -> World:
    """The world's row, ours until the transaction ends: whoever moves time waits here for who was first."""
    world = db.session.scalar(
        select(World).where(World.id == 1).with_for_update().execution_options(populate_existing=True)
    )
    if world is None:
        raise NoWorld()
    return world


def clock_of(world: World) -> WorldClock:
    return WorldClock(ClockMode(world.clock_mode), world.clock_world_at, world.clock_real_at, world.clock_speed)


def set_clock(world: World, clock: WorldClock) -> None:
    world.clock_mode, world.clock_speed = clock.mode, clock.speed
    world.clock_world_at, world.clock_real_at = clock.world_at, clock.real_at


def latest_time() -> datetime | None:
    """World time of the newest entry of the log."""
    newest = select(func.max(ENTRIES.c.entry_index)).scalar_subquery()
    return db.session.scalar(select(ENTRIES.c.occurred_at).where(ENTRIES.c.entry_index == newest))


def _events(until: datetime, sources: Sequence[Due]) -> Iterator[tuple[datetime, Due]]:
    """The oldest event of all sources, again and again, each found under the world's lock."""
    while True:
        locked_world()
        waiting = [(due, n) for n, source in enumerate(sources) if (due := source.next_due(until)) is not None]
        due, n = min(waiting, default=(None, 0))
        if due is None or due > until:
            return
        yield due, sources[n]


@contextmanager
def _recorded_at(wall: Wall) -> Iterator[None]:
    """The ledger's second time is real time: the caller's, where it was given."""
    info = db.session().info
    before = info.get("recorded_at")
    if wall is not wall_clock:
        info["recorded_at"] = wall()
    try:
        yield
    finally:
        info.pop("recorded_at", None)
        if before is not None:
            info["recorded_at"] = before


def _move_clock(world: World, moment: datetime, real_now: datetime, *, check_only: bool = False) -> None:
    try:
        clock = clock_of(world).moved_to(moment, real_now)
    except BadClock as error:
        now = clock_of(world).now(real_now)
        raise ClockGoesBack(now=now.isoformat(timespec="minutes")) from error
    if not check_only:
        set_clock(world, clock)
