"""The whole market in four figures."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from marketplace.extensions import db
from marketplace.transparency.models import SupplierMonth
from marketplace.transparency.months import bounds
from marketplace.transparency.queries.regions import totals
from marketplace.transparency.queries.shares import recorded_months
from marketplace.transparency.ranking import growth
from marketplace.transparency.reference import places
from marketplace.values.period import Period


@dataclass(frozen=True, slots=True)
class Headline:
    """This year up to the latest completion, against the same months a year before."""

    period: Period
    orders: int
    value_idr: int
    suppliers: int
    regions: int
    leader_name: str | None
    value_growth_permille: int | None
    order_growth_permille: int | None


def headline() -> Headline | None:
    months = recorded_months()
    if months is None:
        return None
    period = Period.months(f"{months[1][:4]}-01", months[1])
    now, before = totals(period), totals(period.same_last_year())
    names = {place.code: place.name for place in places()}
    leader = max((code for code in now if code in names), key=lambda code: (now[code][0], code), default="")
    value, orders = (sum(each[n] for each in now.values()) for n in (0, 1))
    return Headline(
        period,
        orders,
        value,
        active_suppliers(period),
        len(names),
        names.get(leader),
        growth(value, sum(each[0] for each in before.values())),
        growth(orders, sum(each[1] for each in before.values())),
    )


def active_suppliers(period: Period, region: str = "") -> int:
    """Suppliers with at least one completed order."""
    conditions: list[Any] = [SupplierMonth.month.between(*bounds(period))]
    if region:
        conditions.append(SupplierMonth.region_code == region)
    return db.session.scalar(select(func.count(SupplierMonth.supplier_code.distinct())).where(*conditions)) or 0
