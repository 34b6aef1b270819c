"""Deciding on an order: up for approval, approved or not, issued as Surat Pesanan, accepted or refused."""

from datetime import date, datetime, timedelta

from marketplace.accounts.permissions import Actor
from marketplace.purchasing import facts, rules
from marketplace.purchasing.models import DocumentType, Order
from marketplace.purchasing.queries import latest_offer
from marketplace.purchasing.services import budgets, checks, desk, listings, means, papers, shelves
from marketplace.purchasing.states import advance, role_in
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.purchasing.statuses import OrderStatus
from marketplace.values.period import local_day, timezone_of


def submit_order(
    order: Order, *, actor: Actor, now: datetime, seen: int | None = None, reasons: dict[str, str] | None = None
) -> None:
    """An order goes up for approval with its money held and its goods set aside (R01, R03, R08, R09, R38)."""
    order = desk.take_up(order, A.SUBMIT, actor, seen)
    role = role_in(order, A.SUBMIT, actor)
    offered = _offered_lead_days(order)
    if offered is not None:
        order.needed_on = max(order.needed_on, _today(order, now) + timedelta(days=offered))
    shop = listings.check_still_listed(order, now, lead_days=offered)
    rules.check_authority(role, order.gross_idr)
    package = budgets.lock_package(order.package_id)
    year = _today(order, now).year
    rules.check_package(package, buyer_id=order.buyer_id, year=year, gross_idr=order.gross_idr)
    found = checks.findings(order, package=package, business_class=shop.business_class, now=now)
    checks.answer_warnings(order, found, reasons or {})
    checks.refuse_unexplained(order)
    means.take([order], package)
    order.drafted_by = actor.user_id
    advance(order, A.SUBMIT, actor, now, seen=seen, details=facts.opening(order, desk.parties_of(order)))


def withdraw(order: Order, *, actor: Actor, now: datetime, seen: int | None = None) -> None:
    """Whoever proposed may take an order back before it is decided; money and goods are free again."""
    order = desk.take_up(order, A.WITHDRAW, actor, seen)
    means.give_back(order)
    advance(order, A.WITHDRAW, actor, now, seen=seen)


def approve(order: Order, *, actor: Actor, now: datetime, seen: int | None = None, note: str = "") -> None:
    """Somebody other than the proposer approves; a unit may want its KPA above an amount."""
    order = desk.take_up(order, A.APPROVE, actor, seen)
    role = role_in(order, A.APPROVE, actor)
    listings.check_approver(order, role)
    order.approved_by = actor.user_id
    desk.write_note(order, A.APPROVE, actor, now, note)
    advance(order, A.APPROVE, actor, now, seen=seen)


def return_order(order: Order, *, actor: Actor, now: datetime, seen: int | None = None, note: str) -> None:
    """Back to the proposer with what should change; money and goods are free meanwhile."""
    order = desk.take_up(order, A.RETURN, actor, seen)
    desk.write_note(order, A.RETURN, actor, now, desk.required_text(note))
    means.give_back(order)
    advance(order, A.RETURN, actor, now, seen=seen)


def disapprove(
    order: Order, *, actor: Actor, now: datetime, seen: int | None = None, reason: str, note: str = ""
) -> None:
    """The order ends here, with a public reason."""
    order = desk.take_up(order, A.DISAPPROVE, actor, seen)
    details = desk.checked_reason(reason)
    desk.write_note(order, A.DISAPPROVE, actor, now, note)
    means.give_back(order)
    order.closed_at = now
    advance(order, A.DISAPPROVE, actor, now, seen=seen, details=details)


def issue_order(order: Order, *, actor: Actor, now: datetime, seen: int | None = None) -> None:
    """The PPK signs the Surat Pesanan, which is the contract (R12); the day it names is the last without penalty."""
    order = desk.take_up(order, A.ISSUE, actor, seen)
    _fix_due_date(order, now)
    letter = papers.draw_up(order, DocumentType.PURCHASE_ORDER, actor, now)
    order.issued_by, order.issued_at = actor.user_id, now
    entry = advance(order, A.ISSUE, actor, now, seen=seen, details=facts.issued(order, letter.number))
    papers.prove(entry, letter)


def accept(order: Order, *, actor: Actor, now: datetime, seen: int | None = None) -> None:
    """The shop countersigns the Surat Pesanan: the deal stands."""
    order = desk.take_up(order, A.ACCEPT, actor, seen)
    advance(order, A.ACCEPT, actor, now, seen=seen)
    papers.countersign(order, DocumentType.PURCHASE_ORDER, actor, now)


def refuse(
    order: Order, *, actor: Actor, now: datetime, seen: int | None = None, reason: str, note: str = ""
) -> None:
    """The shop says no, with a reason; without one it counts against its reliability."""
    order = desk.take_up(order, A.REFUSE, actor, seen)
    details = desk.checked_reason(reason)
    desk.write_note(order, A.REFUSE, actor, now, note)
    means.give_back(order)
    advance(order, A.REFUSE, actor, now, seen=seen, details=details)


def start(order: Order, *, actor: Actor, now: datetime, seen: int | None = None) -> None:
    """The shop begins to prepare."""
    order = desk.take_up(order, A.START, actor, seen)
    advance(order, A.START, actor, now, seen=seen)


def cancel(
    order: Order, *, actor: Actor, now: datetime, seen: int | None = None, reason: str, note: str = ""
) -> None:
    """Before the Surat Pesanan the unit may drop an order, with a public reason."""
    order = desk.take_up(order, A.CANCEL, actor, seen)
    details = desk.checked_reason(reason)
    desk.write_note(order, A.CANCEL, actor, now, note)
    means.give_back(order)
    order.closed_at = now
    advance(order, A.CANCEL, actor, now, seen=seen, details=details)


def _offered_lead_days(order: Order) -> int | None:
    """A proposal rests on the shop's offer: its days count from the submission, whatever is listed meanwhile."""
    offer = latest_offer(order, by_supplier=True) if order.status == OrderStatus.PROPOSED else None
    return offer.lead_days if offer else None


def _today(order: Order, now: datetime) -> date:
    return local_day(now, timezone_of(order.region_code))


def _fix_due_date(order: Order, now: datetime) -> None:
    """A letter cannot ask for delivery in the past: a late signature moves the day, and its capacity, to today."""
    due_on = max(order.needed_on, _today(order, now))
    shelves.move_capacity(order, order.needed_on, due_on)
    order.due_on = due_on
