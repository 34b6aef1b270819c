"""Orders that end early: a mutual stop, a termination by the PPK. What had arrived is still handed over and paid."""

from datetime import datetime

from marketplace.accounts.permissions import Actor
from marketplace.purchasing.errors import OwnProposal, StopNotAsked
from marketplace.purchasing.models import Order
from marketplace.purchasing.services import desk, means
from marketplace.purchasing.services.sanctions import SanctionKind
from marketplace.purchasing.states import advance, next_status
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.purchasing.statuses import OrderStatus


def request_stop(
    order: Order, *, actor: Actor, now: datetime, seen: int | None = None, reason: str, note: str = ""
) -> None:
    """Force majeure, or the need is gone: one side asks to stop, the order goes on until the other agrees."""
    order = desk.take_up(order, A.REQUEST_STOP, actor, seen)
    order.stop_asked_by = desk.side_of(order, A.REQUEST_STOP, actor)
    details = desk.checked_reason(reason)
    desk.write_note(order, A.REQUEST_STOP, actor, now, note)
    advance(order, A.REQUEST_STOP, actor, now, seen=seen, details=details)


def agree_stop(
    order: Order, *, actor: Actor, now: datetime, seen: int | None = None, reason: str = "kebutuhan_berubah"
) -> None:
    """The other side agrees: the order stops without fault of anybody."""
    order = desk.take_up(order, A.STOP, actor, seen)
    side = desk.side_of(order, A.STOP, actor)
    if order.stop_asked_by is None:
        raise StopNotAsked()
    if order.stop_asked_by == side:
        raise OwnProposal()
    _end(order, A.STOP, actor, now, seen, reason)


def terminate(
    order: Order, *, actor: Actor, now: datetime, seen: int | None = None, reason: str = "penyedia_wanprestasi",
    note: str,
) -> SanctionKind:  # fmt: skip
    """The PPK ends an order the supplier does not keep; the sanction it suggests is for the KPA to impose (R22)."""
    order = desk.take_up(order, A.TERMINATE, actor, seen)
    desk.write_note(order, A.TERMINATE, actor, now, desk.required_text(note))
    _end(order, A.TERMINATE, actor, now, seen, reason)
    return SanctionKind.SUSPENSION


def _end(order: Order, action: A, actor: Actor, now: datetime, seen: int | None, reason: str) -> None:
    details = desk.checked_reason(reason)
    for line in order.lines:
        line.cut_price_net_idr = None
    means.keep_received(order)
    if not any(line.received for line in order.lines):
        order.closed_at = now
    order.stopped_as = next_status(OrderStatus(order.status), action)
    advance(order, action, actor, now, seen=seen, details=details)
