"""What the board shows, made from the log, the seats and the steps that were opened. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select

from marketplace.accounts.models import Membership, User
from marketplace.accounts.permissions import Role
from marketplace.extensions import db
from marketplace.ledger.models import LedgerEntry, World
from marketplace.simulation import advancing
from marketplace.training import classwork
from marketplace.training.checks import Progress, State
from marketplace.training.explanations import problem_sentence
from marketplace.training.house import Room
from marketplace.training.scenario import Scenario, Step
from marketplace.training.seats import Seat
from marketplace.values.clock import ClockMode

STUCK_AFTER = timedelta(minutes=5)
HERE = timedelta(seconds=45)


class Mark(StrEnum):
    """How far a group is with a step, as the board colours it."""

    WAITING = "waiting"
    OPENED = "opened"
    TRYING = "trying"
    STUCK = "stuck"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Cell:
    mark: Mark
    minutes: int = 0  # since it was opened, while it is not done
    problem: str = ""
    order_number: str | None = None


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step as a group reads it, with the names of its own office and shops filled in."""

    step: Step
    title: str
    task: str
    cell: Cell
    hints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClockNow:
    at: datetime
    mode: ClockMode
    speed: int


def grid(
    room: Room, scenario: Scenario, seats: Sequence[Seat], opened: dict[tuple[int, str], datetime], language: str
) -> list[tuple[int, list[Cell]]]:
    """A row for each group, a cell for each step."""
    progress = classwork.progress_of(room, scenario)
    now = datetime.now(UTC)
    numbers = {(seat.group_number, seat.seat_code): seat.number for seat in seats}
    rows = []
    for group in room.cast.groups():
        words = room.cast.words(group)
        cells = []
        for step in scenario.steps:
            since = opened.get((numbers.get((group, step.seat), 0), step.code))
            cells.append(_cell(progress[group, step.code], since, now, language, words))
        rows.append((group, cells))
    return rows


def steps_of_group(room: Room, scenario: Scenario, group: int, language: str) -> list[StepRow]:
    progress = classwork.progress_of(room, scenario)
    words = room.cast.words(group)
    now = datetime.now(UTC)
    return [
        StepRow(
            step, step.title.filled(language, words), step.task.filled(language, words),
            _cell(progress[group, step.code], None, now, language, words),
            tuple(text.filled(language, words) for text in step.hints),
        )
        for step in scenario.steps
    ]  # fmt: skip


def present_step(room: Room, scenario: Scenario, seat: Seat) -> Step | None:
    """What this seat should be doing: the first of its steps that is not done."""
    progress = classwork.progress_of(room, scenario)
    mine = [step for step in scenario.steps if step.seat == seat.seat_code]
    return next((step for step in mine if progress[seat.group_number, step.code].state is not State.DONE), None)


def _cell(found: Progress, since: datetime | None, now: datetime, language: str, words: Any) -> Cell:
    if found.state is State.DONE:
        return Cell(Mark.DONE, order_number=found.order_number)
    waited = int((now - since).total_seconds() // 60) if since else 0
    problem = problem_sentence(found.problem, language, words) if found.problem else ""
    if since and now - since > STUCK_AFTER:
        return Cell(Mark.STUCK, waited, problem, found.order_number)
    if found.state is State.TRYING:
        return Cell(Mark.TRYING, waited, problem, found.order_number)
    return Cell(Mark.OPENED if since else Mark.WAITING, waited, problem, found.order_number)


def presence(seat: Seat, now: datetime) -> str:
    """bot, empty, here, away: who is at the seat at this moment."""
    if seat.is_bot:
        return "bot"
    if seat.occupant is None:
        return "empty"
    here = seat.last_seen_at is not None and now - seat.last_seen_at < HERE and seat.left_at is None
    return "here" if here else "away"


def clock_now() -> ClockNow:
    clock = advancing.clock_of(db.session.get_one(World, 1))
    return ClockNow(clock.now(datetime.now(UTC)), clock.mode, clock.speed)


def ledger_head(room: Room) -> int:
    """How many entries the class itself has written."""
    head = db.session.scalar(select(func.max(LedgerEntry.index)))
    return 0 if head is None else int(head) + 1 - room.since_entry


def trainer_username() -> str:
    """The trainer of this world: whoever opens the door from the front sits down as this person."""
    statement = (
        select(User.username)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.role == Role.TRAINER)
        .order_by(User.id)
        .limit(1)
    )
    return db.session.scalars(statement).one()
