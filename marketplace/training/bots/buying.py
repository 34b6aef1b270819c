"""What a bot procurement official does with an order: haggles, submits, takes it up again, counts what arrives."""

from datetime import datetime, timedelta
from typing import Any

from marketplace.accounts.permissions import Actor
from marketplace.purchasing.models import Offer, Order
from marketplace.purchasing.queries import latest_offer, rounds_left
from marketplace.purchasing.services import comparisons, deliveries, drafts, orders, requests
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.purchasing.statuses import OrderStatus as S
from marketplace.training.bots.acts import Act, Turn, Wait
from marketplace.training.bots.market import lead_days_of, rivals_of
from marketplace.training.bots.temperaments import Temperament as T
from marketplace.values.period import local_day, timezone_of

COUNTER_PERMILLE = 950
PATIENCE = 2  # rounds after which an official gives up on a price that is not fair
PURPOSE = "Kebutuhan rutin kantor tahun berjalan"
NOT_CHEAPEST = "Waktu pengiriman dan kedekatan toko lebih sesuai dengan kebutuhan."
REASONS = dict.fromkeys(("R04", "R04a", "R08", "R09"), "Kebutuhan berbeda dan sudah ditimbang bersama PPK.")


def decide(turn: Turn) -> Act | None:
    """The official's next step; an order that died is left: the need behind it is met elsewhere."""
    order = turn.order
    match S(order.status):
        case S.DRAFT | S.COMPARED:
            return Act(A.SUBMIT, submit_again)
        case S.OFFER_RECEIVED:
            return _answer_offer(turn)
        case S.PROPOSED:
            return Act(A.SUBMIT, orders.submit_order, {"reasons": REASONS})
        case S.RETURNED:
            return Act(A.REVISE, drafts.revise)
        case S.DESPATCHED | S.BEING_PERFORMED | S.PARTLY_RECEIVED:
            return Act(A.RECEIVE, deliveries.record_receipt, wait=Wait.TRAVEL)
    return None


def _answer_offer(turn: Turn) -> Act:
    order = turn.order
    offer = latest_offer(order, by_supplier=True)
    can_ask = rounds_left(order) > 0
    if offer is None or (offer.valid_until is not None and offer.valid_until <= turn.now):
        return Act(A.CANCEL, orders.cancel, {"reason": "pembayaran_kedaluwarsa"})
    if turn.has(T.HARD_HAGGLER) and can_ask:
        return _counter(order, offer, COUNTER_PERMILLE)
    if offer.shipping_net_idr > order.shipping_net_idr:
        if offer.round > PATIENCE or not can_ask:
            return Act(A.CANCEL, orders.cancel, {"reason": "harga_tidak_sesuai"})
        return _counter(order, offer, 1_000)
    return Act(A.PROPOSE, requests.propose_order)


def _counter(order: Order, offer: Offer, permille: int) -> Act:
    """Lower prices, and delivery at what the shop lists for it."""
    prices = {line["line"]: max(1, line["unit_price_net_idr"] * permille // 1_000) for line in offer.lines}
    values = {"prices": prices, "shipping_net_idr": min(offer.shipping_net_idr, order.shipping_net_idr),
              "lead_days": offer.lead_days}  # fmt: skip
    return Act(A.COUNTER, requests.counter_offer, values)


def submit_again(order: Order, *, actor: Actor, now: datetime, seen: int) -> None:
    """A draft is put right where it must be, compared with other shops, and goes up for approval."""
    today = local_day(now, timezone_of(order.region_code))
    earliest = today + timedelta(days=lead_days_of(order) + 1)
    changes: dict[str, Any] = {"needed_on": max(order.needed_on, earliest)}
    if len(order.purpose.split()) < 3:
        changes["purpose"] = PURPOSE
    drafts.change_draft(order, actor=actor, seen=seen, **changes)
    if order.compared_count < 2 and (rivals := rivals_of(order)):
        comparisons.compare(order, rivals, "")
        reason = "" if order.is_cheapest else NOT_CHEAPEST
        drafts.compare_offers(order, actor=actor, now=now, product_ids=rivals, reason=reason)
    orders.submit_order(order, actor=actor, now=now, reasons=REASONS)
