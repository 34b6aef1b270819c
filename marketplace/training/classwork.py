"""What a class is doing: its exercise, how far each group is, and its bots as the clock needs them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from marketplace.extensions import db
from marketplace.ledger.models import LedgerEntry
from marketplace.training import checks, happenings, scenarios
from marketplace.training.bots import Bot, BotCast, Need, Temperament
from marketplace.training.checks import Progress, State
from marketplace.training.house import Room
from marketplace.training.scenario import NeedPlan, Scenario
from marketplace.training.seats import Seat


def scenario_of(room: Room) -> Scenario:
    """The exercise as it was when the room was opened, whatever the file says today."""
    return scenarios.read(room.scenario_text, room.scenario)


def progress_of(room: Room, scenario: Scenario) -> dict[tuple[int, str], Progress]:
    """Inside the room's own app: every step of every group, from the log."""
    return checks.progress(scenario, room.cast, happenings.since(room.since_entry, room.cast))


def bot_cast(room: Room, scenario: Scenario, seats: Sequence[Seat]) -> BotCast:
    """Everybody who is played by a bot now; a seat that waits for its person is nobody's to play."""
    bots = {
        seat.username: Bot(Temperament(seat.temperament), seat.seat_code, seat.group_number)
        for seat in seats
        if seat.is_bot
    }
    people = frozenset(seat.username for seat in seats if not seat.is_bot)
    progress = progress_of(room, scenario) if any(need.after_step for need in scenario.needs) else {}
    needs = tuple(need for need in needs_of(room, scenario, progress) if need.username in bots)
    return BotCast(bots, people, room.seed_number, room.since_entry, needs)


def needs_of(room: Room, scenario: Scenario, progress: Mapping[tuple[int, str], Progress]) -> Iterator[Need]:
    """What the bots of each group want to buy; what follows a step is wanted only once the group has done it."""
    for group in room.cast.groups():
        for need in scenario.needs:
            since = _since(room, scenario, need, progress.get((group, need.after_step)))
            if since is None:
                continue
            shop = room.cast.place(group, need.shop) if need.shop else None
            yield Need(
                room.cast.username(group, need.seat), need.category, need.quantity,
                since + timedelta(minutes=need.after_minutes), need.words, need.purpose, shop.code if shop else None,
                need.asks_for_offers,
            )  # fmt: skip


def _since(room: Room, scenario: Scenario, need: NeedPlan, step: Progress | None) -> datetime | None:
    """From when the minutes of a need count; None while the step that it follows is not done."""
    if not need.after_step:
        return (scenario.clock or _world_began(room)).astimezone(UTC)
    return step.at if step is not None and step.state is State.DONE else None


def _world_began(room: Room) -> datetime:
    last = select(LedgerEntry.occurred_at).where(LedgerEntry.index == room.since_entry - 1)
    return db.session.scalars(last).one()
