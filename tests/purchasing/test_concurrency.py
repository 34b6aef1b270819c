"""Two people pressing at once: one success, one clear refusal. Stock and pagu never below zero under eight writers."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace.catalogue.models import Product
from marketplace.extensions import db
from marketplace.purchasing.errors import BudgetExceeded, IllegalTransition, PurchasingError, SoldOut, StaleOrder
from marketplace.purchasing.models import Order, PlanPackage
from marketplace.purchasing.services import assessments, carts, deliveries, orders, payments, placing
from marketplace.purchasing.statuses import OrderStatus as S
from marketplace.simulation import advancing
from tests.factories import NOW, actor, order_at
from tests.journeys import NEEDED_ON
from tests.purchasing.invariants import check_invariants, stock_now

SHEET = "Kertas HVS A4 70 gram"


def at_once(app: Flask, *tasks: Callable[[], Any]) -> list[Any]:
    """Each task in a thread and a session of its own, all let go at the same moment; results or errors."""
    gate, results = threading.Barrier(len(tasks)), [None] * len(tasks)

    def run(n: int) -> None:
        with app.app_context():
            gate.wait()
            try:
                results[n] = tasks[n]()
                db.session.commit()
            except PurchasingError as error:
                db.session.rollback()
                results[n] = error
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(tasks))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def numbered(number: str) -> Order:
    return db.session.scalars(select(Order).where(Order.number == number)).one()


PRESSES: list[tuple[S, str, Callable[[Order, dict[str, Any]], Any]]] = [
    (S.AWAITING_APPROVAL, "ppk.sukun", lambda order, by: orders.approve(order, **by)),
    (S.DESPATCHED, "pp.sukun", lambda order, by: deliveries.record_receipt(order, **by)),
    (S.AWAITING_PAYMENT, "bendahara.sukun", lambda order, by: payments.pay(order, reference="NPD-1", **by)),
    (S.AWAITING_ASSESSMENT, "ppk.sukun", lambda order, by: assessments.assess(order, marks=(3, 3, 3, 3), **by)),
]


@pytest.mark.parametrize(("status", "username", "press"), PRESSES, ids=["approve", "receive", "pay", "assess"])
def test_of_two_who_press_one_is_first(
    app: Flask, status: S, username: str, press: Callable[[Order, dict[str, Any]], Any]
) -> None:
    first_stock = stock_now()
    order = order_at(status)
    number, by = order.number, {"actor": actor(username), "now": NOW + timedelta(days=2), "seen": order.version}
    db.session.commit()
    db.session.remove()
    results = at_once(app, *[lambda: press(numbered(number), by)] * 2)
    refusals = [result for result in results if isinstance(result, PurchasingError)]
    assert len(refusals) == 1
    assert isinstance(refusals[0], StaleOrder | IllegalTransition)
    check_invariants(first_stock)


def ready_to_order(*, writers: int, quantity: int, stock: int, pagu_idr: int) -> dict[str, Any]:
    """A cart for each writer: the same official in as many tabs is enough, each tab with its own key."""
    product = db.session.scalars(select(Product).where(Product.name == SHEET)).one()
    package = db.session.scalars(select(PlanPackage).where(PlanPackage.rup_code == "43118207")).one()
    product.stock, package.pagu_idr = stock, pagu_idr
    db.session.commit()
    known = {"buyer_id": package.buyer_id, "package_id": package.id, "product_id": product.id, "quantity": quantity}
    db.session.remove()
    return known


def buy(pp: Any, known: dict[str, Any], key: str) -> list[str]:
    """From an empty cart to a placed order, in one transaction."""
    carts.add_to_cart(
        pp, buyer_id=known["buyer_id"], product_id=known["product_id"], quantity=known["quantity"], now=NOW
    )
    details = placing.OrderDetails(
        needed_on=NEEDED_ON, delivery_address="Jl. Contoh 1", delivery_region_code="35.73", recipient_name="Penerima",
        reasons=dict.fromkeys(("R04", "R04a"), "kebutuhan berbeda"),
    )  # fmt: skip
    placed = placing.place_orders_from_cart(
        pp, buyer_id=known["buyer_id"], package_id=known["package_id"], details=details, once_key=key, now=NOW
    )
    return [order.number for order in placed]


def test_the_last_goods_are_sold_once(app: Flask) -> None:
    known = ready_to_order(writers=8, quantity=3, stock=10, pagu_idr=300_000_000)
    first_stock = stock_now()
    pp = actor("pp.sukun")
    db.session.remove()
    results = at_once(app, *[lambda n=n: buy(pp, known, f"tab-{n:04}") for n in range(8)])
    assert sum(isinstance(result, list) for result in results) == 3
    assert sum(isinstance(result, SoldOut) for result in results) == 5
    check_invariants(first_stock)


def test_the_last_money_is_held_once(app: Flask) -> None:
    gross = 3 * 50_000 * 111 // 100
    known = ready_to_order(writers=8, quantity=3, stock=100, pagu_idr=4 * gross + 1)
    first_stock = stock_now()
    pp = actor("pp.sukun")
    db.session.remove()
    results = at_once(app, *[lambda n=n: buy(pp, known, f"tab-{n:04}") for n in range(8)])
    assert sum(isinstance(result, list) for result in results) == 4
    assert sum(isinstance(result, BudgetExceeded) for result in results) == 4
    check_invariants(first_stock)


def test_a_double_click_makes_one_order(app: Flask) -> None:
    known = ready_to_order(writers=2, quantity=3, stock=100, pagu_idr=300_000_000)
    pp = actor("pp.sukun")
    carts.add_to_cart(pp, buyer_id=known["buyer_id"], product_id=known["product_id"], quantity=1, now=NOW)
    db.session.commit()
    db.session.remove()
    first, second = at_once(app, *[lambda: buy(pp, known, "one-form-key")] * 2)
    assert first == second
    assert len(db.session.scalars(select(Order)).all()) == 1


def test_numbers_have_no_gaps_whoever_writes(app: Flask) -> None:
    known = ready_to_order(writers=8, quantity=1, stock=4, pagu_idr=300_000_000)
    pp = actor("pp.sukun")
    db.session.remove()
    at_once(app, *[lambda n=n: buy(pp, known, f"tab-{n:04}") for n in range(8)])
    numbers = sorted(db.session.scalars(select(Order.number)))
    assert numbers == [f"TD-2023-{n:06}" for n in range(1, 5)]


def test_two_tickers_do_each_event_once(app: Flask) -> None:
    first_stock = stock_now()
    for status in (S.ISSUED, S.RFQ_SENT, S.PAID, S.ISSUED):
        order_at(status, quantity=1)
    db.session.commit()
    db.session.remove()
    later = NOW + timedelta(days=12)
    done = at_once(app, *[lambda: advancing.catch_up(later, commit=db.session.commit)] * 2)
    assert sum(done) == 4
    check_invariants(first_stock)
    statuses = sorted(db.session.scalars(select(Order.status)))
    assert statuses == ["menunggu_penilaian", "rfq_kedaluwarsa", "sp_kedaluwarsa", "sp_kedaluwarsa"]
