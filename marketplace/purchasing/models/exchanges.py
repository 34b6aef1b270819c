"""What the two sides say to each other about one order: offers, amendments, notes, marks, complaints."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.extensions import Model
from marketplace.web.columns import UtcTime


class Offer(Model):
    """One round's offer or counter-offer; immutable. `lines` = [{"line", "unit_price_net_idr"}]."""

    __tablename__ = "offers"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    attempt: Mapped[int] = mapped_column(primary_key=True, default=1)  # which of the order's requests it answers
    round: Mapped[int] = mapped_column(primary_key=True)
    by_supplier: Mapped[bool] = mapped_column(primary_key=True)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    goods_net_idr: Mapped[int] = mapped_column(BigInteger)
    shipping_net_idr: Mapped[int] = mapped_column(BigInteger)
    lead_days: Mapped[int]
    note: Mapped[str] = mapped_column(String(300), default="")
    valid_until: Mapped[datetime | None] = mapped_column(UtcTime)
    made_at: Mapped[datetime] = mapped_column(UtcTime)

    __table_args__ = (CheckConstraint("round BETWEEN 1 AND 5", name="round"),)


class Amendment(Model):
    """A proposed change to a running order: a later day or smaller quantities, never a higher price (adendum)."""

    __tablename__ = "amendments"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    by_supplier: Mapped[bool]
    due_on: Mapped[date]
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # [{"line", "quantity"}] of lines that shrink
    reason: Mapped[str] = mapped_column(String(300))
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    proposed_at: Mapped[datetime] = mapped_column(UtcTime)
    is_agreed: Mapped[bool | None]  # NULL: not answered yet
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcTime)


class OrderNote(Model):
    """Free text beside one step: for those who see the order, never in the ledger (it may name people)."""

    __tablename__ = "order_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    action: Mapped[str] = mapped_column(String(24))
    by_user: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    role: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcTime)
    text: Mapped[str] = mapped_column(String(1000))


class Assessment(Model):
    """R25: the PPK's four marks (1 to 3) for the supplier; `by_supplier` rows rate the buyer."""

    __tablename__ = "assessments"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    by_supplier: Mapped[bool] = mapped_column(primary_key=True)
    quality: Mapped[int]
    cost: Mapped[int]
    time: Mapped[int]
    service: Mapped[int]
    comment: Mapped[str] = mapped_column(String(500), default="")
    made_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(UtcTime)


class Complaint(Model):
    """A complaint about one order, and the other side's reply; mediation belongs to the region's UKPBJ."""

    __tablename__ = "complaints"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    by_supplier: Mapped[bool]
    text: Mapped[str] = mapped_column(String(1000), default="")
    status: Mapped[str] = mapped_column(String(20))
    filed_at: Mapped[datetime] = mapped_column(UtcTime)
    reply: Mapped[str | None] = mapped_column(String(1000))
    replied_at: Mapped[datetime | None] = mapped_column(UtcTime)
    resolved_at: Mapped[datetime | None] = mapped_column(UtcTime)
