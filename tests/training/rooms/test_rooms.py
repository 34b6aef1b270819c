"""Rooms: each its own world, opened once, reset without losing a seat, closed for good."""

import threading

import pytest
from sqlalchemy import select

from marketplace.accounts.models import User
from marketplace.extensions import db
from marketplace.ledger import verify
from marketplace.ledger.models import World
from marketplace.training import board, registry, rooms, seats, worlds
from marketplace.training.errors import NameTaken, RoomClosed, RoomFull, RoomMovedOn, SeatTaken, WrongPin
from marketplace.training.house import House, Room
from tests.training.rooms.conftest import once_key, open_room


def world_of(house: House, room: Room) -> tuple[str, bytes]:
    with worlds.inside(house.app_for(room)):
        world = db.session.get_one(World, 1)
        return world.origin, world.public_key


def name_of(house: House, room: Room, username: str) -> str:
    with worlds.inside(house.app_for(room)):
        return db.session.scalars(select(User.name).where(User.username == username)).one()


def sit(house: House, room: Room, name: str, number: int | None = None) -> seats.Seat:
    with house.writing() as connection:
        return seats.take(connection, room, name, number=number, now=room.created_at)[0]


def all_seats(house: House, room: Room) -> list[seats.Seat]:
    with house.reading() as connection:
        return seats.seats_of(connection, room)


def test_a_room_signs_its_own_log_from_the_first_entry_on(house: House, room: Room) -> None:
    other = open_room(house)
    assert world_of(house, room)[0] == f"{rooms.ORIGIN}/{room.slug}/1"
    assert world_of(house, room)[1] != world_of(house, other)[1]
    with worlds.inside(house.app_for(room)):
        world = db.session.get_one(World, 1)
        report = verify.verify(db.engine.url, world.origin, world.public_key)
    assert report.is_good
    assert report.checkpoints == 1


def test_the_same_form_sent_twice_opens_one_room(house: House) -> None:
    key = once_key()
    first, second = open_room(house, once_key=key), open_room(house, once_key=key)
    assert first.slug == second.slug


def test_groups_are_filled_so_that_everybody_has_partners(house: House) -> None:
    room = open_room(house, seats=6)
    known = all_seats(house, room)
    assert [seat.group_number for seat in known] == [1] * 4 + [2] * 4
    assert len({seat.username for seat in known}) == 8


def test_a_role_that_no_person_plays_is_a_bot_and_called_so(house: House) -> None:
    room = open_room(house, people=("pp",), seats=2)
    known = all_seats(house, room)
    assert [(seat.seat_code, seat.is_bot) for seat in known][:2] == [("pp", False), ("pp", False)]
    bot = next(seat for seat in known if seat.seat_code == "toko")
    assert name_of(house, room, bot.username).startswith("BOT ")
    assert not name_of(house, room, known[0].username).startswith("BOT ")


def test_a_seat_is_taken_once_and_a_name_is_borne_once(house: House, room: Room) -> None:
    first = sit(house, room, "Siti")
    assert (first.number, first.occupant) == (1, "Siti")
    with pytest.raises(SeatTaken):
        sit(house, room, "Budi", number=1)
    with pytest.raises(NameTaken):
        sit(house, room, "SITI")
    for name in ("Ani", "Budi", "Citra"):
        sit(house, room, name)
    with pytest.raises(RoomFull):
        sit(house, room, "Dodi")


def test_eight_people_at_once_never_share_a_seat(house: House) -> None:
    room = open_room(house, seats=4)
    outcomes: list[str] = []

    def join(n: int) -> None:
        try:
            outcomes.append(f"seat {sit(house, room, f'Orang {n}').number}")
        except (RoomFull, SeatTaken) as error:
            outcomes.append(error.code)

    threads = [threading.Thread(target=join, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["room_full"] * 4 + ["seat 1", "seat 2", "seat 3", "seat 4"]
    assert all(seat.occupant for seat in all_seats(house, room))


def test_a_pin_opens_the_own_seat_until_it_is_given_away(house: House, room: Room) -> None:
    secret = house.settings.secret_key
    seat = sit(house, room, "Siti")
    pin = rooms.codes.pin_of(secret, room.slug, seat.number, seat.pin_version)
    with house.writing() as connection:
        assert seats.rejoin(connection, room, "siti", pin, secret=secret, now=room.created_at)[0].number == 1
    with house.writing() as connection:
        seats.clear(connection, room, 1, to_bot=False)
    sit(house, room, "Siti")
    with house.writing() as connection, pytest.raises(WrongPin):
        seats.rejoin(connection, room, "Siti", pin, secret=secret, now=room.created_at)


def test_a_pasted_list_that_does_not_fit_leaves_nothing(house: House, room: Room) -> None:
    with pytest.raises(RoomFull), house.writing() as connection:
        seats.assign(connection, room, [f"Orang {n}" for n in range(5)], now=room.created_at)
    assert [seat.occupant for seat in all_seats(house, room)] == [None] * 4


def test_somebody_on_the_list_is_not_here_before_they_come(house: House, room: Room) -> None:
    now = registry.now()
    with house.writing() as connection:
        seats.assign(connection, room, ["Ani"], now=now)
        seats.take(connection, room, "Budi", number=None, now=now)
    assert [board.presence(seat, now) for seat in all_seats(house, room)] == ["away", "here", "empty", "empty"]


def test_a_reset_is_a_fresh_world_with_the_same_people(house: House, room: Room) -> None:
    sit(house, room, "Siti")
    fresh = rooms.reset(house, room)
    assert fresh.database != room.database
    assert world_of(house, fresh)[0] == f"{rooms.ORIGIN}/{room.slug}/2"
    assert [seat.occupant for seat in all_seats(house, fresh)][:1] == ["Siti"]
    assert house.databases.exists(room.database), "the old world is an archive"
    assert house.key_of(room.database) != house.key_of(fresh.database)


def test_of_two_trainers_who_reset_one_does(house: House, room: Room) -> None:
    rooms.reset(house, room)
    with pytest.raises(RoomMovedOn):
        rooms.reset(house, room)
    assert len([one for one in house.rooms() if one.slug == room.slug]) == 1


def test_a_closed_room_takes_nobody_and_keeps_its_last_checkpoint(house: House, room: Room) -> None:
    rooms.close(house, room)
    closed = house.room(room.slug)
    assert closed is not None
    assert closed.is_closed
    assert house.room_by_code(room.code or "") is None
    with pytest.raises(RoomClosed):
        sit(house, closed, "Siti")
    with pytest.raises(RoomClosed):
        rooms.reset(house, closed)
