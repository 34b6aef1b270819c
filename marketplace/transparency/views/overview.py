"""`/transparansi`: the whole market in one page, with what is missing from its figures."""

from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _

from marketplace.transparency import documents, words
from marketplace.transparency.cache import public_page
from marketplace.transparency.outcomes import COMPLETED
from marketplace.transparency.queries import log, parties, shares
from marketplace.transparency.queries.headline import active_suppliers
from marketplace.transparency.queries.orders import UNASSESSED, UNDER_WAY, OrderFilter, Totals, page_of, totals
from marketplace.transparency.queries.regions import totals as region_totals
from marketplace.transparency.queries.shares import MonthSums
from marketplace.transparency.reference import category_names, places
from marketplace.transparency.views.blueprint import bp
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

MONTH_COLUMNS = (
    "month", "orders", "value_idr", "tax_idr", "local_orders", "local_value_idr", "small_value_idr",
    "domestic_value_idr", "lines", "lines_on_time", "first_time", "scored",
)  # fmt: skip


@bp.get("/transparansi")
@bp.get(f"/transparansi.{FORMS}")
@public_page
def overview(form: str = "page") -> Any:
    """Totals, trend, divisions, and orders that were not completed beside those that were."""
    period = chosen_period()
    months = shares.by_month(period)
    return answer(
        form,
        page=lambda: _overview_page(period, months),
        document=lambda: overview_document(period, months, log.as_of()),
        table=lambda: documents.rows_table(
            f"ringkasan-{period.first}-{period.last}", month_rows(months), MONTH_COLUMNS, period, log.as_of()
        ),
    )


def _overview_page(period: Period, months: list[MonthSums]) -> str:
    recent = OrderFilter(period=period, status=COMPLETED)
    now = region_totals(period)
    return shown(
        "overview.html",
        period=period,
        period_name=period_name(period),
        presets=presets(period),
        form=period_form(period),
        months=months,
        month_labels=month_labels(period),
        sums=added(months),
        suppliers=active_suppliers(period),
        regions=[(place, now[place.code]) for place in places() if place.code in now],
        divisions=divisions(period),
        unfulfilled=shares.unfulfilled(period),
        under_way=shares.under_way(),
        top_suppliers=parties.top_suppliers(period, limit=10),
        latest=page_of(recent, 1, 10),
        gaps=gaps(period, added(months)),
    )


def added(months: list[MonthSums]) -> dict[str, int]:
    """The period's sums: the months added up, so that page and trend cannot differ."""
    return {name: sum(getattr(month, name) for month in months) for name in MONTH_COLUMNS[1:]}


def divisions(period: Period, region: str = "") -> list[dict[str, Any]]:
    """Three ways to cut the same total; each leads to its orders."""
    names = category_names(str(get_locale()))
    ways = (
        ("kategori", _("Menurut kategori"), names),
        ("metode", _("Menurut cara membeli"), words.METHODS),
        ("kelas", _("Menurut ukuran usaha penyedia"), words.SIZES),
    )
    return [
        {
            "name": dimension,
            "title": title,
            "rows": [(share, named.get(share.key, share.key)) for share in shares.divided(period, dimension, region)],
        }
        for dimension, title, named in ways
    ]


def gaps(period: Period, sums: dict[str, int]) -> list[tuple[str, int, dict[str, str]]]:
    """What these figures leave out, with counts: a reader must not find it out alone."""
    alive: Totals = totals(OrderFilter(status=UNDER_WAY))
    return [
        (_("pesanan masih berjalan dan belum terhitung"), alive.orders, {"status": UNDER_WAY}),
        (_("pesanan selesai ditutup tanpa penilaian PPK"), sums["orders"] - sums["scored"],
         {"hasil": UNASSESSED, "dari": period.first, "sampai": period.last}),
    ]  # fmt: skip


def month_rows(months: list[MonthSums]) -> list[dict[str, Any]]:
    return [{name: getattr(month, name) for name in MONTH_COLUMNS} for month in months]


def overview_document(period: Period, months: list[MonthSums], as_of: log.AsOf, region: str = "") -> documents.Json:
    return documents.heading(as_of, period) | {
        "totals": added(months) | {"suppliers": active_suppliers(period, region)},
        "months": month_rows(months),
        "shares": {
            dimension: [
                {"key": s.key, "orders": s.orders, "value_idr": s.value_idr}
                for s in shares.divided(period, dimension, region)
            ]
            for dimension in ("kategori", "metode", "kelas")
        },
        "unfulfilled": shares.unfulfilled(period, region),
        "under_way": shares.under_way(region),
    }
