"""What each column of the open data means."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

Words = Mapping[str, Any]

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
