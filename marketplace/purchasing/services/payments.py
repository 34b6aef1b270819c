"""Money moves: the KPA authorises, the treasurer pays the platform, the platform withholds tax and pays the shop.

Two clocks stay apart on purpose: when the unit paid, and when the shop received.
"""

from datetime import datetime

from marketplace.accounts.permissions import SYSTEM, Actor
from marketplace.purchasing import facts, pricing
from marketplace.purchasing.models import DocumentType, Order, OrderDocument
from marketplace.purchasing.services import budgets, desk, means, papers
from marketplace.purchasing.states import advance
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.values.period import local_day, timezone_of


def authorise_payment(order: Order, *, actor: Actor, now: datetime, seen: int | None = None) -> None:
    """The PA/KPA releases the money (NPD for UP and GU, SPP to SP2D for LS, the slip for KKPD)."""
    order = desk.take_up(order, A.AUTHORISE_PAYMENT, actor, seen)
    advance(order, A.AUTHORISE_PAYMENT, actor, now, seen=seen, details=facts.verified(order))


def pay(order: Order, *, actor: Actor, now: datetime, seen: int | None = None, reference: str) -> None:
    """The treasurer pays with a reference number; the budget is posted and what was held beyond it is free."""
    order = desk.take_up(order, A.PAY, actor, seen)
    order.payment_reference = desk.required_text(reference, "reference").strip()[:60]
    order.paid_by, order.paid_at = actor.user_id, now
    budgets.post(order)
    advance(order, A.PAY, actor, now, seen=seen, details=facts.paid(order))


def fail_payment(
    order: Order, *, actor: Actor, now: datetime, seen: int | None = None, reason: str, note: str = ""
) -> None:
    """The money did not get through; it stays held until somebody tries again or gives up."""
    order = desk.take_up(order, A.FAIL_PAYMENT, actor, seen)
    details = desk.checked_reason(reason)
    desk.write_note(order, A.FAIL_PAYMENT, actor, now, note)
    advance(order, A.FAIL_PAYMENT, actor, now, seen=seen, details=details)


def retry_payment(order: Order, *, actor: Actor, now: datetime, seen: int | None = None) -> None:
    """Once more."""
    order = desk.take_up(order, A.RETRY_PAYMENT, actor, seen)
    advance(order, A.RETRY_PAYMENT, actor, now, seen=seen)


def give_up_payment(
    order: Order, *, actor: Actor, now: datetime, seen: int | None = None, reason: str = "pembayaran_kedaluwarsa",
    note: str = "",
) -> None:  # fmt: skip
    """The order ends as failed (`gagal`), its money is free, and the log says so."""
    order = desk.take_up(order, A.GIVE_UP_PAYMENT, actor, seen)
    details = desk.checked_reason(reason)
    desk.write_note(order, A.GIVE_UP_PAYMENT, actor, now, note)
    means.give_back_undelivered(order)
    order.closed_at = now
    advance(order, A.GIVE_UP_PAYMENT, actor, now, seen=seen, details=details)


def pay_out(order: Order, *, actor: Actor = SYSTEM, now: datetime, seen: int | None = None) -> OrderDocument:
    """The platform keeps PPN and PPh 22 for the tax office and pays the shop the rest (R27), with a slip for it."""
    order = desk.take_up(order, A.PAY_OUT, actor, seen)
    amounts = pricing.payout_of(order, local_day(now, timezone_of(order.region_code)))
    order.withheld_idr, order.credited_at = amounts.withheld_idr, now
    slip = papers.draw_up(order, DocumentType.WITHHOLDING, actor, now)
    papers.prove(advance(order, A.PAY_OUT, actor, now, seen=seen, details=facts.paid_out(order)), slip)
    advance(order, A.REQUEST_ASSESSMENT, SYSTEM, now)
    return slip
