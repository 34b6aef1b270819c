"""Words on the public pages for codes in the log. A code without a word is shown as it is, never hidden."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from flask_babel import format_decimal, format_percent
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from marketplace.transparency.index import Component
from marketplace.transparency.ranking import SortBy

Words = Mapping[str, Any]

SORTS: Words = {
    SortBy.VALUE: _l("nilai belanja"),
    SortBy.ORDERS: _l("jumlah pesanan"),
    SortBy.INDEX: _l("indeks tanggung jawab"),
}
PARTS: Words = {
    "A": _l("Tanggung jawab penyedia"),
    "B": _l("Tanggung jawab pembeli"),
    "C": _l("Pemerataan"),
    "D": _l("Persaingan dan harga"),
    "E": _l("Rencana dan skala"),
}
COMPONENTS: Words = {
    "tepat_waktu": _l("Tiba tepat waktu"),
    "lulus_pertama": _l("Diterima pada pemeriksaan pertama"),
    "keluhan_selesai": _l("Keluhan selesai dalam 14 hari"),
    "kinerja": _l("Nilai kinerja penyedia"),
    "hari_bayar": _l("Hari dari BAST sampai uang diterima toko"),
    "penilaian_diisi": _l("Penilaian penyedia diisi"),
    "alasan_pilihan": _l("Alasan tertulis bila bukan yang termurah"),
    "tautan_rup": _l("Pesanan terhubung ke paket RUP"),
    "umk_koperasi": _l("Nilai untuk usaha mikro, kecil, dan koperasi"),
    "penyedia_efektif": _l("Penyedia efektif per Rp1 miliar"),
    "penyedia_baru": _l("Penyedia yang baru pertama kali menjual"),
    "satker_membeli": _l("Satuan kerja yang membeli"),
    "dua_penawaran": _l("Pesanan dengan dua penawaran atau lebih"),
    "rasio_harga": _l("Harga dibanding rujukan daerah"),
    "realisasi_rup": _l("Realisasi rencana e-purchasing"),
    "nilai_per_apbd": _l("Nilai setahun per Rp1 triliun APBD"),
}
MEANINGS: Words = {
    "tepat_waktu": _l("baris pesanan yang tiba sampai tanggal jatuh temponya, dibagi semua baris"),
    "lulus_pertama": _l("pesanan yang diterima tanpa cacat pada pemeriksaan pertama, dibagi semua pesanan selesai"),
    "keluhan_selesai": _l("keluhan pembeli yang selesai dalam 14 hari, dibagi semua keluhan pembeli"),
    "kinerja": _l("rata-rata nilai PPK (1 sampai 3) atas mutu, biaya, waktu, dan layanan"),
    "hari_bayar": _l("nilai tengah hari kalender dari BAST sampai uang masuk rekening toko"),
    "penilaian_diisi": _l("pesanan yang dinilai PPK, dibagi semua pesanan selesai"),
    "alasan_pilihan": _l("pesanan dengan alasan tertulis, dibagi pesanan yang tidak memilih penawaran termurah"),
    "tautan_rup": _l("pesanan yang menyebut paket RUP, dibagi semua pesanan selesai"),
    "umk_koperasi": _l("nilai pesanan pada usaha mikro, kecil, dan koperasi, dibagi seluruh nilai"),
    "penyedia_efektif": _l("1 dibagi jumlah kuadrat pangsa penyedia, per Rp1 miliar belanja"),
    "penyedia_baru": _l("penyedia yang pesanan selesai pertamanya ada di periode ini, dibagi penyedia aktif"),
    "satker_membeli": _l("satuan kerja dengan pesanan selesai, dibagi satuan kerja terdaftar"),
    "dua_penawaran": _l("pesanan yang membandingkan dua penawaran atau lebih, dibagi semua pesanan selesai"),
    "rasio_harga": _l("nilai tengah harga satuan dibagi harga rujukan daerah"),
    "realisasi_rup": _l("nilai pesanan selesai, dibagi pagu e-purchasing untuk bulan-bulan yang sudah lewat"),
    "nilai_per_apbd": _l("nilai disetahunkan dalam miliar, per triliun belanja daerah; berskala logaritma"),
}
DEDUCTIONS: Words = {
    "pesanan_gagal": _l("Pesanan diputus atau gagal bayar setelah Surat Pesanan"),
    "sanksi": _l("Sanksi yang ditetapkan di daerah ini"),
}
METHODS: Words = {"langsung": _l("Pembelian langsung"), "negosiasi": _l("Negosiasi")}
SIZES: Words = {
    "mikro": _l("Usaha mikro"),
    "kecil": _l("Usaha kecil"),
    "menengah": _l("Usaha menengah"),
    "besar": _l("Usaha besar"),
    "koperasi": _l("Koperasi"),
}
KINDS: Words = {
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
ROLES: Words = {
    "pejabat_pengadaan": _l("Pejabat Pengadaan"),
    "ppk": _l("PPK"),
    "bendahara": _l("Bendahara"),
    "pa_kpa": _l("PA/KPA"),
    "pa": _l("PA"),
    "kpa": _l("KPA"),
    "pemilik_toko": _l("Pemilik toko"),
    "staf_toko": _l("Staf toko"),
    "admin_daerah": _l("UKPBJ daerah"),
    "admin_provinsi": _l("Biro PBJ provinsi"),
    "platform": _l("Platform"),
    "sistem": _l("Sistem"),
}
COMPLAINTS: Words = {
    "barang_rusak": _l("barang rusak"),
    "rusak": _l("barang rusak"),
    "kurang": _l("jumlah kurang"),
    "beda_spek": _l("beda spesifikasi"),
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


def component_value(component: Component, value: Fraction) -> str:
    """A measure in the unit people speak of it in."""
    number = float(value)
    match component.unit:
        case "percent":
            return format_percent(number, format="#,##0.0%")
        case "days":
            return _("%(days)s hari", days=format_decimal(number, format="#,##0.#"))
        case "ratio":
            return format_decimal(number, format="0.00") + "×"
        case "log":
            return _("Rp%(billion)s M", billion=format_decimal(10**number, format="#,##0.0"))
        case _:
            return format_decimal(number, format="#,##0.00")


def plain_number(value: Fraction) -> str:
    """A numerator or denominator: whole where it is whole."""
    return format_decimal(float(value), format="#,##0" if value.denominator == 1 else "#,##0.###")


def points(value: Fraction) -> str:
    return format_decimal(float(value), format="#,##0.00")


def index_value(value: Fraction | None) -> str:
    return "–" if value is None else format_decimal(float(value), format="#,##0.0")


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
    "stopped": _l("Dihentikan bersama"),
    "terminated": _l("Diputus PPK"),
    "year_closed": _l("Ditutup akhir tahun anggaran"),
    "cancelled": _l("Dibatalkan"),
}
COLUMNS: Words = {
    "tahun": _l("tahun pesanan dibuka"),
    "kd_klpd": _l("kode daerah pembeli (Kemendagri)"),
    "nama_klpd": _l("pemerintah daerah pembeli"),
    "kd_satker": _l("kode satuan kerja"),
    "nama_satker": _l("nama satuan kerja"),
    "order_id": _l("nomor pesanan"),
    "order_desc": _l("apa yang dipesan"),
    "valuasi": _l("rupiah yang diterima sebelum pajak; kosong sebelum selesai"),
    "kategori": _l("kategori dengan nilai terbesar dalam pesanan"),
    "metode_bayar": _l("cara bayar satuan kerja: up, gu, ls, kkpd"),
    "tanggal_transaksi": _l("tanggal pesanan dibuka, waktu setempat"),
    "marketplace": _l("penyelenggara; di sini selalu simulasi"),
    "nama_merchant": _l("nama penyedia"),
    "jenis_transaksi": _l("saluran; selalu bela"),
    "kota_kab": _l("kabupaten atau kota pembeli"),
    "provinsi": _l("provinsi pembeli"),
    "nama_pemesan": _l("selalu kosong: nama orang tidak dipublikasikan"),
    "status_verif": _l("verified bila selesai"),
    "sumber_data": _l("selalu simulasi"),
    "status_konfirmasi_ppmse": _l("selesai, gagal, atau kosong selama berjalan"),
    "keterangan_ppmse": _l("cara berakhir bila tidak selesai"),
    "status": _l("status menurut buku besar"),
    "jenis_satker": _l("jenis satuan kerja"),
    "kd_penyedia": _l("kode penyedia"),
    "kd_daerah_penyedia": _l("kode daerah domisili penyedia"),
    "kelas_usaha": _l("ukuran usaha penyedia"),
    "kd_kategori": _l("kode kategori"),
    "metode_pengadaan": _l("langsung atau negosiasi"),
    "pajak": _l("PPN dalam rupiah atas yang diterima"),
    "total_pesanan": _l("rupiah saat dipesan, dengan ongkir dan pajak"),
    "waktu_selesai": _l("waktu berakhir, ISO 8601, waktu setempat"),
    "baris": _l("jumlah baris pesanan"),
    "baris_tepat_waktu": _l("baris yang tiba sampai jatuh tempo"),
    "diterima_pertama": _l("ya bila lulus pada pemeriksaan pertama"),
    "hari_bayar": _l("hari dari BAST sampai uang diterima toko"),
    "nilai_kinerja": _l("nilai PPK 1 sampai 3; kosong bila tanpa penilaian"),
    "entri_terakhir": _l("nomor entri buku besar terakhir pesanan ini"),
}
