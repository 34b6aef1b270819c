"""The figures of the home page: the leading region of the year, as the ranking shows it."""

from typing import Any

from flask import current_app, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from marketplace.ledger import queries as ledger
from marketplace.transparency.queries.headline import headline
from marketplace.web.filters import number, percent, rupiah_short


def home_figures() -> list[dict[str, Any]]:
    """Gathered once per ledger head and language, like every public page."""
    kept: dict[str, tuple[int, list[dict[str, Any]]]] = current_app.extensions["public_headline"]
    language, head = str(get_locale()), ledger.head()
    if kept.get(language, (None,))[0] != head:
        kept[language] = (head, _figures())
    return kept[language][1]


def _figures() -> list[dict[str, Any]]:
    """Nothing while no order is completed: the home page then has no figures."""
    found = headline()
    if found is None:
        return []
    period: dict[str, Any] = {"dari": found.period.first, "sampai": found.period.last}
    rows = url_for("transparency.orders", status="selesai", **period)
    return [
        {"value": rupiah_short(found.value_idr, 1), "href": rows, "delta": _growth(found.value_growth_permille),
         "label": _("belanja selesai %(year)s", year=found.period.last[:4])},
        {"value": number(found.orders), "href": rows, "delta": _growth(found.order_growth_permille),
         "label": _("pesanan selesai")},
        {"value": number(found.suppliers), "href": url_for("transparency.overview", **period), "delta": None,
         "label": _("penyedia menjual")},
        {"value": found.leader_name or "–", "href": url_for("transparency.ranking", **period), "delta": None,
         "label": _("peringkat pertama dari %(regions)s daerah", regions=found.regions)},
    ]  # fmt: skip


def _growth(permille: int | None) -> str | None:
    if permille is None:
        return None
    return str(_("%(growth)s dari bulan yang sama tahun lalu", growth=percent(round(permille / 10), sign=True)))
