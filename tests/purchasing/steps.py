"""Every step a person can take on an order: where it starts, who takes it, what is typed, where it leads."""

from dataclasses import dataclass, field

from marketplace.purchasing.statuses import OrderStatus as S

PP, PPK, KPA, TREASURER = "pp.sukun", "ppk.sukun", "kpa.sukun", "bendahara.sukun"
SHOP, ADMIN, PLATFORM = "atk", "admin.malang", "platform"
REASON = {"reason": "kebutuhan_berubah", "note": "Rapat ditunda."}
SHOP_REASON = {"reason": "stok_habis", "note": "Baru saja habis."}
BREACH = {"reason": "penyedia_wanprestasi", "note": "Tidak pernah dikirim."}
PAPERS = {"reason": "dokumen_tidak_lengkap", "note": "Kuitansi belum ada."}
NO_MONEY = {"reason": "dana_tidak_tersedia", "note": "Saldo UP habis."}
MARKS = {"quality": "3", "cost": "2", "time": "3", "service": "2", "comment": "Baik."}


@dataclass(frozen=True)
class Case:
    """One row: `wrong_role` sees the order but may not take the step; `outsider` may not see it at all."""

    noun: str
    start: S
    actor: str
    wrong_role: str
    end: S
    typed: dict[str, str] = field(default_factory=dict)
    invalid: dict[str, str] | None = None  # typed instead; None: the step asks for nothing that could be wrong
    outsider: str = "outsider.ppk"


