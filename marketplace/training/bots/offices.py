"""What bot officials decide: the PPK signs, inspects, assesses; KPA and treasurer pay; the region settles."""

from sqlalchemy import func, select

from marketplace.extensions import db
from marketplace.purchasing.models import Order, OrderNote, PurchaseMethod
from marketplace.purchasing.queries import complaints_of
from marketplace.purchasing.services import (
    amendments,
    assessments,
    bills,
    complaints,
    handovers,
    inspections,
    orders,
    payments,
)
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.purchasing.statuses import OrderStatus as S
from marketplace.training.bots.acts import Act, Turn
from marketplace.training.bots.temperaments import Temperament as T
from marketplace.training.models import BotEvent

MANY_DEFECTS = 3  # after so many the goods are kept at a lower price: nobody sends them round for ever
WORDS_OF_A_PURPOSE = 3


def committing(turn: Turn) -> Act | None:
    """The PPK's next step."""
    match S(turn.order.status):
        case S.AWAITING_APPROVAL:
            return approving(turn)
        case S.APPROVED:
            return Act(A.ISSUE, orders.issue_order)
        case S.AMENDING:
            return Act(A.AGREE_AMENDMENT, amendments.agree_amendment)
        case S.RECEIVED | S.REPAIRING:
            return _inspect(turn)
        case S.INSPECTED | S.PRICE_CUT | S.STOPPED | S.TERMINATED:
            return Act(A.HAND_OVER, handovers.hand_over)
        case S.NONCONFORMING:
            return _put_right(turn)
        case S.AWAITING_ASSESSMENT:
            return Act(A.ASSESS, assessments.assess, {"marks": _marks(turn)})
    return None


def approving(turn: Turn) -> Act:
    """Approved, unless the temperament sees it otherwise; above a unit's limit the KPA decides the same way."""
    if turn.has(T.REFUSER):
        note = "Anggaran dialihkan untuk kebutuhan yang lebih mendesak."
        return Act(A.DISAPPROVE, orders.disapprove, {"reason": "anggaran_berubah", "note": note})
    if turn.has(T.REASON_ONLY) and (missing := _missing_reason(turn.order)):
        return Act(A.RETURN, orders.return_order, {"note": missing})
    return Act(A.APPROVE, orders.approve)


def releasing(turn: Turn) -> Act | None:
    """The KPA's next step."""
    if turn.order.status == S.AWAITING_APPROVAL:
        return approving(turn)
    return Act(A.AUTHORISE_PAYMENT, payments.authorise_payment) if turn.order.status == S.VERIFIED else None


def paying(turn: Turn) -> Act | None:
    """The treasurer's next step."""
    order = turn.order
    match S(order.status):
        case S.BILLED:
            if turn.has(T.REFUSER) and not _said_before(order, A.RETURN_BILL):
                note = "Tagihan dikembalikan: lampirkan BAST yang sudah ditandatangani kedua pihak."
                return Act(A.RETURN_BILL, bills.return_bill, {"note": note})
            return Act(A.VERIFY_BILL, bills.verify_bill)
        case S.AWAITING_PAYMENT:
            return Act(A.PAY, payments.pay, {"reference": f"{order.payment_path.upper()}-{order.number}"})
        case S.PAYMENT_FAILED:
            return Act(A.RETRY_PAYMENT, payments.retry_payment)
    return None


def mediating(turn: Turn) -> Act | None:
    """The region's next step."""
    note = "Kedua pihak sepakat: barang yang tidak sesuai dibayar dengan harga yang dikurangi."
    return Act(A.SETTLE, complaints.settle, {"note": note}) if turn.order.status == S.DISPUTED else None


def _missing_reason(order: Order) -> str:
    """What a strict approver wants to read first; asking for a comparison once is enough."""
    if len(order.purpose.split()) < WORDS_OF_A_PURPOSE:
        return "Tuliskan tujuan pembelian ini dengan jelas."
    is_alone = order.compared_count < 2 and order.method == PurchaseMethod.DIRECT
    if is_alone and not _said_before(order, A.RETURN):
        return "Bandingkan dengan sedikitnya satu toko lain, atau jelaskan mengapa hanya toko ini."
    return ""


def _said_before(order: Order, action: A) -> bool:
    notes = select(func.count()).where(OrderNote.order_id == order.id, OrderNote.action == action)
    return bool(db.session.scalar(notes))


def _inspect(turn: Turn) -> Act:
    """Defects that are there are found; who approves everything does not look."""
    flaws = {} if turn.has(T.APPROVES_ALL) or turn.order.status == S.REPAIRING else flaws_of(turn.order)
    if not flaws:
        return Act(A.INSPECT, inspections.inspect)
    lines = turn.order.lines
    accepted = {line.line_number: max(0, line.received - flaws.get(line.line_number, 0)) for line in lines}
    values = {"accepted": accepted, "defect": "beda_spesifikasi", "note": "Sebagian barang bukan yang dipesan."}
    return Act(A.FIND_DEFECT, inspections.find_defect, values)


def flaws_of(order: Order) -> dict[int, int]:
    """What is wrong with the goods that were sent last, as the bot that sent them remembers."""
    sent = db.session.scalar(
        select(BotEvent.flaws)
        .where(BotEvent.order_number == order.number, BotEvent.action.in_([A.DESPATCH, A.PERFORM]),
               BotEvent.due_at.is_(None), BotEvent.refusal.is_(None))
        .order_by(BotEvent.version.desc())
        .limit(1)
    )  # fmt: skip
    return {int(line): pieces for line, pieces in (sent or {}).items()}


def _put_right(turn: Turn) -> Act:
    """Mostly the goods go back; after a dispute, or the third time, they are kept at a lower price."""
    order = turn.order
    was_disputed = any(complaint.kind == "sengketa" for complaint in complaints_of(order))
    if was_disputed or order.defects >= MANY_DEFECTS:
        return _cut_price(order)
    match turn.chance("put right").choices(("back", "repair", "cut"), (6, 2, 2))[0]:
        case "repair":
            return Act(A.ASK_REPAIR, inspections.ask_repair)
        case "cut":
            return _cut_price(order)
    return Act(A.SEND_BACK, inspections.send_back)


def _cut_price(order: Order) -> Act:
    """What is not as ordered is worth half."""
    prices = {
        line.line_number: line.unit_price_net_idr * (line.received + line.accepted) // (2 * line.received)
        for line in order.lines
        if line.accepted < line.received
    }
    return Act(A.CUT_PRICE, inspections.cut_price, {"prices": prices})


def _marks(turn: Turn) -> tuple[int, int, int, int]:
    """Quality by what was found, time by lateness; cost and service as they mostly are."""
    order = turn.order
    if turn.has(T.APPROVES_ALL):
        return (3, 3, 3, 3)
    quality = 3 if not order.defects else 2 if order.defects == 1 else 1
    time = 3 if not order.late_days else 2 if order.late_days <= 3 else 1
    return (quality, turn.chance("marks").choice((2, 3, 3)), time, min(3, quality + 1))
