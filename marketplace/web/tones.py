"""How the state of an order looks: one tone for each. The words come from `purchasing.labels`."""

from flask import Flask

GOOD, WAIT, STOP, INFO, PLAIN = "good", "wait", "stop", "info", "plain"

# good: ended well; wait: somebody must act; stop: something is wrong; info: under way; plain: the rest
TONES = {
    "draf": PLAIN,
    "dibandingkan": PLAIN,
    "rfq_terkirim": WAIT,
    "penawaran_masuk": WAIT,
    "negosiasi": WAIT,
    "usulan_pesanan": PLAIN,
    "menunggu_persetujuan": WAIT,
    "dikembalikan": STOP,
    "disetujui": INFO,
    "sp_terbit": WAIT,
    "sp_diterima": INFO,
    "diproses": INFO,
    "adendum": WAIT,
    "dikirim": INFO,
    "dikerjakan": INFO,
    "tiba_sebagian": WAIT,
    "tiba": WAIT,
    "diperiksa": WAIT,
    "tidak_sesuai": STOP,
    "retur": STOP,
    "perbaikan": STOP,
    "potong_harga": WAIT,
    "sengketa": STOP,
    "bast_terbit": INFO,
    "ditagih": WAIT,
    "tagihan_dikembalikan": STOP,
    "verifikasi": WAIT,
    "menunggu_bayar": WAIT,
    "gagal_bayar": STOP,
    "dibayar": INFO,
    "pajak_disetor": INFO,
    "menunggu_penilaian": WAIT,
    "selesai": GOOD,
    "dibatalkan": PLAIN,
    "ditolak": STOP,
    "rfq_ditolak": STOP,
    "rfq_kedaluwarsa": PLAIN,
    "sp_ditolak": STOP,
    "sp_kedaluwarsa": PLAIN,
    "penghentian": PLAIN,
    "pemutusan": STOP,
    "gagal": STOP,
    "ditutup_tahun_anggaran": PLAIN,
}


def status_tone(status: str) -> str:
    return TONES[status]


def init_app(app: Flask) -> None:
    app.add_template_filter(status_tone)