CASES = [
    Case("draf", S.DRAFT, PP, KPA, S.DRAFT,
         {"line_1": "4", "title": "Kertas untuk rapat", "needed_on": "2023-09-12", "delivery_address": "Jl. Contoh 1",
          "recipient_name": "Rina"}, {"line_1": "banyak", "title": "K"}),
    Case("perbandingan", S.DRAFT, PP, KPA, S.COMPARED, {"reason": "Lebih dekat"}, {"products": "999999"}),
    Case("revisi", S.RETURNED, PP, KPA, S.DRAFT),
    Case("permintaan-penawaran", S.DRAFT, PP, KPA, S.RFQ_SENT),
    Case("penawaran", S.RFQ_SENT, SHOP, PP, S.OFFER_RECEIVED,
         {"line_1": "48.000", "shipping_idr": "0", "lead_days": "2", "note": "Siap"},
         {"line_1": "51.000", "shipping_idr": "gratis", "lead_days": "2"}),
    Case("tawaran-balik", S.OFFER_RECEIVED, PP, SHOP, S.NEGOTIATING,
         {"line_1": "47.000", "shipping_idr": "0", "lead_days": "2"}, {"line_1": "", "shipping_idr": "0"}),
    Case("usulan", S.OFFER_RECEIVED, PP, SHOP, S.PROPOSED),
    Case("penolakan-permintaan", S.RFQ_SENT, SHOP, PP, S.RFQ_DECLINED, SHOP_REASON, {"reason": "anggaran_berubah"}),
    Case("penarikan-penawaran", S.OFFER_RECEIVED, SHOP, PP, S.RFQ_DECLINED, SHOP_REASON, {"reason": ""}),
    Case("pengajuan", S.DRAFT, PP, KPA, S.AWAITING_APPROVAL),
    Case("penarikan", S.AWAITING_APPROVAL, PP, TREASURER, S.DRAFT),
    Case("persetujuan", S.AWAITING_APPROVAL, PPK, PP, S.APPROVED, {"note": "Setuju"}, {"note": "x" * 1001}),
    Case("pengembalian", S.AWAITING_APPROVAL, PPK, PP, S.RETURNED, {"note": "Kurangi"}, {"note": ""}),
    Case("penolakan", S.AWAITING_APPROVAL, PPK, PP, S.DISAPPROVED, REASON, {"reason": ""}),
    Case("surat-pesanan", S.APPROVED, PPK, PP, S.ISSUED),
    Case("penerimaan-pesanan", S.ISSUED, SHOP, PPK, S.ACCEPTED),
    Case("penolakan-pesanan", S.ISSUED, SHOP, PPK, S.REFUSED, SHOP_REASON, {"reason": ""}),
    Case("pengerjaan", S.ACCEPTED, SHOP, PPK, S.IN_PROCESS),
    Case("pembatalan", S.AWAITING_APPROVAL, PP, TREASURER, S.CANCELLED, REASON, {"reason": ""}),
    Case("pengiriman", S.ACCEPTED, SHOP, PPK, S.DESPATCHED, {"line_1": "10", "courier": "Sendiri"}, {"line_1": "11"}),
    Case("pelaksanaan", S.ACCEPTED, SHOP, PPK, S.BEING_PERFORMED, {"line_1": "10"}, {"line_1": "-1"}),
    Case("penerimaan", S.DESPATCHED, PP, TREASURER, S.RECEIVED, {"line_1": "10"}, {"line_1": "99"}),
    Case("pemeriksaan", S.RECEIVED, PPK, PP, S.INSPECTED, {"line_1": "10"}, {"line_1": "11"}),
    Case("retur", S.NONCONFORMING, PPK, PP, S.RETURNING, {"note": "Ganti"}, {"note": "x" * 1001}),
    Case("perbaikan", S.NONCONFORMING, PPK, PP, S.REPAIRING, {"note": "Perbaiki"}, {"note": "x" * 1001}),
    Case("potongan-harga", S.NONCONFORMING, PPK, PP, S.PRICE_CUT, {"line_1": "40.000"}, {"line_1": "60.000"}),
    Case("persetujuan-potongan", S.PRICE_CUT, SHOP, PPK, S.PRICE_CUT),
    Case("serah-terima", S.INSPECTED, PPK, PP, S.HANDED_OVER),
    Case("tagihan", S.HANDED_OVER, SHOP, PPK, S.BILLED),
    Case("verifikasi", S.BILLED, TREASURER, PPK, S.VERIFIED,
         {"surat_pesanan": "y", "bast": "y", "tagihan": "y", "pajak": "y"}, {"surat_pesanan": "y"}),
    Case("pengembalian-tagihan", S.BILLED, TREASURER, PPK, S.BILL_RETURNED, PAPERS, {"reason": "dokumen_tidak_lengkap", "note": ""}),
    Case("otorisasi", S.VERIFIED, KPA, TREASURER, S.AWAITING_PAYMENT),
    Case("pembayaran", S.AWAITING_PAYMENT, TREASURER, PPK, S.PAID, {"reference": "NPD-017"}, {"reference": "<b>"}),
    Case("kegagalan-pembayaran", S.AWAITING_PAYMENT, TREASURER, PPK, S.PAYMENT_FAILED, NO_MONEY, {"reason": ""}),
    Case("pembayaran-ulang", S.PAYMENT_FAILED, TREASURER, PPK, S.AWAITING_PAYMENT),
    Case("pembatalan-pembayaran", S.PAYMENT_FAILED, TREASURER, PPK, S.FAILED, NO_MONEY, {"reason": "x"}),
    Case("pencairan", S.PAID, PLATFORM, TREASURER, S.AWAITING_ASSESSMENT),
    Case("penilaian", S.AWAITING_ASSESSMENT, PPK, PP, S.COMPLETED, MARKS, MARKS | {"time": "4"}),
    Case("penilaian-pemesan", S.HANDED_OVER, SHOP, PPK, S.HANDED_OVER, MARKS, MARKS | {"cost": ""}),
    Case("adendum", S.ACCEPTED, SHOP, PP, S.AMENDING, {"due_on": "2023-09-15", "line_1": "10", "reason": "Bahan telat"},
         {"due_on": "besok", "line_1": "10", "reason": ""}),
    Case("persetujuan-adendum", S.AMENDING, PPK, PP, S.IN_PROCESS),
    Case("penolakan-adendum", S.AMENDING, PPK, PP, S.IN_PROCESS, {"note": "Tidak bisa"}, {"note": "x" * 1001}),
    Case("sengketa", S.NONCONFORMING, SHOP, PP, S.DISPUTED, {"note": "Barang baik"}, {"note": ""}),
    Case("penyelesaian-sengketa", S.DISPUTED, ADMIN, PPK, S.NONCONFORMING, {"note": "Sepakat"}, {"note": ""}),
    Case("permintaan-penghentian", S.ACCEPTED, PPK, PP, S.ACCEPTED, REASON, {"reason": ""}),
    Case("pemutusan", S.ACCEPTED, PPK, PP, S.TERMINATED, BREACH, {"reason": "penyedia_wanprestasi", "note": ""}),
    Case("komplain", S.ACCEPTED, PP, ADMIN, S.ACCEPTED, {"kind": "terlambat", "note": "Belum tiba"},
         {"kind": "", "note": ""}),
    Case("sanksi", S.TERMINATED, KPA, PPK, S.TERMINATED, {"sanction": "suspensi_6_bulan", "reason": "Tidak mengirim"},
         {"sanction": "penjara", "reason": "Tidak mengirim"}),
]  # fmt: skip
