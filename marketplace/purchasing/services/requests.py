"""Asking shops for offers and haggling: request, offer, counter-offer in at most five rounds, and the proposal.

Offers are immutable rows; only `propose_order` moves their prices into the order.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from marketplace.accounts.permissions import Actor
from marketplace.extensions import db
from marketplace.purchasing import facts, pricing, rules
from marketplace.purchasing.errors import BadQuantity, OfferExpired, OfferMissing, PriceAboveListing, TooManyRounds
from marketplace.purchasing.models import Offer, Order, PlanPackage, PurchaseMethod
from marketplace.purchasing.queries import latest_offer
from marketplace.purchasing.services import desk, listings
from marketplace.purchasing.states import advance, role_in
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.values.period import local_day, start_of_day, timezone_of

SHIPPING_MAX_IDR = 100_000_000
LEAD_DAYS_MAX = 180
VALID_DAYS = 14


def send_rfq(order: Order, *, actor: Actor, now: datetime, seen: int | None = None) -> None:
    """A draft becomes a request for quotation; prices are locked at their listing from here on (R18, R22)."""
    order = desk.take_up(order, A.SEND_RFQ, actor, seen)
    role = role_in(order, A.SEND_RFQ, actor)
    listings.check_still_listed(order, now)
    rules.check_authority(role, order.gross_idr)
    package = db.session.get_one(PlanPackage, order.package_id)
    year = local_day(now, timezone_of(order.region_code)).year
    rules.check_package(package, buyer_id=order.buyer_id, year=year, gross_idr=order.gross_idr)
    order.method = PurchaseMethod.NEGOTIATED
    order.rfq_count += 1
    advance(order, A.SEND_RFQ, actor, now, seen=seen, details=facts.opening(order, desk.parties_of(order)))


def make_offer(
    order: Order, *, actor: Actor, now: datetime, seen: int | None = None, prices: Mapping[int, int],
    shipping_net_idr: int, lead_days: int, note: str = "", valid_until: date | None = None,
) -> Offer:  # fmt: skip
    """The shop answers with its prices; a listed price may be lowered, never raised (R18)."""
    order = desk.take_up(order, A.OFFER, actor, seen)
    last = latest_offer(order)
    offer = _offer(order, actor, now, prices, shipping_net_idr, lead_days, note)
    offer.by_supplier, offer.round = True, 1 if last is None else _round_after(last)
    zone = timezone_of(order.region_code)
    last_day = valid_until or local_day(now, zone) + timedelta(days=VALID_DAYS)
    offer.valid_until = start_of_day(last_day + timedelta(days=1), zone)
    _say(order, A.OFFER, actor, now, seen, offer)
    return offer


def counter_offer(
    order: Order, *, actor: Actor, now: datetime, seen: int | None = None, prices: Mapping[int, int],
    shipping_net_idr: int, lead_days: int, note: str = "",
) -> Offer:  # fmt: skip
    """The buyer asks for better; rounds are counted and end at five."""
    order = desk.take_up(order, A.COUNTER, actor, seen)
    last = latest_offer(order)
    if last is None:
        raise OfferMissing()
    if last.round >= rules.ROUNDS_MAX:
        raise TooManyRounds(rounds=rules.ROUNDS_MAX)
    offer = _offer(order, actor, now, prices, shipping_net_idr, lead_days, note)
    offer.by_supplier, offer.round = False, last.round
    _say(order, A.COUNTER, actor, now, seen, offer)
    return offer


def decline_rfq(
    order: Order, *, actor: Actor, now: datetime, seen: int | None = None, reason: str, note: str = ""
) -> None:
    """The shop does not want this order, or takes its offer back."""
    order = desk.take_up(order, A.DECLINE_RFQ, actor, seen)
    details = desk.checked_reason(reason)
    desk.write_note(order, A.DECLINE_RFQ, actor, now, note)
    advance(order, A.DECLINE_RFQ, actor, now, seen=seen, details=details)


def propose_order(order: Order, *, actor: Actor, now: datetime, seen: int | None = None) -> None:
    """The shop's last offer becomes the order's price; it may be at most the listed price and still valid (R18)."""
    order = desk.take_up(order, A.PROPOSE, actor, seen)
    role = role_in(order, A.PROPOSE, actor)
    offer = latest_offer(order, by_supplier=True)
    if offer is None:
        raise OfferMissing()
    if offer.valid_until is not None and offer.valid_until <= now:
        raise OfferExpired(valid_until=offer.valid_until)
    _take_over(order, offer, now)
    rules.check_authority(role, order.gross_idr)
    advance(order, A.PROPOSE, actor, now, seen=seen, details=facts.proposed(order))


def _round_after(last: Offer) -> int:
    return last.round + (0 if last.by_supplier else 1)


def _offer(
    order: Order, actor: Actor, now: datetime, prices: Mapping[int, int], shipping_net_idr: int, lead_days: int,
    note: str,
) -> Offer:  # fmt: skip
    goods = 0
    for line in order.lines:
        price = prices.get(line.line_number, line.unit_price_net_idr)
        if price > line.list_price_net_idr:
            raise PriceAboveListing(line=line.product_name, list_price_idr=line.list_price_net_idr)
        if price < 1:
            raise BadQuantity(line=line.product_name, max=line.list_price_net_idr)
        goods += price * line.quantity
    if not 0 <= shipping_net_idr <= SHIPPING_MAX_IDR:
        raise BadQuantity(line="ongkos_kirim", max=SHIPPING_MAX_IDR)
    if not 0 <= lead_days <= LEAD_DAYS_MAX:
        raise BadQuantity(line="lama_pengerjaan", max=LEAD_DAYS_MAX)
    return Offer(
        order_id=order.id, attempt=order.rfq_count, made_by=actor.user_id, made_at=now, goods_net_idr=goods,
        shipping_net_idr=shipping_net_idr, lead_days=lead_days, note=note.strip()[:300],
        lines=[
            {"line": line.line_number,
             "unit_price_net_idr": prices.get(line.line_number, line.unit_price_net_idr)}
            for line in order.lines
        ],
    )  # fmt: skip


def _say(order: Order, action: A, actor: Actor, now: datetime, seen: int | None, offer: Offer) -> None:
    advance(order, action, actor, now, seen=seen, details=facts.offered(offer))
    db.session.add(offer)
    db.session.flush()


def _take_over(order: Order, offer: Offer, now: datetime) -> None:
    """Prices, delivery cost and the day that can be kept, as offered."""
    agreed = {line["line"]: line["unit_price_net_idr"] for line in offer.lines}
    for line in order.lines:
        line.unit_price_net_idr = agreed[line.line_number]
    order.shipping_net_idr = offer.shipping_net_idr
    today = local_day(now, timezone_of(order.region_code))
    order.needed_on = max(order.needed_on, today + timedelta(days=offer.lead_days))
    pricing.reckon(order)
