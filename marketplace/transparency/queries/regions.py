"""The ranking of a period, gathered from the region tables in a dozen statements whatever the number of orders."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import case, func, select

from marketplace.extensions import db
from marketplace.transparency.figures import RegionFigures
from marketplace.transparency.models import (
    PublicComplaint,
    PublicSanction,
    PublicUnit,
    RegionHistogram,
    RegionMonth,
    RegionOutcome,
    SupplierMonth,
    SupplierStanding,
    UnitMonth,
    UnitPlan,
)
from marketplace.transparency.months import as_number, bounds
from marketplace.transparency.outcomes import REVERSED
from marketplace.transparency.projections.complaints import SOLVED_IN_TIME_DAYS
from marketplace.transparency.projections.completions import REGION_COLUMNS
from marketplace.transparency.ranking import Ranking, SortBy, rank
from marketplace.transparency.reference import Place, places
from marketplace.values.period import Period

Parts = dict[str, dict[str, Any]]  # region code -> columns of RegionFigures


def ranking(period: Period, by: SortBy) -> Ranking:
    """The period's ranking with growth against the same months a year before and movement since the period before."""
    where = places()
    earlier = rank(region_figures(period.previous(), where), by=by)
    return rank(region_figures(period, where), by=by, last_year=totals(period.same_last_year()), earlier=earlier)


def totals(period: Period) -> dict[str, tuple[int, int]]:
    """Value and number of completed orders by region."""
    months = RegionMonth.month.between(*bounds(period))
    rows = db.session.execute(
        select(RegionMonth.region_code, func.sum(RegionMonth.value_idr), func.sum(RegionMonth.orders))
        .where(months)
        .group_by(RegionMonth.region_code)
    )
    return {code: (int(value), int(orders)) for code, value, orders in rows}


def region_figures(period: Period, where: Iterable[Place]) -> list[RegionFigures]:
    """Every region of the ranking, those without a single order included."""
    parts: Parts = defaultdict(dict)
    for gather in (_sums, _histograms, _suppliers, _units, _registered, _complaints, _plans, _broken, _sanctions):
        gather(period, parts)
    months = len(elapsed(period))
    return [
        RegionFigures(code=p.code, name=p.name, budget_idr=p.budget_idr, months=months, **parts[p.code])
        for p in where
    ]


def last_month() -> int | None:
    """The month of the latest completion: a plan is not measured against months that have not been."""
    return db.session.scalar(select(func.max(RegionMonth.month)))


def elapsed(period: Period) -> list[str]:
    """The months of the period up to the latest completion in the log; at least one."""
    last = last_month()
    months = list(period)
    return [m for m in months if last is None or as_number(m) <= last] or months[:1]


def _sums(period: Period, parts: Parts) -> None:
    rows = db.session.execute(
        select(RegionMonth.region_code, *(func.sum(getattr(RegionMonth, name)) for name in REGION_COLUMNS))
        .where(RegionMonth.month.between(*bounds(period)))
        .group_by(RegionMonth.region_code)
    )
    for code, *sums in rows:
        parts[code] |= {name: int(value) for name, value in zip(REGION_COLUMNS, sums, strict=True)}


def _histograms(period: Period, parts: Parts) -> None:
    keys = (RegionHistogram.region_code, RegionHistogram.measure, RegionHistogram.bucket)
    rows = db.session.execute(
        select(*keys, func.sum(RegionHistogram.orders))
        .where(RegionHistogram.month.between(*bounds(period)))
        .group_by(*keys)
    )
    for code, measure, bucket, orders in rows:
        name = "pay_days" if measure == "days" else "price_ratios"
        parts[code].setdefault(name, {})[bucket] = int(orders)


def _suppliers(period: Period, parts: Parts) -> None:
    """One row per region and supplier: how many sold, how many from there, how many new, how concentrated."""
    first, last = bounds(period)
    rows = db.session.execute(
        select(
            SupplierMonth.region_code,
            func.sum(SupplierMonth.value_idr),
            func.max(case((SupplierMonth.is_local, 1), else_=0)),
            func.max(case((SupplierStanding.first_month.between(first, last), 1), else_=0)),
        )
        .join(SupplierStanding, SupplierStanding.supplier_code == SupplierMonth.supplier_code)
        .where(SupplierMonth.month.between(first, last))
        .group_by(SupplierMonth.region_code, SupplierMonth.supplier_code)
    )
    for code, value, local, new in rows:
        _add(parts[code], suppliers=1, local_suppliers=local, new_suppliers=new, value_squares=int(value) ** 2)


def _units(period: Period, parts: Parts) -> None:
    """A unit pays in time when at least half of its orders reached the shop within the target."""
    rows = db.session.execute(
        select(UnitMonth.region_code, func.sum(UnitMonth.paid), func.sum(UnitMonth.paid_in_time))
        .where(UnitMonth.month.between(*bounds(period)))
        .group_by(UnitMonth.region_code, UnitMonth.buyer_code)
    )
    for code, paid, in_time in rows:
        _add(parts[code], units_buying=1, units_paying_in_time=int(paid > 0 and in_time * 2 >= paid))


def _registered(period: Period, parts: Parts) -> None:
    rows = db.session.execute(select(PublicUnit.region_code, func.count()).group_by(PublicUnit.region_code))
    for code, units in rows:
        parts[code]["units_total"] = units


def _complaints(period: Period, parts: Parts) -> None:
    """Complaints of buyers, by the month they were filed in."""
    in_time = case((PublicComplaint.solved_days <= SOLVED_IN_TIME_DAYS, 1), else_=0)
    rows = db.session.execute(
        select(
            PublicComplaint.region_code,
            func.count(),
            func.count(PublicComplaint.solved_entry),
            func.sum(in_time),
        )
        .where(PublicComplaint.month.between(*bounds(period)), PublicComplaint.by == "buyer")
        .group_by(PublicComplaint.region_code)
    )
    for code, filed, solved, solved_in_time in rows:
        _add(parts[code], complaints=filed, complaints_solved=solved, complaints_in_time=int(solved_in_time or 0))


def _plans(period: Period, parts: Parts) -> None:
    """The year's announced plan, for as many twelfths as months of the period have passed."""
    months = elapsed(period)
    for year in sorted({month[:4] for month in months}):
        passed = sum(month.startswith(year) for month in months)
        rows = db.session.execute(
            select(UnitPlan.region_code, func.sum(UnitPlan.pagu_idr))
            .where(UnitPlan.year == int(year))
            .group_by(UnitPlan.region_code)
        )
        for code, pagu in rows:
            _add(parts[code], pagu_idr=int(pagu) * passed // 12)


def _broken(period: Period, parts: Parts) -> None:
    rows = db.session.execute(
        select(RegionOutcome.region_code, func.sum(RegionOutcome.orders))
        .where(RegionOutcome.month.between(*bounds(period)), RegionOutcome.status.in_(REVERSED))
        .group_by(RegionOutcome.region_code)
    )
    for code, orders in rows:
        parts[code]["reversed"] = int(orders)


def _sanctions(period: Period, parts: Parts) -> None:
    rows = db.session.execute(
        select(PublicSanction.region_code, func.count())
        .where(PublicSanction.month.between(*bounds(period)), PublicSanction.region_code.is_not(None))
        .group_by(PublicSanction.region_code)
    )
    for code, count in rows:
        parts[str(code)]["sanctions"] = count


def _add(row: dict[str, Any], **more: int) -> None:
    for name, value in more.items():
        row[name] = row.get(name, 0) + value
