"""A period's totals month by month, and divided by category, method, business class and end."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from marketplace.extensions import db
from marketplace.transparency.models import LIVING, PublicOrder, RegionMonth, RegionOutcome, RegionShare
from marketplace.transparency.months import as_number, as_text, bounds
from marketplace.values.period import Period

SUMS = (
    "orders",
    "value_idr",
    "tax_idr",
    "local_orders",
    "local_value_idr",
    "small_value_idr",
    "domestic_value_idr",
    "lines",
    "lines_on_time",
    "first_time",
    "scored",
)


@dataclass(frozen=True, slots=True)
class MonthSums:
    """One month's completed orders."""

    month: str
    orders: int = 0
    value_idr: int = 0
    tax_idr: int = 0
    local_orders: int = 0
    local_value_idr: int = 0
    small_value_idr: int = 0
    domestic_value_idr: int = 0
    lines: int = 0
    lines_on_time: int = 0
    first_time: int = 0
    scored: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """One key of a division with its orders and value."""

    key: str
    orders: int
    value_idr: int


def by_month(period: Period, region: str = "") -> list[MonthSums]:
    """Every month of the period, empty ones as zeros."""
    conditions: list[Any] = [RegionMonth.month.between(*bounds(period))]
    if region:
        conditions.append(RegionMonth.region_code == region)
    rows = db.session.execute(
        select(RegionMonth.month, *(func.sum(getattr(RegionMonth, name)) for name in SUMS))
        .where(*conditions)
        .group_by(RegionMonth.month)
    )
    found = {month: [int(value) for value in sums] for month, *sums in rows}
    return [MonthSums(month, *found.get(as_number(month), ())) for month in period]


def values_by_month(period: Period, regions: list[str]) -> dict[str, list[int]]:
    """Value per month for some regions: the lines of a chart."""
    rows = db.session.execute(
        select(RegionMonth.region_code, RegionMonth.month, RegionMonth.value_idr).where(
            RegionMonth.month.between(*bounds(period)), RegionMonth.region_code.in_(regions)
        )
    )
    found = {(code, month): int(value) for code, month, value in rows}
    return {code: [found.get((code, as_number(month)), 0) for month in period] for code in regions}


def divided(period: Period, dimension: str, region: str = "") -> list[Share]:
    """By `kategori`, `metode` or `kelas`, largest first; adds up to the period's total."""
    conditions: list[Any] = [RegionShare.dimension == dimension, RegionShare.month.between(*bounds(period))]
    if region:
        conditions.append(RegionShare.region_code == region)
    rows = db.session.execute(
        select(RegionShare.key, func.sum(RegionShare.orders), func.sum(RegionShare.value_idr))
        .where(*conditions)
        .group_by(RegionShare.key)
    )
    return sorted(
        (Share(key, int(orders), int(value)) for key, orders, value in rows), key=lambda s: (-s.value_idr, s.key)
    )


def unfulfilled(period: Period, region: str = "") -> dict[str, int]:
    """Orders that ended without completion in the period, by how they ended."""
    conditions: list[Any] = [RegionOutcome.month.between(*bounds(period))]
    if region:
        conditions.append(RegionOutcome.region_code == region)
    rows = db.session.execute(
        select(RegionOutcome.status, func.sum(RegionOutcome.orders)).where(*conditions).group_by(RegionOutcome.status)
    )
    return {status: int(orders) for status, orders in rows if orders}


def under_way(region: str = "") -> dict[str, int]:
    """Orders alive now, by status: as many as the market is busy, however long its history."""
    conditions: list[Any] = [PublicOrder.closed_month == LIVING]
    if region:
        conditions.append(PublicOrder.region_code == region)
    rows = db.session.execute(
        select(PublicOrder.status, func.count().label("orders")).where(*conditions).group_by(PublicOrder.status)
    )
    return {row.status: row.orders for row in rows}


def recorded_months() -> tuple[str, str] | None:
    """First and last month with a completed order."""
    first, last = db.session.execute(select(func.min(RegionMonth.month), func.max(RegionMonth.month))).one()
    return (as_text(first), as_text(last)) if first else None
