"""What each step does, up to the goods: choosing, asking, deciding, delivering, inspecting."""

from datetime import datetime, timedelta

from marketplace.ledger.services import Fact
from marketplace.purchasing import facts, pricing
from marketplace.purchasing.models import DocumentType
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.simulation import words
from marketplace.simulation.archive import OfferMade
from marketplace.simulation.playback import PP, PPK, Performer, Playback, day_of, seller
from marketplace.simulation.played import PlayedOrder

VALID_DAYS = 14


def compare(stage: Playback, order: PlayedOrder, now: datetime) -> list[Fact]:
    return [stage.step(order, A.COMPARE, (order.official, PP), now, facts.compared(order))]


def send_rfq(stage: Playback, order: PlayedOrder, now: datetime) -> list[Fact]:
    order.rfq_count += 1
    return [stage.step(order, A.SEND_RFQ, (order.official, PP), now, facts.opening(order, order.parties))]


def offer(stage: Playback, order: PlayedOrder, now: datetime) -> list[Fact]:
    """The shop comes down a little with each round; never above its listing."""
    by = seller(order)
    round_number = order.rounds + 1
    discount = min(0.075, order.discount * round_number)
    made = _offer(order, round_number, True, discount)
    made.valid_until = _end_of_day(now, VALID_DAYS)
    order.rounds, order.offered = round_number, made
    fact = stage.step(order, A.OFFER, by, now, facts.offered(made))
    _keep_offer(stage, order, made, by[0].id, now)  # type: ignore[union-attr]
    return [fact]


def counter(stage: Playback, order: PlayedOrder, now: datetime) -> list[Fact]:
    made = _offer(order, order.rounds, False, min(0.09, order.discount * (order.rounds + 1) + 0.012))
    fact = stage.step(order, A.COUNTER, (order.official, PP), now, facts.offered(made))
    _keep_offer(stage, order, made, order.official.id, now)
    return [fact]


def propose(stage: Playback, order: PlayedOrder, now: datetime) -> list[Fact]:
    """The shop's last offer becomes the order's price."""
    made = order.offered
    agreed = {line["line"]: line["unit_price_net_idr"] for line in made.lines}
    for line in order.lines:
        line.unit_price_net_idr = agreed[line.line_number]
    order.shipping_net_idr = made.shipping_net_idr
    order.needed_on = max(order.needed_on, day_of(now) + timedelta(days=made.lead_days))
    pricing.reckon(order)
    return [stage.step(order, A.PROPOSE, (order.official, PP), now, facts.proposed(order))]


def submit(stage: Playback, order: PlayedOrder, now: datetime) -> list[Fact]:
    stage.take_means(order)
    order.drafted_by = order.official.id
    return [stage.step(order, A.SUBMIT, (order.official, PP), now, facts.opening(order, order.parties))]


def approve(stage: Playback, order: PlayedOrder, now: datetime) -> list[Fact]:
    order.approved_by = order.committer.id
    return [stage.step(order, A.APPROVE, (order.committer, PPK), now)]


def return_order(stage: Playback, order: PlayedOrder, now: datetime) -> list[Fact]:
    by = (order.committer, PPK)
    stage.note(order, A.RETURN, by, now, order.rng.choice(words.RETURNS))
    stage.give_back(order)
    return [stage.step(order, A.RETURN, by, now)]


def revise(stage: Playback, order: PlayedOrder, now: datetime) -> list[Fact]:
    """Back to a draft at today's listed prices; quantities stay."""
    for line in order.lines:
        price = stage.items[line.product_id].price_at(int(now.timestamp() * 1000))
        line.list_price_net_idr = line.unit_price_net_idr = price
        line.cut_price_net_idr = None
    pricing.reckon(order)
    order.method = "langsung"
    order.approved_by = order.issued_by = order.issued_at = order.due_on = order.closed_at = None
    order.warnings, order.comparison, order.compared_count, order.is_cheapest = [], [], 1, True
    order.reason_not_cheapest = None
    fact = stage.step(order, A.REVISE, (order.official, PP), now)
    order.warnings = order.answered_warnings
    return [fact]


def issue(stage: Playback, order: PlayedOrder, now: datetime) -> list[Fact]:
    """The PPK signs the Surat Pesanan; a late signature moves the day to today."""
    by = (order.committer, PPK)
    due_on = max(order.needed_on, day_of(now))
    stage.move_capacity(order, due_on)
    order.due_on = due_on
    letter = stage.draw_up(order, DocumentType.PURCHASE_ORDER, by, now)
    order.papers.append(letter)
    order.issued_by, order.issued_at = order.committer.id, now
    return [stage.step(order, A.ISSUE, by, now, facts.issued(order, letter[2]))]


def accept(stage: Playback, order: PlayedOrder, now: datetime) -> list[Fact]:
    by = seller(order)
    fact = stage.step(order, A.ACCEPT, by, now)
    stage.countersign(order, DocumentType.PURCHASE_ORDER, by[0], now)  # type: ignore[arg-type]
    return [fact]


def start(stage: Playback, order: PlayedOrder, now: datetime) -> list[Fact]:
    return [stage.step(order, A.START, seller(order), now)]


