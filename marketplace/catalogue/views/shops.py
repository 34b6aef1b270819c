"""A shop's page: its record, and everything it sells."""

from typing import Any

from flask import abort, render_template, request, url_for
from werkzeug.wrappers import Response

from marketplace.catalogue import cards, details, queries
from marketplace.catalogue.memory import page_names
from marketplace.catalogue.search.filters import MOST_RESULTS, PAGE_SIZE, read_filters
from marketplace.catalogue.views.blueprint import bp
from marketplace.catalogue.views.ready import is_visitor, ready_for_visitor
from marketplace.web.languages import chosen_locale


@bp.get("/penyedia/<code>")
def shop(code: str) -> Response | str:
    """Public facts only (R42); a shop that is not verified yet is nobody's business."""
    found = queries.public_shop(code)
    if found is None or found.verified_at is None:
        abort(404)
    page = min(read_filters(request.args).halaman, MOST_RESULTS // PAGE_SIZE)
    if not is_visitor():
        return render_template("catalogue/shop.html", **shop_context(found, page))
    standing = queries.shop_standing([code]).get(code)
    key = ("penyedia", found, page, standing, queries.revision(), chosen_locale())
    return ready_for_visitor(
        key, lambda: render_template("catalogue/shop.html", public_page=True, **shop_context(found, page))
    )


def shop_context(found: Any, page: int) -> dict[str, Any]:
    names = page_names(queries.revision())
    total, ids = queries.shop_product_ids(found.id, page, PAGE_SIZE)
    standing = queries.shop_standing([found.code]).get(found.code) or queries.NO_RECORD
    return {
        "shop": found,
        "facts": details.shop_rows(found, standing, names),
        "standing": standing,
        "share": details.share,
        "region_name": names.region(found.region_code),
        "cards": [cards.card_of(row, names.region(row.region_code)) for row in queries.cards(ids)],
        "total": total,
        "page_number": page,
        "pages": -(-total // PAGE_SIZE),
        "url_for_page": lambda number: url_for("catalogue.shop", code=found.code, halaman=number),
        "record_path": f"/transparansi/penyedia/{found.code}",
    }
