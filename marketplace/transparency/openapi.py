"""What programs may ask of the public data, as OpenAPI 3.1, from one table that a test holds to the real routes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from marketplace.transparency.documents import COMPONENT_COLUMNS, Json, ranking_columns
from marketplace.transparency.lkpp import COLUMNS

JSON, TEXT, LINES = "application/json", "text/plain", "application/x-ndjson"
PERIOD = ("dari", "sampai")
NARROW = ("daerah", "satker", "penyedia", "kategori", "metode", "kelas", "status", "hasil")
PACKAGE = ("uri", "version", "extensions", "publishedDate", "publisher", "license", "publicationPolicy")
RELEASE_KEYS = (
    "ocid", "id", "date", "tag", "initiationType", "language", "parties", "buyer", "planning", "tender", "awards",
    "contracts",
)  # fmt: skip
RECORD_KEYS = ("ocid", "releases", "compiledRelease")
MEANINGS: dict[str, Any] = {
    "dari": _l("bulan pertama, ikut dihitung"),
    "sampai": _l("bulan terakhir, ikut dihitung"),
    "urut": _l("urutan baris"),
    "daerah": _l("kode daerah pembeli"),
    "satker": _l("kode satuan kerja"),
    "penyedia": _l("kode penyedia"),
    "kategori": _l("kode kategori"),
    "metode": _l("cara membeli"),
    "kelas": _l("ukuran usaha penyedia"),
    "status": _l("status pesanan; juga kelompok berjalan dan tidak_selesai"),
    "hasil": _l("pesanan selesai dengan kekurangan: terlambat, cacat, bayar_lambat, tanpa_penilaian"),
    "halaman": _l("halaman, mulai dari 1"),
    "code": _l("kode daerah, satuan kerja, atau penyedia"),
    "number": _l("nomor pesanan"),
    "mulai": _l("entri pertama; simpan alamat berikutnya untuk mengambil yang baru saja"),
    "setelah": _l("nomor pesanan terakhir yang sudah diambil"),
    "ocid": _l("ocds-213czf- diikuti nomor pesanan"),
    "entry": _l("nomor entri, mulai dari 0"),
    "start": _l("entri pertama"),
    "end": _l("entri terakhir, ikut disertakan; jawaban boleh berhenti lebih awal"),
    "size": _l("ukuran buku pada pos pemeriksaan yang dicari; kosong berarti yang terbaru"),
    "from": _l("ukuran lama, jumlah entri"),
    "to": _l("ukuran baru, jumlah entri"),
}
WHOLE: Json = {"type": "integer", "minimum": 0}
SHAPES: dict[str, Any] = {
    "dari": {"type": "string", "pattern": r"^\d{4}-\d{2}$"},
    "sampai": {"type": "string", "pattern": r"^\d{4}-\d{2}$"},
    "urut": {"type": "string", "enum": ["nilai", "pesanan", "indeks"]},
    "metode": {"type": "string", "enum": ["langsung", "negosiasi"]},
    "halaman": {"type": "integer", "minimum": 1},
} | dict.fromkeys(("entry", "start", "end", "size", "from", "to", "mulai"), WHOLE)


@dataclass(frozen=True, slots=True)
class Route:
    """One address, what it may be asked, and the keys its answer has."""

    path: str
    summary: Any
    query: Sequence[str] = ()
    keys: Sequence[str] = ()
    rows: tuple[str, Sequence[str]] | None = None  # which key holds rows, and their keys
    may_lack: Sequence[str] = ()  # of the keys and the rows' keys
    media: str = JSON
    can_miss: bool = False


ROUTES = (
    Route("/peringkat.json", _l("Peringkat daerah"), (*PERIOD, "urut"), ("as_of", "period", "rows"),
          ("rows", ranking_columns())),
    Route("/peringkat/{code}.json", _l("Indeks satu daerah dengan hitungannya"), PERIOD,
          ("as_of", "period", "region", "components", "deductions", "earned", "assessable", "deducted", "index"),
          ("components", COMPONENT_COLUMNS), can_miss=True),
    Route("/transparansi.json", _l("Ringkasan semua daerah"), PERIOD,
          ("as_of", "period", "totals", "months", "shares", "unfulfilled", "under_way")),
    Route("/transparansi/daerah/{code}.json", _l("Satu daerah"), PERIOD,
          ("as_of", "period", "region", "totals", "months", "shares", "unfulfilled", "under_way", "units"),
          can_miss=True),
    Route("/transparansi/satker/{code}.json", _l("Satu satuan kerja"), PERIOD,
          ("as_of", "period", "unit", "totals", "months"), can_miss=True),
    Route("/transparansi/penyedia/{code}.json", _l("Satu penyedia dan rekam jejaknya"), PERIOD,
          ("as_of", "period", "supplier", "conduct", "months"), can_miss=True),
    Route("/transparansi/pesanan.json", _l("Daftar pesanan menurut saringan"), (*PERIOD, *NARROW, "halaman"),
          ("as_of", "totals", "next", "rows"), ("rows", COLUMNS)),
    Route("/transparansi/pesanan/{number}.json", _l("Satu pesanan dengan setiap langkahnya"), (),
          ("as_of", "order", "ordered", "steps", "complaints"), can_miss=True),
    Route("/data/pesanan.jsonl", _l("Semua pesanan, satu per baris"), (), COLUMNS, media=LINES),
    Route("/data/ocds/releases.json", _l("Rilis OCDS menurut urutan buku besar"), ("mulai",),
          (*PACKAGE, "releases", "links"), ("releases", RELEASE_KEYS), may_lack=("links", "awards", "contracts"),
          can_miss=True),
    Route("/data/ocds/records.json", _l("Rekaman OCDS menurut nomor pesanan"), ("setelah",),
          (*PACKAGE, "records", "links"), ("records", RECORD_KEYS), may_lack=("links",), can_miss=True),
    Route("/data/ocds/record/{ocid}.json", _l("Satu proses OCDS: semua rilis dan hasil gabungannya"), (),
          (*PACKAGE, "records"), ("records", RECORD_KEYS), can_miss=True),
    Route("/data/ledger/entries", _l("Entri buku besar, persis seperti disidik"), ("start", "end"), ("entries",),
          ("entries", ("index", "leaf", "leaf_hash"))),
    Route("/data/ledger/checkpoint", _l("Pos pemeriksaan bertanda tangan (C2SP tlog-checkpoint)"), ("size",),
          media=TEXT, can_miss=True),
    Route("/data/ledger/key", _l("Kunci umum buku besar"), (), media=TEXT, can_miss=True),
    Route("/data/ledger/proof/{entry}", _l("Bukti bahwa satu entri ada di buku"), (),
          ("index", "leaf", "leaf_hash", "size", "root_hash", "path", "checkpoint", "code"), can_miss=True),
    Route("/data/ledger/proof/{entry}.tlog-proof", _l("Tanda terima satu entri (C2SP tlog-proof)"), (), media=TEXT,
          can_miss=True),
    Route("/data/ledger/consistency", _l("Bukti bahwa buku lama adalah awal buku baru"), ("from", "to"),
          ("from", "to", "path")),
)  # fmt: skip


def document(server: str) -> Json:
    """The whole description, in the reader's language."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("Toko Daring (simulasi), data publik"),
            "version": "1",
            "description": _("Hanya membaca, tanpa kunci. Semua orang dan toko rekaan."),
            "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": server}],
        "paths": {route.path: {"get": _operation(route)} for route in ROUTES},
        "components": {"schemas": {"Problem": _problem(), "AsOf": _as_of(), "Period": _period()}},
    }


