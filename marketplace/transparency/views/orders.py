"""`/transparansi/pesanan`: the rows behind every figure, and one order with every step and its proof."""

from datetime import date
from math import ceil
from typing import Any

from flask import request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from marketplace.transparency import documents, words
from marketplace.transparency.cache import public_page
from marketplace.transparency.errors import NotPublished
from marketplace.transparency.forms import (
    FILTERS,
    LAST_PAGE,
    OrderFilterForm,
    PeriodChoice,
    order_filter,
    page_number,
)
from marketplace.transparency.lkpp import COLUMNS, row_of
from marketplace.transparency.outcomes import COMPLETED, UNFULFILLED
from marketplace.transparency.queries import log
from marketplace.transparency.queries import orders as queries
from marketplace.transparency.queries.orders import NOT_FULFILLED, PAGE_SIZE, UNDER_WAY, OrderFilter, OrderHistory
from marketplace.transparency.reference import category_names, places, region_names
from marketplace.transparency.views.blueprint import bp
from marketplace.transparency.views.pages import FORMS, answer, asked, period_name, shown, usual_period
from marketplace.values.identifiers import proof_code
from marketplace.web.order_statuses import status_word

LARGEST_TWIN = 5000  # rows in one page of the JSON twin


@bp.get("/transparansi/pesanan")
@bp.get(f"/transparansi/pesanan.{FORMS}")
@public_page
def orders(form: str = "page") -> Any:
    """Without a period every published order is listed, whatever became of it."""
    wanted = _wanted()
    names = category_names(str(get_locale()) if form == "page" else "id")  # data reads the same in every language
    regions = region_names(place.code for place in places())
    return answer(
        form,
        page=lambda: _orders_page(wanted, names, regions),
        document=lambda: _orders_document(wanted, names, regions),
        table=lambda: documents.rows_table(
            "pesanan", (row_of(r, regions, names) for r in queries.every(wanted)), COLUMNS, wanted.period, log.as_of()
        ),
    )


def _wanted() -> OrderFilter:
    has_period = request.args.get("dari") or request.args.get("sampai")
    period = PeriodChoice.read(request.args, usual_period()).period() if has_period else None
    return order_filter(request.args, period)


def _orders_document(wanted: OrderFilter, names: dict[str, str], regions: dict[str, str]) -> documents.Json:
    """Long lists come in pages, each leading to the next; the totals are those of the whole list."""
    page, total = page_number(request.args), queries.totals(wanted)
    rows = [row_of(row, regions, names) for row in queries.page_of(wanted, page, LARGEST_TWIN)]
    following = url_for("transparency.orders", form="json", **asked(), halaman=page + 1)
    return documents.heading(log.as_of(), wanted.period) | {
        "totals": {"orders": total.orders, "value_idr": total.value_idr},
        "next": following if page * LARGEST_TWIN < total.orders else None,
        "rows": rows,
    }


def _orders_page(wanted: OrderFilter, names: dict[str, str], regions: dict[str, str]) -> str:
    page, total = page_number(request.args), queries.totals(wanted)
    pages = min(LAST_PAGE, max(1, ceil(total.orders / PAGE_SIZE)))
    rows = queries.page_of(wanted, page)
    return shown(
        "orders.html",
        wanted=wanted,
        rows=rows,
        total=total,
        at_page=page,
        pages=pages,
        url_for_page=lambda number: url_for("transparency.orders", **asked(), halaman=number),
        period_name=period_name(wanted.period) if wanted.period else _("semua bulan"),
        form=_filter_form(wanted, names, regions),
    )


def _filter_form(wanted: OrderFilter, names: dict[str, str], regions: dict[str, str]) -> OrderFilterForm:
    asked_for = {name: getattr(wanted, field) for name, field in FILTERS.items()}
    form = OrderFilterForm(formdata=None, data=asked() | asked_for)
    groups = {UNDER_WAY: _("sedang berjalan"), NOT_FULFILLED: _("semua yang tidak selesai")}
    statuses = [COMPLETED, UNDER_WAY, NOT_FULFILLED, *UNFULFILLED]
    if wanted.status and wanted.status not in statuses:
        statuses.append(wanted.status)
    form.daerah.choices = [("", _("semua daerah")), *sorted(regions.items())]
    form.kategori.choices = [("", _("semua kategori")), *((c, n) for c, n in sorted(names.items()) if "." in c)]
    form.metode.choices = [("", _("semua cara")), *words.METHODS.items()]
    form.kelas.choices = [("", _("semua ukuran")), *words.SIZES.items()]
    form.status.choices = [("", _("semua status")), *((s, groups.get(s) or status_word(s)) for s in statuses)]
    form.hasil.choices = [("", _("semua hasil")), *words.FLAWS.items()]
    return form


@bp.get("/transparansi/pesanan/<number>")
@bp.get(f"/transparansi/pesanan/<number>.{FORMS}")
@public_page
def order(number: str, form: str = "page") -> Any:
    """Every step of one order with the code that proves it."""
    found = queries.history(number)
    if found is None:
        raise NotPublished("order", asked=number[:20])
    return answer(
        form,
        page=lambda: _order_page(found),
        document=lambda: _order_document(found),
        table=lambda: documents.rows_table(f"pesanan-{number}", step_rows(found), STEP_COLUMNS, None, log.as_of()),
    )


STEP_COLUMNS = (
    "order_number", "entry", "kind", "occurred_at", "from_status", "to_status", "actor_role", "amount_idr",
    "proof_code",
)  # fmt: skip


def step_rows(found: OrderHistory) -> list[dict[str, Any]]:
    return [
        {
            "order_number": found.row.number,
            "entry": step.index,
            "kind": step.kind,
            "occurred_at": step.occurred_at.isoformat(),
            "from_status": step.from_status,
            "to_status": step.to_status,
            "actor_role": step.actor_role,
            "amount_idr": step.amount_idr,
            "proof_code": proof_code(step.index, step.leaf_hash),
        }
        for step in found.steps
    ]


def _order_page(found: OrderHistory) -> str:
    row = found.row
    return shown(
        "order.html",
        order=row,
        ordered=found.ordered,
        needed_on=date.fromisoformat(found.ordered["needed_on"]) if found.ordered.get("needed_on") else None,
        steps=[(step, proof_code(step.index, step.leaf_hash)) for step in found.steps],
        complaints=found.complaints,
        regions=region_names([row.region_code, row.supplier_region]),
        categories=category_names(str(get_locale())),
        completed=COMPLETED,
        kinds=words.STEPS,
    )


def _order_document(found: OrderHistory) -> documents.Json:
    row = found.row
    names, regions = category_names("id"), region_names([row.region_code, row.supplier_region])
    steps = [each | {"facts": step.facts} for each, step in zip(step_rows(found), found.steps, strict=True)]
    return documents.heading(log.as_of(), None) | {
        "order": row_of(row, regions, names),
        "ordered": found.ordered,
        "steps": steps,
        "complaints": [
            {"kind": c.kind, "by": c.by, "filed_at": c.filed_at.isoformat(), "solved_days": c.solved_days}
            for c in found.complaints
        ],
    }
