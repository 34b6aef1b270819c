"""Berita acara negosiasi: every round as it was made; the last one is the price of the Surat Pesanan."""

from typing import Any

from marketplace.purchasing.documents import blocks as b
from marketplace.purchasing.documents import parts
from marketplace.purchasing.documents import wording as w
from marketplace.purchasing.documents.sources import Source
from marketplace.purchasing.models import Offer


def record(source: Source) -> dict[str, Any]:
    order = source.order
    saved = order.list_net_idr - order.goods_net_idr
    return {
        "title": "BERITA ACARA NEGOSIASI",
        "number": f"BAN/{order.number}",
        "head": parts.unit_head(source),
        "blocks": [
            b.facts(*parts.reference_rows(source), ("Penyedia", source.supplier.name)),
            b.text("Perundingan harga dan syarat dilakukan di dalam sistem dengan urutan sebagai berikut:"),
            b.table(
                [b.column("Putaran"), b.column("Pihak"), b.column("Waktu"), b.column("Catatan", grow=True),
                 b.column("Kesiapan", num=True), b.column("Nilai barang + kirim", num=True)],
                [_row(source, offer) for offer in source.offers],
            ),
            b.facts(
                ("Nilai menurut katalog", w.rupiah(order.list_net_idr)),
                ("Nilai barang disepakati", w.rupiah(order.goods_net_idr)),
                ("Ongkos kirim disepakati", w.rupiah(order.shipping_net_idr)),
                ("Selisih dari katalog", w.rupiah(saved)),
            ),
            b.signatures(
                parts.where(source),
                parts.official(source, "Pemesan", "Pejabat Pengadaan", order.drafted_by, signed=False),
                b.signer("Penyedia", source.supplier.name, _shop_side(source), [], None),
            ),
        ],
    }  # fmt: skip


def _row(source: Source, offer: Offer) -> list[str]:
    return [
        str(offer.round),
        "Penyedia" if offer.by_supplier else "Pemesan",
        w.local_time(offer.made_at, source.zone),
        offer.note or "–",
        f"{offer.lead_days} hari",
        w.rupiah(offer.goods_net_idr + offer.shipping_net_idr),
    ]


def _shop_side(source: Source) -> str:
    made = [offer.made_by for offer in source.offers if offer.by_supplier]
    return parts.name_of(source.person(made[-1])) if made else source.supplier.name
