"""The log's public pages and data: the same for everyone, checkable by anyone. Nothing here writes."""

from pathlib import Path
from typing import Any

from flask import Blueprint, Response, json, redirect, render_template, request, url_for
from flask_babel import gettext as _

from marketplace.ledger import queries
from marketplace.ledger.notes import receipt, verifier_key
from marketplace.ledger.qr import qr_svg
from marketplace.ledger.tiles import MissingHash
from marketplace.ledger.words import kind_words
from marketplace.values.errors import BadProofCode
from marketplace.web.errors import problem

bp = Blueprint("ledger", __name__)

PAGE = 1_000  # entries an answer holds at most
LONGEST_CODE = 40
RECEIPT = "tlog-proof"  # how a receipt file names itself in its first line
VERIFIER = Path(__file__).parent / "offline" / "verifikasi_toko.py"
OPEN = {"Access-Control-Allow-Origin": "*"}  # anyone's page may read the data


@bp.get("/bukti")
def search() -> Any:
    """A small form for a code typed from paper."""
    code = request.args.get("kode", "").strip()
    if not code:
        return render_template("ledger/search.html", public_page=True, as_of=queries.as_of(), code="")
    if "/" in code or len(code) > LONGEST_CODE:
        return _unknown(code)
    return redirect(url_for("ledger.evidence", code=code))


@bp.get("/bukti/<code>")
def evidence(code: str) -> Any:
    """What the entry behind a code says, and the proof that it is in the log."""
    try:
        found = queries.leaf_by_code(code)
    except BadProofCode:
        found = None
    if found is None:
        return _unknown(code)
    return render_template(
        "ledger/evidence.html",
        public_page=True,
        kind=kind_words(found.row.kind),
        leaf=found,
        facts=json.loads(found.row.facts),
        proof=_proof(found),
        is_damaged=not found.is_intact,
        square=qr_svg(url_for("ledger.evidence", code=found.code, _external=True)),
        as_of=queries.as_of(),
    )


def _unknown(code: str) -> Response:
    """No entry fits; a whole receipt in the place of a code is told where receipts are checked."""
    page = render_template(
        "ledger/unknown_code.html",
        public_page=True,
        code=code[:LONGEST_CODE],
        is_receipt=RECEIPT in code,
        as_of=queries.as_of(),
    )
    return Response(page, 404)


@bp.get("/data/ledger/entries")
def entries() -> Response:
    """Leaves `start` to `end`, both included; an answer may stop earlier, as in RFC 6962."""
    last = queries.head()
    start, end = _number("start", 0), _number("end", last)
    if start is None or end is None or (start > end and last >= 0 and "end" in request.args):
        return problem(
            400, _("Rentang tidak terbaca"), _("Tulis start dan end sebagai bilangan bulat, start paling besar end.")
        )
    leaves = queries.leaves(start, min(end + 1, start + PAGE))
    rows = [{"index": leaf.index, "leaf": leaf.text, "leaf_hash": leaf.digest.hex()} for leaf in leaves]
    return _kept(_json({"entries": rows}), f"entries-{start}-{start + len(rows)}")


@bp.get("/data/ledger/checkpoint")
def checkpoint() -> Response:
    """The newest signed checkpoint, or with `?size=` an earlier one, as a C2SP note."""
    size = _number("size", -1)
    if size is None:
        return problem(400, _("Ukuran tidak terbaca"), _("Tulis size sebagai bilangan bulat."))
    found = queries.newest_checkpoint() if size < 0 else queries.checkpoint(size)
    if found is None:
        return problem(404, _("Pos pemeriksaan tidak ada"), _("Buku belum pernah disegel pada ukuran ini."))
    return _kept(_text(found.signed_note), f"checkpoint-{found.size}")


@bp.get("/data/ledger/proof/<int:entry>")
def proof(entry: int) -> Response:
    """The inclusion proof of one entry under the newest checkpoint."""
    leaf, found = _proven(entry)
    if leaf is None or found is None:
        return _unproven(entry, leaf)
    answer = {
        "index": entry,
        "leaf": leaf.text,
        "leaf_hash": leaf.digest.hex(),
        "size": found.size,
        "root_hash": found.root.hex(),
        "path": [digest.hex() for digest in found.path],
        "checkpoint": found.note,
        "code": leaf.code,
    }
    return _kept(_json(answer), f"proof-{entry}-{found.size}")


