"""Sanctions of a supplier, and whether one keeps it from new orders today."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from marketplace.accounts.models import Sanction
from marketplace.extensions import db
from marketplace.purchasing.models import Order

WARNING = "teguran"


def blocks_now(now: Any) -> ColumnElement[bool]:
    """A sanction with a term keeps new requests and orders away while it runs (R22); a warning does not."""
    return and_(
        Sanction.kind != WARNING,
        Sanction.starts_at <= now,
        or_(Sanction.ends_at.is_(None), Sanction.ends_at > now),
    )


def running_sanction(supplier_id: int, now: datetime) -> Sanction | None:
    """The sanction that keeps a supplier from new orders, the longest first."""
    sanction: Sanction | None = db.session.scalar(
        select(Sanction)
        .where(Sanction.supplier_id == supplier_id, blocks_now(now))
        .order_by(Sanction.ends_at.desc())
        .limit(1)
    )
    return sanction


def sanctions_after(order: Order) -> Sequence[Sanction]:
    """What one order led to."""
    return db.session.scalars(
        select(Sanction).where(Sanction.order_number == order.number).order_by(Sanction.starts_at)
    ).all()


def sanctions_of(supplier_id: int) -> Sequence[Sanction]:
    return db.session.scalars(
        select(Sanction).where(Sanction.supplier_id == supplier_id).order_by(Sanction.starts_at.desc())
    ).all()
