"""What a refusal says to the person in front of the screen: what is wrong and what to do next, one sentence each."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from marketplace.purchasing.errors import PurchasingError
from marketplace.purchasing.labels import action_label, role_label
from marketplace.web.filters import date_long, rupiah, time_long
from marketplace.web.order_statuses import status_word

SENTENCES: dict[str, Any] = {
    "purchasing_error": _l("Langkah ini tidak dapat dilakukan. Muat ulang halaman dan coba lagi."),
    "illegal_transition": _l(
        "Pesanan ini sedang berstatus “%(status)s”, jadi langkah itu tidak dapat dilakukan sekarang. "
        "Lihat langkah yang tersedia di halaman pesanan."
    ),
    "stale_order": _l(
        "Pesanan ini baru saja diubah orang lain. Halaman ini menampilkan keadaan terbaru: periksa lalu putuskan."
    ),
    "not_allowed": _l("Peran Anda tidak boleh melakukan langkah ini. Minta pejabat yang berwenang melakukannya."),
    "duties_not_separate": _l(
        "Satu orang tidak boleh memegang dua tugas yang harus terpisah pada satu pesanan (%(role)s dan %(other)s). "
        "Minta pejabat lain melakukannya."
    ),
    "above_authority": _l(
        "Nilai %(amount_idr)s melebihi batas Pejabat Pengadaan %(limit_idr)s. Pesanan sebesar ini dibuat oleh PPK."
    ),
    "package_unusable": _l(
        "Paket RUP ini tidak dapat dipakai: bukan milik satuan kerja Anda, tahun anggarannya lain, atau belum "
        "diumumkan. Pilih paket lain atau minta KPA mengumumkannya."
    ),
    "package_missing": _l("Pilih paket RUP yang sudah diumumkan milik satuan kerja Anda."),
    "budget_exceeded": _l(
        "Nilai pesanan %(amount_idr)s melebihi sisa pagu paket %(free_idr)s. Kurangi jumlah, pilih paket lain, "
        "atau minta PPK mengubah pagu."
    ),
    "pagu_too_low": _l(
        "Pagu tidak boleh lebih kecil dari yang sudah dipakai, %(used_idr)s. Isi nilai yang lebih besar."
    ),
    "supplier_suspended": _l(
        "%(supplier)s sedang dikenai sanksi sampai %(until)s, jadi tidak dapat menerima pesanan baru. "
        "Pilih penyedia lain."
    ),
    "supplier_not_verified": _l(
        "Berkas %(supplier)s belum diverifikasi, jadi belum boleh berjualan. Pilih penyedia lain."
    ),
    "not_listed": _l("%(product)s tidak lagi tayang di katalog. Hapus dari keranjang dan pilih produk lain."),
    "not_delivered_there": _l("%(product)s tidak dikirim ke daerah Anda. Hapus dari keranjang dan pilih toko lain."),
    "below_minimum_order": _l("%(product)s dijual paling sedikit %(minimum)s. Tambah jumlahnya."),
    "sold_out": _l(
        "Persediaan %(product)s tinggal %(available)s. Kurangi jumlah, ubah tanggal, atau pilih produk serupa."
    ),
    "product_changed": _l(
        "%(product)s diubah penjual sejak Anda memasukkannya. Periksa harga baru di keranjang, lalu lanjutkan."
    ),
    "empty_cart": _l("Keranjang masih kosong. Pilih produk di katalog lebih dahulu."),
    "bad_quantity": _l("Jumlah pada baris %(line)s tidak mungkin. Isi paling banyak %(max)s."),
    "bad_date": _l("Tanggal tidak mungkin. Pilih tanggal antara %(earliest)s dan %(latest)s."),
    "bad_choice": _l("Pilihan tidak dikenal. Pilih salah satu yang tersedia."),
    "reason_required": _l("Tulis alasannya. Alasan menjadi catatan pesanan dan dibaca pihak terkait."),
    "warnings_unanswered": _l(
        "Ada peringatan yang belum dijawab. Tulis alasan untuk setiap peringatan, lalu kirim lagi."
    ),
    "not_cheapest_unexplained": _l(
        "Ada penawaran lebih murah (%(cheapest_idr)s, Anda memilih %(chosen_idr)s). Tulis alasan memilih yang ini."
    ),
    "price_above_listing": _l(
        "Harga pada baris %(line)s melebihi harga katalog %(list_price_idr)s. Isi harga yang sama atau lebih rendah."
    ),
    "offer_missing": _l("Belum ada penawaran untuk dijawab. Tunggu jawaban penyedia."),
    "offer_expired": _l("Penawaran sudah lewat masa berlakunya (%(valid_until)s). Minta penawaran baru."),
    "too_many_rounds": _l("Perundingan sudah mencapai %(rounds)s putaran. Terima penawaran terakhir atau batalkan."),
    "no_amendment": _l("Tidak ada perubahan yang diusulkan. Ubah tanggal atau jumlah lebih dahulu."),
    "own_proposal": _l("Usulan ini dibuat pihak Anda sendiri. Tunggu jawaban pihak lain."),
    "nothing_despatched": _l("Surat jalan masih kosong. Isi jumlah yang dikirim pada sedikitnya satu baris."),
    "nothing_received": _l("Belum ada barang yang dicatat tiba. Isi jumlah pada sedikitnya satu baris."),
    "nothing_accepted": _l("Tidak ada barang yang diterima baik, jadi tidak ada yang diserahterimakan."),
    "no_defect": _l("Semua barang diterima baik. Kurangi jumlah yang baik, atau catat sebagai sesuai."),
    "no_price_cut": _l("Harga belum dipotong. Isi harga yang lebih rendah pada sedikitnya satu baris."),
    "nothing_ordered": _l("Pesanan harus berisi sedikitnya satu baris. Isi jumlahnya, atau batalkan pesanan ini."),
    "price_cut_not_agreed": _l("Penyedia belum menyetujui potongan harga. Tunggu persetujuannya sebelum BAST."),
    "stop_not_asked": _l("Penghentian bersama harus diminta pihak lain lebih dahulu."),
    "checklist_incomplete": _l("Berkas tagihan belum lengkap. Lengkapi daftar periksa, atau kembalikan tagihan."),
    "already_sanctioned": _l("Pesanan ini sudah membawa sanksi. Satu pelanggaran dikenai satu sanksi."),
    "bad_marks": _l("Beri nilai 1, 2 atau 3 untuk setiap aspek."),
    "already_rated": _l("Penilaian dari pihak Anda sudah tercatat."),
    "not_yet_rateable": _l("Satuan kerja dapat dinilai setelah BAST terbit."),
    "note_too_long": _l("Catatan terlalu panjang. Paling banyak %(max)s huruf."),
}


def sentence(error: PurchasingError) -> str:
    """The refusal in the reader's language, with amounts, days and names filled in."""
    template = str(SENTENCES.get(error.code, SENTENCES["purchasing_error"]))
    shown = {key: _shown(key, value) for key, value in error.values.items()}
    return template % defaultdict(lambda: "–", shown)


def _shown(key: str, value: Any) -> str:
    if value is None:
        return "–"
    if key.endswith("_idr"):
        return rupiah(value)
    if isinstance(value, datetime):
        return time_long(value)
    if isinstance(value, date):
        return date_long(value)
    if key == "status":
        return status_word(value)
    if key == "action":
        return action_label(value)
    if key in ("role", "other"):
        return role_label(value)
    return str(value)
