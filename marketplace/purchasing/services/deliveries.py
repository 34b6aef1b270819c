"""Goods on their way: delivery notes by the shop, arrivals recorded by the unit, line by line."""

from collections.abc import Mapping
from datetime import datetime

from marketplace.accounts.permissions import Actor
from marketplace.purchasing import facts
from marketplace.purchasing.errors import BadQuantity, NothingDespatched, NothingReceived
from marketplace.purchasing.models import DocumentType, Order, OrderDocument
from marketplace.purchasing.services import desk, papers
from marketplace.purchasing.states import advance
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.values.period import local_day, timezone_of

Quantities = Mapping[int, int] | None  # by line number; None is everything that is left


def despatch(
    order: Order, *, actor: Actor, now: datetime, seen: int | None = None, quantities: Quantities = None,
    courier: str = "", vehicle: str = "", note: str = "",
) -> OrderDocument:  # fmt: skip
    """The shop sends goods with a delivery note (surat jalan); without quantities everything that is left."""
    return _send(order, A.DESPATCH, actor, now, seen, quantities, courier=courier, vehicle=vehicle, note=note)


def perform(
    order: Order, *, actor: Actor, now: datetime, seen: int | None = None, quantities: Quantities = None,
    note: str = "",
) -> OrderDocument:  # fmt: skip
    """A service is being done at the unit; its note says what of it."""
    return _send(order, A.PERFORM, actor, now, seen, quantities, note=note)


def record_receipt(
    order: Order, *, actor: Actor, now: datetime, seen: int | None = None, quantities: Quantities = None,
    note: str = "",
) -> None:  # fmt: skip
    """The unit counts what arrived; the order has arrived when nothing is missing any more."""
    order = desk.take_up(order, A.RECEIVE, actor, seen)
    arrived = _chosen(order, quantities, {line.line_number: line.despatched - line.received for line in order.lines})
    if not arrived:
        raise NothingReceived()
    today = local_day(now, timezone_of(order.region_code))
    for line in order.lines:
        if arrived.get(line.line_number):
            line.received += arrived[line.line_number]
            line.received_on = today
    complete = all(line.received == line.quantity for line in order.lines)
    action = A.RECEIVE if complete else A.RECEIVE_PART
    order.received_at = now
    desk.write_note(order, action, actor, now, note)
    advance(order, action, actor, now, seen=seen, details=facts.received(arrived.items()))


def _send(
    order: Order, action: A, actor: Actor, now: datetime, seen: int | None, quantities: Quantities,
    **data: str,
) -> OrderDocument:  # fmt: skip
    order = desk.take_up(order, action, actor, seen)
    sent = _chosen(order, quantities, {line.line_number: line.quantity - line.despatched for line in order.lines})
    if not sent:
        raise NothingDespatched()
    for line in order.lines:
        line.despatched += sent.get(line.line_number, 0)
    pairs = [[line, quantity] for line, quantity in sent.items()]
    document = papers.draw_up(order, DocumentType.DELIVERY_NOTE, actor, now, lines=pairs, **_filled(data))
    entry = advance(order, action, actor, now, seen=seen, details=facts.despatched(document.number, sent.items()))
    papers.prove(entry, document)
    return document


def _chosen(order: Order, quantities: Quantities, most: dict[int, int]) -> dict[int, int]:
    """Lines with something on them; nobody sends or counts more than there can be."""
    names = {line.line_number: line.product_name for line in order.lines}
    wanted = most if quantities is None else quantities
    for line, quantity in wanted.items():
        if not 0 <= quantity <= most.get(line, 0):
            raise BadQuantity(line=names.get(line, str(line)), max=most.get(line, 0))
    return {line: quantity for line, quantity in sorted(wanted.items()) if quantity}


def _filled(data: Mapping[str, str]) -> dict[str, str]:
    return {name: text.strip()[:200] for name, text in data.items() if text.strip()}
