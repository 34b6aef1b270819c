"""What belongs to one order: its offers, amendments, documents, complaints and marks."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select

from marketplace.accounts.permissions import Actor, Permission
from marketplace.extensions import db
from marketplace.purchasing.models import (
    Amendment,
    Assessment,
    Complaint,
    DocumentType,
    Offer,
    Order,
    OrderDocument,
    OrderNote,
)
from marketplace.purchasing.rules import ROUNDS_MAX
from marketplace.purchasing.states import target_of
from marketplace.purchasing.statuses import OrderAction

BLIND_DAYS = 14


def offers_of(order: Order) -> Sequence[Offer]:
    """Every word of every request, in the order it was said."""
    return db.session.scalars(
        select(Offer).where(Offer.order_id == order.id).order_by(Offer.attempt, Offer.round, Offer.by_supplier.desc())
    ).all()


def latest_offer(order: Order, *, by_supplier: bool | None = None) -> Offer | None:
    """The newest word in the rounds of the running request."""
    statement = select(Offer).where(Offer.order_id == order.id, Offer.attempt == order.rfq_count)
    if by_supplier is not None:
        statement = statement.where(Offer.by_supplier.is_(by_supplier))
    offer: Offer | None = db.session.scalar(statement.order_by(Offer.round.desc(), Offer.by_supplier).limit(1))
    return offer


def answers_complaints(*, by_supplier: bool) -> Permission:
    """Whoever is complained about has the right of reply: the unit, or the shop."""
    return Permission.ORDER_RECEIVE if by_supplier else Permission.ORDER_ANSWER


def complaint_to_answer(order: Order, actor: Actor) -> Complaint | None:
    """The oldest open complaint of the other side that this person may answer."""
    target = target_of(order)
    sides = [side for side in (True, False) if actor.may(answers_complaints(by_supplier=side), target)]
    complaint: Complaint | None = db.session.scalar(
        select(Complaint)
        .where(Complaint.order_id == order.id, Complaint.by_supplier.in_(sides), Complaint.replied_at.is_(None),
               Complaint.resolved_at.is_(None))
        .order_by(Complaint.id)
        .limit(1)
    )  # fmt: skip
    return complaint


def rounds_left(order: Order) -> int:
    """How often the buyer can still ask for better."""
    used = db.session.scalar(
        select(func.max(Offer.round)).where(Offer.order_id == order.id, Offer.attempt == order.rfq_count)
    )
    return ROUNDS_MAX - (used or 0)


def amendments_of(order: Order) -> Sequence[Amendment]:
    return db.session.scalars(
        select(Amendment).where(Amendment.order_id == order.id).order_by(Amendment.number)
    ).all()


def open_amendment(order: Order) -> Amendment | None:
    """The proposal that waits for an answer."""
    amendment: Amendment | None = db.session.scalar(
        select(Amendment)
        .where(Amendment.order_id == order.id, Amendment.is_agreed.is_(None))
        .order_by(Amendment.number.desc())
        .limit(1)
    )
    return amendment


def documents_of(order: Order) -> Sequence[OrderDocument]:
    """All numbered documents, oldest first."""
    return db.session.scalars(
        select(OrderDocument).where(OrderDocument.order_id == order.id).order_by(OrderDocument.id)
    ).all()


def latest_document(order: Order, kind: DocumentType) -> OrderDocument | None:
    document: OrderDocument | None = db.session.scalar(
        select(OrderDocument)
        .where(OrderDocument.order_id == order.id, OrderDocument.type == kind)
        .order_by(OrderDocument.id.desc())
        .limit(1)
    )
    return document


def latest_note(order: Order, action: OrderAction) -> str | None:
    """The last words that were written beside one kind of step."""
    text: str | None = db.session.scalar(
        select(OrderNote.text)
        .where(OrderNote.order_id == order.id, OrderNote.action == action)
        .order_by(OrderNote.id.desc())
        .limit(1)
    )
    return text


def complaints_of(order: Order) -> Sequence[Complaint]:
    return db.session.scalars(select(Complaint).where(Complaint.order_id == order.id).order_by(Complaint.id)).all()


def assessments_for(actor: Actor, order: Order, now: datetime) -> list[Assessment]:
    """Double blind: one's own marks, and the other side's once both are given or 14 days have passed."""
    given = db.session.scalars(select(Assessment).where(Assessment.order_id == order.id)).all()
    is_open = len(given) == 2 or any(mark.made_at + timedelta(days=BLIND_DAYS) <= now for mark in given)
    return [mark for mark in given if is_open or mark.by_supplier is _is_supplier(actor, order)]


def own_assessment(actor: Actor, order: Order) -> Assessment | None:
    """What this person's side has already given."""
    return db.session.get(Assessment, (order.id, _is_supplier(actor, order)))


def _is_supplier(actor: Actor, order: Order) -> bool:
    return actor.may(Permission.ORDER_ANSWER, target_of(order))
