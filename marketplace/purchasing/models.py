"""Tables from plan to paid. Whole rupiah everywhere; `_net` is before PPN, `_gross` with it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.extensions import db
from marketplace.purchasing.states import OrderStatus
from marketplace.web.columns import UtcTime


class PurchaseMethod(StrEnum):
    DIRECT = "langsung"
    NEGOTIATED = "negosiasi"


class PaymentPath(StrEnum):
    """`cara_bayar`: how the unit's money reaches the platform."""

    UP = "up"
    GU = "gu"
    LS = "ls"
    KKPD = "kkpd"


class DocumentType(StrEnum):
    """Documents with gap-free numbers per unit and year (domain.md 3, conventions)."""

    PURCHASE_ORDER = "SP"
    AMENDMENT = "AD"
    DELIVERY_NOTE = "SJ"
    INSPECTION = "BAP"
    HANDOVER = "BAST"
    INVOICE = "INV"
    RECEIPT = "KW"
    WITHHOLDING = "BP"


class PlanPackage(db.Model):
    """A package of the announced procurement plan (RUP). held + posted never pass pagu, whatever runs at once."""

    __tablename__ = "plan_packages"

    id: Mapped[int] = mapped_column(primary_key=True)
    rup_code: Mapped[str] = mapped_column(String(12), unique=True)
    buyer_id: Mapped[int] = mapped_column(ForeignKey("buyers.id"))
    fiscal_year: Mapped[int]
    name: Mapped[str] = mapped_column(String(160))
    account_code: Mapped[str] = mapped_column(String(20))  # kode rekening
    account_name: Mapped[str] = mapped_column(String(120))
    fund_source: Mapped[str] = mapped_column(String(20), default="APBD")
    category_code: Mapped[str | None] = mapped_column(String(5))  # top-level category the package is meant for
    pagu_idr: Mapped[int] = mapped_column(BigInteger)
    held_idr: Mapped[int] = mapped_column(BigInteger, default=0)
    posted_idr: Mapped[int] = mapped_column(BigInteger, default=0)
    announced_at: Mapped[datetime | None] = mapped_column(
        UtcTime
    )  # NULL: not announced, cannot be ordered from (R03)

    __table_args__ = (
        CheckConstraint("held_idr >= 0 AND posted_idr >= 0", name="not_negative"),
        CheckConstraint("held_idr + posted_idr <= pagu_idr", name="within_pagu"),  # R03, R38
        Index("ix_plan_packages_buyer", "buyer_id", "fiscal_year"),
    )

    @property
    def free_idr(self) -> int:
        return self.pagu_idr - self.held_idr - self.posted_idr


class CartLine(db.Model):
    """One product in one person's cart for one unit, at the version that was seen."""

    __tablename__ = "cart_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    buyer_id: Mapped[int] = mapped_column(ForeignKey("buyers.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    product_version: Mapped[int]
    quantity: Mapped[int]
    added_at: Mapped[datetime] = mapped_column(UtcTime)

    __table_args__ = (
        UniqueConstraint("user_id", "buyer_id", "product_id"),
        CheckConstraint("quantity >= 1", name="quantity"),
    )


class Order(db.Model):
    """One purchase from one supplier. `status` is written by `states.advance` alone."""

    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)  # TD-2023-000123
    once_key: Mapped[str] = mapped_column(
        String(64), unique=True
    )  # one-time key of the form: a double click is one order
    group_key: Mapped[str | None] = mapped_column(String(64))  # orders born from one cart
    buyer_id: Mapped[int] = mapped_column(ForeignKey("buyers.id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("suppliers.id"))
    package_id: Mapped[int] = mapped_column(ForeignKey("plan_packages.id"))
    title: Mapped[str] = mapped_column(String(200))
    method: Mapped[str] = mapped_column(String(12))
    status: Mapped[str] = mapped_column(String(24))
    version: Mapped[int] = mapped_column(default=1)  # grows with each step: two people, one success

    drafted_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))  # PP (or PPK above Rp 200 m)
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    issued_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    verified_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    paid_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    purpose: Mapped[str] = mapped_column(String(300), default="")
    recipient_name: Mapped[str] = mapped_column(String(120), default="")
    recipient_phone: Mapped[str] = mapped_column(String(30), default="")
    delivery_address: Mapped[str] = mapped_column(String(300), default="")
    delivery_region_code: Mapped[str] = mapped_column(String(13))
    needed_on: Mapped[date]  # delivery date asked for; in the Surat Pesanan it is the due date
    due_on: Mapped[date | None]  # last day without penalty (after amendments)
    payment_path: Mapped[str] = mapped_column(String(6))
    payment_term_days: Mapped[int] = mapped_column(default=0)  # TOP
    reason_not_cheapest: Mapped[str | None] = mapped_column(String(300))
    warnings: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON, default=list
    )  # [{"rule","reason"}] answered warnings

    list_net_idr: Mapped[int] = mapped_column(BigInteger)  # goods at catalogue price
    goods_net_idr: Mapped[int] = mapped_column(BigInteger)  # goods as agreed
    shipping_net_idr: Mapped[int] = mapped_column(BigInteger)
    tax_idr: Mapped[int] = mapped_column(BigInteger)  # PPN on goods and shipping
    gross_idr: Mapped[int] = mapped_column(BigInteger)  # what the unit pays if all is accepted
    accepted_net_idr: Mapped[int | None] = mapped_column(BigInteger)  # after BAST, with accepted shipping
    accepted_tax_idr: Mapped[int | None] = mapped_column(BigInteger)
    penalty_idr: Mapped[int] = mapped_column(BigInteger, default=0)
    withheld_idr: Mapped[int] = mapped_column(BigInteger, default=0)  # PPh 22
    held_idr: Mapped[int] = mapped_column(BigInteger, default=0)  # of the package, for this order, now

    created_at: Mapped[datetime] = mapped_column(UtcTime)
    issued_at: Mapped[datetime | None] = mapped_column(UtcTime)
    received_at: Mapped[datetime | None] = mapped_column(UtcTime)  # last goods
    handed_over_at: Mapped[datetime | None] = mapped_column(UtcTime)
    paid_at: Mapped[datetime | None] = mapped_column(UtcTime)  # the agency's clock
    credited_at: Mapped[datetime | None] = mapped_column(UtcTime)  # the shop's clock
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    respond_by: Mapped[datetime | None] = mapped_column(UtcTime)  # when the world's timer acts if nobody does

    lines: Mapped[list["OrderLine"]] = relationship(
        back_populates="order", order_by="OrderLine.line_number", lazy="raise"
    )

    __table_args__ = (
        CheckConstraint("status IN ({})".format(", ".join(f"'{s.value}'" for s in OrderStatus)), name="status"),
        CheckConstraint("gross_idr = goods_net_idr + shipping_net_idr + tax_idr", name="gross"),
        CheckConstraint("held_idr >= 0", name="held"),
        Index("ix_orders_buyer", "buyer_id", "status"),
        Index("ix_orders_supplier", "supplier_id", "status"),
        Index("ix_orders_timer", "respond_by", sqlite_where=text("respond_by IS NOT NULL"),
              postgresql_where=text("respond_by IS NOT NULL")),
    )  # fmt: skip


