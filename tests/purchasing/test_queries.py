"""Who sees which orders, what they may do, and what waits for them."""

import pytest
from flask import Flask

from marketplace.extensions import db
from marketplace.purchasing import queries
from marketplace.purchasing.models import Order
from marketplace.purchasing.services import deliveries
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.purchasing.statuses import OrderStatus as S
from tests.factories import NOW, actor, order_at


def actions(username: str, order: Order) -> dict[A, str | None]:
    return {p.action: p.blocked and p.blocked.code for p in queries.actions_for(actor(username), order)}


@pytest.mark.parametrize(
    ("username", "sees"),
    [("pp.sukun", True), ("ppk.sukun", True), ("kpa.sukun", True), ("bendahara.sukun", True), ("atk", True),
     ("admin.malang", True), ("auditor", True), ("platform", True), ("sri", False), ("outsider.pp", False),
     ("outsider.ppk", False), ("outsider.shop", False), ("pelatih", False)],
)  # fmt: skip
def test_an_order_exists_for_its_own_people_only(app: Flask, username: str, sees: bool) -> None:
    order = order_at(S.ISSUED)
    assert (queries.order_for(actor(username), order.number) is not None) is sees
    assert (queries.orders_for(actor(username)).total == 1) is sees


def test_a_shop_sees_an_order_once_it_is_asked(app: Flask) -> None:
    waiting, asked = order_at(S.AWAITING_APPROVAL), order_at(S.RFQ_SENT)
    assert queries.order_for(actor("atk"), waiting.number) is None
    assert queries.order_for(actor("atk"), asked.number) is asked


def test_the_buttons_are_those_of_the_table_and_the_role(app: Flask) -> None:
    order = order_at(S.AWAITING_APPROVAL)
    assert set(actions("ppk.sukun", order)) == {A.CANCEL, A.WITHDRAW, A.APPROVE, A.RETURN, A.DISAPPROVE}
    assert set(actions("pp.sukun", order)) == {A.CANCEL, A.WITHDRAW}
    assert actions("bendahara.sukun", order) == {}
    assert actions("outsider.ppk", order) == {}


def test_a_button_that_cannot_be_pressed_says_why(app: Flask) -> None:
    amending = order_at(S.AMENDING)
    assert actions("atk", amending)[A.AGREE_AMENDMENT] == "own_proposal"
    assert actions("ppk.sukun", amending)[A.AGREE_AMENDMENT] is None
    cut = order_at(S.PRICE_CUT)
    assert actions("ppk.sukun", cut)[A.HAND_OVER] == "price_cut_not_agreed"


def test_what_waits_for_each_person_is_counted(app: Flask) -> None:
    for status in (S.AWAITING_APPROVAL, S.ISSUED, S.RECEIVED, S.BILLED, S.AWAITING_PAYMENT, S.AMENDING):
        order_at(status, quantity=2)
    assert queries.todo_for(actor("ppk.sukun")) == {S.AWAITING_APPROVAL: 1, S.RECEIVED: 1, S.AMENDING: 1}
    assert queries.todo_for(actor("atk")) == {S.ISSUED: 1}
    assert queries.todo_for(actor("bendahara.sukun")) == {S.BILLED: 1, S.AWAITING_PAYMENT: 1}
    assert queries.todo_for(actor("outsider.ppk")) == {}


def test_a_shop_that_has_sent_everything_waits(app: Flask) -> None:
    order = order_at(S.ACCEPTED, quantity=10)
    deliveries.despatch(order, actor=actor("atk"), now=NOW, quantities={1: 4})
    assert queries.todo_for(actor("atk")) == {S.DESPATCHED: 1}
    deliveries.despatch(order, actor=actor("atk"), now=NOW)
    assert queries.todo_for(actor("atk")) == {}


def test_lists_are_filtered_and_paged(app: Flask) -> None:
    for status in (S.ISSUED, S.ISSUED, S.RFQ_SENT):
        order_at(status, quantity=1)
    pp = actor("pp.sukun")
    page = queries.orders_for(pp, queries.OrderFilters(statuses=(S.ISSUED,)), per_page=1)
    assert (page.total, page.pages, len(page.rows)) == (2, 2, 1)
    assert queries.orders_for(pp, queries.OrderFilters(text="TIDAK ADA")).total == 0
    assert queries.orders_for(pp, queries.OrderFilters(text="hvs")).total == 3
    assert queries.orders_for(actor("atk"), queries.OrderFilters(mine_to_do=True)).total == 3
    assert queries.orders_for(pp, page=99).page == 1


def test_the_timeline_names_people_and_shows_their_words(app: Flask) -> None:
    order = order_at(S.RETURNED)
    db.session.commit()
    items = queries.timeline(order)
    assert [(item.action, item.name) for item in items] == [
        ("submitted", "Rina Pejabat"), ("returned", "Bambang Komitmen")
    ]  # fmt: skip
    assert items[1].notes == ("kurangi",)


def test_packages_show_what_is_left(app: Flask) -> None:
    order = order_at(S.AWAITING_APPROVAL)
    (package,) = queries.packages_of(order.buyer_id, fiscal_year=2023, announced_only=True)
    assert package.held_idr == order.gross_idr
    assert package.free_idr == package.pagu_idr - order.gross_idr
    assert package.orders == 1
    assert queries.package_for(actor("outsider.pp"), package.rup_code) is None
    assert queries.package_for(actor("ppk.sukun"), package.rup_code) is not None


def test_marks_stay_hidden_until_both_are_given_or_time_has_passed(app: Flask) -> None:
    order = order_at(S.COMPLETED)
    assert len(queries.assessments_for(actor("ppk.sukun"), order, NOW)) == 1
    assert queries.assessments_for(actor("atk"), order, NOW) == []
