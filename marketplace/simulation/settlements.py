"""What each step does, from the inspection on: accepting, defects, handing over, billing, paying, assessing."""

from datetime import datetime

from marketplace.accounts.permissions import Role
from marketplace.ledger.services import Fact
from marketplace.purchasing import facts, pricing
from marketplace.purchasing.models import DocumentType, Side
from marketplace.purchasing.services.complaints import MEDIATION
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.purchasing.statuses import OrderStatus
from marketplace.simulation import words
from marketplace.simulation.endings import complain, solve
from marketplace.simulation.journeys import Step
from marketplace.simulation.playback import (
    BY_SYSTEM,
    KPA,
    OWNER,
    PPK,
    TREASURER,
    By,
    Performer,
    Playback,
    day_of,
    seller,
)
from marketplace.simulation.played import PlayedOrder

Facts = list[Fact]
PLATFORM, ADMIN = Role.PLATFORM_ADMIN.value, Role.REGIONAL_ADMIN.value
MOST_GET = (3, 3, 3, 2, 2)


def inspect(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    for line in order.lines:
        line.accepted = line.received
    return _inspected(stage, order, A.INSPECT, now, "", None)


def find_defect(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    """Part of the largest line is not as ordered."""
    worst = max(order.lines, key=lambda line: (line.net_idr, -line.line_number))
    for line in order.lines:
        line.accepted = line.received
    worst.accepted -= max(1, min(worst.received, worst.received * order.rng.randint(5, 30) // 100))
    order.defects += 1
    defect = order.rng.choice(list(words.DEFECTS))
    return _inspected(stage, order, A.FIND_DEFECT, now, words.DEFECTS[defect], defect)


def send_back(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    for line in order.lines:
        line.received = line.despatched = line.accepted
    return [stage.step(order, A.SEND_BACK, (order.committer, PPK), now)]


def ask_repair(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    return [stage.step(order, A.ASK_REPAIR, (order.committer, PPK), now)]


def cut_price(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    """What is not good stays, at a lower price for its line."""
    prices = {}
    for line in order.lines:
        if line.accepted < line.received:
            line.cut_price_net_idr = line.unit_price_net_idr * order.rng.randint(80, 95) // 100
            prices[line.line_number] = line.cut_price_net_idr
    order.price_cut_agreed_at = None
    return [stage.step(order, A.CUT_PRICE, (order.committer, PPK), now, facts.price_cut(sorted(prices.items())))]


def agree_cut(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    order.price_cut_agreed_at = now
    return [stage.step(order, A.AGREE_CUT, seller(order), now)]


def dispute(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    by = (order.shop.owner, OWNER)
    text = order.rng.choice(words.DISPUTES)
    stage.note(order, A.DISPUTE, by, now, text)
    for line in order.lines:
        line.cut_price_net_idr = None
    step = stage.step(order, A.DISPUTE, by, now)
    return [step, complain(stage, order, "sengketa", Side.SUPPLIER, by, text, MEDIATION, now)]


def settle(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    """The region's UKPBJ mediates."""
    by = (stage.admins[order.region_code], ADMIN)
    stage.note(order, A.SETTLE, by, now, order.rng.choice(words.SETTLEMENTS))
    step = stage.step(order, A.SETTLE, by, now)
    return [step, solve(order, by, now)]


def hand_over(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    """The BAST fixes what was accepted, its worth, and the penalty for what came late (R20)."""
    by = (order.committer, PPK)
    if order.status == OrderStatus.PRICE_CUT:
        for line in order.lines:
            if line.cut_price_net_idr is not None:
                line.accepted = line.received
    pricing.reckon_accepted(order)
    stage.hold_only(order, min(order.held_idr, order.payable_idr))
    stage.release_goods(order, {line.product_id: line.quantity - line.accepted for line in order.lines})
    order.handed_over_at = now
    pairs = [[line.line_number, line.accepted] for line in order.lines]
    document = stage.draw_up(order, DocumentType.HANDOVER, by, now, lines=pairs, late_days=order.late_days)
    order.papers.append(document)
    return [stage.step(order, A.HAND_OVER, by, now, facts.handed_over(order, document[2]))]


def bill(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    by = seller(order)
    stage.countersign(order, DocumentType.HANDOVER, by[0], now)  # type: ignore[arg-type]
    invoice = stage.draw_up(order, DocumentType.INVOICE, by, now)
    order.papers += [invoice, stage.draw_up(order, DocumentType.RECEIPT, by, now)]
    return [stage.step(order, A.BILL, by, now, facts.billed(order, invoice[2]))]


def return_bill(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    by = (order.treasurer, TREASURER)
    stage.note(order, A.RETURN_BILL, by, now, order.rng.choice(words.BILLS_RETURNED))
    return [stage.step(order, A.RETURN_BILL, by, now, facts.reason("dokumen_tidak_lengkap"))]


def verify_bill(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    order.verified_by = order.treasurer.id
    return [stage.step(order, A.VERIFY_BILL, (order.treasurer, TREASURER), now, facts.verified(order))]


def authorise_payment(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    return [stage.step(order, A.AUTHORISE_PAYMENT, (order.holder, KPA), now, facts.verified(order))]


def fail_payment(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    by = (order.treasurer, TREASURER)
    return [stage.step(order, A.FAIL_PAYMENT, by, now, facts.reason("dana_tidak_tersedia"))]


def retry_payment(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    return [stage.step(order, A.RETRY_PAYMENT, (order.treasurer, TREASURER), now)]


def give_up_payment(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    stage.hold_only(order, 0)
    order.closed_at = now
    by = (order.treasurer, TREASURER)
    return [stage.step(order, A.GIVE_UP_PAYMENT, by, now, facts.reason("pembayaran_kedaluwarsa"))]


def pay(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    """The budget is posted; what was held beyond it is free."""
    order.payment_reference = f"{order.payment_path.upper()}-{now:%y%m}-{order.id:06}"
    order.paid_by, order.paid_at = order.treasurer.id, now
    order.package.held -= order.held_idr
    order.package.posted += order.payable_idr
    order.held_idr = 0
    return [stage.step(order, A.PAY, (order.treasurer, TREASURER), now, facts.paid(order))]


def pay_out(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    by = (stage.platform, PLATFORM)
    order.withheld_idr = pricing.payout_of(order, day_of(now)).withheld_idr
    order.credited_at = now
    order.papers.append(stage.draw_up(order, DocumentType.WITHHOLDING, by, now))
    return [stage.step(order, A.PAY_OUT, by, now, facts.paid_out(order))]


def request_assessment(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    return [stage.step(order, A.REQUEST_ASSESSMENT, BY_SYSTEM, now)]


def assess(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    """Marks follow what happened (R25); some shops rate the office in turn."""
    rng = order.rng
    marks = (
        2 if order.defects else rng.choice(MOST_GET),
        rng.choice((3, 2, 2)) if order.is_cheapest else 2,
        1 if order.late_days > 5 else 2 if order.late_days else rng.choice((3, 3, 3, 2)),
        rng.choice(MOST_GET),
    )
    comment = rng.choice(words.COMMENTS) if rng.random() < 0.15 else ""
    stage.archive.assessments.append((order.id, False, *marks, comment, order.committer.id, now))
    if rng.random() < 0.2 and order.shop.owner is not None:
        rating = tuple(rng.choice(MOST_GET) for _ in range(4))
        stage.archive.assessments.append((order.id, True, *rating, "", order.shop.owner.id, order.paid_at))
    return [_complete(stage, order, A.ASSESS, (order.committer, PPK), now, marks)]


def close_unassessed(stage: Playback, order: PlayedOrder, now: datetime) -> Facts:
    return [_complete(stage, order, A.CLOSE_UNASSESSED, BY_SYSTEM, now, None)]


def _inspected(stage: Playback, order: PlayedOrder, action: A, now: datetime, note: str, defect: str | None) -> Facts:
    by = (order.committer, PPK)
    accepted = [(line.line_number, line.accepted) for line in order.lines]
    pairs = [list(pair) for pair in accepted]
    document = stage.draw_up(order, DocumentType.INSPECTION, by, now, lines=pairs, note=note, defect=defect or "")
    order.papers.append(document)
    if note:
        stage.note(order, action, by, now, note)
    return [stage.step(order, action, by, now, facts.inspected(document[2], accepted, defect))]


def _complete(stage: Playback, order: PlayedOrder, action: A, by: By, now: datetime,
              marks: tuple[int, int, int, int] | None) -> Fact:  # fmt: skip
    order.closed_at = now
    for line in order.lines:
        if line.accepted:
            stage.archive.sold[line.product_id] += 1
    return stage.step(order, action, by, now, facts.completion(order, order.parties, marks))


SETTLEMENTS: dict[Step, Performer] = {
    A.INSPECT: inspect, A.FIND_DEFECT: find_defect, A.SEND_BACK: send_back, A.ASK_REPAIR: ask_repair,
    A.CUT_PRICE: cut_price, A.AGREE_CUT: agree_cut, A.DISPUTE: dispute, A.SETTLE: settle, A.HAND_OVER: hand_over,
    A.BILL: bill, A.RETURN_BILL: return_bill, A.VERIFY_BILL: verify_bill, A.AUTHORISE_PAYMENT: authorise_payment,
    A.FAIL_PAYMENT: fail_payment, A.RETRY_PAYMENT: retry_payment, A.GIVE_UP_PAYMENT: give_up_payment, A.PAY: pay,
    A.PAY_OUT: pay_out, A.REQUEST_ASSESSMENT: request_assessment, A.ASSESS: assess,
    A.CLOSE_UNASSESSED: close_unassessed,
}  # fmt: skip
