"""Marks from both sides: the PPK's four for the supplier (R25), the shop's for the unit, shown only together."""

from datetime import datetime

from marketplace.accounts.permissions import SYSTEM, Actor, Permission
from marketplace.catalogue import stock
from marketplace.extensions import db
from marketplace.purchasing import facts
from marketplace.purchasing.errors import AlreadyRated, BadMarks, NotAllowed, NotYetRateable
from marketplace.purchasing.models import Assessment, Order
from marketplace.purchasing.services import desk
from marketplace.purchasing.states import advance, target_of
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.purchasing.statuses import OrderStatus

Marks = tuple[int, int, int, int]  # quality and quantity, cost, time, service


def assess(
    order: Order, *, actor: Actor, now: datetime, seen: int | None = None, marks: Marks, comment: str = ""
) -> Assessment:
    """The PPK's marks of 1 to 3 close the order (R25); only a terminated one may get zeros."""
    order = desk.take_up(order, A.ASSESS, actor, seen)
    lowest = 0 if order.stopped_as == OrderStatus.TERMINATED else 1
    given = _store(order, actor, now, marks, comment, by_supplier=False, lowest=lowest)
    _complete(order, A.ASSESS, actor, now, seen, marks)
    return given


def close_unassessed(order: Order, *, now: datetime, seen: int | None = None) -> None:
    """After 30 days without marks the order closes as it is, which costs the unit points (R25)."""
    order = desk.take_up(order, A.CLOSE_UNASSESSED, SYSTEM, seen)
    _complete(order, A.CLOSE_UNASSESSED, SYSTEM, now, seen, None)


def rate_buyer(order: Order, *, actor: Actor, now: datetime, marks: Marks, comment: str = "") -> Assessment:
    """The shop rates the unit from the hand-over on: clarity, price, payment time, contact; changes no status."""
    order = desk.locked(order)
    if not actor.may(Permission.BUYER_RATE, target_of(order)):
        raise NotAllowed(action="rate_buyer")
    if order.handed_over_at is None:
        raise NotYetRateable()
    return _store(order, actor, now, marks, comment, by_supplier=True, lowest=1)


def _store(
    order: Order, actor: Actor, now: datetime, marks: Marks, comment: str, *, by_supplier: bool, lowest: int
) -> Assessment:
    if len(marks) != 4 or any(not lowest <= mark <= 3 for mark in marks):
        raise BadMarks()
    if db.session.get(Assessment, (order.id, by_supplier)):
        raise AlreadyRated()
    quality, cost, time, service = marks
    assessment = Assessment(
        order_id=order.id, by_supplier=by_supplier, quality=quality, cost=cost, time=time, service=service,
        comment=comment.strip()[:500], made_by=actor.user_id, made_at=now,
    )  # fmt: skip
    db.session.add(assessment)
    return assessment


def _complete(order: Order, action: A, actor: Actor, now: datetime, seen: int | None, marks: Marks | None) -> None:
    """From here on the order counts: in rankings by the log, on the shelf as sold."""
    order.closed_at = now
    for product_id in sorted(line.product_id for line in order.lines if line.accepted):
        stock.record_sale(product_id)
    details = facts.completion(order, desk.parties_of(order), marks)
    advance(order, action, actor, now, seen=seen, details=details)
