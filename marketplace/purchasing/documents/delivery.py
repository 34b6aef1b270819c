"""Papers of delivery: surat jalan by the shop, berita acara pemeriksaan and serah terima by the unit (R26)."""

from typing import Any

from marketplace.purchasing.documents import blocks as b
from marketplace.purchasing.documents import parts
from marketplace.purchasing.documents import wording as w
from marketplace.purchasing.documents.sources import Source

QUANTITY_COLUMNS = (b.column("No"), b.column("Uraian barang/jasa", grow=True))


def delivery_note(source: Source) -> dict[str, Any]:
    order, data = source.order, _data(source)
    return {
        "title": "SURAT JALAN",
        "number": _number(source),
        "head": parts.shop_head(source),
        "blocks": [
            b.facts(
                *parts.reference_rows(source),
                ("Kepada", f"{order.recipient_name}, {source.buyer.name}"),
                ("Alamat tujuan", order.delivery_address),
                _row("Kurir", data.get("courier")),
                _row("Kendaraan", data.get("vehicle")),
                _row("Keterangan", data.get("note")),
            ),
            b.table(
                [*QUANTITY_COLUMNS, b.column("Dipesan", num=True), b.column("Dikirim", num=True)],
                _quantity_rows(source, lambda line, sent: [_quantity(line, line.quantity), _quantity(line, sent)]),
            ),
            b.note("Jumlah dan mutu barang diperiksa oleh penerima pada saat serah terima."),
            b.signatures(
                parts.where(source),
                parts.shop_signer(source, "Pengirim", countersigned=False),
                b.signer("Penerima", source.buyer.short_name, order.recipient_name, [], None),
            ),
        ],
    }


def inspection(source: Source) -> dict[str, Any]:
    data = _data(source)
    return {
        "title": "BERITA ACARA PEMERIKSAAN",
        "number": _number(source),
        "head": parts.unit_head(source),
        "blocks": [
            b.text(_opening(source) + " telah dilakukan pemeriksaan atas hasil pekerjaan berikut:"),
            b.facts(*parts.reference_rows(source), ("Penyedia", source.supplier.name)),
            b.table(
                [
                    *QUANTITY_COLUMNS,
                    b.column("Dipesan", num=True),
                    b.column("Tiba", num=True),
                    b.column("Baik dan sesuai", num=True),
                ],
                _quantity_rows(
                    source,
                    lambda line, good: [_quantity(line, n) for n in (line.quantity, line.received, good)],
                ),
            ),
            b.facts(_row("Catatan", data.get("note") or data.get("defect"))),
            b.text("Demikian berita acara ini dibuat untuk dipergunakan sebagaimana mestinya."),
            b.signatures(
                parts.where(source),
                b.signer("Mengetahui, Penerima", source.buyer.short_name, source.order.recipient_name, [], None),
                parts.official(source, "Yang memeriksa", "Pejabat Pembuat Komitmen", _signer(source)),
            ),
        ],
    }


def handover(source: Source) -> dict[str, Any]:
    """BAST starts the right to be paid; it states what was accepted, when, and the penalty if it was late."""
    order, data = source.order, _data(source)
    accepted = _quantities(source) or {line.line_number: line.accepted for line in source.lines}
    net = order.accepted_net_idr or 0
    lines = parts.priced_lines(source, accepted)
    lines["totals"] = [
        b.total("Nilai diterima, dengan ongkos kirim", w.rupiah(net)),
        b.total("PPN", w.rupiah(order.accepted_tax_idr or 0)),
        *([b.total("Denda keterlambatan", w.rupiah(-order.penalty_idr))] if order.penalty_idr else []),
        b.total(
            "Hak tagih Penyedia",
            w.rupiah(net + (order.accepted_tax_idr or 0) - order.penalty_idr),
            strong=True,
        ),
    ]
    late_days = data.get("late_days", 0)
    return {
        "title": "BERITA ACARA SERAH TERIMA",
        "number": _number(source),
        "head": parts.unit_head(source),
        "blocks": [
            b.text(
                _opening(source) + " Penyedia telah menyerahkan, dan Pejabat Pembuat Komitmen telah menerima, "
                "hasil pekerjaan di bawah ini dalam keadaan baik dan sesuai Surat Pesanan."
            ),
            b.facts(*parts.reference_rows(source)),
            parts.parties(source),
            lines,
            b.facts(
                ("Batas penyerahan", w.long_date(order.due_on or order.needed_on)),
                ("Keterlambatan", f"{late_days} hari kalender" if late_days else "tidak ada"),
                (
                    ("Denda", f"1/1000 × nilai terlambat × {late_days} hari = {w.rupiah(order.penalty_idr)}")
                    if order.penalty_idr
                    else None
                ),
            ),
            b.signatures(
                parts.where(source),
                parts.shop_signer(source, "Yang menyerahkan", countersigned=True),
                parts.official(source, "Yang menerima", "Pejabat Pembuat Komitmen", _signer(source)),
            ),
        ],
    }


def _opening(source: Source) -> str:
    document = source.document
    if document is None:
        return "Pada hari ini"
    day = w.local_date(document.issued_at, source.zone)
    return f"Pada hari ini, {w.date_in_words(day)} ({day:%d-%m-%Y}), di {source.region.name},"


def _quantity_rows(source: Source, cells: Any) -> list[list[str]]:
    quantities = _quantities(source)
    return [
        [str(line.line_number), line.product_name, *cells(line, quantities.get(line.line_number, 0))]
        for line in source.lines
    ]


def _quantity(line: Any, quantity: int) -> str:
    return f"{w.number(quantity)} {line.unit}"


def _quantities(source: Source) -> dict[int, int]:
    return {int(n): int(quantity) for n, quantity in _data(source).get("lines", [])}


def _data(source: Source) -> dict[str, Any]:
    return source.document.data if source.document else {}


def _number(source: Source) -> str:
    return source.document.number if source.document else ""


def _signer(source: Source) -> int | None:
    return source.document.signed_by if source.document else None


def _row(label: str, value: object) -> tuple[str, str] | None:
    return (label, str(value)) if value else None