def _operation(route: Route) -> Json:
    inside = [part.split("}")[0] for part in route.path.split("{")[1:]]
    answers: Json = {"200": {"description": str(route.summary), "content": {route.media: {"schema": _schema(route)}}}}
    if route.query:
        answers["400"] = _refusal(_("Permintaan tidak dapat dibaca"))
    if route.can_miss:
        answers["404"] = _refusal(_("Tidak ada dalam data publik"))
    return {
        "summary": str(route.summary),
        "parameters": [
            *({"in": "path", "required": True} | _parameter(name) for name in inside),
            *({"in": "query", "required": False} | _parameter(name) for name in route.query),
        ],
        "responses": answers,
    }


def _parameter(name: str) -> Json:
    return {"name": name, "description": str(MEANINGS[name]), "schema": SHAPES.get(name, {"type": "string"})}


def _refusal(sentence: str) -> Json:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": sentence, "content": {"application/problem+json": {"schema": schema}}}


def _schema(route: Route) -> Json:
    """The keys of the answer; of rows, the keys of each row."""
    if route.media == TEXT:
        return {"type": "string"}
    known: Json = {"as_of": {"$ref": "#/components/schemas/AsOf"}, "period": {"$ref": "#/components/schemas/Period"}}
    if route.rows:
        name, keys = route.rows
        known[name] = {"type": "array", "items": _object(keys, {}, route.may_lack)}
    return _object(route.keys, known, route.may_lack)


def _object(keys: Iterable[str], known: Json, may_lack: Sequence[str] = ()) -> Json:
    properties = {key: known.get(key) or _cell(key) for key in keys}
    return {
        "type": "object",
        "required": [key for key in properties if key not in may_lack],
        "properties": properties,
    }


def _cell(key: str) -> Json:
    """Money is whole rupiah before tax; what is not assessed is null."""
    return {"type": ["integer", "null"]} if key.endswith("_idr") else {}


def _as_of() -> Json:
    checkpoint = {"type": ["object", "null"], "properties": {"size": WHOLE, "root": {"type": "string"}}}
    entry = {"type": "integer", "description": _("entri terakhir yang terhitung")}
    return _object(("entry", "checkpoint"), {"entry": entry, "checkpoint": checkpoint})


def _period() -> Json:
    return _object(("from", "to"), {"from": SHAPES["dari"], "to": SHAPES["sampai"]})


def _problem() -> Json:
    """RFC 9457."""
    text = {"type": "string"}
    return _object(
        ("type", "title", "status", "detail", "instance"),
        {"type": text, "title": text, "status": {"type": "integer"}, "detail": text, "instance": text},
    )
