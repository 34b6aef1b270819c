"""Amendments (adendum): a new due date or smaller quantities; one side proposes, the other answers."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select

from marketplace.accounts.permissions import Actor
from marketplace.extensions import db
from marketplace.purchasing import facts, pricing
from marketplace.purchasing.errors import BadDate, BadQuantity, NoAmendment, OwnProposal
from marketplace.purchasing.models import Amendment, DocumentType, Order, OrderDocument, Side
from marketplace.purchasing.queries import open_amendment
from marketplace.purchasing.services import budgets, desk, papers, shelves
from marketplace.purchasing.states import advance
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.values.period import local_day, timezone_of


def propose_amendment(
    order: Order, *, actor: Actor, now: datetime, seen: int | None = None, due_on: date | None = None,
    quantities: Mapping[int, int] | None = None, reason: str,
) -> Amendment:  # fmt: skip
    """Either side may ask for another day or less of a line; prices do not change and nothing grows."""
    order = desk.take_up(order, A.PROPOSE_AMENDMENT, actor, seen)
    side = desk.side_of(order, A.PROPOSE_AMENDMENT, actor)
    day = _checked_day(order, due_on or _due_on(order), now)
    smaller = _checked_quantities(order, quantities or {})
    if day == order.due_on and not smaller:
        raise NoAmendment()
    amendment = Amendment(
        order_id=order.id, number=_count(order) + 1, by_supplier=side is Side.SUPPLIER, due_on=day,
        lines=[{"line": line, "quantity": quantity} for line, quantity in sorted(smaller.items())],
        reason=desk.required_text(reason, "reason").strip()[:300], proposed_by=actor.user_id, proposed_at=now,
    )  # fmt: skip
    db.session.add(amendment)
    details = facts.amendment_proposed(day, sorted(smaller.items()))
    advance(order, A.PROPOSE_AMENDMENT, actor, now, seen=seen, details=details)
    return amendment


def agree_amendment(order: Order, *, actor: Actor, now: datetime, seen: int | None = None) -> OrderDocument:
    """The other side agrees: the order changes, money and goods it no longer needs are free."""
    order = desk.take_up(order, A.AGREE_AMENDMENT, actor, seen)
    amendment = _answered(order, A.AGREE_AMENDMENT, actor, now, agreed=True)
    old_due_on = _due_on(order)
    _shrink(order, {line["line"]: line["quantity"] for line in amendment.lines})
    shelves.move_capacity(order, old_due_on, amendment.due_on)
    order.due_on = amendment.due_on
    document = papers.draw_up(
        order, DocumentType.AMENDMENT, actor, now, old_due_on=old_due_on.isoformat(),
        new_due_on=amendment.due_on.isoformat(), lines=amendment.lines, reason=amendment.reason,
    )  # fmt: skip
    entry = advance(order, A.AGREE_AMENDMENT, actor, now, seen=seen, details=facts.amended(order, document.number))
    papers.prove(entry, document)
    return document


def decline_amendment(order: Order, *, actor: Actor, now: datetime, seen: int | None = None, note: str = "") -> None:
    """The other side does not agree: the order stays as it was."""
    order = desk.take_up(order, A.DECLINE_AMENDMENT, actor, seen)
    _answered(order, A.DECLINE_AMENDMENT, actor, now, agreed=False)
    desk.write_note(order, A.DECLINE_AMENDMENT, actor, now, note)
    advance(order, A.DECLINE_AMENDMENT, actor, now, seen=seen)


def _answered(order: Order, action: A, actor: Actor, now: datetime, *, agreed: bool) -> Amendment:
    amendment = open_amendment(order)
    if amendment is None:
        raise NoAmendment()
    side = desk.side_of(order, action, actor)
    if amendment.by_supplier is (side is Side.SUPPLIER):
        raise OwnProposal()
    amendment.is_agreed, amendment.answered_by, amendment.answered_at = agreed, actor.user_id, now
    return amendment


def _checked_day(order: Order, day: date, now: datetime) -> date:
    today = local_day(now, timezone_of(order.region_code))
    earliest, latest = today, date(today.year, 12, 31)
    if day != order.due_on and not earliest <= day <= latest:
        raise BadDate(earliest=earliest, latest=latest)
    return day


def _checked_quantities(order: Order, quantities: Mapping[int, int]) -> dict[int, int]:
    """Only less, never more, never below what has been sent, and a line keeps at least one."""
    smaller = {}
    for line in order.lines:
        quantity = quantities.get(line.line_number, line.quantity)
        if not max(1, line.despatched) <= quantity <= line.quantity:
            raise BadQuantity(line=line.product_name, max=line.quantity)
        if quantity < line.quantity:
            smaller[line.line_number] = quantity
    return smaller


def _shrink(order: Order, quantities: Mapping[int, int]) -> None:
    if not quantities:
        return
    freed = {}
    for line in order.lines:
        if line.line_number in quantities:
            freed[line.product_id] = line.quantity - quantities[line.line_number]
            line.quantity = quantities[line.line_number]
    pricing.reckon(order)
    budgets.hold_only(order, order.gross_idr)
    shelves.release(order, freed)


def _due_on(order: Order) -> date:
    return order.due_on or order.needed_on


def _count(order: Order) -> int:
    return len(db.session.scalars(select(Amendment.number).where(Amendment.order_id == order.id)).all())
