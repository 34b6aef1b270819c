"""`/peringkat`: the regions compared, how, and what would change it."""

from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from marketplace.transparency import documents, labels
from marketplace.transparency.cache import public_page
from marketplace.transparency.errors import NotPublished
from marketplace.transparency.forms import sort_by
from marketplace.transparency.index import COMPONENTS, DEDUCTIONS, INTEGRITY_MAX, PARTS, SHRINK
from marketplace.transparency.queries import log, regions, shares
from marketplace.transparency.ranking import MINIMUM_ORDERS, RankedRegion, Ranking, SortBy, changes, measure
from marketplace.transparency.reference import Place, places
from marketplace.transparency.views.blueprint import bp
from marketplace.transparency.views.pages import (
    FORMS,
    answer,
    asked,
    chosen_period,
    month_labels,
    period_form,
    period_name,
    presets,
    shown,
)
from marketplace.values.period import Period
from marketplace.web.filters import number, rupiah_short

IN_FRONT = 4  # lines of the chart


@bp.get("/peringkat")
@bp.get(f"/peringkat.{FORMS}")
@public_page
def ranking(form: str = "page") -> Any:
    """The value table first, as the awards have it; the responsibility index beside it."""
    period, by = chosen_period(), sort_by(request.args)
    found = regions.ranking(period, by)
    return answer(
        form,
        page=lambda: _ranking_page(found, period, by),
        document=lambda: documents.ranking(found, period, log.as_of()),
        table=lambda: documents.ranking_table(found, period, log.as_of()),
    )


@bp.get("/peringkat/<code>")
@bp.get(f"/peringkat/<code>.{FORMS}")
@public_page
def region_index(code: str, form: str = "page") -> Any:
    """One region's index with every number of its arithmetic."""
    period, by = chosen_period(), sort_by(request.args)
    found = regions.ranking(period, by)
    row = found.row(code)
    if row is None:
        raise NotPublished("region", asked=code[:20])
    return answer(
        form,
        page=lambda: shown(
            "region_index.html",
            row=row,
            ranking=found,
            period=period,
            period_name=period_name(period),
            presets=presets(period),
            form=period_form(period),
            by=by,
            parts=PARTS,
            changes=changes(found, code),
            sentence=change_sentence,
            minimum=MINIMUM_ORDERS,
        ),
        document=lambda: documents.region_index(row, period, log.as_of()),
        table=lambda: documents.component_table(row, period, log.as_of()),
    )


@bp.get("/peringkat/metode")
@public_page
def method() -> str:
    """How each public number is made, from the very constants the pages compute with."""
    return shown(
        "method.html",
        components=COMPONENTS,
        parts=PARTS,
        shrink=SHRINK,
        minimum=MINIMUM_ORDERS,
        integrity_max=INTEGRITY_MAX,
        deductions=len(DEDUCTIONS),
    )


def _ranking_page(found: Ranking, period: Period, by: SortBy) -> str:
    where = places()
    chosen = found.row(request.args.get("daerah", "")) or next(iter(found.rows), None)
    return shown(
        "ranking.html",
        ranking=found,
        chosen=chosen,
        has_orders=any(row.figures.orders for row in found.rows),
        largest=max((measure(row, by) for row in found.rows), default=0),
        measure=lambda row: measure(row, by),
        period=period,
        period_name=period_name(period),
        past_name=period_name(period.same_last_year()),
        earlier_name=period_name(period.previous()),
        presets=presets(period),
        form=period_form(period),
        by=by,
        units={SortBy.VALUE: _("miliar rupiah"), SortBy.ORDERS: _("pesanan"), SortBy.INDEX: _("poin")},
        tiles=_tiles(found, where, chosen, by),
        lines=_lines(found, period, chosen),
        month_labels=month_labels(period),
        frames=_frames(period),
        changes=changes(found, chosen.figures.code) if chosen else [],
        sentence=change_sentence,
        weakest=weakest,
        minimum=MINIMUM_ORDERS,
    )


