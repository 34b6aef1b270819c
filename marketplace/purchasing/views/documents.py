"""Papers of an order as PDF, made again from data at each request, for those who can see the order."""

from flask import Response, abort, request

from marketplace.accounts.sessions import current_actor, requires_sign_in
from marketplace.ledger.models import LedgerEntry
from marketplace.purchasing.documents import papers, render
from marketplace.purchasing.documents.sources import Source, source_of
from marketplace.purchasing.queries import order_for
from marketplace.purchasing.views.blueprint import bp
from marketplace.values.identifiers import proof_code


@bp.get("/pesanan/<number>/dokumen/<int(max=2147483647):document_id>.pdf")
@requires_sign_in
def document(number: str, document_id: int) -> Response:
    order = order_for(current_actor(), number) or abort(404)
    source = source_of(order, document_id) or abort(404)
    name = source.document.number if source.document else order.number
    return _pdf(source, name.replace("/", "-"))


@bp.get("/pesanan/<number>/dokumen/negosiasi.pdf")
@requires_sign_in
def negotiation_record(number: str) -> Response:
    """Berita acara negosiasi: the rounds as they were, for an order that was haggled over."""
    order = order_for(current_actor(), number) or abort(404)
    source = source_of(order, None)
    if source is None or not source.offers:
        abort(404)
    return _pdf(source, f"BAN-{order.number}")


def _pdf(source: Source, name: str) -> Response:
    paper = papers.paper_for(source, _proof(source.entry))
    made_at = source.document.issued_at if source.document else source.order.created_at
    response = Response(render.pdf(paper, made_at=made_at), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _proof(entry: LedgerEntry | None) -> dict[str, str] | None:
    """The code of the entry behind a paper, as a short text and as a square to scan."""
    if entry is None:
        return None
    code = proof_code(entry.index, entry.leaf_hash)
    return render.proof(code, f"{request.url_root}bukti/{code}")
