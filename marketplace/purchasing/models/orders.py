"""Orders and their lines. Whole rupiah everywhere; `_net` is before PPN, `_gross` with it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.extensions import Model
from marketplace.purchasing.statuses import OrderStatus
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


class Side(StrEnum):
    """The two who deal with each other."""

    BUYER = "buyer"
    SUPPLIER = "supplier"


class Order(Model):
    """One purchase from one supplier. `status` is written by `states.advance` alone."""

    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)  # TD-2023-000123
    # The form's one-time key with its owner and the shop: a double click is one order.
    once_key: Mapped[str] = mapped_column(String(64), unique=True)
    group_key: Mapped[str | None] = mapped_column(String(64), index=True)  # orders born from one cart
    buyer_id: Mapped[int] = mapped_column(ForeignKey("buyers.id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("suppliers.id"))
    package_id: Mapped[int] = mapped_column(ForeignKey("plan_packages.id"))
    region_code: Mapped[str] = mapped_column(String(13))  # the buyer's, as it was
    is_pkp: Mapped[bool]  # whether the shop was a taxable trader when it was ordered from (R32)
    title: Mapped[str] = mapped_column(String(200))
    method: Mapped[str] = mapped_column(String(12))
    status: Mapped[str] = mapped_column(String(24))
    version: Mapped[int] = mapped_column(default=1)  # grows with each step: two people, one success

    drafted_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))  # PP (or PPK above Rp 200 m)
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    issued_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    verified_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    paid_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    signers: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)  # [[user id, role]] on the unit's side (R02)

    purpose: Mapped[str] = mapped_column(String(300), default="")
    recipient_name: Mapped[str] = mapped_column(String(120), default="")
    recipient_phone: Mapped[str] = mapped_column(String(30), default="")
    delivery_address: Mapped[str] = mapped_column(String(300), default="")
    delivery_region_code: Mapped[str] = mapped_column(String(13))
    needed_on: Mapped[date]  # delivery date asked for; in the Surat Pesanan it is the due date
    due_on: Mapped[date | None]  # last day without penalty (after amendments)
    payment_path: Mapped[str] = mapped_column(String(6))
    payment_term_days: Mapped[int] = mapped_column(default=0)  # TOP
    compared_count: Mapped[int] = mapped_column(default=1)  # shops whose offers were weighed, the chosen one included
    is_cheapest: Mapped[bool] = mapped_column(default=True)
    comparison: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)  # the comparison sheet
    reason_not_cheapest: Mapped[str | None] = mapped_column(String(300))
    warnings: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)  # answered ones: [{"rule","reason"}]
    rfq_count: Mapped[int] = mapped_column(default=0)  # requests sent so far; each starts its own rounds
    stopped_as: Mapped[str | None] = mapped_column(String(24))  # how it ended early, also after what came was paid
    stop_asked_by: Mapped[str | None] = mapped_column(String(8))  # Side that asked for a mutual stop
    defects: Mapped[int] = mapped_column(default=0)  # inspections that found something wrong
    price_cut_agreed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    late_days: Mapped[int] = mapped_column(default=0)  # of the latest line, from the BAST
    payment_reference: Mapped[str] = mapped_column(String(60), default="")

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
        back_populates="order", order_by="OrderLine.line_number", lazy="raise", cascade="all, delete-orphan"
    )

    __table_args__ = (
        CheckConstraint("status IN ({})".format(", ".join(f"'{s.value}'" for s in OrderStatus)), name="status"),
        CheckConstraint("gross_idr = goods_net_idr + shipping_net_idr + tax_idr", name="gross"),
        CheckConstraint("held_idr >= 0", name="held"),
        Index("ix_orders_buyer", "buyer_id", "status"),
        Index("ix_orders_recent", "buyer_id", "created_at"),  # R04a looks back two weeks, not over the history
        Index("ix_orders_package", "package_id"),
        Index("ix_orders_supplier", "supplier_id", "status"),
        Index("ix_orders_timer", "respond_by", sqlite_where=text("respond_by IS NOT NULL"),
              postgresql_where=text("respond_by IS NOT NULL")),
    )  # fmt: skip

    @property
    def accepted_gross_idr(self) -> int:
        return (self.accepted_net_idr or 0) + (self.accepted_tax_idr or 0)

    @property
    def payable_idr(self) -> int:
        """What the unit pays: the accepted value with PPN, less the penalty for lateness (R20)."""
        return self.accepted_gross_idr - self.penalty_idr

    @property
    def is_stopped(self) -> bool:
        return self.status in (OrderStatus.STOPPED, OrderStatus.TERMINATED)


class OrderLine(Model):
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
    cut_price_net_idr: Mapped[int | None] = mapped_column(BigInteger)  # lower price for what fell short
    despatched: Mapped[int] = mapped_column(default=0)
    received: Mapped[int] = mapped_column(default=0)
    received_on: Mapped[date | None]  # day of the last goods of this line
    accepted: Mapped[int] = mapped_column(default=0)

    order: Mapped["Order"] = relationship(back_populates="lines", lazy="raise")

    @property
    def final_price_net_idr(self) -> int:
        return self.unit_price_net_idr if self.cut_price_net_idr is None else self.cut_price_net_idr

    __table_args__ = (
        CheckConstraint("quantity >= 1", name="quantity"),
        CheckConstraint("accepted >= 0 AND accepted <= received AND received <= despatched", name="accepted"),
        CheckConstraint("despatched <= quantity", name="despatched"),
        CheckConstraint("cut_price_net_idr >= 0 AND cut_price_net_idr <= unit_price_net_idr", name="cut_price"),
        CheckConstraint("net_idr = quantity * unit_price_net_idr", name="net"),
        {"sqlite_with_rowid": False},
    )


class OrderCounter(Model):
    """Order numbers per year, gap-free."""

    __tablename__ = "order_counters"

    fiscal_year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]
