"""The hand-over (BAST) fixes what was accepted, its worth and the penalty; the right to be paid starts here."""

from collections.abc import Mapping
from datetime import datetime

from marketplace.accounts.permissions import Actor
from marketplace.purchasing import facts, pricing
from marketplace.purchasing.errors import BadQuantity, NothingAccepted, PriceCutNotAgreed
from marketplace.purchasing.models import DocumentType, Order, OrderDocument
from marketplace.purchasing.services import desk, means, papers
from marketplace.purchasing.states import advance
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.purchasing.statuses import OrderStatus


def hand_over(
    order: Order, *, actor: Actor, now: datetime, seen: int | None = None, accepted: Mapping[int, int] | None = None
) -> OrderDocument:
    """The PPK signs the BAST over what was accepted; after a stop this is also the last look at what had arrived.

    The unit pays the accepted value with its PPN, less 1/1000 a day of what came late (R20).
    """
    order = desk.take_up(order, A.HAND_OVER, actor, seen)
    _settle_quantities(order, accepted or {})
    if not any(line.accepted for line in order.lines):
        raise NothingAccepted()
    pricing.reckon_accepted(order)
    means.keep_accepted(order)
    order.handed_over_at = now
    data = {"lines": [[line.line_number, line.accepted] for line in order.lines], "late_days": order.late_days}
    document = papers.draw_up(order, DocumentType.HANDOVER, actor, now, **data)
    entry = advance(order, A.HAND_OVER, actor, now, seen=seen, details=facts.handed_over(order, document.number))
    papers.prove(entry, document)
    return document


def _settle_quantities(order: Order, accepted: Mapping[int, int]) -> None:
    if order.status == OrderStatus.PRICE_CUT:
        if order.price_cut_agreed_at is None:
            raise PriceCutNotAgreed()
        _accept_cut_lines(order)
    elif order.is_stopped:
        for line in order.lines:
            good = accepted.get(line.line_number, line.received)
            if not 0 <= good <= line.received:
                raise BadQuantity(line=line.product_name, max=line.received)
            line.accepted = good


def _accept_cut_lines(order: Order) -> None:
    """A lower price buys the whole line as it arrived."""
    for line in order.lines:
        if line.cut_price_net_idr is not None:
            line.accepted = line.received
