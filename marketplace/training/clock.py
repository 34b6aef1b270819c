"""The clock of a class: real, paused, a day in so many seconds, to the next event, to the next working morning.

Forward only, under the lock of the world's row. On a jump deadlines and bots happen at their own moments, in order.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from marketplace.simulation import advancing
from marketplace.simulation.advancing import Commit, Deadlines, Due, Wall, wall_clock
from marketplace.training.bots import log
from marketplace.training.bots.cast import BotCast
from marketplace.training.bots.planning import next_due, plan
from marketplace.training.bots.running import run_next
from marketplace.training.office import Office

DAY_SECONDS = 86_400
HORIZON = timedelta(days=120)  # how far ahead an event is looked for


class BotsAtWork:
    """What the bots of a class do, as events beside deadlines. One object for one jump or one beat."""

    def __init__(self, cast: BotCast, now: datetime) -> None:
        self._cast, self._now = cast, now
        self._planned_to: int | None = None  # everything before this entry has been planned for
        self._has_acted = False  # some acts leave nothing in the log

    def next_due(self, until: datetime) -> datetime | None:
        head = log.next_entry()
        if self._has_acted or self._planned_to != head:
            plan(self._now, self._cast, touched_from=self._planned_to)
            self._planned_to, self._has_acted = head, False
        return next_due()

    def run_next(self, now: datetime) -> bool:
        self._now, self._has_acted = now, True
        return run_next(now, self._cast)


def pause(*, wall: Wall = wall_clock) -> None:
    """The class stops to talk: no time passes."""
    world = advancing.locked_world()
    advancing.set_clock(world, advancing.clock_of(world).paused(wall()))


def run_real(*, wall: Wall = wall_clock) -> None:
    """A minute is a minute."""
    run_fast(DAY_SECONDS, wall=wall)


def run_fast(seconds_per_day: int, *, wall: Wall = wall_clock) -> None:
    """A day of the world passes in so many seconds; `BadClock` below nine and above a day."""
    world = advancing.locked_world()
    speed = DAY_SECONDS // max(1, seconds_per_day)
    advancing.set_clock(world, advancing.clock_of(world).running(wall(), speed))


def to_next_event(cast: BotCast | None, *, commit: Commit, wall: Wall = wall_clock) -> datetime | None:
    """To the moment at which something happens by itself, which then has happened; None: nothing is waiting."""
    now = _locked_now(wall)
    sources = sources_of(cast, now)
    due = advancing.next_event(sources, now + HORIZON)
    if due is None:
        commit()
        return None
    until = max(due, now)
    advancing.advance_to(until, commit=commit, sources=sources, wall=wall, may_have_passed=True)
    return until


def to_next_morning(cast: BotCast | None, *, commit: Commit, wall: Wall = wall_clock) -> datetime:
    """To the next time offices open; everything due before has happened then."""
    now = _locked_now(wall)
    morning = Office(now).next_morning(now)
    advancing.advance_to(morning, commit=commit, sources=sources_of(cast, now), wall=wall)
    return morning


def catch_up(
    now: datetime, cast: BotCast | None, *, commit: Commit, limit: int = 100, wall: Wall = wall_clock
) -> int:
    """One beat of a class's ticker: what is due by now has happened; returns how many events."""
    return advancing.catch_up(now, commit=commit, sources=sources_of(cast, now), limit=limit, wall=wall)


def sources_of(cast: BotCast | None, now: datetime) -> Sequence[Due]:
    """Deadlines come first where both are due at one moment."""
    return [Deadlines(), BotsAtWork(cast, now)] if cast else [Deadlines()]


def _locked_now(wall: Wall) -> datetime:
    return advancing.clock_of(advancing.locked_world()).now(wall())
