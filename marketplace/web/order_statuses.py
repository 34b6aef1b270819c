"""Each state of an order has one word and one tone, and each public reason one word, on every page.

They stand this low because the lifecycle reads them, and the public pages, which may not know the lifecycle.
"""

from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l

GOOD, WAIT, STOP, INFO, PLAIN = "good", "wait", "stop", "info", "plain"

# good: ended well; wait: somebody must act; stop: something is wrong; info: under way; plain: the rest
STATUSES: dict[str, tuple[str, Any]] = {
    "draf": (PLAIN, _l("Draf")),
    "dibandingkan": (PLAIN, _l("Dibandingkan")),
    "rfq_terkirim": (WAIT, _l("Menunggu penawaran")),
    "penawaran_masuk": (WAIT, _l("Penawaran masuk")),
    "negosiasi": (WAIT, _l("Negosiasi")),
    "usulan_pesanan": (PLAIN, _l("Usulan pesanan")),
    "menunggu_persetujuan": (WAIT, _l("Menunggu persetujuan")),
    "dikembalikan": (STOP, _l("Dikembalikan")),
    "disetujui": (INFO, _l("Disetujui")),
    "sp_terbit": (WAIT, _l("Surat Pesanan terbit")),
    "sp_diterima": (INFO, _l("Diterima penyedia")),
    "diproses": (INFO, _l("Diproses")),
    "adendum": (WAIT, _l("Adendum diusulkan")),
    "dikirim": (INFO, _l("Dikirim")),
    "dikerjakan": (INFO, _l("Dikerjakan")),
    "tiba_sebagian": (WAIT, _l("Tiba sebagian")),
    "tiba": (WAIT, _l("Tiba")),
    "diperiksa": (WAIT, _l("Diperiksa")),
    "tidak_sesuai": (STOP, _l("Tidak sesuai")),
    "retur": (STOP, _l("Retur")),
    "perbaikan": (STOP, _l("Perbaikan")),
    "potong_harga": (WAIT, _l("Potong harga")),
    "sengketa": (STOP, _l("Sengketa")),
    "bast_terbit": (INFO, _l("BAST terbit")),
    "ditagih": (WAIT, _l("Ditagih")),
    "tagihan_dikembalikan": (STOP, _l("Tagihan dikembalikan")),
    "verifikasi": (WAIT, _l("Tagihan diverifikasi")),
    "menunggu_bayar": (WAIT, _l("Menunggu bayar")),
    "gagal_bayar": (STOP, _l("Gagal bayar")),
    "dibayar": (INFO, _l("Dibayar")),
    "pajak_disetor": (INFO, _l("Dana diteruskan")),
    "menunggu_penilaian": (WAIT, _l("Menunggu penilaian")),
    "selesai": (GOOD, _l("Selesai")),
    "dibatalkan": (PLAIN, _l("Dibatalkan")),
    "ditolak": (STOP, _l("Ditolak")),
    "rfq_ditolak": (STOP, _l("Permintaan ditolak")),
    "rfq_kedaluwarsa": (PLAIN, _l("Permintaan kedaluwarsa")),
    "sp_ditolak": (STOP, _l("Surat Pesanan ditolak")),
    "sp_kedaluwarsa": (PLAIN, _l("Surat Pesanan kedaluwarsa")),
    "penghentian": (PLAIN, _l("Dihentikan bersama")),
    "pemutusan": (STOP, _l("Diputus")),
    "gagal": (STOP, _l("Gagal")),
    "ditutup_tahun_anggaran": (PLAIN, _l("Ditutup akhir tahun")),
}

# Why an order ended or was sent back: the only words about it that are public.
REASONS: dict[str, Any] = {
    "kebutuhan_berubah": _l("Kebutuhan berubah"),
    "anggaran_berubah": _l("Anggaran berubah"),
    "salah_input": _l("Salah isian"),
    "harga_tidak_sesuai": _l("Harga tidak sesuai"),
    "stok_habis": _l("Persediaan habis"),
    "di_luar_jangkauan": _l("Di luar jangkauan kirim"),
    "waktu_tidak_cukup": _l("Waktu tidak cukup"),
    "spesifikasi_tidak_sesuai": _l("Spesifikasi tidak sesuai"),
    "penyedia_tidak_menanggapi": _l("Penyedia tidak menanggapi"),
    "keadaan_kahar": _l("Keadaan kahar"),
    "penyedia_wanprestasi": _l("Penyedia ingkar janji"),
    "dokumen_tidak_lengkap": _l("Dokumen tidak lengkap"),
    "dana_tidak_tersedia": _l("Dana tidak tersedia"),
    "pembayaran_kedaluwarsa": _l("Pembayaran kedaluwarsa"),
    "dibatalkan_pembeli": _l("Dibatalkan pembeli"),
    "akhir_tahun_anggaran": _l("Akhir tahun anggaran"),
    "lainnya": _l("Lainnya"),
}


def status_tone(status: str) -> str:
    return STATUSES[status][0]


def status_word(status: str) -> str:
    """A state this version does not know is shown by its code, never hidden."""
    return str(STATUSES[status][1]) if status in STATUSES else status


def reason_word(code: str) -> str:
    return str(REASONS.get(code, code))


def init_app(app: Flask) -> None:
    app.add_template_filter(status_tone)
    app.add_template_filter(status_word)
    app.add_template_filter(reason_word)
