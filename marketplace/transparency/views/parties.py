"""One region, one buying unit, one supplier: what they bought or sold, and how they behaved."""

from fractions import Fraction
from typing import Any

from flask import request

from marketplace.transparency import documents
from marketplace.transparency.cache import public_page
from marketplace.transparency.downloads import Table
from marketplace.transparency.errors import NotPublished
from marketplace.transparency.models import SupplierStanding
from marketplace.transparency.outcomes import COMPLETED
from marketplace.transparency.queries import log, parties, regions, shares
from marketplace.transparency.queries.orders import OrderFilter, page_of, totals
from marketplace.transparency.ranking import SortBy
from marketplace.transparency.reference import region_names
from marketplace.transparency.views.blueprint import bp
from marketplace.transparency.views.overview import added, divisions, overview_document
from marketplace.transparency.views.pages import (
    FORMS,
    answer,
    chosen_period,
    month_labels,
    period_form,
    period_name,
    presets,
    shown,
)
from marketplace.values.period import Period
from marketplace.web.navigation import page

UNIT_COLUMNS = ("buyer_code", "name", "kind", "orders", "value_idr")
MONTH_COLUMNS = ("month", "orders", "value_idr")


@bp.get("/transparansi/daerah/<code>")
@bp.get(f"/transparansi/daerah/<code>.{FORMS}")
@public_page
def region(code: str, form: str = "page") -> Any:
    """A region's units, suppliers and months, and where it stands."""
    period = chosen_period()
    row = regions.ranking(period, SortBy.VALUE).row(code)
    if row is None:
        raise NotPublished("region", asked=code[:20])
    months, units = shares.by_month(period, code), parties.units_of(code, period)
    return answer(
        form,
        page=lambda: shown(
            "region.html",
            row=row,
            **_period_parts(period),
            months=months,
            sums=added(months),
            units=units,
            suppliers=parties.top_suppliers(period, code),
            divisions=divisions(period, code),
            unfulfilled=shares.unfulfilled(period, code),
            under_way=shares.under_way(code),
            latest=page_of(OrderFilter(period=period, region=code, status=COMPLETED), 1, 10),
        ),
        document=lambda: (
            {"region": documents.ranking_row(row)}
            | overview_document(period, months, log.as_of(), code)
            | {"units": unit_rows(units)}
        ),
        table=lambda: documents.rows_table(
            f"daerah-{code}-{period.first}-{period.last}", unit_rows(units), UNIT_COLUMNS, period, log.as_of()
        ),
    )


def unit_rows(units: list[parties.PartyTotal]) -> list[dict[str, Any]]:
    return [
        {"buyer_code": u.code, "name": u.name, "kind": u.kind, "orders": u.orders, "value_idr": u.value_idr}
        for u in units
    ]


@bp.get("/transparansi/satker/<code>")
@bp.get(f"/transparansi/satker/<code>.{FORMS}")
@public_page
def unit(code: str, form: str = "page") -> Any:
    """A buying unit: its spending against its plan, and how soon it pays."""
    period, found = chosen_period(), parties.unit(code)
    if found is None:
        raise NotPublished("unit", asked=code[:40])
    months, conduct = parties.months_of_unit(code, period), parties.conduct_of_unit(code, period)
    return answer(
        form,
        page=lambda: shown(
            "unit.html",
            unit=found,
            region_name=region_names([found.region_code]).get(found.region_code, found.region_code),
            **_period_parts(period),
            months=months,
            conduct=conduct,
            plan=parties.plan_of_unit(code, int(period.last[:4])),
            suppliers=parties.suppliers_of_unit(code, period),
            latest=page_of(OrderFilter(period=period, unit=code), 1, 10),
            under_way=totals(OrderFilter(unit=code, status="berjalan")).orders,
        ),
        document=lambda: (
            documents.heading(log.as_of(), period)
            | {
                "unit": {
                    "buyer_code": code,
                    "name": found.name,
                    "kind": found.kind,
                    "region_code": found.region_code,
                },
                "totals": {name: int(value) for name, value in conduct._mapping.items()},
                "months": month_rows(months),
            }
        ),
        table=lambda: _month_table(f"satker-{code}", months, period),
    )


@bp.get("/transparansi/penyedia/<code>")
@bp.get(f"/transparansi/penyedia/<code>.{FORMS}")
@public_page
def supplier(code: str, form: str = "page") -> Any:
    """A supplier: first how responsibly it delivers, then how much it sells."""
    period, found = chosen_period(), parties.supplier(code)
    if found is None:
        raise NotPublished("supplier", asked=code[:40])
    months, standing = parties.months_of_supplier(code, period), parties.standing(code)
    sold = parties.regions_of_supplier(code, period)
    return answer(
        form,
        page=lambda: shown(
            "supplier.html",
            supplier=found,
            conduct=conduct(standing),
            standing=standing,
            names=region_names([found.region_code, *(row[0] for row in sold)]),
            **_period_parts(period),
            months=months,
            sold=sold,
            total=totals(OrderFilter(period=period, supplier=code, status=COMPLETED)),
            sanctions=parties.sanctions(code),
            complaints=parties.complaints(code),
            latest=page_of(OrderFilter(period=period, supplier=code), 1, 10),
        ),
        document=lambda: documents.heading(log.as_of(), period)
        | {
            "supplier": {
                "supplier_code": code, "name": found.name, "nib": found.nib, "class": found.business_class,
                "region_code": found.region_code,
            },
            "conduct": {
                name: {"numerator": top, "denominator": of, "value": documents.number(value, 4)}
                for name, (top, of, value) in conduct(standing).items()
            },
            "months": month_rows(months),
        },
        table=lambda: _month_table(f"penyedia-{code}", months, period),
    )  # fmt: skip


Conduct = dict[str, tuple[int, int, Fraction | None]]


def conduct(standing: SupplierStanding | None) -> Conduct:
    """The five measures of a supplier's responsibility over all time; None is "belum dinilai"."""
    pairs = (
        ("tepat_waktu", "lines_on_time", "lines"),
        ("lulus_pertama", "first_time", "orders"),
        ("keluhan_selesai", "complaints_solved_in_time", "complaints"),
        ("kinerja", "score_permille", "scored"),
        ("hari_bayar", "pay_days", "paid"),
    )
    found: Conduct = {}
    for key, numerator, denominator in pairs:
        top, of = (getattr(standing, name) if standing else 0 for name in (numerator, denominator))
        per = 1000 if key == "kinerja" else 1
        found[key] = (top, of, Fraction(top, of * per) if of else None)
    return found


def month_rows(months: list[tuple[str, int, int]]) -> list[dict[str, Any]]:
    return [dict(zip(MONTH_COLUMNS, month, strict=True)) for month in months]


def _month_table(name: str, months: list[tuple[str, int, int]], period: Period) -> Table:
    return documents.rows_table(
        f"{name}-{period.first}-{period.last}", month_rows(months), MONTH_COLUMNS, period, log.as_of()
    )


def _period_parts(period: Period) -> dict[str, Any]:
    return {
        "period": period,
        "period_name": period_name(period),
        "presets": presets(period),
        "form": period_form(period),
        "month_labels": month_labels(period),
        "action": page(request.path),
    }
