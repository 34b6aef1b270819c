"""Words for codes in the log. A code without a word is shown as it is, never hidden."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

Words = Mapping[str, Any]

METHODS: Words = {"langsung": _l("Pembelian langsung"), "negosiasi": _l("Negosiasi")}
FLAWS: Words = {
    "terlambat": _l("ada baris yang terlambat"),
    "cacat": _l("tidak diterima pada pemeriksaan pertama"),
    "bayar_lambat": _l("uang sampai di toko lebih dari 10 hari"),
    "tanpa_penilaian": _l("ditutup tanpa penilaian PPK"),
}
SIZES: Words = {
    "mikro": _l("Usaha mikro"),
    "kecil": _l("Usaha kecil"),
    "menengah": _l("Usaha menengah"),
    "besar": _l("Usaha besar"),
    "koperasi": _l("Koperasi"),
}
KINDS: Words = {
    "pemerintah": _l("Pemerintah daerah"),
    "sekretariat": _l("Sekretariat"),
    "bagian": _l("Bagian"),
    "inspektorat": _l("Inspektorat"),
    "dinas": _l("Dinas"),
    "satpol": _l("Satpol PP"),
    "badan": _l("Badan"),
    "rsud": _l("RSUD"),
    "upt": _l("UPT"),
    "puskesmas": _l("Puskesmas"),
    "smp": _l("SMP"),
    "kecamatan": _l("Kecamatan"),
    "kelurahan": _l("Kelurahan"),
}
COMPLAINTS: Words = {
    "barang_rusak": _l("barang rusak"),
    "rusak": _l("barang rusak"),
    "kurang": _l("jumlah kurang"),
    "beda_spek": _l("beda spesifikasi"),
    "beda_spesifikasi": _l("beda spesifikasi"),
    "sengketa": _l("sengketa"),
    "terlambat": _l("terlambat"),
    "harga": _l("harga"),
    "pajak": _l("pajak"),
    "belum_dibayar": _l("belum dibayar"),
    "permintaan_imbalan": _l("permintaan imbalan"),
    "bast_fiktif": _l("BAST fiktif"),
}
SANCTIONS: Words = {
    "teguran": _l("Teguran"),
    "bekukan_produk": _l("Pembekuan produk"),
    "suspensi_6_bulan": _l("Suspensi 6 bulan"),
    "turun_tayang_1_tahun": _l("Turun tayang 1 tahun"),
    "daftar_hitam_1_tahun": _l("Daftar hitam 1 tahun"),
    "daftar_hitam_2_tahun": _l("Daftar hitam 2 tahun"),
}
STEPS: Words = {
    "compared": _l("Penawaran dibandingkan"),
    "rfq_sent": _l("Permintaan penawaran dikirim"),
    "offered": _l("Penyedia menawar"),
    "countered": _l("Pembeli menawar balik"),
    "rfq_declined": _l("Penyedia menolak permintaan"),
    "rfq_expired": _l("Permintaan kedaluwarsa"),
    "proposed": _l("Pesanan diusulkan"),
    "submitted": _l("Diajukan untuk disetujui"),
    "withdrawn": _l("Pengajuan ditarik"),
    "approved": _l("Disetujui PPK"),
    "returned": _l("Dikembalikan untuk diperbaiki"),
    "disapproved": _l("Ditolak PPK"),
    "revised": _l("Diperbaiki"),
    "issued": _l("Surat Pesanan terbit"),
    "accepted": _l("Surat Pesanan diterima penyedia"),
    "refused": _l("Surat Pesanan ditolak penyedia"),
    "issue_expired": _l("Surat Pesanan kedaluwarsa"),
    "started": _l("Mulai dikerjakan"),
    "amendment_proposed": _l("Adendum diusulkan"),
    "amended": _l("Adendum disepakati"),
    "amendment_declined": _l("Adendum ditolak"),
    "despatched": _l("Barang dikirim"),
    "performed": _l("Jasa dilaksanakan"),
    "partly_received": _l("Tiba sebagian"),
    "received": _l("Tiba"),
    "inspected": _l("Diperiksa PPK"),
    "defect_found": _l("Ada yang tidak sesuai"),
    "sent_back": _l("Dikembalikan ke penyedia"),
    "repair_asked": _l("Diminta diperbaiki"),
    "price_cut": _l("Harga dipotong"),
    "price_cut_agreed": _l("Potongan harga disepakati penyedia"),
    "disputed": _l("Dipersengketakan"),
    "settled": _l("Sengketa diselesaikan"),
    "handed_over": _l("BAST ditandatangani"),
    "billed": _l("Ditagih"),
    "bill_returned": _l("Tagihan dikembalikan"),
    "bill_verified": _l("Tagihan diverifikasi"),
    "payment_authorised": _l("Pembayaran disetujui PA/KPA"),
    "paid": _l("Dibayar satuan kerja"),
    "payment_failed": _l("Pembayaran gagal"),
    "payment_retried": _l("Pembayaran diulang"),
    "payment_given_up": _l("Pembayaran dihentikan"),
    "paid_out": _l("Uang masuk rekening penyedia, pajak disetor"),
    "assessment_requested": _l("Menunggu penilaian"),
    "completed": _l("Penyedia dinilai, pesanan selesai"),
    "closed_unassessed": _l("Ditutup tanpa penilaian"),
    "stop_requested": _l("Penghentian diminta"),
    "stopped": _l("Dihentikan bersama"),
    "terminated": _l("Diputus PPK"),
    "year_closed": _l("Ditutup akhir tahun anggaran"),
    "cancelled": _l("Dibatalkan"),
}
