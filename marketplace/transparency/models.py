"""Tables derived from the log, so that no public total ever has to read the whole log again.

Each can be thrown away and made again (`toko ledger rebuild`). Months are whole numbers like 202308, in the
time of the region (Asia/Jakarta); an order counts in the month of its completion, with its value before tax.
"""

from datetime import datetime

from sqlalchemy import BigInteger, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.extensions import Model
from marketplace.web.columns import UtcTime

LIVING = 999_999  # sorts after every month
CLUSTERED = {"sqlite_with_rowid": False}  # the key is the table: half the size, one look-up


class PublicOrder(Model):
    """One row per published order, whatever became of it: the rows behind every figure."""

    __tablename__ = "public_orders"

    number: Mapped[str] = mapped_column(String(20), primary_key=True)
    status: Mapped[str] = mapped_column(String(24))
    region_code: Mapped[str] = mapped_column(String(13))  # the buyer's
    buyer_code: Mapped[str] = mapped_column(String(30))
    supplier_code: Mapped[str] = mapped_column(String(30))
    supplier_region: Mapped[str] = mapped_column(String(13))
    supplier_class: Mapped[str] = mapped_column(String(12))
    category: Mapped[str] = mapped_column(String(5))  # the leaf with most of the value
    method: Mapped[str] = mapped_column(String(12))
    payment_path: Mapped[str] = mapped_column(String(6))  # cara_bayar
    title: Mapped[str] = mapped_column(String(200))
    gross_idr: Mapped[int] = mapped_column(BigInteger)  # as ordered, tax included
    opened_at: Mapped[datetime] = mapped_column(UtcTime)
    last_entry: Mapped[int] = mapped_column(BigInteger)
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)  # NULL while the order lives
    closed_month: Mapped[int]  # LIVING while it lives: such orders come first, in the same indexes
    value_idr: Mapped[int | None] = mapped_column(BigInteger)  # accepted, before tax; set by completion
    tax_idr: Mapped[int | None] = mapped_column(BigInteger)
    lines: Mapped[int | None]
    lines_on_time: Mapped[int | None]
    first_time: Mapped[bool | None]  # accepted without a defect
    pay_days: Mapped[int | None]
    score_permille: Mapped[int | None]

    __table_args__ = (
        Index("ix_public_orders_region", "region_code", "closed_month"),
        Index("ix_public_orders_buyer", "buyer_code", "closed_month"),
        Index("ix_public_orders_supplier", "supplier_code", "closed_month"),
        Index("ix_public_orders_month", "closed_month", "status"),
        Index(
            "ix_public_orders_living",
            "status",
            "region_code",
            sqlite_where=text(f"closed_month = {LIVING}"),
            postgresql_where=text(f"closed_month = {LIVING}"),
        ),
        CLUSTERED,
    )


class RegionOutcome(Model):
    """Orders that ended without completion, by region, month and end: a rate needs those that failed, too."""

    __tablename__ = "region_outcomes"

    month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    region_code: Mapped[str] = mapped_column(String(13), primary_key=True)
    status: Mapped[str] = mapped_column(String(24), primary_key=True)
    orders: Mapped[int]

    __table_args__ = (CLUSTERED,)


class RegionMonth(Model):
    """What the units of one region completed in one month: the sums every index component is made of."""

    __tablename__ = "region_months"

    month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    region_code: Mapped[str] = mapped_column(String(13), primary_key=True)
    orders: Mapped[int]
    value_idr: Mapped[int] = mapped_column(BigInteger)
    tax_idr: Mapped[int] = mapped_column(BigInteger)
    local_orders: Mapped[int]  # supplier domiciled in the same region
    local_value_idr: Mapped[int] = mapped_column(BigInteger)
    small_value_idr: Mapped[int] = mapped_column(BigInteger)  # mikro, kecil, koperasi
    domestic_value_idr: Mapped[int] = mapped_column(BigInteger)
    lines: Mapped[int]
    lines_on_time: Mapped[int]
    first_time: Mapped[int]
    scored: Mapped[int]  # orders the PPK assessed
    score_permille: Mapped[int] = mapped_column(BigInteger)  # sum over scored orders
    not_cheapest: Mapped[int]
    reasoned: Mapped[int]  # of those, with a written reason
    planned: Mapped[int]  # orders citing a plan package
    compared: Mapped[int]  # orders with at least two offers compared

    __table_args__ = (CLUSTERED,)


class RegionHistogram(Model):
    """How often each number of pay days, or price ratio, occurred: medians without reading orders."""

    __tablename__ = "region_histograms"

    month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    measure: Mapped[str] = mapped_column(String(5), primary_key=True)  # days | price
    region_code: Mapped[str] = mapped_column(String(13), primary_key=True)
    bucket: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    orders: Mapped[int]

    __table_args__ = (CLUSTERED,)


class RegionShare(Model):
    """A month's orders of a region divided by category, by method and by size of the supplier's business.

    Each dimension alone adds up to the region's month exactly.
    """

    __tablename__ = "region_shares"

    month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    dimension: Mapped[str] = mapped_column(String(10), primary_key=True)  # kategori | metode | kelas
    region_code: Mapped[str] = mapped_column(String(13), primary_key=True)
    key: Mapped[str] = mapped_column("share_key", String(12), primary_key=True)
    orders: Mapped[int]
    value_idr: Mapped[int] = mapped_column(BigInteger)

    __table_args__ = (CLUSTERED,)