@bp.get("/data/ledger/proof/<int:entry>.tlog-proof")
def receipt_file(entry: int) -> Response:
    """The receipt of one entry: a C2SP `tlog-proof` that can be checked anywhere, for ever."""
    leaf, found = _proven(entry)
    if leaf is None or found is None:
        return _unproven(entry, leaf)
    answer = _text(receipt(entry, found.path, found.note, leaf.text))
    answer.headers["Content-Disposition"] = f'attachment; filename="toko-daring-{leaf.code}.tlog-proof"'
    return _kept(answer, f"receipt-{entry}-{found.size}")


@bp.get("/data/ledger/consistency")
def consistency() -> Response:
    """What shows that the log of size `to` begins with the whole log of size `from`; both are sealed."""
    sealed = queries.as_of()
    old, new = _number("from", 0), _number("to", sealed.size)
    if not old or new is None or not old <= new <= sealed.size:
        detail = _("Pilih 1 sampai %(size)s, from paling besar to. Ukuran adalah jumlah entri.", size=sealed.size)
        return problem(400, _("Ukuran tidak terbaca"), detail)
    try:
        path = queries.consistency(old, new)
    except MissingHash:
        return _damaged()
    answer = {"from": old, "to": new, "path": [digest.hex() for digest in path]}
    return _kept(_json(answer), f"consistency-{old}-{new}")


@bp.get("/data/ledger/key")
def key() -> Response:
    """The log's public key in one line, as C2SP tools and the offline verifier want it."""
    world = queries.world()
    if world is None:
        return problem(404, _("Belum ada buku"), _("Dunia ini belum dibuat."))
    line = verifier_key(world.origin, world.public_key)
    return _kept(_text(f"{line}\n"), f"key-{line}")


@bp.get("/data/ledger/verifier.py")
def verifier() -> Response:
    """The offline verifier: one file, to be read and run by whoever trusts nobody here."""
    source = VERIFIER.read_text(encoding="utf-8")
    answer = Response(source, mimetype="text/x-python", headers=OPEN)
    answer.headers["Content-Disposition"] = f'attachment; filename="{VERIFIER.name}"'
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def _proven(entry: int) -> tuple[queries.Leaf | None, queries.Proof | None]:
    leaf = queries.leaf(entry) if entry < 2**63 else None
    return leaf, _proof(leaf) if leaf else None


def _proof(leaf: queries.Leaf) -> queries.Proof | None:
    """Never show a proof that does not hold: a damaged log offers none."""
    try:
        found = queries.proof(leaf)
    except MissingHash:
        return None
    return found if found is not None and found.holds else None


def _unproven(entry: int, leaf: queries.Leaf | None) -> Response:
    if leaf is None:
        return problem(404, _("Entri tidak ada"), _("Buku ini tidak memuat entri %(entry)s.", entry=entry))
    if queries.as_of().size > entry:
        return _damaged()
    detail = _("Entri %(entry)s belum dicakup pos pemeriksaan; akan dicakup pada segel berikutnya.", entry=entry)
    answer = problem(404, _("Belum disegel"), detail)
    answer.headers["Retry-After"] = "60"
    return answer


def _damaged() -> Response:
    return problem(
        500, _("Buku tidak utuh"), _("Bukti tidak dapat dibuat. Pengelola perlu menjalankan toko ledger verify.")
    )


def _number(name: str, otherwise: int) -> int | None:
    """A whole number from the address, or None where there stands something else."""
    given = request.args.get(name)
    if given is None:
        return otherwise
    return int(given) if given.isascii() and given.isdigit() and len(given) <= 18 else None


def _json(answer: dict[str, Any]) -> Response:
    return Response(json.dumps(answer, ensure_ascii=False), mimetype="application/json", headers=OPEN)


def _text(answer: str) -> Response:
    return Response(answer, mimetype="text/plain", headers=OPEN)


def _kept(answer: Response, etag: str) -> Response:
    """A cache may keep it and ask again: what the log said once it says for ever."""
    answer.set_etag(etag.replace('"', ""))
    answer.headers["Cache-Control"] = "public, no-cache"
    answer.make_conditional(request)
    return answer
