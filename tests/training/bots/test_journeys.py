"""Bots in all seats: nothing waits for ever, and what one leaves undone another finds or the deadline ends."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace.accounts.models import User
from marketplace.extensions import db
from marketplace.ledger import verify
from marketplace.ledger.models import LedgerEntry, World
from marketplace.purchasing.states import DEAD
from marketplace.purchasing.statuses import OrderStatus as S
from marketplace.training.bots.desks import BY_CIRCUMSTANCE, TURNS
from tests import journeys
from tests.factories import NOW, order_at
from tests.training.bots.classes import class_of, need, only_order, play, queue, story

WHOLE = [
    "submitted", "approved", "issued", "accepted", "started", "despatched", "received", "inspected", "handed_over",
    "billed", "bill_verified", "payment_authorised", "paid", "paid_out", "assessment_requested", "completed",
]  # fmt: skip
BY_TIME_OR_OVER = {*DEAD, S.PAID, S.TAX_DEPOSITED, S.COMPLETED}


def test_bots_in_all_seats_carry_a_need_to_its_end(app: Flask) -> None:
    play(class_of(needs=(need(),)))
    order = only_order()
    assert story(order) == WHOLE
    assert (order.status, order.late_days, order.defects) == (S.COMPLETED, 0, 0)
    assert all(event.due_at is None and event.refusal is None for event in queue())


def test_a_need_for_offers_is_haggled_and_bought(app: Flask) -> None:
    play(class_of(needs=(need(asks_for_offers=True),)))
    assert story(only_order()) == ["rfq_sent", "offered", "proposed", *WHOLE]


def test_without_a_shop_of_its_own_the_cheapest_that_fits_is_compared_and_taken(app: Flask) -> None:
    play(class_of(needs=(need(words="kertas", quantity=2, supplier_code=None),)), days=1)
    order = only_order()
    assert order.title == "Kertas HVS A4 70 gram"
    assert (order.compared_count, order.is_cheapest) == (2, True)


@pytest.mark.parametrize("status", list(journeys.PATHS))
def test_every_status_has_an_answer(app: Flask, status: S) -> None:
    cast = class_of()
    order = order_at(status)
    db.session.commit()
    play(cast, days=90)
    db.session.refresh(order)
    goods_came = any(line.received for line in order.lines)
    assert order.status in {*DEAD, S.COMPLETED} or (order.is_stopped and not goods_came)


def test_the_table_of_turns_knows_every_status() -> None:
    assert {*TURNS, *BY_CIRCUMSTANCE} | BY_TIME_OR_OVER == set(S)


def test_an_order_with_a_shop_that_nobody_sits_at_is_played_too(app: Flask) -> None:
    cast = class_of()
    order = order_at(S.ISSUED, product="Nasi kotak ayam bakar", shop="sri", quantity=20)
    db.session.commit()
    play(cast)
    db.session.refresh(order)
    assert order.status == S.COMPLETED
    assert db.session.scalar(select(User.name).where(User.username == "sri")) == "BOT Sri Pemilik"


def test_what_was_there_before_the_class_is_left_alone(app: Flask) -> None:
    order = order_at(S.AWAITING_APPROVAL)
    db.session.commit()
    play(class_of())
    db.session.refresh(order)
    assert order.status == S.AWAITING_APPROVAL


def test_bots_work_in_office_hours_and_the_log_runs_forward(app: Flask) -> None:
    play(class_of(needs=(need(), need(at=NOW + timedelta(hours=30), quantity=3))))
    times = db.session.execute(
        select(LedgerEntry.occurred_at, LedgerEntry.actor_role).order_by(LedgerEntry.index)
    ).all()
    assert [at for at, _ in times] == sorted(at for at, _ in times)
    local = [at + timedelta(hours=7) for at, role in times if role != "sistem"]
    assert all(at.weekday() < 5 and 7 * 60 + 30 <= at.hour * 60 + at.minute <= 15 * 60 + 30 for at in local)


def test_the_ledger_of_a_class_of_bots_verifies(app: Flask) -> None:
    play(class_of(needs=(need(), need(asks_for_offers=True))))
    world = db.session.get_one(World, 1)
    origin, key = world.origin, world.public_key
    db.session.rollback()
    report = verify.verify(db.engine.url, origin, key, app.extensions["projections"])
    assert report.is_good, report.failures
