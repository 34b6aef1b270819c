"""The JSON twin and the table behind each public page: one gathering of figures, several forms."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from marketplace.transparency.downloads import Table
from marketplace.transparency.queries.log import AsOf
from marketplace.transparency.ranking import RankedRegion, Ranking
from marketplace.values.period import Period

Json = dict[str, Any]


def heading(as_of: AsOf, period: Period | None) -> Json:
    """What every twin begins with: the period, and the place in the log it was computed at."""
    found: Json = {"as_of": as_of.as_json}
    if period:
        found["period"] = {"from": period.first, "to": period.last}
    return found


def number(value: Fraction | None, digits: int = 1) -> float | None:
    return None if value is None else round(float(value), digits)


def percent(permille: int | None) -> float | None:
    return None if permille is None else permille / 10


def ranking_row(row: RankedRegion) -> Json:
    figures = row.figures
    return {
        "rank": row.rank,
        "region_code": figures.code,
        "region_name": figures.name,
        "value_idr": figures.value_idr,
        "orders": figures.orders,
        "suppliers": figures.suppliers,
        "local_suppliers": figures.local_suppliers,
        "units_buying": figures.units_buying,
        "units_total": figures.units_total,
        "value_growth_pct": percent(row.value_growth_permille),
        "order_growth_pct": percent(row.order_growth_permille),
        "index": number(row.index.value),
        "coverage": number(row.coverage, 4),
    }


def ranking(found: Ranking, period: Period, as_of: AsOf) -> Json:
    return heading(as_of, period) | {"rows": [ranking_row(row) for row in found.rows]}


def ranking_table(found: Ranking, period: Period, as_of: AsOf) -> Table:
    rows = [ranking_row(row) for row in found.rows]
    columns = [*(rows[0] if rows else ranking_columns()), "period_from", "period_to", "as_of_entry"]
    return Table(
        f"peringkat-{period.first}-{period.last}",
        columns,
        ([*row.values(), period.first, period.last, as_of.entry] for row in rows),
    )


def ranking_columns() -> Sequence[str]:
    return (
        "rank", "region_code", "region_name", "value_idr", "orders", "suppliers", "local_suppliers", "units_buying",
        "units_total", "value_growth_pct", "order_growth_pct", "index", "coverage",
    )  # fmt: skip


COMPONENT_COLUMNS = (
    "part", "component", "points_max", "zero_at", "full_at", "numerator", "denominator", "n", "value",
    "province_value", "adjusted_value", "points", "assessed",
)  # fmt: skip


def components(row: RankedRegion) -> list[Json]:
    """Every number of the index's arithmetic; measures without data are there, unassessed."""
    found = []
    for score in row.index.scores:
        component, measured = score.component, score.measured
        values = (
            component.part, component.key, component.points, number(component.zero, 4), number(component.full, 4),
            number(measured.numerator if measured else None, 4),
            number(measured.denominator if measured else None, 4),
            measured.n if measured else 0, number(measured.value if measured else None, 4),
            number(score.province, 4), number(score.adjusted, 4), number(score.points, 2), score.is_assessed,
        )  # fmt: skip
        found.append(dict(zip(COMPONENT_COLUMNS, values, strict=True)))
    return found


def region_index(row: RankedRegion, period: Period, as_of: AsOf) -> Json:
    index = row.index
    return heading(as_of, period) | {
        "region": ranking_row(row),
        "components": components(row),
        "deductions": [
            {"deduction": d.key, "count": d.count, "of": d.of, "points": number(d.points, 2)}
            for d in index.deductions
        ],
        "earned": number(index.earned, 2),
        "assessable": index.assessable,
        "deducted": number(index.deducted, 2),
        "index": number(index.value),
    }


def component_table(row: RankedRegion, period: Period, as_of: AsOf) -> Table:
    columns = ("region_code", *COMPONENT_COLUMNS, "period_from", "period_to", "as_of_entry")
    return Table(
        f"indeks-{row.figures.code}-{period.first}-{period.last}",
        columns,
        ([row.figures.code, *each.values(), period.first, period.last, as_of.entry] for each in components(row)),
    )


def rows_table(name: str, rows: Iterable[Json], columns: Sequence[str], period: Period | None, as_of: AsOf) -> Table:
    """Rows with the same keys as a table, the period and the place in the log on each."""
    tail = ([period.first, period.last] if period else []) + [as_of.entry]
    extra = (["period_from", "period_to"] if period else []) + ["as_of_entry"]
    return Table(name, [*columns, *extra], ([*(row[column] for column in columns), *tail] for row in rows))
