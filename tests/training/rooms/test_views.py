"""Rooms over HTTP: joining, tasks, the board, and what one room's cookies are worth elsewhere."""

import re
from typing import Any

import pytest
from werkzeug.test import Client

from marketplace.training import scenarios, seats
from marketplace.training.dispatcher import RoomDispatcher
from marketplace.training.house import House, Room
from tests.accounts.people import PASSWORD
from tests.training.rooms.conftest import open_room


@pytest.fixture
def visitor(site: RoomDispatcher) -> Client:
    return Client(site)


def seated(site: RoomDispatcher, room: Room, name: str = "Siti") -> Client:
    client = Client(site)
    form = {"name": name, "seat": "", "confirmed": "y"}
    assert client.post(f"/gabung/{room.code}", data=form).status_code == 303
    page = client.get(f"/gabung/kembali?kelas={room.slug}&lanjut=/tugas", follow_redirects=True)
    assert page.status_code == 200, page.text
    return client


def trainer(site: RoomDispatcher, room: Room | None = None) -> Client:
    client = Client(site)
    assert client.post("/masuk", data={"username": "pelatih", "password": PASSWORD}).status_code == 303
    if room is not None:
        page = client.get(f"/gabung/kembali?kelas={room.slug}", follow_redirects=True)
        assert page.status_code == 200, page.text
    return client


def cookies(client: Client) -> dict[tuple[str, str], Any]:
    return {(cookie.key, cookie.path): cookie.value for cookie in client._cookies.values()}


def test_a_look_at_a_seat_does_not_take_it(visitor: Client, house: House, room: Room) -> None:
    visitor.get(f"/gabung/{room.code}")
    answer = visitor.post(f"/gabung/{room.code}", data={"name": "Siti", "seat": ""})
    assert "Duduk di kursi ini" in answer.text
    with house.reading() as connection:
        assert all(seat.occupant is None for seat in seats.seats_of(connection, room))


def test_a_code_is_read_as_people_type_it(visitor: Client, room: Room) -> None:
    typed = f" {room.code[:3].lower()}-{room.code[3:].lower()} "  # type: ignore[index]
    assert visitor.post("/gabung", data={"code": typed}).location == f"/gabung/{room.code}"


@pytest.mark.parametrize("typed", ["", "x", "ZZZZZZZZZZ", "<script>", "💥" * 5])
def test_a_wrong_code_gets_a_sentence_and_keeps_what_was_typed(visitor: Client, room: Room, typed: str) -> None:
    answer = visitor.post("/gabung", data={"code": typed})
    assert answer.status_code == 422
    assert "Kode kelas" in answer.text


def test_a_seat_finds_its_tasks_and_asks_for_a_hint(site: RoomDispatcher, room: Room) -> None:
    client = seated(site, room)
    path = f"/kelas/{room.slug}"
    assert "Petunjuk 1" not in client.get(f"{path}/tugas").text
    assert client.post(f"{path}/tugas/pesan/petunjuk").status_code == 303
    page = client.get(f"{path}/tugas")
    assert "Petunjuk 1" in page.text
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert client.post(f"{path}/tugas/pesan").location == f"{path}/katalog?q=nasi+kotak"


def test_a_session_of_one_room_is_worthless_in_another_and_in_the_market(
    site: RoomDispatcher, house: House, room: Room
) -> None:
    """The same person number exists in both worlds: only the key keeps them apart."""
    other = open_room(house)
    client = seated(site, room)
    (value,) = [v for (name, _), v in cookies(client).items() if name == f"kelas-{room.slug}"]
    for slug in (other.slug, room.slug):
        thief = Client(site)
        thief.set_cookie(f"kelas-{slug}", value, path=f"/kelas/{slug}")
        answer = thief.get(f"/kelas/{slug}/tugas")
        assert answer.status_code == (200 if slug == room.slug else 303)
    thief = Client(site)
    thief.set_cookie("toko", value)
    assert thief.get("/meja").status_code == 303


def test_a_ticket_of_one_room_opens_no_other(site: RoomDispatcher, house: House, room: Room) -> None:
    other = open_room(house)
    client = seated(site, room)
    ticket = client.get(f"/gabung/kembali?kelas={room.slug}").location.split("karcis?")[1]
    stranger = Client(site)
    assert "/masuk" in stranger.get(f"/kelas/{other.slug}/masuk/karcis?{ticket}").location
    assert stranger.get(f"/kelas/{other.slug}/tugas").status_code == 303


def test_a_seat_given_away_ends_the_session_that_sat_there(site: RoomDispatcher, room: Room) -> None:
    client = seated(site, room)
    teacher = trainer(site, room)
    path = f"/kelas/{room.slug}"
    assert teacher.post(f"{path}/papan/kursi/1/kosongkan").status_code == 303
    assert client.get(f"{path}/tugas").status_code == 303
    again = client.get(f"/gabung/kembali?kelas={room.slug}")
    assert again.location == "/gabung", "the browser's key no longer opens the seat"


def test_a_watched_seat_is_only_looked_at(site: RoomDispatcher, room: Room) -> None:
    seated(site, room)
    teacher = trainer(site, room)
    path = f"/kelas/{room.slug}"
    page = teacher.get(f"{path}/papan/kursi/1/layar", follow_redirects=True)
    assert "Anda hanya melihat kursi ini" in page.text
    assert teacher.post(f"{path}/tugas/pesan/petunjuk").status_code == 403


@pytest.mark.parametrize("how", ["jeda", "nyata", "cepat", "kejadian", "pagi"])
def test_the_trainer_moves_the_clock(site: RoomDispatcher, room: Room, how: str) -> None:
    teacher = trainer(site, room)
    assert teacher.post(f"/kelas/{room.slug}/papan/jam/{how}").status_code == 303
    assert teacher.get(f"/kelas/{room.slug}/papan/isi").status_code == 200


