"""Legal people doing legal things in any order keep every invariant; what is refused leaves nothing behind."""

import random
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace.extensions import db
from marketplace.purchasing import queries
from marketplace.purchasing.errors import PurchasingError
from marketplace.purchasing.models import Order
from marketplace.purchasing.services import amendments, deliveries, orders, requests, stops
from marketplace.purchasing.services.placing import Intent
from marketplace.purchasing.statuses import OrderAction as A
from tests import journeys as j
from tests.factories import NOW, actor
from tests.purchasing.invariants import check_invariants, stock_now

STEPS: dict[A, j.Step] = {
    A.COMPARE: j.compare, A.SUBMIT: j.submit, A.OFFER: j.offer, A.COUNTER: j.counter, A.DECLINE_RFQ: j.decline_rfq,
    A.PROPOSE: j.propose, A.RETURN: j.send_back_order, A.DISAPPROVE: j.disapprove, A.APPROVE: j.approve,
    A.ISSUE: j.issue, A.ACCEPT: j.accept, A.REFUSE: j.refuse, A.START: j.start, A.CANCEL: j.cancel,
    A.PROPOSE_AMENDMENT: j.amend, A.DESPATCH: j.despatch, A.PERFORM: j.perform, A.INSPECT: j.inspect,
    A.FIND_DEFECT: j.find_defect, A.SEND_BACK: j.return_goods, A.ASK_REPAIR: j.ask_repair, A.CUT_PRICE: j.cut_price,
    A.AGREE_CUT: j.agree_cut, A.DISPUTE: j.dispute, A.SETTLE: j.settle, A.HAND_OVER: j.hand_over, A.BILL: j.bill,
    A.RETURN_BILL: j.return_bill, A.VERIFY_BILL: j.verify, A.AUTHORISE_PAYMENT: j.authorise, A.PAY: j.pay,
    A.FAIL_PAYMENT: j.fail_payment, A.GIVE_UP_PAYMENT: j.give_up, A.PAY_OUT: j.pay_out, A.ASSESS: j.assess,
    A.REQUEST_STOP: j.ask_stop, A.STOP: j.agree_stop, A.TERMINATE: j.terminate,
    A.SEND_RFQ: lambda o, p: requests.send_rfq(o, **p.at(p.pp)),
    A.WITHDRAW: lambda o, p: orders.withdraw(o, **p.at(p.pp)),
    A.REVISE: lambda o, p: j.drafts.revise(o, **p.at(p.pp)),
    A.AGREE_AMENDMENT: lambda o, p: amendments.agree_amendment(o, **p.at(p.ppk)),
    A.DECLINE_AMENDMENT: lambda o, p: amendments.decline_amendment(o, **p.at(p.ppk)),
    A.RETRY_PAYMENT: lambda o, p: j.payments.retry_payment(o, **p.at(p.treasurer)),
}  # fmt: skip
RARE = {A.CANCEL, A.TERMINATE, A.STOP, A.DISAPPROVE, A.GIVE_UP_PAYMENT, A.REFUSE, A.DECLINE_RFQ, A.RETURN, A.WITHDRAW}


@pytest.mark.parametrize("seed", range(6))
def test_random_walks_keep_money_goods_and_log_together(app: Flask, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311  the same walk again when it fails
    people = j.People(actor, "sukun", "atk", NOW)
    everyone = [people.pp, people.ppk, people.kpa, people.treasurer, people.shop, people.mediator, actor("platform")]
    first_stock = stock_now()
    for n, intent in enumerate((Intent.SUBMIT, Intent.REQUEST, Intent.DRAFT)):
        j.place(people, unit_code="3573-KEL-SUKUN", product="Kertas HVS A4 70 gram", quantity=dice.randint(2, 30),
                intent=intent, key=f"walk-{seed}-{n}")  # fmt: skip
    db.session.commit()
    for _ in range(45):
        order = dice.choice(db.session.scalars(select(Order)).all())
        order = queries.order_for(people.ppk, order.number) or order
        possible = [p.action for who in everyone for p in queries.actions_for(who, order) if p.blocked is None]
        if not possible:
            continue
        action = dice.choice([a for a in possible if a not in RARE] or possible)
        if dice.random() < 0.06:
            action = dice.choice(possible)
        take(order, action, people, dice)
        if dice.random() < 0.05:
            people.now += timedelta(days=dice.randint(1, 6))
            j.run_due(people.now)
    check_invariants(first_stock)


def take(order: Order, action: A, people: j.People, dice: random.Random) -> None:
    try:
        if action is A.RECEIVE:
            some = {line.line_number: dice.randint(0, line.despatched - line.received) for line in order.lines}
            deliveries.record_receipt(order, quantities=some, **people.at(people.pp))
        elif action is A.REQUEST_STOP and dice.random() < 0.5:
            stops.request_stop(order, reason="keadaan_kahar", **people.at(people.shop))
        else:
            STEPS[action](order, people)
        db.session.commit()
    except PurchasingError:
        db.session.rollback()
