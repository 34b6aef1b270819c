"""Papers of money: invoice and kuitansi by the shop, the slip of PPh 22 by the platform (PMK 58/2022)."""

from typing import Any

from marketplace.purchasing.documents import blocks as b
from marketplace.purchasing.documents import parts
from marketplace.purchasing.documents import wording as w
from marketplace.purchasing.documents.sources import Source
from marketplace.purchasing.models import DocumentType

STAMP_DUTY_ABOVE_IDR = 5_000_000  # UU 10/2020 Pasal 3: papers naming more than Rp 5 million


def invoice(source: Source) -> dict[str, Any]:
    order, shop = source.order, source.supplier
    net, tax = _accepted(source)
    lines = parts.priced_lines(source, {line.line_number: line.accepted for line in source.lines})
    lines["totals"] = [
        b.total("Nilai diterima, dengan ongkos kirim", w.rupiah(net)),
        b.total("PPN", w.rupiah(tax)),
        *([b.total("Denda keterlambatan", w.rupiah(-order.penalty_idr))] if order.penalty_idr else []),
        b.total("Jumlah tagihan", w.rupiah(payable(source)), strong=True),
    ]
    return {
        "title": "INVOICE",
        "number": _number(source),
        "head": parts.shop_head(source),
        "blocks": [
            b.facts(
                *parts.reference_rows(source),
                _handover_row(source),
                ("Ditagihkan kepada", f"{source.buyer.name}, {source.buyer.address}"),
                ("Cara bayar", w.payment_path(order.payment_path)),
            ),
            lines,
            b.words("Terbilang:", w.in_words(payable(source))),
            b.facts(
                ("Bank", shop.bank_name),
                ("Nomor rekening", shop.bank_account),
                ("Atas nama", shop.bank_holder),
            ),
            b.note(
                "Dokumen tagihan Toko Daring dipersamakan dengan faktur pajak dan bukti pungut PPh Pasal 22 "
                "(PMK 58/PMK.03/2022). PPh Pasal 22 sebesar 0,5% dipotong saat dana diteruskan kepada Penyedia."
            ),
            b.signatures(parts.where(source), parts.shop_signer(source, "Hormat kami", countersigned=False)),
        ],
    }


def receipt(source: Source) -> dict[str, Any]:
    """Kuitansi; above Rp 5 million it carries stamp duty of Rp 10,000 (UU 10/2020)."""
    order = source.order
    total = payable(source)
    stamp = (
        "Nilai di atas Rp5.000.000: bea meterai Rp10.000 terutang (UU 10/2020). Dalam simulasi meterai tidak dibeli."
        if total > STAMP_DUTY_ABOVE_IDR
        else "Nilai sampai dengan Rp5.000.000: tidak terutang bea meterai (UU 10/2020)."
    )
    return {
        "title": "KUITANSI",
        "number": _number(source),
        "head": parts.shop_head(source),
        "blocks": [
            b.facts(
                ("Sudah terima dari", f"Bendahara Pengeluaran {source.buyer.name}"),
                ("Uang sejumlah", w.in_words(total)),
                ("Untuk pembayaran", f"{order.title}, sesuai pesanan {order.number}"),
                *parts.reference_rows(source)[2:],
                _handover_row(source),
                ("Kode rekening", f"{source.package.account_code} · {source.package.account_name}"),
            ),
            b.amount(w.rupiah(total)),
            b.note(stamp),
            b.signatures(
                parts.where(source),
                parts.official(source, "Setuju dibayar", "Pejabat Pembuat Komitmen", order.issued_by, signed=False),
                parts.official(source, "Lunas dibayar", "Bendahara Pengeluaran", order.paid_by, signed=False),
                parts.shop_signer(source, "Yang menerima", countersigned=False),
            ),
        ],
    }


def withholding(source: Source) -> dict[str, Any]:
    """Slip of PPh 22 collected by the platform: 0.5 % of the value before PPN (R27)."""
    order, shop = source.order, source.supplier
    net, tax = _accepted(source)
    return {
        "title": "BUKTI PEMUNGUTAN PPh PASAL 22",
        "number": _number(source),
        "head": parts.platform_head(),
        "blocks": [
            b.facts(
                ("Dipungut dari", shop.name),
                ("NPWP", shop.npwp),
                ("Alamat", shop.address),
                ("Pembeli", source.buyer.name),
                *parts.reference_rows(source),
            ),
            b.table(
                [b.column("Uraian", grow=True), b.column("Dasar", num=True), b.column("Tarif", num=True),
                 b.column("Pajak", num=True)],
                [["PPh Pasal 22 atas penjualan", w.rupiah(net), "0,5%", w.rupiah(order.withheld_idr)],
                 *([["PPN yang dipungut dan disetor", w.rupiah(net), "", w.rupiah(tax)]] if tax else [])],
                [b.total("Jumlah disetor ke kas negara", w.rupiah(order.withheld_idr + tax), strong=True)],
            ),
            b.words("Terbilang PPh Pasal 22:", w.in_words(order.withheld_idr)),
            b.facts(
                _date_row("Dibayar oleh unit", source, order.paid_at),
                _date_row("Diteruskan kepada Penyedia", source, order.credited_at),
                ("Diterima bersih Penyedia", w.rupiah(net - order.penalty_idr - order.withheld_idr)),
            ),
            b.note(
                "Dasar: PMK 58/PMK.03/2022. Disetor paling lambat tanggal 15 dan dilaporkan paling lambat tanggal 20 "
                "bulan berikutnya; dapat dikreditkan oleh Penyedia."
            ),
        ],
    }  # fmt: skip


def payable(source: Source) -> int:
    """What the unit pays: the accepted value with its tax, less the penalty."""
    net, tax = _accepted(source)
    return net + tax - source.order.penalty_idr


def _accepted(source: Source) -> tuple[int, int]:
    order = source.order
    return order.accepted_net_idr or 0, order.accepted_tax_idr or 0


def _handover_row(source: Source) -> tuple[str, str] | None:
    document = source.paper_of(DocumentType.HANDOVER)
    return (
        ("Berita Acara Serah Terima", f"{document.number} tanggal {parts.day_of(source, document)}")
        if document
        else None
    )


def _date_row(label: str, source: Source, instant: Any) -> tuple[str, str] | None:
    return (label, w.local_time(instant, source.zone)) if instant else None


def _number(source: Source) -> str:
    return source.document.number if source.document else ""
