"""Opening, resetting, closing and moving rooms: the use cases of a trainer, and of `toko rooms`.

A room's world is always a fresh copy under a new name; what has ended is kept read-only as an archive. The
register says last what has happened, so a process killed on the way leaves an unused copy and nothing else.
"""

import math
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from marketplace.extensions import db
from marketplace.training import casting, clock, codes, registry, scenarios, worlds
from marketplace.training import seats as seating
from marketplace.training.casting import Cast
from marketplace.training.errors import RoomClosed, RoomMovedOn, TooManySeats
from marketplace.training.house import House, Room
from marketplace.training.scenarios import Scenario

SEATS_MOST = 60
ORIGIN = "toko-daring.example/kelas"


@dataclass(frozen=True, slots=True)
class Trainer:
    """Who runs classes here: an account of the live market, or the console."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class RoomWish:
    """What a trainer asks for."""

    name: str
    held_on: str
    seats: int
    language: str
    scenario: str
    scenario_text: str
    people: tuple[str, ...]  # seat codes of the scenario that people play
    temperaments: Mapping[str, str] = field(default_factory=dict)  # of the bots, where other than the scenario's
    seed_number: int | None = None
    once_key: str | None = None


def open_room(house: House, trainer: Trainer, wish: RoomWish) -> Room:
    """A class that people can join; the same form sent twice opens one. Raises TooManySeats, ScenarioErrors."""
    if wish.once_key and (known := _by_once_key(house, wish.once_key)):
        return known
    scenario = scenarios.read(wish.scenario_text)
    people = tuple(seat.code for seat in scenario.seats if seat.code in wish.people)
    groups = math.ceil(wish.seats / len(people))
    now = registry.now()
    slug = codes.new_slug(wish.name)
    room = Room(
        id=0, slug=slug, code=codes.new_code(), name=wish.name, held_on=wish.held_on, language=wish.language,
        scenario=wish.scenario, scenario_text=wish.scenario_text,
        seed_number=wish.seed_number if wish.seed_number is not None else secrets.randbelow(10**6), people=people,
        trainer_key=trainer.key, trainer_name=trainer.name, generation=1, is_closed=False, created_at=now,
        closed_at=None, last_used_at=now, database=_new_database(slug, 1), since_entry=0,
        cast=Cast((), ()),
    )  # fmt: skip
    room = _with_world(house, room, scenario, groups)
    try:
        seats = _seats(scenario, room.cast, people, wish)
        with house.writing() as connection:
            room = _register(connection, room, seats, wish.once_key)
    except IntegrityError:
        _throw_away(house, room)
        if wish.once_key and (known := _by_once_key(house, wish.once_key)):
            return known
        raise
    except BaseException:
        _throw_away(house, room)
        raise
    name_people(house, room)
    return room


def reset(house: House, room: Room) -> Room:
    """The class begins again in a fresh copy; people keep their seats, and the old world becomes an archive.

    The last checkpoint of the old world is made when nothing can be written to it any more. Raises RoomMovedOn
    when somebody else reset or closed it first, RoomClosed.
    """
    if room.is_closed:
        raise RoomClosed
    scenario = scenarios.read(room.scenario_text)
    with house.reading() as connection:
        groups = max(seat.group_number for seat in seating.seats_of(connection, room))
    generation = room.generation + 1
    fresh = replace(room, generation=generation, database=_new_database(room.slug, generation))
    fresh = _with_world(house, fresh, scenario, groups)
    now = registry.now()
    with house.writing() as connection:
        changed = connection.execute(
            update(registry.rooms)
            .where(registry.rooms.c.id == room.id, registry.rooms.c.generation == room.generation,
                   registry.rooms.c.is_closed.is_(False))
            .values(generation=generation, last_used_at=now)
        )  # fmt: skip
        if changed.rowcount:
            _add_copy(connection, fresh, now)
    if changed.rowcount == 0:
        _throw_away(house, fresh)
        raise RoomMovedOn
    name_people(house, fresh)
    _end_copy(house, room)
    return fresh


def close(house: House, room: Room) -> None:
    """Nobody joins and nothing changes any more; the world stays readable. Raises RoomMovedOn."""
    now = registry.now()
    with house.writing() as connection:
        changed = connection.execute(
            update(registry.rooms)
            .where(registry.rooms.c.id == room.id, registry.rooms.c.generation == room.generation,
                   registry.rooms.c.is_closed.is_(False))
            .values(is_closed=True, closed_at=now, code=None)
        )  # fmt: skip
        if changed.rowcount == 0:
            raise RoomMovedOn
    _end_copy(house, room)


def _end_copy(house: House, room: Room) -> None:
    """The final checkpoint of a world that has ended, and the end of serving it from here."""
    with worlds.inside(house.app_for(replace(room, is_closed=False))):
        clock.pause()
        note = worlds.final_note()
    house.forget(room.database)
    with house.writing() as connection:
        connection.execute(
            update(registry.copies)
            .where(registry.copies.c.room_id == room.id, registry.copies.c.generation == room.generation)
            .values(ended_at=registry.now(), final_note=note)
        )


def name_people(house: House, room: Room) -> None:
    """In the room's world whoever a bot plays is called BOT, and nobody else."""
    with house.reading() as connection:
        seats = seating.seats_of(connection, room)
    with worlds.inside(house.app_for(room)):
        worlds.match_people(
            bots=[seat.username for seat in seats if seat.is_bot],
            people=[seat.username for seat in seats if not seat.is_bot],
        )


