"""Where an order stands, in one plain sentence for each status, and whom everybody is waiting for."""

from typing import Any

from flask_babel import lazy_gettext as _l

from marketplace.purchasing.models import Order
from marketplace.purchasing.statuses import OrderStatus as S

SITUATIONS: dict[str, Any] = {
    S.DRAFT: _l("Pesanan masih draf. Kirim permintaan penawaran, atau ajukan untuk disetujui PPK."),
    S.COMPARED: _l("Penawaran sudah dibandingkan. Minta penawaran, atau ajukan untuk disetujui PPK."),
    S.RFQ_SENT: _l("Penyedia diminta memberi penawaran: harga, ongkos kirim, dan waktu siap."),
    S.OFFER_RECEIVED: _l("Penawaran penyedia sudah masuk. Pejabat Pengadaan menerimanya atau menawar balik."),
    S.NEGOTIATING: _l("Pemesan menawar balik. Penyedia menjawab dengan penawaran baru, atau menolak."),
    S.PROPOSED: _l("Harga sudah disepakati. Usulan pesanan siap diajukan kepada PPK."),
    S.AWAITING_APPROVAL: _l(
        "Pesanan menunggu keputusan PPK. Anggaran dan persediaan sudah ditahan untuk pesanan ini."
    ),
    S.RETURNED: _l("PPK mengembalikan pesanan untuk diperbaiki. Baca catatannya, lalu susun ulang."),
    S.APPROVED: _l("Pesanan disetujui. Surat Pesanan tinggal diterbitkan dan ditandatangani PPK."),
    S.ISSUED: _l("Surat Pesanan sudah terbit. Penyedia menyatakan menerima atau menolak."),
    S.ACCEPTED: _l("Penyedia menerima Surat Pesanan. Barang disiapkan, lalu dikirim dengan surat jalan."),
    S.IN_PROCESS: _l("Penyedia sedang menyiapkan pesanan."),
    S.AMENDING: _l("Satu pihak mengusulkan perubahan. Pihak lain menjawab: setuju atau tidak."),
    S.DESPATCHED: _l(
        "Barang sedang dalam perjalanan. Setelah tiba, catat jumlah per baris. BAST terbit setelah pemeriksaan."
    ),
    S.BEING_PERFORMED: _l("Pekerjaan sedang berlangsung. Setelah selesai, catat apa yang diterima."),
    S.PARTLY_RECEIVED: _l(
        "Sebagian barang sudah tiba. Tunggu sisanya, atau periksa yang ada dan tutup kekurangannya."
    ),
    S.RECEIVED: _l("Barang sudah tiba. PPK memeriksa jumlah, mutu, dan waktu per baris."),
    S.INSPECTED: _l("Pemeriksaan selesai dan sesuai. BAST dapat ditandatangani kedua pihak."),
    S.NONCONFORMING: _l("Ada barang yang tidak sesuai. PPK memilih: retur, perbaikan, atau potong harga."),
    S.RETURNING: _l("Barang dikembalikan. Penyedia mengirim pengganti atas biayanya."),
    S.REPAIRING: _l("Penyedia memperbaiki. Setelah selesai, PPK memeriksa lagi."),
    S.PRICE_CUT: _l("PPK mengusulkan potongan harga. Setelah penyedia setuju, BAST terbit dengan nilai baru."),
    S.DISPUTED: _l("Kedua pihak berselisih. UKPBJ daerah menengahi."),
    S.HANDED_OVER: _l("BAST sudah terbit. Penyedia dapat menagih nilai yang diterima."),
    S.BILLED: _l("Tagihan masuk. Bendahara memeriksa Surat Pesanan, BAST, invoice, dan pajak."),
    S.BILL_RETURNED: _l("Tagihan dikembalikan. Penyedia membetulkan dan menagih lagi."),
    S.VERIFIED: _l("Tagihan lengkap. PA/KPA menyetujui pembayaran."),
    S.AWAITING_PAYMENT: _l("Pembayaran disetujui. Bendahara membayar ke rekening Toko Daring."),
    S.PAYMENT_FAILED: _l("Pembayaran gagal. Bendahara mengulang, atau menghentikannya."),
    S.PAID: _l("Unit sudah membayar. Toko Daring memotong pajak dan meneruskan sisanya kepada penyedia."),
    S.TAX_DEPOSITED: _l("Dana sudah diteruskan kepada penyedia dan pajak disetor."),
    S.AWAITING_ASSESSMENT: _l("Tinggal penilaian PPK atas penyedia. Setelah itu pesanan selesai dan dihitung."),
    S.COMPLETED: _l("Pesanan selesai dan dihitung di halaman transparansi."),
    S.CANCELLED: _l("Pesanan dibatalkan sebelum Surat Pesanan terbit. Anggaran sudah dilepas."),
    S.DISAPPROVED: _l("PPK menolak pesanan ini. Anggaran sudah dilepas."),
    S.RFQ_DECLINED: _l("Penyedia menolak permintaan. Susun ulang, atau pilih penyedia lain di katalog."),
    S.RFQ_EXPIRED: _l("Penyedia tidak menjawab sampai batas waktu. Susun ulang, atau pilih penyedia lain."),
    S.REFUSED: _l("Penyedia menolak Surat Pesanan. Anggaran sudah dilepas; susun ulang bila masih perlu."),
    S.ISSUE_EXPIRED: _l("Surat Pesanan tidak dijawab sampai batas waktu. Anggaran sudah dilepas."),
    S.STOPPED: _l(
        "Pesanan dihentikan atas kesepakatan. Yang sudah diterima baik tetap diserahterimakan dan dibayar."
    ),
    S.TERMINATED: _l("PPK memutus pesanan. Yang sudah diterima baik tetap diserahterimakan dan dibayar."),
    S.FAILED: _l("Pembayaran tidak terjadi dan pesanan gagal."),
    S.CLOSED_AT_YEAR_END: _l("Tahun anggaran berakhir sebelum pesanan selesai."),
}

