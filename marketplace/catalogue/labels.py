"""Words of the catalogue on screen: for codes that stand in the database and in addresses."""

from typing import Any

from flask_babel import lazy_gettext as _l

DOMESTIC = {
    "pdn": _l("Produk dalam negeri"),
    "tkdn25": _l("TKDN paling sedikit 25%"),
    "tkdn40": _l("TKDN + BMP paling sedikit 40%"),
    "impor": _l("Impor"),
    "belum_diisi": _l("Status belum diisi"),
}
DOMESTIC_SHORT = {"pdn": _l("PDN"), "impor": _l("Impor"), "belum_diisi": _l("PDN belum diisi")}
CLASSES = {
    "umk": _l("UMK dan koperasi"),
    "mikro": _l("Usaha mikro"),
    "kecil": _l("Usaha kecil"),
    "koperasi": _l("Koperasi"),
    "menengah": _l("Usaha menengah"),
    "besar": _l("Usaha besar"),
}
ON_TIME = {"95": _l("paling sedikit 95%"), "90": _l("paling sedikit 90%"), "80": _l("paling sedikit 80%")}
SORTS = {
    "relevansi": _l("Paling sesuai"),
    "terlaris": _l("Terlaris"),
    "termurah": _l("Termurah"),
    "termahal": _l("Termahal"),
    "terbaru": _l("Terbaru"),
}
PRICE_BANDS: dict[str, tuple[Any, int | None, int | None]] = {
    "0": (_l("di bawah Rp10 ribu"), None, 9_999),
    "10000": (_l("Rp10 ribu – 50 ribu"), 10_000, 49_999),
    "50000": (_l("Rp50 ribu – 100 ribu"), 50_000, 99_999),
    "100000": (_l("Rp100 ribu – 500 ribu"), 100_000, 499_999),
    "500000": (_l("Rp500 ribu – 1 juta"), 500_000, 999_999),
    "1000000": (_l("Rp1 juta – 5 juta"), 1_000_000, 4_999_999),
    "5000000": (_l("Rp5 juta – 10 juta"), 5_000_000, 9_999_999),
    "10000000": (_l("Rp10 juta ke atas"), 10_000_000, None),
}
STATUSES = {"aktif": _l("Dijual"), "jeda": _l("Dijeda"), "beku": _l("Dibekukan")}
STATUS_TONES = {"aktif": "good", "jeda": "wait", "beku": "stop"}
TAX_NOTES = {
    "ppn": _l("Toko ini PKP: tagihan ditambah PPN 11%."),
    "ppn_nilai_lain": _l("Toko ini PKP: tagihan ditambah PPN setara 11% (12% × 11/12)."),
    "bukan_pkp": _l("Toko ini bukan PKP: tidak ada PPN pada tagihan."),
    "pbjt": _l(
        "Jasa boga, hotel, dan hiburan bukan objek PPN. Pajak daerah ditanggung penyedia dan sudah di dalam harga."
    ),
    "bebas": _l("Barang ini dibebaskan dari PPN."),
}
