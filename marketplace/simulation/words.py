"""Sentences people write beside a step, and the public reason codes that go with each way an order fails."""

RETURNS = (
    "Mohon sesuaikan jumlah dengan daftar hadir.",
    "Tanggal kebutuhan belum cocok dengan jadwal kegiatan.",
    "Lengkapi pembanding harga terlebih dahulu.",
    "Paket RUP yang dipilih keliru, gunakan paket kegiatan.",
)
AMENDMENTS = (
    "Bahan baku terlambat datang dari distributor.",
    "Mesin cetak sedang diperbaiki.",
    "Permintaan kantor: kegiatan diundur.",
)
DEFECTS = {
    "rusak": "Beberapa barang rusak saat tiba.",
    "kurang": "Jumlah dalam kemasan kurang dari pesanan.",
    "beda_spesifikasi": "Ukuran tidak sesuai pesanan.",
    "tidak_berfungsi": "Beberapa unit tidak berfungsi saat dicoba.",
}
BILLS_RETURNED = ("Kuitansi belum bermeterai.", "Nomor BAST pada tagihan keliru.", "Nama bank belum sesuai profil.")
DISPUTES = ("Kerusakan terjadi setelah barang diserahkan.", "Spesifikasi sesuai contoh yang disetujui.")
SETTLEMENTS = ("Kedua pihak sepakat memotong harga barang yang cacat.",)
TERMINATIONS = ("Barang tidak dikirim sampai lewat batas waktu, penyedia tidak dapat dihubungi.",)
SANCTIONS = ("Tidak memenuhi Surat Pesanan.",)
COMPLAINTS = {
    "terlambat": "Barang datang melewati tanggal yang disepakati.",
    "kurang": "Jumlah yang datang kurang dari surat jalan.",
    "beda_spesifikasi": "Merek dan ukuran berbeda dari etalase.",
    "barang_rusak": "Sebagian barang rusak.",
    "belum_dibayar": "Tagihan sudah lengkap, pembayaran belum kami terima.",
}
REASONS = {  # what the public log says of each way out
    "declined": ("stok_habis", "di_luar_jangkauan", "waktu_tidak_cukup"),
    "too_dear": ("harga_tidak_sesuai",),
    "withdrawn": ("kebutuhan_berubah", "salah_input", "anggaran_berubah", "dibatalkan_pembeli"),
    "disapproved": ("harga_tidak_sesuai", "kebutuhan_berubah", "spesifikasi_tidak_sesuai", "anggaran_berubah"),
    "refused": ("stok_habis", "waktu_tidak_cukup", "di_luar_jangkauan"),
    "stopped": ("keadaan_kahar", "kebutuhan_berubah"),
}
COMMENTS = ("Barang sesuai dan tepat waktu.", "Pelayanan ramah, komunikasi lancar.", "Mutu baik, harga bersaing.",
            "Pengemasan perlu ditingkatkan.", "Mohon lebih tepat waktu.")  # fmt: skip
