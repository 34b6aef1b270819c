"""The rows behind every figure: published orders by filter, page by page, and one order with its steps."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, false, func, select

from marketplace.extensions import db
from marketplace.ledger.models import LedgerEntry
from marketplace.transparency.models import (
    LIVING,
    PublicComplaint,
    PublicOrder,
    PublicSupplier,
    PublicUnit,
    RegionMonth,
    RegionShare,
    SupplierMonth,
    UnitMonth,
)
from marketplace.transparency.months import bounds
from marketplace.transparency.outcomes import COMPLETED, OPENINGS, UNFULFILLED
from marketplace.transparency.projections.completions import PAID_IN_TIME_DAYS
from marketplace.values.period import Period

PAGE_SIZE = 50
UNDER_WAY, NOT_FULFILLED = "berjalan", "tidak_selesai"  # groups of statuses a reader may ask for
LATE, DEFECTIVE, PAID_LATE, UNASSESSED = "terlambat", "cacat", "bayar_lambat", "tanpa_penilaian"
FLAWS: dict[str, ColumnElement[bool]] = {  # completed orders behind what is missing from a full percentage
    LATE: PublicOrder.lines_on_time < PublicOrder.lines,
    DEFECTIVE: PublicOrder.first_time.is_(False),
    PAID_LATE: PublicOrder.pay_days > PAID_IN_TIME_DAYS,
    UNASSESSED: PublicOrder.score_permille.is_(None),
}


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """Which orders; an empty filter means every published order, whatever became of it."""

    period: Period | None = None
    region: str = ""
    unit: str = ""
    supplier: str = ""
    category: str = ""
    method: str = ""
    size: str = ""  # class of the supplier's business
    status: str = ""
    flaw: str = ""  # of a completed order: one of FLAWS

    def conditions(self) -> list[ColumnElement[bool]]:
        asked = {
            PublicOrder.region_code: self.region,
            PublicOrder.buyer_code: self.unit,
            PublicOrder.supplier_code: self.supplier,
            PublicOrder.category: self.category,
            PublicOrder.method: self.method,
            PublicOrder.supplier_class: self.size,
        }
        found = [column == value for column, value in asked.items() if value]
        if self.period:
            found.append(PublicOrder.closed_month.between(*bounds(self.period)))
        if self.status == UNDER_WAY:
            found.append(PublicOrder.closed_month == LIVING)
        elif self.status == NOT_FULFILLED:
            found.append(PublicOrder.status.in_(UNFULFILLED))
        elif self.status:
            found.append(PublicOrder.status == self.status)
        if self.flaw:
            found += [PublicOrder.status == COMPLETED, FLAWS.get(self.flaw, false())]
        return found


@dataclass(frozen=True, slots=True)
class Totals:
    """What the listed rows add up to. Value counts completed orders only, before tax."""

    orders: int
    value_idr: int


def totals(wanted: OrderFilter) -> Totals:
    """From a projected table where one has exactly this sum, else by reading the orders that match."""
    statement: Any = _projected(wanted)
    if statement is None:
        statement = select(func.count(), func.sum(PublicOrder.value_idr)).where(*wanted.conditions())
    orders, value = db.session.execute(statement).one()
    return Totals(int(orders or 0), int(value or 0))


def _projected(wanted: OrderFilter) -> Select[Any] | None:
    narrowings = [name for name in ("unit", "supplier", "category", "method", "size") if getattr(wanted, name)]
    if wanted.status != COMPLETED or wanted.flaw or len(narrowings) > 1:
        return None
    table: Any
    extra: list[ColumnElement[bool]]
    match narrowings:
        case []:
            table, extra = RegionMonth, []
        case ["unit"]:
            table, extra = UnitMonth, [UnitMonth.buyer_code == wanted.unit]
        case ["supplier"]:
            table, extra = SupplierMonth, [SupplierMonth.supplier_code == wanted.supplier]
        case [name]:
            dimension = {"category": "kategori", "method": "metode", "size": "kelas"}[name]
            table, extra = (
                RegionShare,
                [RegionShare.dimension == dimension, RegionShare.key == getattr(wanted, name)],
            )
    if wanted.period:
        extra.append(table.month.between(*bounds(wanted.period)))
    if wanted.region:
        extra.append(table.region_code == wanted.region)
    return select(func.sum(table.orders), func.sum(table.value_idr)).where(*extra)


ROW = (
    PublicOrder.number,
    PublicOrder.status,
    PublicOrder.region_code,
    PublicOrder.buyer_code,
    PublicUnit.name.label("buyer_name"),
    PublicUnit.kind.label("buyer_kind"),
    PublicOrder.supplier_code,
    PublicSupplier.name.label("supplier_name"),
    PublicOrder.supplier_region,
    PublicOrder.supplier_class,
    PublicOrder.category,
    PublicOrder.method,
    PublicOrder.payment_path,
    PublicOrder.title,
    PublicOrder.gross_idr,
    PublicOrder.value_idr,
    PublicOrder.tax_idr,
    PublicOrder.opened_at,
    PublicOrder.closed_at,
    PublicOrder.lines,
    PublicOrder.lines_on_time,
    PublicOrder.first_time,
    PublicOrder.pay_days,
    PublicOrder.score_permille,
    PublicOrder.last_entry,
)


def _rows(wanted: OrderFilter) -> Any:
    return (
        select(*ROW)
        .join(PublicUnit, PublicUnit.buyer_code == PublicOrder.buyer_code, isouter=True)
        .join(PublicSupplier, PublicSupplier.supplier_code == PublicOrder.supplier_code, isouter=True)
        .where(*wanted.conditions())
    )


def page_of(wanted: OrderFilter, page: int, size: int = PAGE_SIZE) -> list[Row[Any]]:
    """One page, newest first; orders under way before those that ended."""
    statement = _rows(wanted).order_by(PublicOrder.closed_month.desc(), PublicOrder.number.desc())
    return list(db.session.execute(statement.limit(size).offset((page - 1) * size)))


def every(wanted: OrderFilter, chunk: int = 2000) -> Iterator[Row[Any]]:
    """All of them in the order of their numbers, a chunk at a time, so that memory does not follow the log."""
    last = ""
    while True:
        statement = _rows(wanted).where(PublicOrder.number > last).order_by(PublicOrder.number).limit(chunk)
        rows = db.session.execute(statement).all()
        yield from rows
        if len(rows) < chunk:
            return
        last = rows[-1].number


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of an order's history."""

    index: int
    kind: str
    occurred_at: datetime
    from_status: str | None
    to_status: str | None
    actor_role: str | None
    amount_idr: int | None
    facts: dict[str, Any]
    leaf_hash: bytes


