"""Forms of the shop's desk: they turn text into typed values; what may be listed is decided by services."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import DateField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from marketplace.catalogue import labels
from marketplace.catalogue.models import DomesticStatus, Product
from marketplace.catalogue.services import ProductValues
from marketplace.web.forms import BaseForm, CountField, OnceKey, RupiahField

DEAREST = 100_000_000_000
DAYS_MOST = 365


def _tidy(text: str | None) -> str:
    return (text or "").strip()


class Checkboxes(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class SeenVersion(HiddenField):
    """The version the person had before their eyes; unreadable means: not the present one."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = str(valuelist[0]) if valuelist else ""
        self.data = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _papers(label: Any, **more: Any) -> StringField:
    return StringField(label, [Optional(), Length(max=40)], **more)


class ProductForm(BaseForm):
    """Everything R39 wants stated about a product."""

    once_key = OnceKey()
    seen = SeenVersion(default=0)
    name = StringField(_l("Nama produk"), [InputRequired(), Length(min=5, max=160)])
    category_code = SelectField(_l("Kategori"), [InputRequired()])
    description = TextAreaField(_l("Keterangan produk"), [Optional(), Length(max=2000)])
    unit = StringField(_l("Satuan"), [InputRequired(), Length(max=20)])
    unit_price_net_idr = RupiahField(_l("Harga satuan sebelum pajak"), [InputRequired()], least=1, most=DEAREST)
    min_order = CountField(_l("Pesanan paling sedikit"), [InputRequired()], least=1, most=100_000)
    supply = RadioField(
        _l("Cara tersedia"),
        [InputRequired()],
        choices=[
            SelectChoice("stok", _l("Barang jadi, ada stoknya")),
            SelectChoice("kapasitas", _l("Dibuat atau dikerjakan sesuai pesanan")),
        ],
    )
    amount = CountField(_l("Jumlah stok, atau kapasitas per hari"), [InputRequired()], least=0, most=1_000_000)
    lead_days = CountField(_l("Hari penyiapan"), [InputRequired()], least=0, most=DAYS_MOST)
    weight_g = CountField(_l("Berat kirim (gram)"), [Optional()], least=1, most=50_000_000)
    domestic_status = SelectField(_l("Status produk dalam negeri"), [InputRequired()])
    tkdn_percent = CountField(_l("TKDN (%)"), [Optional()], least=0, most=100)
    bmp_percent = CountField(_l("BMP (%)"), [Optional()], least=0, most=15)
    tkdn_number = _papers(_l("Nomor sertifikat TKDN"))
    tkdn_until = DateField(_l("Sertifikat TKDN berlaku sampai"), [Optional()])
    pirt_number = _papers(_l("Nomor P-IRT"))
    halal_number = _papers(_l("Nomor sertifikat halal"))
    nie_number = _papers(_l("Nomor izin edar (NIE)"), description=_l("Wajib untuk obat dan alat kesehatan."))
    areas = Checkboxes(_l("Dikirim ke"))
    photo = FileField(
        _l("Foto produk"), description=_l("JPG, PNG, atau WebP sampai 8 MB. Data lokasi di foto dibuang.")
    )

    def offer(self, categories: list[tuple[str, str, str]], regions: list[tuple[str, str]]) -> "ProductForm":
        """What this shop may choose from: shelves by department, regions to deliver to."""
        shelves = [SelectChoice(code, name, optgroup=department) for code, name, department in categories]
        self.category_code.choices = [SelectChoice("", _l("Pilih kategori")), *shelves]
        self.domestic_status.choices = [SelectChoice(s.value, labels.DOMESTIC[s.value]) for s in DomesticStatus]
        self.areas.choices = [SelectChoice(code, name) for code, name in regions]
        return self

    def show(self, product: Product, areas: list[str]) -> None:
        """The product as it is, before anybody types."""
        for name in ProductValues.__slots__:
            if name in self._fields and name != "areas":
                self._fields[name].data = getattr(product, name)
        self.supply.data = "kapasitas" if product.stock is None else "stok"
        self.amount.data = product.daily_capacity if product.stock is None else product.stock
        self.areas.data = areas
        self.seen.data = product.version

    def values(self) -> ProductValues:
        made = self.supply.data == "kapasitas"
        typed = {name: self._fields[name].data for name in ProductValues.__slots__ if name in self._fields}
        typed |= {name: value or None for name, value in typed.items() if name.endswith("_number")}
        return ProductValues(
            **typed
            | {
                "name": " ".join(str(self.name.data).split()),
                "description": (self.description.data or "").strip(),
                "areas": tuple(self.areas.data or ()),
                "stock": None if made else self.amount.data,
                "daily_capacity": self.amount.data if made else None,
            }
        )


class StockForm(BaseForm):
    """What is now on the shelf, or what can be made on one day."""

    amount = CountField(_l("Stok sekarang"), [InputRequired()], least=0, most=1_000_000)


class FreezeForm(BaseForm):
    """Why a product is taken off the shelf, in words its shop can act on."""

    reason = TextAreaField(_l("Alasan pembekuan"), [InputRequired(), Length(min=15, max=500)], filters=[_tidy])
