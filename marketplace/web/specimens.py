"""What the style guide shows: one of everything, in every state. Figures are invented."""

from datetime import UTC, date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, FileField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from marketplace.web.forms import BaseForm, CountField, MonthField, RupiahField, choices
from marketplace.web.order_statuses import STATUSES

STATUS_VALUES = tuple(STATUSES)
TONES = ("good", "wait", "stop", "info", "plain")
WHEN = datetime(2023, 8, 28, 2, 12, tzinfo=UTC)
DAY = date(2023, 4, 12)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu")
SERIES: tuple[dict[str, Any], ...] = (
    {"name": "Kota Malang", "values": [2.9, 3.8, 5.9, 3.7, 5.1, 6.6, 5.0, 6.6]},
    {"name": "Kota Kediri", "values": [2.1, 2.9, 4.6, 2.8, 4.0, 5.0, 4.1, 5.3]},
    {"name": "Kab. Pasuruan", "values": [1.6, 2.2, None, 2.3, 3.2, 4.0, 3.1, 4.2]},
    {"name": "Kab. Situbondo", "values": [1.2, 1.7, 2.8, 1.9, 2.6, 3.3, 2.5, 3.3]},
)
BARS: tuple[dict[str, Any], ...] = (
    {"label": "Kota Malang", "value": 39_610_000_000, "href": "#bar_list", "first": True, "note": _l("277 UMKM")},
    {"label": "Kota Kediri", "value": 31_200_000_000, "href": "#bar_list"},
    {"label": "Kab. Pasuruan", "value": 24_400_000_000},
    {"label": "Kab. Blitar", "value": 0},
)
TILES: tuple[dict[str, Any], ...] = (
    {"code": "35.71", "short": "KKDR", "name": "Kota Kediri", "value": 31.2, "text": "31,2", "col": 2, "row": 1},
    {"code": "35.73", "short": "KMLG", "name": "Kota Malang", "value": 39.6, "text": "39,6", "col": 3, "row": 2,
     "href": "#tile_map", "chosen": True},
    {"code": "35.14", "short": "PSR", "name": "Kab. Pasuruan", "value": 24.4, "text": "24,4", "col": 4, "row": 1},
    {"code": "35.12", "short": "STB", "name": "Kab. Situbondo", "value": 19.1, "text": "19,1", "col": 6, "row": 1},
    {"code": "35.21", "short": "NGW", "name": "Kab. Ngawi", "value": 13.8, "text": "13,8", "col": 1, "row": 0},
    {"code": "35.05", "short": "BLT", "name": "Kab. Blitar", "value": 2.2, "text": "2,2", "col": 2, "row": 2},
    {"code": "35.78", "short": "SBY", "name": "Kota Surabaya", "value": None, "col": 4, "row": 0},
)  # fmt: skip
STEPS: tuple[dict[str, Any], ...] = (
    {"title": _l("Disusun"), "detail": "Pejabat Pengadaan · 28 Agu 09.12", "state": "done"},
    {"title": _l("Surat Pesanan terbit"), "detail": "041/SP/KEL-SUKUN/VIII/2023", "state": "done", "href": "#steps"},
    {"title": _l("Dikirim"), "detail": _l("60 kotak"), "state": "now"},
    {"title": _l("Pemeriksaan dan BAST"), "detail": None, "state": "next"},
)
EVENTS: tuple[dict[str, Any], ...] = (
    {"when": "28 Agu 2023 14.05 WIB", "title": _l("Surat Pesanan diterima"), "detail": "Dapur Bu Sri", "href": None},
    {"when": "28 Agu 2023 13.40 WIB", "title": _l("Surat Pesanan terbit"), "href": "#timeline"},
)
ROWS: tuple[dict[str, Any], ...] = (
    {"name": "Nasi kotak ayam bakar madu", "href": "#data_table", "quantity": 60, "value_idr": 1_440_000, "day": DAY},
    {"name": "Kertas HVS A4 70 gram", "href": None, "quantity": 1_200, "value_idr": 61_800_000, "day": None},
)
FACETS: tuple[dict[str, Any], ...] = (
    {"label": _l("Jasa boga"), "count": 412, "href": "#filters", "active": True},
    {"label": _l("Alat tulis kantor"), "count": 1_366, "href": "#filters", "active": False},
)
SWATCHES = (
    "green-900", "green-700", "green-600", "green-100", "saffron-700", "saffron-500", "saffron-300", "saffron-100",
    "ink-900", "ink-500", "ink-200", "paper", "red-700", "blue-700",
)  # fmt: skip
DECISIONS = {"ya": _l("Setuju"), "tidak": _l("Kembalikan")}


class SpecimenForm(BaseForm):
    """A row of each kind."""

    title = StringField(
        _l("Judul pesanan"), [InputRequired(), Length(max=80)], description=_l("Terbaca oleh penyedia.")
    )
    quantity = CountField(_l("Jumlah"), [InputRequired()], least=20)
    price_idr = RupiahField(_l("Harga satuan"))
    month = MonthField(_l("Bulan"))
    needed_on = DateField(_l("Tanggal diperlukan"))
    path = SelectField(_l("Cara bayar"), choices=choices({"up": "UP", "ls": "LS"}))
    note = TextAreaField(_l("Catatan"))
    photo = FileField(_l("Foto barang"))
    agree = BooleanField(_l("Saya sudah memeriksa jumlah dan mutu"))
    decision = RadioField(
        _l("Keputusan"), choices=choices({"ya": _l("Setuju"), "tidak": _l("Kembalikan")}), default="ya"
    )


def filled_form() -> SpecimenForm:
    """A form as it comes back after a refusal: what was typed stays, each error beside its field."""
    form = SpecimenForm(formdata=None, meta={"csrf": False})
    form.title.data, form.price_idr.data, form.needed_on.data, form.month.data = (
        "Konsumsi rapat RW",
        24_000,
        DAY,
        "2023-08",
    )
    form.quantity.raw_data, form.quantity.errors = ["5"], [str(_l("Paling sedikit %(least)s.", least=20))]
    form.decision.errors = [str(_l("Pilih salah satu yang tersedia."))]
    return form


def same_page(number: int) -> str:
    return f"#halaman-{number}"
