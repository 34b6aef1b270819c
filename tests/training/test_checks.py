"""Checks are pure: made-up entries in any order, and what the result says about them."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale

from marketplace.accounts.permissions import Role
from marketplace.training import checks, explanations
from marketplace.training.casting import Cast, CastPlace, CastSeat
from marketplace.training.checks import Happening, Problem, State
from marketplace.training.scenario import (
    Check,
    Comparison,
    Condition,
    Measure,
    PlaceWish,
    Scenario,
    SeatPlan,
    Step,
    Text,
)

WORDS = Text("kata", "words")
START = datetime(2023, 9, 4, 1, tzinfo=UTC)
CAST = Cast(
    (CastSeat(1, "pp", "rina", "unit"), CastSeat(1, "toko", "sri", "shop")),
    (CastPlace(1, "unit", 1, "U-1", "Kelurahan"), CastPlace(1, "shop", 2, "S-1", "Dapur"),
     CastPlace(1, "shop2", 3, "S-2", "Warung")),
)  # fmt: skip


def scenario(check: Check, **step: Any) -> Scenario:
    seats = (
        SeatPlan("pp", Role.PROCUREMENT_OFFICIAL, "unit", WORDS, WORDS),
        SeatPlan("toko", Role.SHOP_OWNER, "shop", WORDS, WORDS),
    )
    places = (PlaceWish("unit"), PlaceWish("shop"), PlaceWish("shop2"))
    steps = (Step("langkah", "pp", WORDS, WORDS, check, **step),)
    return Scenario("uji", WORDS, WORDS, 30, "kelas", None, "real", places, seats, steps, (), (), (), "")


def story(
    *kinds: str, shop: str = "S-1", unit: str = "U-1", number: str = "TD-2023-000001", **last: Any
) -> list[Happening]:
    """Entries of one order, an hour apart; the opening one knows the parties, `last` is said by the last one."""
    told = []
    for n, kind in enumerate(kinds):
        parties = {"buyer_code": unit, "supplier_code": shop} if kind in ("submitted", "rfq_sent") else {}
        said = last if n == len(kinds) - 1 else {}
        told.append(
            Happening(
                f"order.{kind}", START + timedelta(hours=n), 100 + n, number, **{"role": "ppk"} | parties | said
            )
        )
    return told


def result(check: Check, *stories: list[Happening]) -> checks.Progress:
    happenings = [one for told in stories for one in told]
    return checks.progress(scenario(check), CAST, happenings)[1, "langkah"]


def problem(check: Check, *stories: list[Happening]) -> Problem:
    found = result(check, *stories)
    assert found.state is not State.DONE
    assert found.problem is not None
    return found.problem


HANDED_OVER = Check(("order.handed_over",), after=("order.received", "order.inspected"))


def test_any_path_that_holds_the_right_entries_passes() -> None:
    short = story("submitted", "received", "inspected", "handed_over")
    long = story("rfq_sent", "offered", "submitted", "partly_received", "received", "defect_found", "sent_back",
                 "received", "inspected", "handed_over")  # fmt: skip
    assert result(HANDED_OVER, short).state is State.DONE
    found = result(HANDED_OVER, long)
    assert (found.state, found.entry_index, found.at) == (State.DONE, 109, START + timedelta(hours=9))


def test_nothing_yet_is_waiting_and_the_turn_is_trying() -> None:
    assert result(HANDED_OVER) == checks.NOTHING_YET
    assert result(HANDED_OVER, story("submitted", "issued")).state is State.WAITING
    assert result(HANDED_OVER, story("submitted", "issued", "received")).state is State.TRYING


@pytest.mark.parametrize(("kinds", "code"), [
    (("submitted", "received", "handed_over"), "never_came"),
    (("submitted", "received", "handed_over", "inspected"), "came_too_late"),
    (("submitted", "inspected", "received", "handed_over"), "out_of_order"),
])  # fmt: skip
def test_a_wrong_order_of_events_is_named(kinds: tuple[str, ...], code: str) -> None:
    assert problem(HANDED_OVER, story(*kinds)).code == code


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_wrong_order_of_events_is_said_in_both_languages(app: Flask, language: str) -> None:
    missed = problem(HANDED_OVER, story("submitted", "received", "handed_over", "inspected"))
    with app.test_request_context(), force_locale(language):
        said = explanations.problem_sentence(missed, language, {})
    wanted = ("Diperiksa dan sesuai", "baru terjadi sesudah") if language == "id" else ("Inspected", "only after")
    assert all(words in said for words in ("TD-2023-000001", *wanted))


@pytest.mark.parametrize("code", sorted(explanations.PROBLEMS))
def test_each_problem_has_a_whole_sentence(app: Flask, code: str) -> None:
    values = {"order": "TD-2023-000001", "entry": "order.issued", "wanted": "order.approved", "first": "order.issued",
              "second": "order.approved", "unwanted": "order.returned", "role": "ppk", "status": "dibatalkan"}  # fmt: skip
    for language in ("id", "en"):
        with app.test_request_context(), force_locale(language):
            said = explanations.problem_sentence(Problem(code, values), language, {})
        assert "%(" not in said
        assert not re.search(r"order\.[a-z]", said)


def test_an_unwanted_entry_before_the_end_is_named() -> None:
    check = Check(("order.billed",), never=("order.disputed",))
    missed = problem(check, story("submitted", "disputed", "settled", "billed"))
    assert (missed.code, missed.values["unwanted"]) == ("not_wanted", "order.disputed")
    assert result(check, story("submitted", "billed", "disputed")).state is State.DONE


def test_the_right_entry_by_the_wrong_role_is_not_enough() -> None:
    check = Check(("order.handed_over",), by=(Role.COMMITMENT_OFFICIAL,))
    assert result(check, story("submitted", "handed_over")).state is State.DONE
    missed = problem(check, story("submitted", "handed_over", role="kpa"))
    assert (missed.code, missed.values["role"]) == ("wrong_role", "kpa")


def test_orders_of_others_and_orders_from_before_do_not_count() -> None:
    check = Check(("order.handed_over",))
    assert result(check, story("submitted", "handed_over", unit="U-9")).state is State.WAITING
    assert result(check, story("received", "handed_over")) == checks.NOTHING_YET


def test_a_step_about_one_shop_is_not_done_at_another() -> None:
    check = Check(("order.submitted",), shop="shop2")
    assert result(check, story("submitted")) == checks.Progress(State.WAITING, order_number=None)
    assert (
        result(check, story("submitted"), story("submitted", shop="S-2", number="TD-2023-000002")).state is State.DONE
    )
    assert problem(check, story("submitted", shop="S-9")).code == "other_shop"


def test_one_good_order_is_enough_and_the_first_of_them_counts() -> None:
    check = Check(("order.issued",))
    good, later = story("submitted", "issued"), story("submitted", "approved", "issued", number="TD-2023-000002")
    found = result(check, story("submitted", "cancelled", number="TD-2023-000009"), later, good)
    assert (found.state, found.order_number) == (State.DONE, "TD-2023-000001")


def condition(fact: str, measure: Measure, value: Any, on: str = "") -> Check:
    return Check(("order.handed_over",), conditions=(Condition((Comparison(fact, measure, value),), WORDS, on),))


@pytest.mark.parametrize(("fact", "measure", "value", "passes"), [
    ("late_days", Measure.MAX, 2, True), ("late_days", Measure.MAX, 1, False), ("late_days", Measure.MIN, 2, True),
    ("late_days", Measure.MIN, 3, False), ("document", Measure.IS, "012/BAST", True), ("document", Measure.IS, "x", False),
    ("document", Measure.ONE_OF, ["x", "012/BAST"], True), ("document", Measure.MIN, 1, False),
    ("first_time", Measure.IS, True, True), ("first_time", Measure.IS, 1, False), ("first_time", Measure.MIN, 1, False),
    ("nothing", Measure.IS, "x", False), ("amount_idr", Measure.MIN, 900, True), ("amount_idr", Measure.MIN, 901, False),
    ("lines.tkdn", Measure.MIN, 25, False), ("lines.tkdn", Measure.MIN, 0, False), ("lines.qty", Measure.MIN, 3, True),
    ("lines.qty", Measure.MIN, 4, False), ("lines", Measure.IS, "x", False),
])  # fmt: skip
def test_conditions_on_facts(fact: str, measure: Measure, value: Any, passes: bool) -> None:
    said = {"late_days": 2, "document": "012/BAST", "first_time": True,
            "lines": [{"qty": 3, "tkdn": 40}, {"qty": 9}]}  # fmt: skip
    told = story("submitted", "handed_over", facts=said, amount_idr=900)
    found = result(condition(fact, measure, value), told)
    assert (found.state is State.DONE) is passes
    if not passes:
        assert found.problem is not None
        assert found.problem.say == WORDS


def test_a_condition_compares_with_an_earlier_entry() -> None:
    check = condition("amount_idr", Measure.LESS_THAN, "order.submitted")
    before = Happening(
        "order.submitted", START, 1, "TD-2023-000001", buyer_code="U-1", supplier_code="S-1", amount_idr=1_000
    )
    after = story("handed_over", amount_idr=900)
    assert result(check, [before, *after]).state is State.DONE
    assert result(check, [before, *story("handed_over", amount_idr=1_000)]).state is State.TRYING
    nothing = Happening("order.submitted", START, 1, "TD-2023-000001", buyer_code="U-1", supplier_code="S-1")
    assert result(check, [nothing, *after]).state is State.TRYING


def test_who_did_something_may_have_to_be_somebody_else() -> None:
    check = condition("", Measure.OTHER_PERSON, "order.approved")
    approved, handed_over = story("submitted", "approved", actor=b"a"), story("handed_over", actor=b"b")
    assert result(check, [*approved, *handed_over]).state is State.DONE
    assert result(check, [*approved, *story("handed_over", actor=b"a")]).state is State.TRYING
    assert result(check, [*approved, *story("handed_over")]).state is State.TRYING


def test_a_condition_on_another_entry_looks_at_the_latest_before_the_end() -> None:
    check = condition("compared", Measure.MIN, 3, on="order.submitted")
    first = story("submitted", facts={"compared": 1})
    second = story("submitted", facts={"compared": 3})
    assert result(check, [*first, *second, *story("handed_over")]).state is State.DONE
    assert result(check, [*second, *first, *story("handed_over")]).state is State.TRYING


def test_either_of_several_tests_is_enough() -> None:
    tests = (Comparison("cheapest", Measure.IS, True), Comparison("reason", Measure.IS, True))
    check = Check(("order.submitted",), conditions=(Condition(tests, WORDS),))
    for cheapest, reason in ((True, False), (False, True), (True, True), (False, False)):
        found = result(check, story("submitted", facts={"cheapest": cheapest, "reason": reason}))
        assert (found.state is State.DONE) is (cheapest or reason)


def test_what_is_no_order_is_looked_up_by_shop_and_person() -> None:
    verified = Check(("supplier.verified",))
    for code, state in (("S-1", State.DONE), ("S-9", State.WAITING)):
        told = [Happening("supplier.verified", START, 7, supplier_code=code, role="admin_daerah")]
        assert result(verified, told).state is state


def test_an_order_elsewhere_or_a_dead_one_does_not_hide_what_is_no_order() -> None:
    verified = Check(("supplier.verified",))
    told = [Happening("supplier.verified", START, 7, supplier_code="S-1", role="admin_daerah")]
    assert (
        result(verified, story("submitted", "cancelled", shop="S-9", to_status="dibatalkan"), told).state
        is State.DONE
    )
    complained = Check(("complaint.filed",))
    filed = [Happening("complaint.filed", START, 9, "TD-2023-000001", buyer_code="U-1", supplier_code="S-1")]
    found = result(complained, story("submitted"), filed)
    assert (found.state, found.order_number) == (State.DONE, "TD-2023-000001")
    assert result(complained, filed).state is State.WAITING, "the order was there before the class"


def test_a_dead_order_stays_dead_when_somebody_complains_about_it() -> None:
    cancelled = story("submitted", "cancelled", to_status="dibatalkan")
    filed = [Happening("complaint.filed", START, 9, "TD-2023-000001", buyer_code="U-1", supplier_code="S-1")]
    assert problem(HANDED_OVER, cancelled, filed).code == "ended"


def test_an_answer_counts_for_the_person_and_the_step_that_gave_it() -> None:
    check = Check(
        ("answer.given",), conditions=(Condition((Comparison("recall_permille", Measure.MIN, 500),), WORDS),)
    )
    asked = scenario(check, answer="red_flags")

    def told(username: str, recall: int, step: str = "langkah") -> Happening:
        return Happening("answer.given", START, username=username, facts={"step": step, "recall_permille": recall})

    for happenings, state in (
        ([told("rina", 600)], State.DONE), ([told("rina", 400)], State.TRYING), ([told("sri", 600)], State.WAITING),
        ([told("rina", 600, "lain")], State.WAITING), ([told("rina", 400), told("rina", 500)], State.DONE),
    ):  # fmt: skip
        assert checks.progress(asked, CAST, happenings)[1, "langkah"].state is state
