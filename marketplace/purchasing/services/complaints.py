"""Complaints about an order and the disputes that grow from an inspection; the region's UKPBJ mediates."""

from datetime import datetime

from sqlalchemy import select

from marketplace.accounts.permissions import Actor, Permission
from marketplace.extensions import db
from marketplace.ledger import services as ledger
from marketplace.purchasing.errors import BadChoice, NotAllowed
from marketplace.purchasing.models import Complaint, Order, Side
from marketplace.purchasing.queries import complaint_to_answer
from marketplace.purchasing.services import desk
from marketplace.purchasing.states import advance, target_of
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.purchasing.statuses import OrderStatus as S
from marketplace.values.period import local_day, timezone_of

KINDS = (
    "barang_rusak", "kurang", "beda_spesifikasi", "terlambat", "harga", "pajak", "belum_dibayar",
    "permintaan_imbalan", "bast_fiktif", "sengketa",
)  # fmt: skip
OPEN, ANSWERED, MEDIATION, RESOLVED = "diajukan", "ditanggapi", "mediasi", "selesai"


def file_complaint(order: Order, *, actor: Actor, now: datetime, kind: str, text: str) -> Complaint:
    """Either side of an order may complain about it; the kind is public, the words are not."""
    if kind not in KINDS:
        raise BadChoice(field="kind")
    words = desk.required_text(text, "text").strip()[:1000]
    target = target_of(order)
    if actor.role_for(Permission.ORDER_ANSWER, target):
        side = Side.SUPPLIER
    elif actor.role_for(Permission.ORDER_RECEIVE, target) or actor.role_for(Permission.PAYMENT_MAKE, target):
        side = Side.BUYER
    else:
        raise NotAllowed(action="complaint")
    return _file(order, side, actor, now, kind, words, OPEN)


def reply_to_complaint(order: Order, *, actor: Actor, now: datetime, text: str) -> Complaint:
    """The other side's right of reply, once; that it answered is public, its words are not."""
    order = desk.locked(order)
    complaint = complaint_to_answer(order, actor)
    if complaint is None:
        raise NotAllowed(action="complaint")
    complaint.reply, complaint.replied_at = desk.required_text(text, "text").strip()[:1000], now
    if complaint.status == OPEN:
        complaint.status = ANSWERED
    _record("complaint.answered", complaint, order, actor, now)
    return complaint


def resolve_complaint(complaint: Complaint, order: Order, *, actor: Actor, now: datetime) -> None:
    """Who complained may say it is settled, and the region's mediator may; a dispute ends with its mediation."""
    if complaint.status == MEDIATION and order.status == S.DISPUTED:
        raise NotAllowed(action="complaint")
    target = target_of(order)
    own = Permission.ORDER_ANSWER if complaint.by_supplier else Permission.ORDER_RECEIVE
    if not (actor.may(Permission.DISPUTE_MEDIATE, target) or actor.may(own, target)):
        raise NotAllowed(action="complaint")
    _resolve(complaint, order, actor, now)


def dispute(order: Order, *, actor: Actor, now: datetime, seen: int | None = None, text: str) -> Complaint:
    """The two disagree about the fault; the order waits for mediation."""
    order = desk.take_up(order, A.DISPUTE, actor, seen)
    side = desk.side_of(order, A.DISPUTE, actor)
    words = desk.required_text(text, "text").strip()[:1000]
    desk.write_note(order, A.DISPUTE, actor, now, words)
    for line in order.lines:
        line.cut_price_net_idr = None
    advance(order, A.DISPUTE, actor, now, seen=seen)
    return _file(order, side, actor, now, "sengketa", words, MEDIATION)


def settle(order: Order, *, actor: Actor, now: datetime, seen: int | None = None, note: str) -> None:
    """The mediator states what was agreed; the PPK then chooses return, repair or a price cut accordingly."""
    order = desk.take_up(order, A.SETTLE, actor, seen)
    desk.write_note(order, A.SETTLE, actor, now, desk.required_text(note))
    advance(order, A.SETTLE, actor, now, seen=seen)
    for complaint in _open_disputes(order):
        _resolve(complaint, order, actor, now)


def _open_disputes(order: Order) -> list[Complaint]:
    return list(
        db.session.scalars(select(Complaint).where(Complaint.order_id == order.id, Complaint.status == MEDIATION))
    )


def _file(order: Order, side: Side, actor: Actor, now: datetime, kind: str, words: str, status: str) -> Complaint:
    complaint = Complaint(order_id=order.id, kind=kind, by_supplier=side is Side.SUPPLIER, text=words,
                          status=status, filed_at=now)  # fmt: skip
    db.session.add(complaint)
    _record("complaint.filed", complaint, order, actor, now)
    return complaint


def _resolve(complaint: Complaint, order: Order, actor: Actor, now: datetime) -> None:
    if complaint.status == RESOLVED:
        return
    complaint.status, complaint.resolved_at = RESOLVED, now
    zone = timezone_of(order.region_code)
    days = (local_day(now, zone) - local_day(complaint.filed_at, zone)).days
    _record("complaint.resolved", complaint, order, actor, now, days=days)


def _record(kind: str, complaint: Complaint, order: Order, actor: Actor, now: datetime, **more: int) -> None:
    parties = desk.parties_of(order)
    side = Side.SUPPLIER if complaint.by_supplier else Side.BUYER
    ledger.record(
        ledger.Fact(
            kind, now, order_number=order.number, actor=actor.commitment, region_code=parties.region_code,
            buyer_code=parties.buyer_code, supplier_code=parties.supplier_code,
            facts={"kind": complaint.kind, "by": side.value, **more},
        )
    )  # fmt: skip
