"""What a bot shop does with an order: offers, takes the letter, sends the goods, bills, agrees or does not."""

from marketplace.catalogue.models import is_service
from marketplace.purchasing.models import Order, OrderLine
from marketplace.purchasing.queries import amendments_of, complaints_of, latest_offer, offers_of
from marketplace.purchasing.services import amendments, bills, complaints, deliveries, inspections, orders, requests
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.purchasing.statuses import OrderStatus as S
from marketplace.training.bots.acts import Act, Turn, Wait
from marketplace.training.bots.market import lead_days_of
from marketplace.training.bots.temperaments import Temperament as T

STEP_PERMILLE = 20  # what a shop comes down in each round, of its listed price
STEP_HARD_PERMILLE = 5
LOWEST_PERMILLE = 920
DEAR_SHIPPING_IDR, DEAR_SHIPPING_PERCENT = 50_000, 15
REFUSALS = ("waktu_tidak_cukup", "di_luar_jangkauan", "spesifikasi_tidak_sesuai")


def decide(turn: Turn) -> Act | None:
    """The shop's next step; None where it has none."""
    match S(turn.order.status):
        case S.RFQ_SENT | S.NEGOTIATING:
            return _answer_request(turn)
        case S.ISSUED:
            return _answer_letter(turn)
        case S.ACCEPTED:
            return _ask_for_less(turn) or Act(A.START, orders.start)
        case S.IN_PROCESS | S.PARTLY_RECEIVED | S.RETURNING:
            return _send(turn)
        case S.AMENDING:
            return Act(A.AGREE_AMENDMENT, amendments.agree_amendment)
        case S.PRICE_CUT:
            return _answer_price_cut(turn)
        case S.HANDED_OVER | S.BILL_RETURNED:
            return Act(A.BILL, bills.bill)
    return None


def _answer_request(turn: Turn) -> Act:
    if reason := _refusal(turn):
        return Act(A.DECLINE_RFQ, requests.decline_rfq, {"reason": reason})
    order = turn.order
    prices = _prices(turn)
    shipping = order.shipping_net_idr
    if turn.has(T.OVERPRICING):
        goods = sum(prices[line.line_number] * line.quantity for line in order.lines)
        shipping = max(shipping, DEAR_SHIPPING_IDR, goods * DEAR_SHIPPING_PERCENT // 100)
    values = {"prices": prices, "shipping_net_idr": shipping, "lead_days": lead_days_of(order)}
    return Act(A.OFFER, requests.make_offer, values)


def _prices(turn: Turn) -> dict[int, int]:
    """Down by a step in each round; a counter-offer within reach is taken as it is."""
    order = turn.order
    if turn.has(T.OVERPRICING):
        return {line.line_number: line.list_price_net_idr for line in order.lines}
    rounds = 1 + sum(offer.by_supplier for offer in offers_of(order) if offer.attempt == order.rfq_count)
    step = STEP_HARD_PERMILLE if turn.has(T.HARD_HAGGLER) else STEP_PERMILLE
    permille = max(LOWEST_PERMILLE, 1_000 - step * rounds)
    counter = latest_offer(order, by_supplier=False)
    asked = {line["line"]: line["unit_price_net_idr"] for line in counter.lines} if counter else {}
    return {
        line.line_number: max(1, line.list_price_net_idr * permille // 1_000, asked.get(line.line_number, 0))
        for line in order.lines
    }


def _answer_letter(turn: Turn) -> Act:
    if reason := _refusal(turn):
        return Act(A.REFUSE, orders.refuse, {"reason": reason})
    return Act(A.ACCEPT, orders.accept)


def _refusal(turn: Turn) -> str | None:
    if turn.has(T.OUT_OF_STOCK):
        return "stok_habis"
    return turn.chance("refusal").choice(REFUSALS) if turn.has(T.REFUSER) else None


def _ask_for_less(turn: Turn) -> Act | None:
    """An honest shop that took over an accepted order it cannot fill asks once for a smaller one."""
    smaller = {line.line_number: line.quantity // 2 for line in turn.order.lines if line.quantity > 1}
    if not turn.has(T.OUT_OF_STOCK) or not smaller or amendments_of(turn.order):
        return None
    reason = "Stok kami tidak cukup; kami sanggup mengirim separuhnya tepat waktu."
    return Act(A.PROPOSE_AMENDMENT, amendments.propose_amendment, {"quantities": smaller, "reason": reason})


def _send(turn: Turn) -> Act | None:
    order = turn.order
    if all(line.despatched == line.quantity for line in order.lines):
        return None
    if is_service(_main_line(order).category_code):
        return Act(A.PERFORM, deliveries.perform, wait=Wait.PACKING)
    flaws = _flaws(turn)
    values = {"courier": "Kurir sendiri", "note": _note(order, flaws)}
    return Act(A.DESPATCH, deliveries.despatch, values, Wait.PACKING, flaws)


def _flaws(turn: Turn) -> dict[int, int]:
    """Part of the largest line is something else, the first time goods are sent."""
    if not turn.has(T.WRONG_GOODS) or turn.order.defects:
        return {}
    line = _main_line(turn.order)
    share = turn.chance("flaws").uniform(0.2, 0.5)
    return {line.line_number: max(1, round((line.quantity - line.despatched) * share))}


def _note(order: Order, flaws: dict[int, int]) -> str:
    """The delivery note tells whoever reads it: what is wrong can be found by looking."""
    lines = {line.line_number: line for line in order.lines}
    return "; ".join(
        f"{pieces} {lines[number].unit} {lines[number].product_name} diganti merek lain"
        for number, pieces in flaws.items()
    )[:200]


def _main_line(order: Order) -> OrderLine:
    return max(order.lines, key=lambda line: (line.net_idr, -line.line_number))


def _answer_price_cut(turn: Turn) -> Act | None:
    if turn.order.price_cut_agreed_at is not None:
        return None
    if turn.has(T.REFUSER) and not any(complaint.kind == "sengketa" for complaint in complaints_of(turn.order)):
        text = "Barang kami kirim sesuai pesanan; kami tidak setuju dengan potongan ini."
        return Act(A.DISPUTE, complaints.dispute, {"text": text})
    return Act(A.AGREE_CUT, inspections.agree_price_cut)
