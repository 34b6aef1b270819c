"""One installation with rooms per engine: the front market, the register, the template, made once."""

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from marketplace.config import Rooms
from marketplace.extensions import db
from marketplace.operations.site import make_site
from marketplace.training import rooms, scenarios
from marketplace.training.dispatcher import RoomDispatcher
from marketplace.training.house import House, Room, let_go
from marketplace.training.rooms import RoomWish, Trainer
from tests import engines
from tests.accounts.people import give_password

TRAINER = Trainer("1", "Pelatih")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker makes the template; a template each would cost more than the tests."""
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.xdist_group("rooms"))


@pytest.fixture(scope="session")
def site(store: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RoomDispatcher]:
    with store.copy() as url:
        settings = engines.settings_for(url, data_dir=tmp_path_factory.mktemp("data"), rooms=Rooms.ON)
        made = make_site(settings)
        assert isinstance(made, RoomDispatcher)
        with made.front.app_context():
            give_password("pelatih")
            db.session.remove()
        yield made
        made.house.close_apps()
        let_go(made.front)
        if not settings.is_sqlite:
            drop_rooms(url.rsplit("/", 1)[1])


def drop_rooms(live: str) -> None:
    with psycopg.connect(engines.POSTGRES, autocommit=True) as connection:
        rows = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", (f"{live}_kelas_%",))
        for (name,) in rows.fetchall():
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@pytest.fixture
def house(site: RoomDispatcher) -> House:
    return site.house


@pytest.fixture
def room(house: House) -> Room:
    return open_room(house)


def open_room(
    house: House, *, exercise: str = "belanja-langsung", seats: int = 4, people: tuple[str, ...] | None = None,
    language: str = "id", **more: Any,
) -> Room:  # fmt: skip
    scenario = scenarios.load(exercise)
    chosen = people or tuple(seat.code for seat in scenario.seats)
    wish = RoomWish(
        name="Kelas uji", held_on="2026-11-24", seats=seats, language=language, scenario=scenario.code,
        scenario_text=scenario.source, people=chosen, seed_number=7, **more,
    )  # fmt: skip
    return rooms.open_room(house, TRAINER, wish)


def once_key() -> str:
    return uuid.uuid4().hex
