"""`/data/ocds`: the log as OCDS release and record packages, page by page, and their publication policy."""

from typing import Any

from flask import Response, json, request, url_for

from marketplace.transparency import documents
from marketplace.transparency.cache import public_page
from marketplace.transparency.errors import BadChoice, NotPublished
from marketplace.transparency.ocds import packages
from marketplace.transparency.ocds.parties import PREFIX
from marketplace.transparency.queries import log, processes
from marketplace.transparency.queries.orders import OrderFilter, totals
from marketplace.transparency.views.blueprint import bp
from marketplace.transparency.views.pages import FORMS, OPEN, answer, shown
from marketplace.values.identifiers import is_order_number

SCHEMES = ("ID-SATKER", "ID-NIB", "ID-KEMENDAGRI", "ID-JENIS-SATKER", "ID-ETALASE", "ID-PDN")


@bp.get("/data/ocds")
@public_page
def ocds() -> str:
    """The publication policy: scope, identifiers, what is left out and why."""
    return shown(
        "ocds.html",
        extensions=list(zip(packages.NAMES, packages.EXTENSIONS, strict=True)),
        schemes=SCHEMES,
        published=totals(OrderFilter()).orders,
        prefix=PREFIX,
    )


@bp.get(f"/data/ocds/releases.{FORMS}")
@public_page
def releases(form: str) -> Any:
    """Releases in log order from an entry on: keep the next address, and come back for what is new."""
    start = _entry_number()
    page = processes.releases_from(start, _order_page)
    if not page.releases:
        raise NotPublished("no_releases", asked=str(start))
    following = page.following
    return answer(
        form,
        page=str,
        document=lambda: _package("releases", [r.document for r in page.releases],
                                  url_for("transparency.releases", form="json", mulai=following, _external=True)
                                  if following is not None else None),
        table=lambda: documents.rows_table(
            f"rilis-{start}", map(packages.index_row, page.releases), packages.INDEX_COLUMNS, None, log.as_of()
        ),
    )  # fmt: skip


@bp.get(f"/data/ocds/records.{FORMS}")
@public_page
def records(form: str) -> Any:
    """Records by order number, each page leading to the next."""
    after = request.args.get("setelah", "")
    if after and not is_order_number(after):
        raise BadChoice("order_number", asked=after[:20])
    found = [packages.record(dossier) for dossier in processes.dossiers_after(after, _order_page)]
    if not found:
        raise NotPublished("no_records", asked=after)
    last = found[-1]["ocid"].removeprefix(PREFIX)
    following = url_for("transparency.records", form="json", setelah=last, _external=True)
    rows = (row for record in found for row in packages.line_rows(record["compiledRelease"]))
    return answer(
        form,
        page=str,
        document=lambda: _package("records", found, following if len(found) == processes.ORDERS_A_PAGE else None),
        table=lambda: documents.rows_table("rekaman", rows, packages.LINE_COLUMNS, None, log.as_of()),
    )


@bp.get("/data/ocds/record/<ocid>.json")
@public_page
def record(ocid: str) -> Response:
    """One contracting process: every release and what they come to."""
    number = ocid.removeprefix(PREFIX)
    found = processes.dossiers([number], _order_page) if ocid.startswith(PREFIX) else []
    if not found:
        raise NotPublished("ocid", asked=ocid[:40])
    return _json(_package("records", [packages.record(found[0])], None))


def _package(content: str, found: list[documents.Json], following: str | None) -> documents.Json:
    dated = found if content == "releases" else [each["compiledRelease"] for each in found]
    policy = url_for("transparency.ocds", _external=True)
    return packages.package(request.url, policy, content, found, packages.published_date(dated), following)


def _json(document: documents.Json) -> Response:
    text = json.dumps(document, ensure_ascii=False, sort_keys=False)
    return Response(text, mimetype="application/json", headers=OPEN)


def _order_page(number: str) -> str:
    return url_for("transparency.order", number=number, _external=True)


def _entry_number() -> int:
    text = request.args.get("mulai") or "0"
    if not (text.isascii() and text.isdigit() and len(text) <= 15):
        raise BadChoice("entry", asked=text[:20])
    return int(text)
