"""What passes between the trainer and the seats beside the market: announcements, hints, which step was opened."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, or_, select

from marketplace.training import registry
from marketplace.training.house import Room
from marketplace.training.scenario import Step

_TOLD, _HINTS, _OPENED = registry.announcements, registry.hints, registry.openings
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Notice:
    at: datetime
    text: str


def announce(connection: Connection, room: Room, text: str, *, seat: int | None, now: datetime) -> None:
    """To one seat, or to everybody."""
    connection.execute(insert(_TOLD).values(room_id=room.id, seat=seat, at=now, text=text))


def for_seat(connection: Connection, room: Room, seat: int) -> list[Notice]:
    """What this seat was told last, the newest first."""
    rows = connection.execute(
        select(_TOLD.c.at, _TOLD.c.text)
        .where(_TOLD.c.room_id == room.id, or_(_TOLD.c.seat.is_(None), _TOLD.c.seat == seat))
        .order_by(_TOLD.c.id.desc())
        .limit(SHOWN)
    )
    return [Notice(row.at, row.text) for row in rows]


def give_hint(connection: Connection, room: Room, seat: int, step: Step, *, by_trainer: bool, now: datetime) -> int:
    """The next hint of a step that this seat has not seen; returns how many it has now."""
    seen = connection.execute(
        select(func.count()).where(
            _HINTS.c.room_id == room.id, _HINTS.c.generation == room.generation, _HINTS.c.seat == seat,
            _HINTS.c.step == step.code,
        )
    ).scalar_one()  # fmt: skip
    if seen >= len(step.hints):
        return int(seen)
    connection.execute(
        insert(_HINTS).values(
            room_id=room.id, generation=room.generation, seat=seat, step=step.code, number=seen + 1, at=now,
            by_trainer=by_trainer,
        )
    )  # fmt: skip
    return int(seen) + 1


def hints_of(connection: Connection, room: Room, seat: int) -> dict[str, int]:
    """How many hints of each step this seat has seen."""
    rows = connection.execute(
        select(_HINTS.c.step, func.count())
        .where(_HINTS.c.room_id == room.id, _HINTS.c.generation == room.generation, _HINTS.c.seat == seat)
        .group_by(_HINTS.c.step)
    )
    return {row[0]: int(row[1]) for row in rows}


def opened(connection: Connection, room: Room, seat: int, step: str, *, now: datetime) -> None:
    """Somebody went to work on a step; only the first time counts."""
    key = {"room_id": room.id, "generation": room.generation, "seat": seat, "step": step}
    known = select(_OPENED.c.at).where(*(_OPENED.c[name] == value for name, value in key.items()))
    if connection.execute(known).first() is None:
        connection.execute(insert(_OPENED).values(**key, at=now))


def openings(connection: Connection, room: Room) -> dict[tuple[int, str], datetime]:
    rows = connection.execute(
        select(_OPENED.c.seat, _OPENED.c.step, _OPENED.c.at).where(
            _OPENED.c.room_id == room.id, _OPENED.c.generation == room.generation
        )
    )
    return {(row.seat, row.step): row.at for row in rows}
