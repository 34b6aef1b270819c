"""The public pages of the catalogue: browsing, pictures. A visitor without a session gets ready bytes."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from flask import Blueprint, Response, abort, current_app, render_template, request
from flask_login import current_user
from markupsafe import Markup

from marketplace.catalogue import browsing, cards, pictures, queries
from marketplace.catalogue import memory as remembered
from marketplace.catalogue.memory import memory
from marketplace.catalogue.search.filters import MOST_RESULTS, Filters, read_filters
from marketplace.extensions import db
from marketplace.web.languages import chosen_locale

bp = Blueprint("catalogue", __name__)
bp.record(lambda state: remembered.init_app(state.app))

LARGEST_ID = 2_147_483_647
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Ready:
    """A page for everyone, finished: bytes and their ETag."""

    body: bytes
    etag: str


@bp.get("/katalog")
def browse() -> Response | str:
    """Everything on the shelf, narrowed down by words and facets."""
    filters, revision = read_filters(request.args), queries.revision()
    key = (filters, chosen_locale(), revision, request.script_root)
    return for_reader(("katalog", *key), "catalogue/browse.html", lambda: _browse_part(filters, revision))


def for_reader(key: tuple[Any, ...], template: str, part: Callable[[], dict[str, Any]]) -> Response | str:
    """The same page for all: whole and ready for visitors, its middle ready for people who are signed in."""
    if _is_visitor():
        ready = memory().responses.get(key, lambda: _ready(template, memory().fragments.get(key, part)))
        response = Response(ready.body, mimetype="text/html")
        response.set_etag(ready.etag)
        response.headers["Cache-Control"] = "no-cache"  # keep it, but ask whether it still holds
        response.vary.add("Cookie")
        return response.make_conditional(request)
    return render_template(template, **memory().fragments.get(key, part))


def _is_visitor() -> bool:
    """Without our cookie nobody can be signed in, and the session need not be opened to know it."""
    if current_app.config["SESSION_COOKIE_NAME"] not in request.cookies:
        return True
    return not current_user.is_authenticated


def _ready(template: str, parts: dict[str, Any]) -> Ready:
    body = render_template(template, public_page=True, **parts).encode()
    return Ready(body, sha256(body).hexdigest()[:24])


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


def page_names(revision: int) -> queries.Names:
    return memory().names.get(revision, queries.names)


@bp.get("/gambar/<category>/<int:variant>.svg")
def picture(category: str, variant: int) -> Response:
    """The drawn picture of a category; made by code, the same for ever."""
    drawing = pictures.draw(category, variant)
    if drawing is None:
        abort(404)
    return Response(drawing, mimetype="image/svg+xml", headers={"Cache-Control": FOREVER})


@bp.get(f"/foto/<int(max={LARGEST_ID}):photo_id>.webp")
def photo(photo_id: int) -> Response:
    """A shop's own photo; a new photo gets a new address."""
    content = queries.photo(photo_id, small="kecil" in request.args)
    if content is None:
        abort(404)
    return Response(content, mimetype="image/webp", headers={"Cache-Control": FOREVER})


@bp.get(f"/produk/<int(max={LARGEST_ID}):product_id>")
def product(product_id: int) -> Response | str:
    abort(404)
