"""Looking at what arrived: all in order, or a defect and what is done about it. The PPK inspects (R26)."""

from collections.abc import Mapping
from datetime import datetime

from marketplace.accounts.permissions import Actor
from marketplace.purchasing import facts
from marketplace.purchasing.errors import (
    BadChoice,
    BadQuantity,
    NoDefect,
    NoPriceCut,
    NothingReceived,
    PriceAboveListing,
)
from marketplace.purchasing.models import DocumentType, Order, OrderDocument
from marketplace.purchasing.services import desk, papers
from marketplace.purchasing.states import advance
from marketplace.purchasing.statuses import OrderAction as A

DEFECTS = ("rusak", "kurang", "beda_spesifikasi", "kedaluwarsa", "tidak_berfungsi", "lainnya")


def inspect(order: Order, *, actor: Actor, now: datetime, seen: int | None = None, note: str = "") -> OrderDocument:
    """Everything that arrived is in order; what never came is closed as short."""
    order = desk.take_up(order, A.INSPECT, actor, seen)
    if not any(line.received for line in order.lines):
        raise NothingReceived()
    for line in order.lines:
        line.accepted = line.received
    return _record(order, A.INSPECT, actor, now, seen, note, None)


def find_defect(
    order: Order, *, actor: Actor, now: datetime, seen: int | None = None, accepted: Mapping[int, int], defect: str,
    note: str,
) -> OrderDocument:  # fmt: skip
    """Some of what arrived is not as ordered; the record says how much of each line is good, and why."""
    order = desk.take_up(order, A.FIND_DEFECT, actor, seen)
    if defect not in DEFECTS:
        raise BadChoice(field="defect")
    desk.required_text(note)
    for line in order.lines:
        good = accepted.get(line.line_number, line.received)
        if not 0 <= good <= line.received:
            raise BadQuantity(line=line.product_name, max=line.received)
        line.accepted = good
    if all(line.accepted == line.received for line in order.lines):
        raise NoDefect()
    order.defects += 1
    return _record(order, A.FIND_DEFECT, actor, now, seen, note, defect)


def send_back(order: Order, *, actor: Actor, now: datetime, seen: int | None = None, note: str = "") -> None:
    """What is not good goes back, at the shop's cost; it must send a replacement."""
    order = desk.take_up(order, A.SEND_BACK, actor, seen)
    for line in order.lines:
        line.received = line.despatched = line.accepted
    desk.write_note(order, A.SEND_BACK, actor, now, note)
    advance(order, A.SEND_BACK, actor, now, seen=seen)


def ask_repair(order: Order, *, actor: Actor, now: datetime, seen: int | None = None, note: str = "") -> None:
    """The shop repairs what is not good where it is; then it is inspected again."""
    order = desk.take_up(order, A.ASK_REPAIR, actor, seen)
    desk.write_note(order, A.ASK_REPAIR, actor, now, note)
    advance(order, A.ASK_REPAIR, actor, now, seen=seen)


def cut_price(
    order: Order, *, actor: Actor, now: datetime, seen: int | None = None, prices: Mapping[int, int], note: str = ""
) -> None:
    """The unit keeps what is not good, at a lower price for the line; it holds once the shop agrees."""
    order = desk.take_up(order, A.CUT_PRICE, actor, seen)
    for line in order.lines:
        if line.line_number in prices:
            price = prices[line.line_number]
            if price > line.unit_price_net_idr:
                raise PriceAboveListing(line=line.product_name, list_price_idr=line.unit_price_net_idr)
            if price < 0:
                raise BadQuantity(line=line.product_name, max=line.unit_price_net_idr)
            line.cut_price_net_idr = price
    if all(line.cut_price_net_idr in (None, line.unit_price_net_idr) for line in order.lines):
        raise NoPriceCut()
    order.price_cut_agreed_at = None
    desk.write_note(order, A.CUT_PRICE, actor, now, note)
    advance(order, A.CUT_PRICE, actor, now, seen=seen, details=facts.price_cut(sorted(prices.items())))


def agree_price_cut(order: Order, *, actor: Actor, now: datetime, seen: int | None = None) -> None:
    """Both sign: the shop agrees to the lower value."""
    order = desk.take_up(order, A.AGREE_CUT, actor, seen)
    order.price_cut_agreed_at = now
    advance(order, A.AGREE_CUT, actor, now, seen=seen)


def _record(
    order: Order, action: A, actor: Actor, now: datetime, seen: int | None, note: str, defect: str | None
) -> OrderDocument:
    """The inspection record (BAP) with what is good of each line."""
    accepted = [(line.line_number, line.accepted) for line in order.lines]
    data = {"lines": [list(pair) for pair in accepted], "note": note.strip()[:300], "defect": defect or ""}
    document = papers.draw_up(order, DocumentType.INSPECTION, actor, now, **data)
    desk.write_note(order, action, actor, now, note)
    details = facts.inspected(document.number, accepted, defect)
    papers.prove(advance(order, action, actor, now, seen=seen, details=details), document)
    return document
