"""Each group has its own office, shops and people; the same world gives the same cast."""

import pytest
from flask import Flask

from marketplace.extensions import db
from marketplace.training import casting, scenarios
from marketplace.training.casting import CannotCast
from tests.simulation.worlds import rows

CODES = [scenario.code for scenario in scenarios.known()]


@pytest.mark.parametrize("code", CODES)
def test_thirty_groups_find_offices_shops_and_people_of_their_own(class_world: Flask, code: str) -> None:
    scenario = scenarios.load(code)
    cast = casting.cast(db.session(), scenario, groups=30)
    assert len(cast) == 30 * len(scenario.seats)
    assert len({seat.username for seat in cast}) == len(cast)
    for is_shop in (True, False):
        places = [place.id for place in cast.places if place.where.startswith("shop") is is_shop]
        assert len(places) == len(set(places)) == 30 * sum(place.is_shop is is_shop for place in scenario.places)


@pytest.mark.parametrize("code", CODES)
def test_who_is_cast_holds_the_role_in_that_place(class_world: Flask, code: str) -> None:
    scenario = scenarios.load(code)
    held = {
        (username, role, place or shop)
        for username, role, place, shop in rows(
            "SELECT u.username, m.role, b.code, s.code FROM memberships m JOIN users u ON u.id = m.user_id"
            " LEFT JOIN buyers b ON b.id = m.buyer_id LEFT JOIN suppliers s ON s.id = m.supplier_id"
        )
    }
    for seat in casting.cast(db.session(), scenario, groups=4):
        role = scenario.seat(seat.seat_code).role.value
        assert (seat.username, role, seat.buyer_code or seat.supplier_code) in held


@pytest.mark.parametrize("code", CODES)
def test_the_same_world_gives_the_same_cast_and_more_groups_keep_the_first(class_world: Flask, code: str) -> None:
    scenario = scenarios.load(code)
    few, again, many = (casting.cast(db.session(), scenario, groups=n) for n in (3, 3, 12))
    assert few == again
    assert few.seats == many.seats[: len(few)]


def test_a_world_that_is_too_small_says_what_is_missing(app: Flask) -> None:
    with pytest.raises(CannotCast) as caught:
        casting.cast(db.session(), scenarios.load("belanja-langsung"), groups=2)
    assert caught.value.values["wanted"] == 2


def test_texts_of_a_group_name_its_own_office_and_shop(class_world: Flask) -> None:
    cast = casting.cast(db.session(), scenarios.load("belanja-langsung"), groups=2)
    first, second = (cast.words(group) for group in (1, 2))
    assert {"unit", "unit_code", "shop", "shop_id"} <= first.keys()
    assert first["shop"] != second["shop"]
    assert first["unit"].startswith("Kelurahan")
