"""What the shelf's refusals say to the person in front of the screen: what is wrong and what to do next."""

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l

from marketplace.catalogue.errors import CatalogueError
from marketplace.web.filters import date_long, rupiah

SENTENCES: dict[str, Any] = {
    "refused": _l("Langkah ini tidak dapat dilakukan. Muat ulang halaman dan coba lagi."),
    "out_of_stock": _l("Stok %(name)s tinggal %(left)s, sedangkan yang diminta %(asked)s. Kurangi jumlahnya."),
    "over_capacity": _l(
        "Kapasitas %(name)s untuk %(day)s tinggal %(left)s, sedangkan yang diminta %(asked)s. "
        "Kurangi jumlahnya atau pilih tanggal lain."
    ),
    "not_for_sale": _l("%(name)s sedang tidak dijual. Pilih produk sejenis di katalog."),
    "not_allowed": _l("Peran Anda tidak boleh mengubah produk toko ini. Minta pemilik toko melakukannya."),
    "shop_not_verified": _l(
        "Toko belum terverifikasi, jadi produknya belum dapat dipajang. Tunggu pemeriksaan berkas oleh admin daerah."
    ),
    "kbli_mismatch": _l(
        "Kategori %(category)s memerlukan KBLI %(kbli)s, yang tidak ada di NIB toko ini. "
        "Pilih kategori lain atau perbarui NIB."
    ),
    "nie_missing": _l("Produk %(category)s hanya boleh dipajang dengan nomor izin edar (NIE). Isi nomornya."),
    "price_move_too_large": _l(
        "Staf hanya boleh mengubah harga paling banyak 10%% dari %(was)s, yaitu %(lowest)s sampai %(highest)s. "
        "Minta pemilik toko untuk perubahan yang lebih besar."
    ),
    "unknown_category": _l("Pilih kategori yang tersedia."),
    "unknown_area": _l("Pilih paling sedikit satu kabupaten atau kota tujuan pengiriman."),
    "stale_product": _l(
        "%(name)s baru saja diubah orang lain. Muat ulang halaman untuk melihat isinya yang terbaru, lalu ubah lagi."
    ),
    "wrong_supply": _l("Isi jumlah stok, atau kapasitas per hari bila dibuat sesuai pesanan."),
}
PHOTO_SENTENCES: dict[str, Any] = {
    "too_large": _l("Foto lebih dari 8 MB. Perkecil dahulu, atau ambil foto dengan mutu lebih rendah."),
    "too_many_pixels": _l("Foto terlalu besar (lebih dari 40 megapiksel). Perkecil dahulu, lalu kirim lagi."),
    "too_small": _l("Foto terlalu kecil. Sisi terpendeknya paling sedikit 100 piksel."),
    "not_a_photo": _l("Berkas ini bukan foto. Pilih foto JPG, PNG, atau WebP."),
    "broken": _l("Foto ini rusak atau tidak lengkap. Pilih foto lain."),
}
# The form field a refusal belongs to; the others stand above the form.
FIELDS = {
    "kbli_mismatch": "category_code",
    "unknown_category": "category_code",
    "nie_missing": "nie_number",
    "price_move_too_large": "unit_price_net_idr",
    "unknown_area": "areas",
    "wrong_supply": "amount",
    "photo_refused": "photo",
}
SHOWN: dict[str, Callable[[Any], str]] = {"was": rupiah, "lowest": rupiah, "highest": rupiah, "day": date_long}


def sentence(error: CatalogueError) -> str:
    """One sentence in the reader's language."""
    if error.code == "photo_refused":
        return str(PHOTO_SENTENCES[error.values["reason"]])
    values = {name: SHOWN[name](value) if name in SHOWN else value for name, value in error.values.items()}
    text = SENTENCES.get(error.code, SENTENCES["refused"])
    return str(text) % values if values else str(text) % {}
