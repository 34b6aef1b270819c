"""`/data`: every public order as one file, streamed from the ledger's tables, and how to read it.

For people a dictionary of the columns, for programs an OpenAPI description.
"""

import tempfile
from collections.abc import Iterator
from typing import Any

from flask import Response, json, request, send_file, stream_with_context

from marketplace.transparency import dictionary, documents, openapi
from marketplace.transparency.cache import public_page
from marketplace.transparency.downloads import Table, csv_text, write_xlsx
from marketplace.transparency.lkpp import COLUMNS, LKPP_COLUMNS, row_of
from marketplace.transparency.outcomes import COMPLETED
from marketplace.transparency.queries import log, orders, shares
from marketplace.transparency.queries.orders import NOT_FULFILLED, UNDER_WAY, OrderFilter
from marketplace.transparency.reference import category_names, places, region_names
from marketplace.transparency.views.blueprint import bp
from marketplace.transparency.views.pages import OPEN, XLSX, shown

BOTH = [("pesanan.csv", "CSV"), ("pesanan.jsonl", "JSON Lines"), ("pesanan.xlsx", "XLSX")]


@bp.get("/data")
@public_page
def data() -> str:
    """What can be downloaded, what each column means, and what is left out and why."""
    return shown(
        "data.html",
        files=BOTH,
        columns=[(name, dictionary.COLUMNS.get(name, ""), name in LKPP_COLUMNS) for name in COLUMNS],
        counts=[
            (status, orders.totals(OrderFilter(status=status)).orders)
            for status in (COMPLETED, UNDER_WAY, NOT_FULFILLED)
        ],
        months=shares.recorded_months(),
        completed=COMPLETED,
    )


@bp.get("/api/openapi.json")
def described() -> Response:
    """The public data routes as OpenAPI 3.1, at the address this market is reached under."""
    text = json.dumps(openapi.document(request.root_url.rstrip("/")), ensure_ascii=False, sort_keys=False)
    return Response(text, mimetype="application/json", headers=OPEN)


@bp.get("/data/pesanan.<any(csv,jsonl,xlsx):form>")
def all_orders(form: str) -> Any:
    """Every published order, whatever became of it. The ledger head is the file's version."""
    as_of = log.as_of()
    etag = f"pesanan-{as_of.entry}"
    if request.if_none_match.contains_weak(etag):
        return Response(status=304)
    response = _file(form, as_of)
    response.set_etag(etag)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _file(form: str, as_of: log.AsOf) -> Response:
    table = documents.rows_table("pesanan", _rows(), COLUMNS, None, as_of)
    if form == "xlsx":
        return _workbook(table)
    lines = csv_text(table) if form == "csv" else _json_lines()
    mimetype = "text/csv" if form == "csv" else "application/x-ndjson"
    disposition = {"Content-Disposition": f'attachment; filename="pesanan.{form}"'}
    return Response(stream_with_context(lines), mimetype=mimetype, headers=OPEN | disposition)


def _workbook(table: Table) -> Response:
    file = tempfile.TemporaryFile()  # noqa: SIM115  send_file closes it when the answer is sent
    write_xlsx(table, file)
    file.seek(0)
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name="pesanan.xlsx")


def _rows() -> Iterator[dict[str, Any]]:
    names, regions = category_names("id"), region_names(place.code for place in places())
    return (row_of(row, regions, names) for row in orders.every(OrderFilter()))


def _json_lines() -> Iterator[str]:
    for row in _rows():
        yield json.dumps(row, ensure_ascii=False, sort_keys=False) + "\n"
