"""Names of the index's parts and measures, and how their values are written."""

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


def component_value(component: Component, value: Fraction) -> str:
    """A measure in the unit people speak of it in."""
    number = float(value)
    match component.unit:
        case "percent":
            return str(format_percent(number, format="#,##0.0%"))
        case "days":
            return str(_("%(days)s hari", days=format_decimal(number, format="#,##0.#")))
        case "ratio":
            return str(format_decimal(number, format="0.00") + "×")
        case "log":
            return str(_("Rp%(billion)s M", billion=format_decimal(10**number, format="#,##0.0")))
        case _:
            return str(format_decimal(number, format="#,##0.00"))


def plain_number(value: Fraction) -> str:
    """A numerator or denominator: whole where it is whole."""
    return str(format_decimal(float(value), format="#,##0" if value.denominator == 1 else "#,##0.###"))


def points(value: Fraction) -> str:
    return str(format_decimal(float(value), format="#,##0.00"))


def index_value(value: Fraction | None) -> str:
    return "–" if value is None else str(format_decimal(float(value), format="#,##0.0"))
