"""The catalogue page: everything on the shelf, narrowed down by words and facets."""

from typing import Any

from flask import render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from marketplace.catalogue import browsing, cards, queries
from marketplace.catalogue.front import MARK, read_revision
from marketplace.catalogue.memory import memory, page_names
from marketplace.catalogue.search.filters import MOST_RESULTS, Filters, read_filters
from marketplace.catalogue.views.blueprint import bp
from marketplace.catalogue.views.ready import for_reader, is_visitor
from marketplace.extensions import db
from marketplace.web.languages import chosen_locale


@bp.get("/katalog")
def browse() -> Response | str:
    """Everything on the shelf, narrowed down by words and facets."""
    filters, revision = read_filters(request.args), read_revision(db.engines["read"])
    key = (filters, chosen_locale(), revision, request.script_root)
    if is_visitor():
        request.environ[MARK] = revision
    return for_reader(("katalog", *key), "catalogue/browse.html", lambda: _browse_part(filters, revision))


def _browse_part(filters: Filters, revision: int) -> dict[str, Any]:
    names, language = page_names(revision), chosen_locale()
    found = memory().finder.find(db.session(), filters)
    context = {
        "filters": filters,
        "found": found,
        "cards": [cards.card_of(row, names.region(row.region_code)) for row in queries.cards(found.product_ids)],
        "facets": browsing.facet_groups(filters, found, names, language),
        "chips": browsing.chips(filters, names, language),
        "sorts": browsing.sort_ways(filters),
        "url_for_page": lambda page: browsing.address(filters.changed(halaman=page)),
        "first_page": browsing.address(filters.changed()),
        "exact": browsing.address(filters.changed(persis="1")),
        "suggested": browsing.address(filters.changed(q=found.suggestion)) if found.suggestion else None,
        "unfiltered": browsing.address(Filters(q=filters.q)),
        "hidden": filters.changed(q="", harga_min=None, harga_maks=None, persis="").as_query(),
        "category_name": names.category(filters.kategori, language) if filters.kategori else "",
        "most_results": MOST_RESULTS,
    }
    part = render_template("catalogue/_browse.html", **context)
    return {"part": Markup(part), "title": _title(filters, context)}  # noqa: S704  the template escaped it


def _title(filters: Filters, context: dict[str, Any]) -> str:
    return filters.q or context["category_name"]