@dataclass(frozen=True, slots=True)
class OrderHistory:
    """One published order: its row, what was ordered, every step in the log, and its complaints."""

    row: Row[Any]
    ordered: dict[str, Any]  # facts of the latest opening: lines, prices, plan package
    steps: tuple[Step, ...]
    complaints: tuple[PublicComplaint, ...]


def history(number: str) -> OrderHistory | None:
    """An order becomes public with its first request or submission; before that there is nothing to show."""
    row = db.session.execute(_rows(OrderFilter()).where(PublicOrder.number == number)).one_or_none()
    if row is None:
        return None
    entries = db.session.execute(
        select(
            LedgerEntry.index,
            LedgerEntry.kind,
            LedgerEntry.occurred_at,
            LedgerEntry.from_status,
            LedgerEntry.to_status,
            LedgerEntry.actor_role,
            LedgerEntry.amount_idr,
            LedgerEntry.facts,
            LedgerEntry.leaf_hash,
        )
        .where(LedgerEntry.order_number == number)
        .order_by(LedgerEntry.index)
    )
    steps = tuple(Step(*entry[:7], json.loads(entry[7]), entry[8]) for entry in entries)
    ordered = next((step.facts for step in reversed(steps) if step.kind in OPENINGS), {})
    complaints = db.session.scalars(
        select(PublicComplaint).where(PublicComplaint.order_number == number).order_by(PublicComplaint.entry_index)
    ).all()
    return OrderHistory(row, ordered, steps, tuple(complaints))
