"""Surat Pesanan, which is the contract in e-purchasing (Perpres 12/2021 Pasal 28), and its amendment."""

from datetime import date
from typing import Any

from marketplace.purchasing.documents import blocks as b
from marketplace.purchasing.documents import parts
from marketplace.purchasing.documents import wording as w
from marketplace.purchasing.documents.sources import Source


def surat_pesanan(source: Source) -> dict[str, Any]:
    order, package = source.order, source.package
    lines = parts.priced_lines(source)
    lines["totals"] = [
        b.total("Nilai barang/jasa", w.rupiah(order.goods_net_idr)),
        b.total("Ongkos kirim", w.rupiah(order.shipping_net_idr)),
        b.total("Dasar pengenaan pajak", w.rupiah(order.goods_net_idr + order.shipping_net_idr)),
        b.total("PPN", w.rupiah(order.tax_idr)),
        b.total("Jumlah dibayar", w.rupiah(order.gross_idr), strong=True),
    ]
    return {
        "title": "SURAT PESANAN",
        "number": source.document.number if source.document else "",
        "head": parts.unit_head(source),
        "blocks": [
            b.facts(
                ("Nomor pesanan", order.number),
                ("Nama paket", order.title),
                ("Kode RUP", f"{package.rup_code} · {package.name}"),
                ("Kode rekening", f"{package.account_code} · {package.account_name}"),
                (
                    "Metode",
                    "E-purchasing, " + ("negosiasi harga" if order.method == "negosiasi" else "beli langsung"),
                ),
                ("Cara bayar", w.payment_path(order.payment_path)),
            ),
            parts.parties(source),
            lines,
            b.words("Terbilang:", w.in_words(order.gross_idr)),
            b.facts(
                ("Tanggal penyerahan", f"paling lambat {w.long_date(order.due_on or order.needed_on)}"),
                ("Tempat penyerahan", order.delivery_address),
                ("Penerima", order.recipient_name),
            ),
            b.heading("Ketentuan"),
            b.clauses(*clauses(source)),
            b.signatures(
                parts.where(source),
                parts.official(
                    source,
                    "Untuk dan atas nama Pemesan",
                    "Pejabat Pembuat Komitmen",
                    order.issued_by or order.approved_by,
                ),
                parts.shop_signer(source, "Menyetujui, untuk dan atas nama Penyedia", countersigned=True),
            ),
        ],
    }


def clauses(source: Source) -> list[str]:
    order = source.order
    tax = (
        f"Harga di atas sudah termasuk PPN sebesar {w.rupiah(order.tax_idr)}."
        if order.tax_idr
        else "Atas pesanan ini tidak dipungut PPN."
    )
    return [
        "Penyedia menyerahkan barang/jasa sesuai uraian, jumlah, mutu, waktu dan tempat yang tercantum "
        "dalam surat ini.",
        f"{tax} Toko Daring selaku Pihak Lain memungut PPh Pasal 22 sebesar 0,5% dari nilai sebelum PPN "
        "(PMK 58/PMK.03/2022); pungutan itu dapat dikreditkan oleh Penyedia.",
        "Keterlambatan dikenai denda 1/1000 (satu per seribu) dari nilai bagian yang terlambat, sebelum PPN, untuk "
        "setiap hari kalender (Perpres 16/2018 Pasal 79 ayat (4)); denda dipotong dari pembayaran.",
        "Pejabat Pembuat Komitmen memeriksa hasil pekerjaan sebelum serah terima. Barang yang rusak, kurang atau "
        "tidak sesuai diganti atau diperbaiki atas biaya Penyedia.",
        "Penyedia menjamin barang selama masa garansi pabrik atau sekurangnya 7 (tujuh) hari kalender setelah "
        "serah terima; barang konsumsi dijamin layak pada saat diserahkan.",
        "Pembayaran dilakukan setelah Berita Acara Serah Terima ditandatangani, atas bagian yang diterima.",
        "Penyedia yang tidak memenuhi Surat Pesanan tanpa alasan yang sah dapat dihentikan sementara dari "
        "e-purchasing selama 6 (enam) bulan (Perpres 16/2018 Pasal 80).",
        "Perubahan surat ini dituangkan dalam adendum yang disetujui kedua pihak. Perselisihan diselesaikan dengan "
        "musyawarah, kemudian melalui mediasi UKPBJ.",
    ]


def amendment(source: Source) -> dict[str, Any]:
    """An amendment says what changed, from what to what, and why."""
    data = source.document.data if source.document else {}
    return {
        "title": "ADENDUM SURAT PESANAN",
        "number": source.document.number if source.document else "",
        "head": parts.unit_head(source),
        "blocks": [
            b.facts(*parts.reference_rows(source)),
            parts.parties(source),
            b.text("Kedua pihak sepakat mengubah Surat Pesanan tersebut di atas sebagai berikut:"),
            b.facts(
                ("Tanggal penyerahan semula", day_text(data.get("old_due_on"))),
                ("Tanggal penyerahan menjadi", day_text(data.get("new_due_on"))),
                ("Alasan", str(data.get("reason", "–"))),
            ),
            b.text("Ketentuan lain dalam Surat Pesanan tetap berlaku."),
            b.signatures(
                parts.where(source),
                parts.official(source, "Pemesan", "Pejabat Pembuat Komitmen", source.order.issued_by),
                parts.shop_signer(source, "Penyedia", countersigned=True),
            ),
        ],
    }


def day_text(iso: str | None) -> str:
    return w.long_date(date.fromisoformat(iso)) if iso else "–"