class OrderLine(db.Model):
    """A line as it was when ordered: later edits of the product cannot change it."""

    __tablename__ = "order_lines"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    line_number: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    product_name: Mapped[str] = mapped_column(String(160))
    category_code: Mapped[str] = mapped_column(String(5))
    unit: Mapped[str] = mapped_column(String(20))
    domestic_status: Mapped[str] = mapped_column(String(12))
    tkdn_percent: Mapped[int | None]
    tax_class: Mapped[str] = mapped_column(String(12))
    quantity: Mapped[int]
    list_price_net_idr: Mapped[int] = mapped_column(BigInteger)
    unit_price_net_idr: Mapped[int] = mapped_column(BigInteger)
    reference_price_idr: Mapped[int | None] = mapped_column(BigInteger)  # regional median of the category, if n >= 5
    net_idr: Mapped[int] = mapped_column(BigInteger)
    tax_idr: Mapped[int] = mapped_column(BigInteger)
    received: Mapped[int] = mapped_column(default=0)
    accepted: Mapped[int] = mapped_column(default=0)

    order: Mapped["Order"] = relationship(back_populates="lines", lazy="raise")

    __table_args__ = (
        CheckConstraint("quantity >= 1", name="quantity"),
        CheckConstraint("accepted >= 0 AND accepted <= received AND received <= quantity", name="accepted"),
        CheckConstraint("net_idr = quantity * unit_price_net_idr", name="net"),
        {"sqlite_with_rowid": False},
    )


class Offer(db.Model):
    """One round's offer or counter-offer; immutable. `lines` = [{"line", "unit_price_net_idr"}]."""

    __tablename__ = "offers"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    by_supplier: Mapped[bool] = mapped_column(primary_key=True)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    shipping_net_idr: Mapped[int] = mapped_column(BigInteger)
    lead_days: Mapped[int]
    note: Mapped[str] = mapped_column(String(300), default="")
    valid_until: Mapped[datetime | None] = mapped_column(UtcTime)
    made_at: Mapped[datetime] = mapped_column(UtcTime)

    __table_args__ = (CheckConstraint("round BETWEEN 1 AND 5", name="round"),)


class OrderDocument(db.Model):
    """A numbered document of an order; its content is `data` plus the order, its PDF is made again on demand."""

    __tablename__ = "order_documents"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    type: Mapped[str] = mapped_column(String(4))
    number: Mapped[str] = mapped_column(String(60), unique=True)  # 041/SP/KEL-SUKUN/VIII/2023
    sequence: Mapped[int]
    issued_at: Mapped[datetime] = mapped_column(UtcTime)
    signed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    countersigned_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    countersigned_at: Mapped[datetime | None] = mapped_column(UtcTime)
    entry_index: Mapped[int | None] = mapped_column(BigInteger)  # the ledger entry that proves it
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # what belongs to this document alone


class DocumentCounter(db.Model):
    """Gap-free numbers per unit, year and type: read and raised in the document's own transaction."""

    __tablename__ = "document_counters"

    buyer_id: Mapped[int] = mapped_column(ForeignKey("buyers.id"), primary_key=True)
    fiscal_year: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(String(4), primary_key=True)
    last: Mapped[int]


class OrderCounter(db.Model):
    """Order numbers per year, gap-free."""

    __tablename__ = "order_counters"

    fiscal_year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class OrderNote(db.Model):
    """Free text beside one step: for those who see the order, never in the ledger (it may name people)."""

    __tablename__ = "order_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    action: Mapped[str] = mapped_column(String(24))
    by_user: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    role: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcTime)
    text: Mapped[str] = mapped_column(String(1000))


class Assessment(db.Model):
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


class Complaint(db.Model):
    """A complaint about one order (domain.md 3); mediation belongs to the region's UKPBJ."""

    __tablename__ = "complaints"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    by_supplier: Mapped[bool]
    text: Mapped[str] = mapped_column(String(1000), default="")
    status: Mapped[str] = mapped_column(String(20))
    filed_at: Mapped[datetime] = mapped_column(UtcTime)
    resolved_at: Mapped[datetime | None] = mapped_column(UtcTime)