def propose_amendment(stage: Playback, order: PlayedOrder, now: datetime) -> list[Fact]:
    """The shop asks for a few days more; a day that comes too late is worth nothing."""
    by = seller(order)
    due_on = max(order.due_on, day_of(now)) + timedelta(days=3)
    due_on = min(due_on, day_of(now).replace(month=12, day=31))
    person = by[0]
    stage.archive.amendments.append(
        [order.id, 1, True, due_on, [], order.rng.choice(words.AMENDMENTS), person.id, now, None, None, None]  # type: ignore[union-attr]
    )
    order.amendment = stage.archive.amendments[-1]
    return [stage.step(order, A.PROPOSE_AMENDMENT, by, now, facts.amendment_proposed(due_on, ()))]


def agree_amendment(stage: Playback, order: PlayedOrder, now: datetime) -> list[Fact]:
    by = (order.committer, PPK)
    old, new = order.due_on, order.amendment[3]
    order.amendment[8:] = [True, order.committer.id, now]
    stage.move_capacity(order, new)
    order.due_on = new
    document = stage.draw_up(order, DocumentType.AMENDMENT, by, now, old_due_on=old.isoformat(),
                             new_due_on=new.isoformat(), lines=[], reason=order.amendment[5])  # fmt: skip
    order.papers.append(document)
    return [stage.step(order, A.AGREE_AMENDMENT, by, now, facts.amended(order, document[2]))]


def despatch(stage: Playback, order: PlayedOrder, now: datetime) -> list[Fact]:
    return _send(stage, order, A.DESPATCH, now)


def perform(stage: Playback, order: PlayedOrder, now: datetime) -> list[Fact]:
    return _send(stage, order, A.PERFORM, now)


def receive_part(stage: Playback, order: PlayedOrder, now: datetime) -> list[Fact]:
    return _receive(stage, order, A.RECEIVE_PART, now)


def receive(stage: Playback, order: PlayedOrder, now: datetime) -> list[Fact]:
    return _receive(stage, order, A.RECEIVE, now)


def _send(stage: Playback, order: PlayedOrder, action: A, now: datetime) -> list[Fact]:
    """Everything that is left, or half of it where the rest comes later."""
    by = seller(order)
    halves = order.sends_in_parts and not any(line.despatched for line in order.lines)
    sent = {}
    for line in order.lines:
        left = line.quantity - line.despatched
        quantity = left // 2 if halves and left > 1 else (0 if halves and line.line_number > 1 else left)
        if quantity:
            sent[line.line_number] = quantity
            line.despatched += quantity
    pairs = [[line, quantity] for line, quantity in sent.items()]
    document = stage.draw_up(order, DocumentType.DELIVERY_NOTE, by, now, lines=pairs)
    order.papers.append(document)
    return [stage.step(order, action, by, now, facts.despatched(document[2], sent.items()))]


def _receive(stage: Playback, order: PlayedOrder, planned: A, now: datetime) -> list[Fact]:
    """The unit counts what arrived; it has arrived when nothing is missing any more."""
    by = (order.official, PP) if order.rng.random() < 0.7 else (order.committer, PPK)
    arrived = {}
    for line in order.lines:
        quantity = line.despatched - line.received
        if quantity:
            arrived[line.line_number] = quantity
            line.received += quantity
            line.received_on = day_of(now)
    complete = all(line.received == line.quantity for line in order.lines)
    order.received_at = now
    action = A.RECEIVE if complete else A.RECEIVE_PART
    return [stage.step(order, action, by, now, facts.received(arrived.items()))]


def _offer(order: PlayedOrder, number: int, by_supplier: bool, discount: float) -> OfferMade:
    lines, goods = [], 0
    for line in order.lines:
        price = max(1, lowered(line.list_price_net_idr, discount))
        lines.append({"line": line.line_number, "unit_price_net_idr": price})
        goods += price * line.quantity
    return OfferMade(number, by_supplier, lines, goods, order.shipping_net_idr, 1)


def lowered(price: int, discount: float) -> int:
    """A price brought down and rounded down to what people say aloud."""
    step = 10 if price < 2_000 else 50 if price < 20_000 else 500 if price < 500_000 else 5_000
    return min(price, int(price * (1 - discount)) // step * step or price)


def _keep_offer(stage: Playback, order: PlayedOrder, made: OfferMade, person: int, now: datetime) -> None:
    stage.archive.offers.append(
        (order.id, order.rfq_count, made.round, made.by_supplier, person, made.lines, made.goods_net_idr,
         made.shipping_net_idr, made.lead_days, "", made.valid_until, now)
    )  # fmt: skip


def _end_of_day(now: datetime, days: int) -> datetime:
    local = now + timedelta(hours=7)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=days + 1) - timedelta(hours=7)


ACTS: dict[A, Performer] = {
    A.COMPARE: compare, A.SEND_RFQ: send_rfq, A.OFFER: offer, A.COUNTER: counter, A.PROPOSE: propose,
    A.SUBMIT: submit, A.APPROVE: approve, A.RETURN: return_order, A.REVISE: revise, A.ISSUE: issue, A.ACCEPT: accept,
    A.START: start, A.PROPOSE_AMENDMENT: propose_amendment, A.AGREE_AMENDMENT: agree_amendment,
    A.DESPATCH: despatch, A.PERFORM: perform, A.RECEIVE_PART: receive_part, A.RECEIVE: receive,
}  # fmt: skip
