"""Sanctions with their term, and terminated orders that may lead to one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from marketplace.accounts.models import Sanction, Supplier
from marketplace.accounts.permissions import Actor, Permission, Target
from marketplace.extensions import db
from marketplace.purchasing.labels import SANCTIONS
from marketplace.purchasing.models import Order
from marketplace.purchasing.queries import visible_to
from marketplace.purchasing.statuses import OrderStatus as S

MOST = 200


@dataclass(frozen=True, slots=True)
class Row:
    supplier: str
    kind: str
    order_number: str | None
    reason: str
    starts_at: datetime
    ends_at: datetime | None
    is_running: bool


def sanctions_for(actor: Actor, now: datetime) -> list[Row]:
    """Sanctions on suppliers for orders this person sees; a shop sees its own."""
    seen = select(Order.number).where(visible_to(actor))
    rows = db.session.execute(
        select(Sanction, Supplier.name)
        .join(Supplier, Supplier.id == Sanction.supplier_id)
        .where(or_(Sanction.order_number.in_(seen), Sanction.supplier_id.in_(actor.supplier_ids)))
        .order_by(Sanction.starts_at.desc())
        .limit(MOST)
    ).all()
    return [
        Row(
            name, str(SANCTIONS.get(each.kind, each.kind)), each.order_number, each.reason, each.starts_at,
            each.ends_at, each.ends_at is not None and each.starts_at <= now < each.ends_at,
        )
        for each, name in rows
    ]  # fmt: skip


def terminated_for(actor: Actor) -> list[tuple[str, str, str]]:
    """Terminated orders without a sanction yet, for those who may impose one (R22)."""
    if not actor.may(Permission.SANCTION_IMPOSE):
        return []
    sanctioned = select(Sanction.order_number).where(Sanction.order_number.is_not(None))
    rows = db.session.execute(
        select(Order, Supplier.name)
        .join(Supplier, Supplier.id == Order.supplier_id)
        .where(
            visible_to(actor),
            or_(Order.status == S.TERMINATED, Order.stopped_as == S.TERMINATED),
            Order.number.not_in(sanctioned),
        )
        .order_by(Order.id.desc())
        .limit(MOST)
    ).all()
    return [
        (order.number, order.title, name)
        for order, name in rows
        if actor.may(Permission.SANCTION_IMPOSE, Target(order.buyer_id, order.supplier_id, order.region_code))
    ]