OFFICIAL, PPK, SHOP = _l("Pejabat Pengadaan"), _l("PPK"), _l("penyedia")
TREASURER, HOLDER, UKPBJ, PLATFORM = _l("Bendahara"), _l("PA/KPA"), _l("UKPBJ daerah"), _l("Toko Daring")

AWAITED: dict[str, Any] = {
    **dict.fromkeys((S.DRAFT, S.COMPARED, S.OFFER_RECEIVED, S.PROPOSED, S.RETURNED), OFFICIAL),
    **dict.fromkeys(
        (S.AWAITING_APPROVAL, S.APPROVED, S.RECEIVED, S.INSPECTED, S.NONCONFORMING, S.AWAITING_ASSESSMENT), PPK
    ),
    **dict.fromkeys(
        (S.RFQ_SENT, S.NEGOTIATING, S.ISSUED, S.ACCEPTED, S.IN_PROCESS, S.RETURNING, S.REPAIRING, S.PRICE_CUT,
         S.HANDED_OVER, S.BILL_RETURNED, S.PARTLY_RECEIVED), SHOP,
    ),
    **dict.fromkeys((S.DESPATCHED, S.BEING_PERFORMED), _l("penerima barang")),
    S.AMENDING: _l("pihak yang belum menjawab"),
    S.DISPUTED: UKPBJ,
    **dict.fromkeys((S.BILLED, S.AWAITING_PAYMENT, S.PAYMENT_FAILED), TREASURER),
    S.VERIFIED: HOLDER,
    S.PAID: PLATFORM,
    S.TAX_DEPOSITED: PLATFORM,
}  # fmt: skip

# The road ahead, in the order of the trade: what is still to come after each status.
ROAD: tuple[tuple[Any, frozenset[S]], ...] = (
    (_l("Disusun dan diajukan"),
     frozenset({S.DRAFT, S.COMPARED, S.RFQ_SENT, S.OFFER_RECEIVED, S.NEGOTIATING, S.PROPOSED, S.RETURNED})),
    (_l("Persetujuan dan Surat Pesanan"), frozenset({S.AWAITING_APPROVAL, S.APPROVED})),
    (_l("Penerimaan oleh penyedia"), frozenset({S.ISSUED})),
    (_l("Pengiriman"), frozenset({S.ACCEPTED, S.IN_PROCESS, S.AMENDING, S.RETURNING})),
    (_l("Barang tiba"), frozenset({S.DESPATCHED, S.BEING_PERFORMED, S.PARTLY_RECEIVED})),
    (_l("Pemeriksaan dan BAST"),
     frozenset({S.RECEIVED, S.INSPECTED, S.NONCONFORMING, S.REPAIRING, S.PRICE_CUT, S.DISPUTED, S.STOPPED,
                S.TERMINATED})),
    (_l("Tagihan dan pembayaran"),
     frozenset({S.HANDED_OVER, S.BILLED, S.BILL_RETURNED, S.VERIFIED, S.AWAITING_PAYMENT, S.PAYMENT_FAILED,
                S.PAID, S.TAX_DEPOSITED})),
    (_l("Penilaian penyedia"), frozenset({S.AWAITING_ASSESSMENT})),
)  # fmt: skip


NOTHING_CAME: dict[str, Any] = {
    S.STOPPED: _l("Pesanan dihentikan atas kesepakatan sebelum ada yang diterima. Anggaran sudah dilepas."),
    S.TERMINATED: _l("PPK memutus pesanan sebelum ada yang diterima. Anggaran sudah dilepas."),
}


def situation_of(order: Order) -> str:
    """One sentence; an order that stopped before anything arrived has nothing left to hand over."""
    return str((NOTHING_CAME if order.closed_at else {}).get(order.status) or SITUATIONS[order.status])


def road_ahead(status: str) -> list[str]:
    """What still has to happen, the present stage first; nothing for an order that has ended."""
    for place, (_, statuses) in enumerate(ROAD):
        if status in statuses:
            return [str(title) for title, _ in ROAD[place:]]
    return []