def _with_world(house: House, room: Room, scenario: Scenario, groups: int) -> Room:
    """A copy of the scenario's template, opened under its own name, with its cast; thrown away if that fails."""
    house.databases.copy(scenario.world, room.database)
    try:
        with worlds.inside(house.app_for(room)):
            cast = casting.cast(db.session(), scenario, groups)
            since = worlds.open_world(
                f"{ORIGIN}/{room.slug}/{room.generation}", room.scenario, starts_at=scenario.clock,
                speed=scenario.speed,
            )  # fmt: skip
        return replace(room, since_entry=since, cast=cast)
    except BaseException:
        _throw_away(house, room)
        raise


def _seats(scenario: Scenario, cast: Cast, people: tuple[str, ...], wish: RoomWish) -> list[dict[str, Any]]:
    """Seats for people first, group by group; then those that only bots play."""
    by_code = {seat.code: seat for seat in scenario.seats}
    ordered = sorted(cast, key=lambda one: (one.seat_code not in people, one.group))
    if sum(one.seat_code in people for one in ordered) > SEATS_MOST:
        raise TooManySeats(most=SEATS_MOST)
    return [
        {
            "number": number, "group_number": one.group, "seat_code": one.seat_code, "username": one.username,
            "place_name": one.place_name, "buyer_code": one.buyer_code, "supplier_code": one.supplier_code,
            "for_people": one.seat_code in people, "is_bot": one.seat_code not in people,
            "temperament": wish.temperaments.get(one.seat_code, by_code[one.seat_code].bot.value),
        }
        for number, one in enumerate(ordered, 1)
    ]  # fmt: skip


def _register(connection: Connection, room: Room, seats: list[dict[str, Any]], once_key: str | None) -> Room:
    columns = registry.rooms.c.keys()
    values = {name: getattr(room, name) for name in Room.__slots__ if name in columns and name != "id"}
    result = connection.execute(
        insert(registry.rooms)
        .values(**values | {"people": list(room.people)}, once_key=once_key)
        .returning(registry.rooms.c.id)
    )
    known = replace(room, id=result.scalar_one())
    _add_copy(connection, known, room.created_at)
    connection.execute(insert(registry.seats), [seat | {"room_id": known.id, "pin_version": 0} for seat in seats])
    return known


def _add_copy(connection: Connection, room: Room, now: datetime) -> None:
    connection.execute(
        insert(registry.copies).values(
            room_id=room.id,
            generation=room.generation,
            database=room.database,
            since_entry=room.since_entry,
            cast=casting.to_json(room.cast),
            opened_at=now,
        )
    )


def _by_once_key(house: House, once_key: str) -> Room | None:
    with house.reading() as connection:
        slug = connection.execute(select(registry.rooms.c.slug).where(registry.rooms.c.once_key == once_key)).scalar()
    return house.room(slug) if slug else None


def _new_database(slug: str, generation: int) -> str:
    """A name that was never used: an old connection must never meet a new world."""
    return f"{slug.replace('-', '_')}_{generation}_{secrets.token_hex(3)}"


def _throw_away(house: House, room: Room) -> None:
    house.forget(room.database)
    house.databases.remove(room.database)
