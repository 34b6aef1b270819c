"""Who sits where. A seat is a role in the room's world that one person at a time plays, or a bot.

Everything here is one transaction of the register; that a world's people are named and signed out to match is
`training.worlds`' work.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update
from sqlalchemy.exc import IntegrityError

from marketplace.training import codes, registry
from marketplace.training.errors import NameTaken, RoomClosed, RoomFull, SeatTaken, WrongPin
from marketplace.training.house import Room

_SEATS = registry.seats
HERE_MINUTES = 3


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat of a room as the register knows it."""

    number: int
    group_number: int
    seat_code: str
    username: str
    place_name: str
    buyer_code: str | None
    supplier_code: str | None
    for_people: bool
    temperament: str
    is_bot: bool
    occupant: str | None
    pin_version: int
    taken_at: datetime | None
    last_seen_at: datetime | None
    last_page: str | None
    left_at: datetime | None

    @property
    def is_free(self) -> bool:
        return self.for_people and self.occupant is None


def seats_of(connection: Connection, room: Room) -> list[Seat]:
    rows = connection.execute(select(_SEATS).where(_SEATS.c.room_id == room.id).order_by(_SEATS.c.number))
    return [_seat(row) for row in rows]


def seat_of(connection: Connection, room: Room, number: int) -> Seat | None:
    row = connection.execute(select(_SEATS).where(*_is(room, number))).first()
    return _seat(row) if row else None


def seat_of_device(connection: Connection, room: Room, key: str) -> Seat | None:
    """The seat this browser took, unless it was given to somebody else since."""
    statement = select(_SEATS).where(_SEATS.c.room_id == room.id, _SEATS.c.device == codes.device_hash(key))
    row = connection.execute(statement).first()
    return _seat(row) if row else None


def take(
    connection: Connection, room: Room, name: str, *, number: int | None, now: datetime, is_here: bool = True
) -> tuple[Seat, str]:
    """Sit down under a name that nobody else of the class has; returns the seat and what the browser keeps.

    Without a number it is the first free seat, group by group, so that the first people can begin together.
    Raises RoomClosed, NameTaken, RoomFull, SeatTaken.
    """
    if room.is_closed:
        raise RoomClosed
    connection.execute(select(registry.rooms.c.id).where(registry.rooms.c.id == room.id).with_for_update())
    free = [seat for seat in seats_of(connection, room) if seat.is_free]
    if not free:
        raise RoomFull
    chosen = free[0] if number is None else next((seat for seat in free if seat.number == number), None)
    if chosen is None:
        raise SeatTaken
    return _sit(connection, room, chosen, name, now=now, is_here=is_here)


def _sit(
    connection: Connection, room: Room, seat: Seat, name: str, *, now: datetime, is_here: bool
) -> tuple[Seat, str]:
    """The seat is this person's from now on; whoever sat there before comes back with the new PIN only."""
    key = codes.new_device_key()
    statement = (
        update(_SEATS)
        .where(*_is(room, seat.number), _SEATS.c.occupant.is_not_distinct_from(seat.occupant))
        .values(
            occupant=name, name_key=name.casefold(), device=codes.device_hash(key), taken_at=now,
            last_seen_at=now if is_here else None, left_at=None, is_bot=False, pin_version=_SEATS.c.pin_version + 1,
        )
    )  # fmt: skip
    try:
        with connection.begin_nested():
            changed = connection.execute(statement)
    except IntegrityError:
        raise NameTaken(name=name) from None
    if changed.rowcount == 0:
        raise SeatTaken
    taken = seat_of(connection, room, seat.number)
    assert taken is not None  # noqa: S101  updated above
    return taken, key


def rejoin(
    connection: Connection, room: Room, name: str, pin: str, *, secret: str, now: datetime
) -> tuple[Seat, str]:
    """From another device: the same seat for whoever knows its PIN. Raises WrongPin, whatever was wrong."""
    statement = select(_SEATS).where(_SEATS.c.room_id == room.id, _SEATS.c.name_key == name.strip().casefold())
    row = connection.execute(statement).first()
    seat = _seat(row) if row else None
    if seat is None or pin.strip() != codes.pin_of(secret, room.slug, seat.number, seat.pin_version):
        raise WrongPin
    key = codes.new_device_key()
    connection.execute(
        update(_SEATS)
        .where(*_is(room, seat.number))
        .values(device=codes.device_hash(key), last_seen_at=now, left_at=None)
    )
    return seat, key


def leave(connection: Connection, room: Room, number: int, *, now: datetime) -> None:
    """Somebody goes; the seat keeps the name until it is given away, so that coming back is easy."""
    connection.execute(update(_SEATS).where(*_is(room, number)).values(left_at=now))


def clear(connection: Connection, room: Room, number: int, *, to_bot: bool) -> None:
    """The seat is free again, or a bot's; the device of whoever sat there no longer opens it."""
    connection.execute(
        update(_SEATS)
        .where(*_is(room, number))
        .values(
            occupant=None, name_key=None, device=None, taken_at=None, left_at=None, is_bot=to_bot,
            pin_version=_SEATS.c.pin_version + 1,
        )
    )  # fmt: skip


def give_to_bot(connection: Connection, room: Room, number: int, *, is_bot: bool) -> None:
    """A bot plays the seat while its person watches or is away; the person's place is kept."""
    connection.execute(update(_SEATS).where(*_is(room, number)).values(is_bot=is_bot))


def fill_with_bots(connection: Connection, room: Room) -> int:
    """Every seat that nobody took is played by a bot, so that no group waits for an empty chair."""
    statement = (
        update(_SEATS)
        .where(_SEATS.c.room_id == room.id, _SEATS.c.occupant.is_(None), _SEATS.c.is_bot.is_(False))
        .values(is_bot=True)
    )
    return int(connection.execute(statement).rowcount)


def seen(connection: Connection, room: Room, number: int, page: str, *, now: datetime) -> None:
    """Somebody is at this seat, on this page."""
    connection.execute(
        update(_SEATS).where(*_is(room, number)).values(last_seen_at=now, last_page=page[:200], left_at=None)
    )
    connection.execute(update(registry.rooms).where(registry.rooms.c.id == room.id).values(last_used_at=now))


def assign(connection: Connection, room: Room, names: Sequence[str], *, now: datetime) -> int:
    """A pasted list fills free seats in order; the people find their seat by their name and the PIN of its card.

    Raises NameTaken, RoomFull; nothing is kept of a list that does not fit.
    """
    for name in names:
        take(connection, room, name, number=None, now=now, is_here=False)
    return len(names)


def _is(room: Room, number: int) -> tuple[Any, Any]:
    return _SEATS.c.room_id == room.id, _SEATS.c.number == number


def _seat(row: Row[Any]) -> Seat:
    return Seat(**{name: getattr(row, name) for name in Seat.__slots__})