def test_a_participant_runs_no_class(site: RoomDispatcher, room: Room) -> None:
    client = seated(site, room)
    path = f"/kelas/{room.slug}/papan"
    assert client.get(path).status_code == 403
    for what in ("jam/pagi", "pengumuman", "kursi/1/kosongkan", "bot", "peserta", "atur-ulang", "penutupan"):
        assert client.post(f"{path}/{what}").status_code == 403


def test_an_announcement_reaches_the_seats(site: RoomDispatcher, room: Room) -> None:
    client, teacher = seated(site, room), trainer(site, room)
    path = f"/kelas/{room.slug}"
    assert teacher.post(f"{path}/papan/pengumuman", data={"text": "Rehat sepuluh menit"}).status_code == 303
    assert client.post(f"{path}/kursi/denyut", data={"halaman": "/katalog"}).json == {"news": "Rehat sepuluh menit"}
    assert teacher.post(f"{path}/papan/pengumuman", data={"text": ""}).status_code == 422


def test_a_reset_keeps_everybody_in_the_room(site: RoomDispatcher, house: House, room: Room) -> None:
    client, teacher = seated(site, room), trainer(site, room)
    path = f"/kelas/{room.slug}"
    assert teacher.post(f"{path}/papan/atur-ulang", data={"generasi": "1"}).status_code == 303
    page = client.get(f"{path}/tugas", follow_redirects=True)
    assert page.status_code == 200
    assert "Tugas kelas" in page.text
    again = teacher.get(f"/gabung/kembali?kelas={room.slug}", follow_redirects=True)
    assert again.status_code == 200
    stale = teacher.post(f"{path}/papan/atur-ulang", data={"generasi": "1"})
    assert stale.status_code == 303
    assert house.room(room.slug).generation == 2  # type: ignore[union-attr]


def test_a_closed_room_is_read_and_not_changed(site: RoomDispatcher, room: Room) -> None:
    client, teacher = seated(site, room), trainer(site, room)
    path = f"/kelas/{room.slug}"
    assert teacher.post(f"{path}/papan/penutupan", data={"generasi": "1"}).status_code == 303
    page = client.get(f"{path}/tugas", follow_redirects=True)
    assert page.status_code == 200
    assert client.post(f"{path}/tugas/pesan/petunjuk").status_code == 403
    assert client.get(f"/gabung/{room.code}").status_code == 404
    assert teacher.get(f"{path}/papan", follow_redirects=True).status_code == 200


def test_only_trainers_open_rooms_and_one_form_is_enough(site: RoomDispatcher, visitor: Client) -> None:
    assert visitor.get("/kelas").status_code == 303
    teacher = trainer(site)
    page = teacher.get("/kelas/baru/belanja-langsung").text
    key = re.search(r'name="once_key"[^>]*value="(\w+)"', page)
    assert key
    form = {"once_key": key[1], "name": "Kelas Malang", "held_on": "2026-11-24", "seats": "4", "language": "id",
            "kursi-pp": "orang", "kursi-kpa": "prompt", "kursi-bendahara": "prompt", "kursi-toko": "slow"}  # fmt: skip
    answer = teacher.post("/kelas/baru/belanja-langsung", data=form, follow_redirects=True)
    assert answer.status_code == 200
    assert "Kelas Malang" in answer.text
    assert answer.text.count(">BOT<") == 12


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("seats", "0"), ("seats", "banyak"), ("seats", "61"), ("held_on", "besok"),
                         ("kursi-pp", "prompt"), ("kursi-toko", "tidak ada")]
)  # fmt: skip
def test_a_wrong_wish_is_said_at_its_field_and_nothing_is_lost(site: RoomDispatcher, field: str, value: str) -> None:
    teacher = trainer(site)
    form = {"once_key": "a" * 32, "name": "Kelas Malang", "held_on": "2026-11-24", "seats": "1", "language": "id",
            "kursi-pp": "orang", "kursi-kpa": "prompt", "kursi-bendahara": "prompt", "kursi-toko": "slow"}  # fmt: skip
    answer = teacher.post("/kelas/baru/belanja-langsung", data=form | {field: value})
    assert answer.status_code == 422
    assert field == "name" or "Kelas Malang" in answer.text


def test_an_unknown_room_is_not_found(visitor: Client) -> None:
    assert visitor.get("/kelas/tidak-ada/papan").status_code == 404
    assert visitor.get("/gabung/ZZZZZZ").status_code == 404
    assert visitor.get("/gabung/kembali?kelas=tidak-ada").status_code == 404


def test_an_exercise_that_needs_a_page_for_answers_is_not_offered(site: RoomDispatcher) -> None:
    teacher = trainer(site)
    assert "/kelas/baru/belanja-langsung" in teacher.get("/kelas").text
    needing = [one.code for one in scenarios.known() if any(step.answer for step in one.steps)]
    assert needing
    for code in needing:
        assert f"/kelas/baru/{code}" not in teacher.get("/kelas").text
        assert teacher.get(f"/kelas/baru/{code}").status_code == 404


def test_a_class_reads_in_its_language_until_a_reader_chooses(site: RoomDispatcher, house: House) -> None:
    room = open_room(house, language="en")
    client = seated(site, room)
    assert "Class tasks" in client.get(f"/kelas/{room.slug}/tugas").text
    client.get(f"/kelas/{room.slug}/bahasa/id?kembali=/tugas")
    assert "Tugas kelas" in client.get(f"/kelas/{room.slug}/tugas").text
