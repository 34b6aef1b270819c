"""The words on screen for what the code calls steps, roles, documents and ways to pay."""

from typing import Any

from flask_babel import lazy_gettext as _l

from marketplace.accounts.labels import ROLES
from marketplace.accounts.permissions import Role
from marketplace.purchasing.models import DocumentType
from marketplace.purchasing.statuses import OrderAction as A

# What happened, as the step rail and the notes tell it.
HAPPENED: dict[str, Any] = {
    A.COMPARE: _l("Penawaran dibandingkan"),
    A.SEND_RFQ: _l("Permintaan penawaran dikirim"),
    A.OFFER: _l("Penyedia menawar"),
    A.DECLINE_RFQ: _l("Penyedia menolak permintaan"),
    A.EXPIRE_RFQ: _l("Permintaan kedaluwarsa"),
    A.COUNTER: _l("Pemesan menawar balik"),
    A.PROPOSE: _l("Penawaran dipilih"),
    A.SUBMIT: _l("Diajukan untuk persetujuan"),
    A.WITHDRAW: _l("Pengajuan ditarik"),
    A.APPROVE: _l("Disetujui PPK"),
    A.RETURN: _l("Dikembalikan untuk diperbaiki"),
    A.DISAPPROVE: _l("Ditolak PPK"),
    A.REVISE: _l("Disusun ulang"),
    A.ISSUE: _l("Surat Pesanan terbit"),
    A.ACCEPT: _l("Diterima penyedia"),
    A.REFUSE: _l("Penyedia menolak Surat Pesanan"),
    A.EXPIRE_ISSUE: _l("Surat Pesanan kedaluwarsa"),
    A.START: _l("Mulai diproses"),
    A.PROPOSE_AMENDMENT: _l("Adendum diusulkan"),
    A.AGREE_AMENDMENT: _l("Adendum disepakati"),
    A.DECLINE_AMENDMENT: _l("Adendum ditolak"),
    A.DESPATCH: _l("Dikirim"),
    A.PERFORM: _l("Dikerjakan"),
    A.RECEIVE_PART: _l("Tiba sebagian"),
    A.RECEIVE: _l("Tiba lengkap"),
    A.INSPECT: _l("Diperiksa dan sesuai"),
    A.FIND_DEFECT: _l("Ditemukan ketidaksesuaian"),
    A.SEND_BACK: _l("Dikembalikan untuk diganti"),
    A.ASK_REPAIR: _l("Diminta diperbaiki"),
    A.CUT_PRICE: _l("Harga dipotong"),
    A.DISPUTE: _l("Disengketakan"),
    A.SETTLE: _l("Sengketa ditengahi"),
    A.HAND_OVER: _l("BAST ditandatangani"),
    A.BILL: _l("Ditagih"),
    A.RETURN_BILL: _l("Tagihan dikembalikan"),
    A.VERIFY_BILL: _l("Tagihan diverifikasi"),
    A.AUTHORISE_PAYMENT: _l("Pembayaran disetujui"),
    A.PAY: _l("Dibayar unit"),
    A.FAIL_PAYMENT: _l("Pembayaran gagal"),
    A.RETRY_PAYMENT: _l("Pembayaran diulang"),
    A.GIVE_UP_PAYMENT: _l("Pembayaran dihentikan"),
    A.PAY_OUT: _l("Dana diteruskan ke penyedia"),
    A.REQUEST_ASSESSMENT: _l("Penilaian diminta"),
    A.ASSESS: _l("Penyedia dinilai, selesai"),
    A.CLOSE_UNASSESSED: _l("Selesai tanpa penilaian"),
    A.AGREE_CUT: _l("Penyedia menyetujui potongan harga"),
    A.REQUEST_STOP: _l("Penghentian bersama diminta"),
    A.STOP: _l("Dihentikan bersama"),
    A.TERMINATE: _l("Diputus sepihak"),
    A.CLOSE_YEAR: _l("Ditutup akhir tahun anggaran"),
    A.CANCEL: _l("Dibatalkan"),
}

PAYMENT_PATHS: dict[str, Any] = {
    "up": _l("Uang Persediaan (UP)"),
    "gu": _l("Ganti Uang (GU)"),
    "ls": _l("Langsung (LS)"),
    "kkpd": _l("Kartu Kredit Pemerintah Daerah (KKPD)"),
}

DEFECTS: dict[str, Any] = {
    "": _l("Tidak ada, semua baik"),
    "rusak": _l("Rusak"),
    "kurang": _l("Kurang"),
    "beda_spesifikasi": _l("Beda spesifikasi"),
    "kedaluwarsa": _l("Kedaluwarsa"),
    "tidak_berfungsi": _l("Tidak berfungsi"),
    "lainnya": _l("Lainnya"),
}

COMPLAINTS: dict[str, Any] = {
    "barang_rusak": _l("Barang rusak"),
    "kurang": _l("Barang kurang"),
    "beda_spesifikasi": _l("Beda spesifikasi"),
    "terlambat": _l("Terlambat"),
    "harga": _l("Harga"),
    "pajak": _l("Pajak"),
    "belum_dibayar": _l("Belum dibayar"),
    "permintaan_imbalan": _l("Permintaan imbalan"),
    "bast_fiktif": _l("BAST fiktif"),
}

METHODS: dict[str, Any] = {"langsung": _l("Beli langsung"), "negosiasi": _l("Negosiasi")}

DOCUMENTS: dict[str, Any] = {
    DocumentType.PURCHASE_ORDER: _l("Surat Pesanan"),
    DocumentType.AMENDMENT: _l("Adendum"),
    DocumentType.DELIVERY_NOTE: _l("Surat Jalan"),
    DocumentType.INSPECTION: _l("Berita Acara Pemeriksaan"),
    DocumentType.HANDOVER: _l("Berita Acara Serah Terima"),
    DocumentType.INVOICE: _l("Invoice"),
    DocumentType.RECEIPT: _l("Kuitansi"),
    DocumentType.WITHHOLDING: _l("Bukti pungut PPh 22"),
}

SANCTIONS: dict[str, Any] = {
    "teguran": _l("Teguran"),
    "suspensi_6_bulan": _l("Suspensi 6 bulan"),
    "turun_tayang_1_tahun": _l("Turun tayang 1 tahun"),
    "daftar_hitam_1_tahun": _l("Daftar hitam 1 tahun"),
    "daftar_hitam_2_tahun": _l("Daftar hitam 2 tahun"),
}


def action_label(action: str) -> str:
    return str(HAPPENED.get(action, action))


def role_label(role: str | None) -> str:
    words = {str(known): text for known, text in ROLES.items()}
    return str(words.get(role or Role.SYSTEM, role))


def document_label(kind: str) -> str:
    return str(DOCUMENTS.get(kind, kind))