class UnitMonth(Model):
    """What one buying unit completed in one month."""

    __tablename__ = "unit_months"

    month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    region_code: Mapped[str] = mapped_column(String(13), primary_key=True)
    buyer_code: Mapped[str] = mapped_column(String(30), primary_key=True)
    orders: Mapped[int]
    value_idr: Mapped[int] = mapped_column(BigInteger)
    tax_idr: Mapped[int] = mapped_column(BigInteger)
    paid: Mapped[int]  # orders with a known time from BAST to the shop's account
    pay_days: Mapped[int] = mapped_column(BigInteger)  # sum
    paid_in_time: Mapped[int]
    scored: Mapped[int]

    __table_args__ = (Index("ix_unit_months_buyer", "buyer_code", "month"), CLUSTERED)


class SupplierMonth(Model):
    """What one supplier completed for the units of one region in one month."""

    __tablename__ = "supplier_months"

    month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    region_code: Mapped[str] = mapped_column(String(13), primary_key=True)  # the buyer's
    supplier_code: Mapped[str] = mapped_column(String(30), primary_key=True)
    is_local: Mapped[bool]
    orders: Mapped[int]
    value_idr: Mapped[int] = mapped_column(BigInteger)

    __table_args__ = (Index("ix_supplier_months_supplier", "supplier_code", "month"), CLUSTERED)


class SupplierStanding(Model):
    """A supplier's record over all time, as the catalogue and the supplier's public page show it."""

    __tablename__ = "supplier_standing"

    supplier_code: Mapped[str] = mapped_column(String(30), primary_key=True)
    orders: Mapped[int]
    value_idr: Mapped[int] = mapped_column(BigInteger)
    lines: Mapped[int]
    lines_on_time: Mapped[int]
    first_time: Mapped[int]
    scored: Mapped[int]
    score_permille: Mapped[int] = mapped_column(BigInteger)
    paid: Mapped[int]
    pay_days: Mapped[int] = mapped_column(BigInteger)
    complaints: Mapped[int]  # filed by buyers
    complaints_solved: Mapped[int]
    complaints_solved_in_time: Mapped[int]
    first_month: Mapped[int | None]  # of a completed order
    last_month: Mapped[int | None]

    __table_args__ = (CLUSTERED,)


class PublicUnit(Model):
    """A buying unit as it was registered."""

    __tablename__ = "public_units"

    buyer_code: Mapped[str] = mapped_column(String(30), primary_key=True)
    region_code: Mapped[str] = mapped_column(String(13), index=True)
    name: Mapped[str] = mapped_column(String(160))
    short_name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(20))
    parent_code: Mapped[str | None] = mapped_column(String(30))

    __table_args__ = (CLUSTERED,)


class PublicSupplier(Model):
    """A supplier as it was verified: an organisation and its NIB, never a person."""

    __tablename__ = "public_suppliers"

    supplier_code: Mapped[str] = mapped_column(String(30), primary_key=True)
    region_code: Mapped[str] = mapped_column(String(13), index=True)
    name: Mapped[str] = mapped_column(String(160))
    business_class: Mapped[str] = mapped_column(String(12))
    legal_form: Mapped[str] = mapped_column(String(20))
    nib: Mapped[str] = mapped_column(String(13))
    is_pkp: Mapped[bool]
    verified_at: Mapped[datetime] = mapped_column(UtcTime)

    __table_args__ = (CLUSTERED,)


class PublicSanction(Model):
    """A sanction as it was imposed."""

    __tablename__ = "public_sanctions"

    entry_index: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    supplier_code: Mapped[str] = mapped_column(String(30), index=True)
    region_code: Mapped[str | None] = mapped_column(String(13))
    month: Mapped[int]
    kind: Mapped[str] = mapped_column(String(30))
    rule: Mapped[str] = mapped_column(String(10))
    until: Mapped[str | None] = mapped_column(String(10))  # ISO date
    imposed_at: Mapped[datetime] = mapped_column(UtcTime)


class PublicComplaint(Model):
    """A complaint from filing to solution; it counts in the month it was filed."""

    __tablename__ = "public_complaints"

    entry_index: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    order_number: Mapped[str] = mapped_column(String(20), index=True)
    month: Mapped[int] = mapped_column(index=True)
    region_code: Mapped[str] = mapped_column(String(13))
    buyer_code: Mapped[str] = mapped_column(String(30))
    supplier_code: Mapped[str] = mapped_column(String(30), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    by: Mapped[str] = mapped_column("filed_by", String(10))  # buyer | supplier
    filed_at: Mapped[datetime] = mapped_column(UtcTime)
    solved_entry: Mapped[int | None] = mapped_column(BigInteger)
    solved_days: Mapped[int | None]


class UnitPlan(Model):
    """The announced e-purchasing plan of one unit for one year: what its spending is measured against."""

    __tablename__ = "unit_plans"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    region_code: Mapped[str] = mapped_column(String(13), primary_key=True)
    buyer_code: Mapped[str] = mapped_column(String(30), primary_key=True)
    packages: Mapped[int]
    pagu_idr: Mapped[int] = mapped_column(BigInteger)

    __table_args__ = (CLUSTERED,)
