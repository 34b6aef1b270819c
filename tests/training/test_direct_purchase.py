"""“Belanja langsung”: the whole exercise by hand, and what a group is told that goes another way."""

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import select

from marketplace.accounts.models import Supplier
from marketplace.catalogue.models import Product
from marketplace.extensions import db
from marketplace.purchasing.services import deliveries, orders, requests
from marketplace.purchasing.services.placing import Intent
from marketplace.training import explanations
from marketplace.training.checks import State
from tests.training.lessons import Lesson

RICE = "Nasi kotak ayam bakar"


def states(lesson: Lesson, state: State) -> set[str]:
    return {step for step, one in lesson.progress().items() if one.state is state}


def test_a_group_plays_it_to_the_end(class_world: Flask) -> None:
    lesson = Lesson("belanja-langsung")
    order = lesson.place(RICE, 60)
    found = lesson.progress()["pesan"]
    assert (found.state, found.order_number, found.entry_index) == (State.DONE, order.number, lesson.start)
    assert states(lesson, State.TRYING) == {"setujui"}
    lesson.approve_and_issue(order)
    lesson.deliver(order)
    assert states(lesson, State.TRYING) == {"bast"}
    lesson.hand_over(order)
    lesson.pay(order)
    assert lesson.open_steps() == {}


def test_groups_do_not_count_for_each_other(class_world: Flask) -> None:
    lesson = Lesson("belanja-langsung", groups=3, group=2)
    lesson.place(RICE, 60)
    assert states(lesson, State.DONE) == {"pesan"}
    lesson.group = 1
    assert states(lesson, State.DONE) == set()


def test_an_order_without_a_comparison_is_explained_and_a_second_one_counts(class_world: Flask) -> None:
    lesson = Lesson("belanja-langsung")
    lesson.place(RICE, 60, compared=0)
    found = lesson.progress()["pesan"]
    assert found.state is State.TRYING
    assert found.problem is not None
    words = lesson.cast.words(1)
    assert "tanpa pembanding" in explanations.problem_sentence(found.problem, "id", words)
    assert "without a comparison" in explanations.problem_sentence(found.problem, "en", words)
    better = lesson.place(RICE, 50)
    assert lesson.progress()["pesan"].order_number == better.number


def test_an_order_at_a_shop_of_another_group_is_explained(class_world: Flask) -> None:
    lesson = Lesson("belanja-langsung")
    other = db.session.scalars(
        select(Product.supplier_id).join(Supplier, Supplier.id == Product.supplier_id)
        .where(Product.name.icontains(RICE), Supplier.id != lesson.shop().id, Supplier.region_code == "35.73")
        .order_by(Product.id)
    ).first()  # fmt: skip
    order = lesson.place(RICE, 60, elsewhere=other)
    found = lesson.progress()["pesan"]
    assert found.state is State.WAITING
    assert found.problem is not None
    with class_world.test_request_context(), force_locale("id"):
        assert order.number in explanations.problem_sentence(found.problem, "id", {})


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_cancelled_order_says_that_another_is_needed(class_world: Flask, language: str) -> None:
    lesson = Lesson("belanja-langsung")
    order = lesson.place(RICE, 60)
    orders.cancel(order, reason="kebutuhan_berubah", **lesson.at("pp"))
    problem = lesson.open_steps()["setujui"]
    assert problem.code == "ended"
    with class_world.test_request_context(), force_locale(language):
        said = explanations.problem_sentence(problem, language, {})
    assert order.number in said
    assert ("Dibatalkan" if language == "id" else "Cancelled") in said


def test_a_negotiated_order_is_no_direct_purchase(class_world: Flask) -> None:
    lesson = Lesson("belanja-langsung")
    order = lesson.place(RICE, 60, intent=Intent.REQUEST)
    requests.make_offer(order, prices={}, shipping_net_idr=0, lead_days=2, **lesson.at("toko"))
    requests.propose_order(order, **lesson.at("pp"))
    orders.submit_order(order, reasons={}, **lesson.at("pp"))
    problem = lesson.open_steps()["pesan"]
    assert "pembelian langsung" in problem.say.id


def test_late_goods_leave_the_handover_undone_and_say_why(class_world: Flask) -> None:
    lesson = Lesson("belanja-langsung")
    order = lesson.place(RICE, 60, days=3)
    lesson.approve_and_issue(order)
    orders.accept(order, **lesson.at("toko"))
    lesson.next_day(5)
    deliveries.despatch(order, **lesson.at("toko"))
    deliveries.record_receipt(order, **lesson.at("pp"))
    lesson.hand_over(order)
    problem = lesson.open_steps()["bast"]
    assert "denda" in problem.say.id
