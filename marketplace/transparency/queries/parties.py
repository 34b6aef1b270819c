"""Buying units and suppliers as the public sees them: organisations, never people."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from marketplace.extensions import db
from marketplace.transparency.models import (
    PublicComplaint,
    PublicOrder,
    PublicSanction,
    PublicSupplier,
    PublicUnit,
    SupplierMonth,
    SupplierStanding,
    UnitMonth,
    UnitPlan,
)
from marketplace.transparency.months import as_number, bounds
from marketplace.transparency.outcomes import COMPLETED
from marketplace.values.period import Period


@dataclass(frozen=True, slots=True)
class PartyTotal:
    """What one party completed in a period."""

    code: str
    name: str
    kind: str
    orders: int
    value_idr: int


def unit(code: str) -> PublicUnit | None:
    return db.session.get(PublicUnit, code)


def supplier(code: str) -> PublicSupplier | None:
    return db.session.get(PublicSupplier, code)


def standing(code: str) -> SupplierStanding | None:
    """All time; None until the first completed order or complaint."""
    return db.session.get(SupplierStanding, code)


def sanctions(code: str) -> list[PublicSanction]:
    return list(
        db.session.scalars(
            select(PublicSanction)
            .where(PublicSanction.supplier_code == code)
            .order_by(PublicSanction.entry_index.desc())
        )
    )


def complaints(code: str, limit: int = 50) -> list[PublicComplaint]:
    """Complaints of buyers about this supplier, newest first."""
    return list(
        db.session.scalars(
            select(PublicComplaint)
            .where(PublicComplaint.supplier_code == code, PublicComplaint.by == "buyer")
            .order_by(PublicComplaint.entry_index.desc())
            .limit(limit)
        )
    )


def units_of(region: str, period: Period) -> list[PartyTotal]:
    """Every registered unit of a region, those that bought nothing included: silence is a figure, too."""
    spent = (
        select(
            UnitMonth.buyer_code,
            func.sum(UnitMonth.orders).label("orders"),
            func.sum(UnitMonth.value_idr).label("value"),
        )
        .where(UnitMonth.region_code == region, UnitMonth.month.between(*bounds(period)))
        .group_by(UnitMonth.buyer_code)
        .subquery()
    )
    rows = db.session.execute(
        select(PublicUnit.buyer_code, PublicUnit.name, PublicUnit.kind, spent.c.orders, spent.c.value)
        .outerjoin(spent, spent.c.buyer_code == PublicUnit.buyer_code)
        .where(PublicUnit.region_code == region)
    )
    found = [
        PartyTotal(code, name, kind, int(orders or 0), int(value or 0)) for code, name, kind, orders, value in rows
    ]
    return sorted(found, key=lambda unit: (-unit.value_idr, unit.code))


def top_suppliers(period: Period, region: str = "", limit: int = 20) -> list[PartyTotal]:
    """Suppliers with most value sold to a region's units, or to all."""
    conditions: list[Any] = [SupplierMonth.month.between(*bounds(period))]
    if region:
        conditions.append(SupplierMonth.region_code == region)
    value = func.sum(SupplierMonth.value_idr)
    rows = db.session.execute(
        select(SupplierMonth.supplier_code, PublicSupplier.name, PublicSupplier.business_class,
               func.sum(SupplierMonth.orders), value)
        .outerjoin(PublicSupplier, PublicSupplier.supplier_code == SupplierMonth.supplier_code)
        .where(*conditions)
        .group_by(SupplierMonth.supplier_code, PublicSupplier.name, PublicSupplier.business_class)
        .order_by(value.desc(), SupplierMonth.supplier_code)
        .limit(limit)
    )  # fmt: skip
    return [_party(row) for row in rows]


def suppliers_of_unit(code: str, period: Period, limit: int = 20) -> list[PartyTotal]:
    """Whom one unit bought from; read from its own orders, which its size bounds."""
    value = func.sum(PublicOrder.value_idr)
    rows = db.session.execute(
        select(PublicOrder.supplier_code, PublicSupplier.name, PublicSupplier.business_class, func.count(), value)
        .outerjoin(PublicSupplier, PublicSupplier.supplier_code == PublicOrder.supplier_code)
        .where(
            PublicOrder.buyer_code == code,
            PublicOrder.status == COMPLETED,
            PublicOrder.closed_month.between(*bounds(period)),
        )
        .group_by(PublicOrder.supplier_code, PublicSupplier.name, PublicSupplier.business_class)
        .order_by(value.desc(), PublicOrder.supplier_code)
        .limit(limit)
    )
    return [_party(row) for row in rows]


def regions_of_supplier(code: str, period: Period) -> list[tuple[str, int, int]]:
    """Region, orders and value of what one supplier sold, most first."""
    value = func.sum(SupplierMonth.value_idr)
    rows = db.session.execute(
        select(SupplierMonth.region_code, func.sum(SupplierMonth.orders), value)
        .where(SupplierMonth.supplier_code == code, SupplierMonth.month.between(*bounds(period)))
        .group_by(SupplierMonth.region_code)
        .order_by(value.desc(), SupplierMonth.region_code)
    )
    return [(region, int(orders), int(total)) for region, orders, total in rows]


def months_of_supplier(code: str, period: Period) -> list[tuple[str, int, int]]:
    return _months(SupplierMonth, SupplierMonth.supplier_code == code, period)


def months_of_unit(code: str, period: Period) -> list[tuple[str, int, int]]:
    return _months(UnitMonth, UnitMonth.buyer_code == code, period)


def _months(table: Any, condition: Any, period: Period) -> list[tuple[str, int, int]]:
    rows = db.session.execute(
        select(table.month, func.sum(table.orders), func.sum(table.value_idr))
        .where(condition, table.month.between(*bounds(period)))
        .group_by(table.month)
    )
    found = {month: (int(orders), int(value)) for month, orders, value in rows}
    return [(month, *found.get(as_number(month), (0, 0))) for month in period]


def conduct_of_unit(code: str, period: Period) -> Any:
    """How a unit treats those who sell to it: payment and assessment."""
    return db.session.execute(
        select(
            func.coalesce(func.sum(UnitMonth.orders), 0).label("orders"),
            func.coalesce(func.sum(UnitMonth.value_idr), 0).label("value_idr"),
            func.coalesce(func.sum(UnitMonth.paid), 0).label("paid"),
            func.coalesce(func.sum(UnitMonth.pay_days), 0).label("pay_days"),
            func.coalesce(func.sum(UnitMonth.paid_in_time), 0).label("paid_in_time"),
            func.coalesce(func.sum(UnitMonth.scored), 0).label("scored"),
        ).where(UnitMonth.buyer_code == code, UnitMonth.month.between(*bounds(period)))
    ).one()


def plan_of_unit(code: str, year: int) -> tuple[int, int]:
    """Packages and pagu announced for a year."""
    row = db.session.execute(
        select(func.coalesce(func.sum(UnitPlan.packages), 0), func.coalesce(func.sum(UnitPlan.pagu_idr), 0)).where(
            UnitPlan.buyer_code == code, UnitPlan.year == year
        )
    ).one()
    return int(row[0]), int(row[1])


def _party(row: Any) -> PartyTotal:
    code, name, kind, orders, value = row
    return PartyTotal(code, name or code, kind or "", int(orders), int(value or 0))