def _tiles(found: Ranking, where: list[Place], chosen: RankedRegion | None, by: SortBy) -> list[dict[str, Any]]:
    rows = {row.figures.code: row for row in found.rows}
    return [
        {
            "code": place.code,
            "short": place.label,
            "name": place.name,
            "value": _tile_value(rows[place.code], by),
            "text": number(_tile_value(rows[place.code], by), 0 if by is SortBy.ORDERS else 1),
            "col": place.tile_col,
            "row": place.tile_row,
            "chosen": bool(chosen and chosen.figures.code == place.code),
            "href": url_for("transparency.ranking", **{**asked(), "daerah": place.code}),
        }
        for place in where
        if place.tile_col is not None and place.tile_row is not None
    ]


def _tile_value(row: RankedRegion, by: SortBy) -> int | float:
    """Billions, orders or index points: a number that fits in a tile."""
    if by is SortBy.ORDERS:
        return row.figures.orders
    if by is SortBy.INDEX:
        return round(float(row.index.value or 0), 1)
    return round(row.figures.value_idr / 10**9, 1)


def _lines(found: Ranking, period: Period, chosen: RankedRegion | None) -> list[dict[str, Any]]:
    """The first four by month, and the chosen region if it is not among them."""
    front = list(found.rows[:IN_FRONT])
    if chosen and chosen not in front:
        front.append(chosen)
    values = shares.values_by_month(period, [row.figures.code for row in front])
    return [
        {"name": short_name(row.figures.name), "values": [round(v / 10**9, 2) for v in values[row.figures.code]]}
        for row in front
    ]


def short_name(name: str) -> str:
    return name.replace("Kabupaten", "Kab.")


@dataclass(frozen=True, slots=True)
class Frame:
    """One step of the replay: the ranking as it stood at the end of a month."""

    month: str
    href: str
    is_shown: bool


def _frames(period: Period) -> list[Frame]:
    """From the same first month to each month: the ranking growing. The whole stays in `putar`."""
    whole = request.args.get("putar", "")
    last = whole if period.last <= whole <= "2050-12" and len(whole) == 7 else period.last
    try:
        months = list(Period.months(period.first, last))
    except ValueError:
        months = list(period)
    kept = asked() | {"dari": period.first, "putar": months[-1]}
    return [
        Frame(month, url_for("transparency.ranking", **{**kept, "sampai": month}), month == period.last)
        for month in months[-36:]
    ]


def change_sentence(change: Any, by: SortBy, code: str) -> Any:
    """What would change the rank, said in one sentence."""
    if change.kind == "target":
        return _(
            "Bila target “%(measure)s” tercapai (kini kurang %(points)s poin), indeks menjadi %(index)s.",
            measure=labels.COMPONENTS[change.component],
            points=labels.points(change.gap),
            index=labels.index_value(change.index),
        )
    below, above = short_name(change.region.figures.name), short_name(change.other.figures.name)
    if not change.gap:
        return _("%(below)s dan %(above)s sama persis; urutan ditentukan satker yang membayar tepat waktu.",
                 below=below, above=above)  # fmt: skip
    if by is SortBy.INDEX:
        return _("%(below)s menyusul %(above)s dengan lebih dari %(gap)s poin indeks.",
                 below=below, above=above, gap=labels.points(change.gap))  # fmt: skip
    if by is SortBy.ORDERS:
        return _("%(below)s menyusul %(above)s dengan lebih dari %(gap)s pesanan selesai lagi.",
                 below=below, above=above, gap=number(int(change.gap)))  # fmt: skip
    typical = max(1, change.region.figures.value_idr // max(1, change.region.figures.orders))
    return _(
        "%(below)s menyusul %(above)s dengan lebih dari %(gap)s belanja selesai lagi, kira-kira %(orders)s pesanan.",
        below=below,
        above=above,
        gap=rupiah_short(int(change.gap), 2),
        orders=number(int(change.gap) // typical + 1),
    )


def weakest(row: RankedRegion) -> str | None:
    """The measure that costs a region most points."""
    assessed = [score for score in row.index.scores if score.missing > 0]
    return max(assessed, key=lambda s: s.missing).component.key if assessed else None
