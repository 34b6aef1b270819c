"""What one product's page says, in words and numbers: price with its tax, papers, the shop's record, comparison."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext, ngettext

from marketplace.catalogue import labels
from marketplace.catalogue.models import PriceChange
from marketplace.catalogue.queries import NO_RECORD, Names, PriceReference, Standing
from marketplace.values.tax import TaxClass, TaxedAmount, TaxNote, line_tax, tax_note
from marketplace.web.filters import date_long, number, percent, rupiah

Row = tuple[Any, Any]


@dataclass(frozen=True, slots=True)
class Price:
    """A price as the buyer pays it, and the rule that decided its tax."""

    amount: TaxedAmount
    note: TaxNote
    sentence: Any


def price_of(product: Any, quantity: int, on: date) -> Price:
    tax_class = TaxClass(product.tax_class)
    amount = line_tax(product.unit_price_net_idr * quantity, tax_class, is_pkp=product.is_pkp, on=on)
    note = tax_note(tax_class, product.is_pkp, on)
    return Price(amount, note, labels.TAX_NOTES[note.value])


def supply_rows(product: Any, names: Names, language: str) -> list[Row]:
    """How it is sold: unit, least order, stock or capacity, time."""
    if product.stock is None:
        stock = (
            gettext("Kapasitas"),
            gettext("%(count)s %(unit)s per hari", count=number(product.daily_capacity), unit=product.unit),
        )
    else:
        stock = (gettext("Stok"), f"{number(product.stock)} {product.unit}" if product.stock else gettext("habis"))
    rows: list[Row] = [
        (gettext("Kategori"), names.category(product.category_code, language)),
        stock,
        (gettext("Pesanan paling sedikit"), f"{number(product.min_order)} {product.unit}"),
        (gettext("Waktu penyiapan"), ngettext("%(num)d hari", "%(num)d hari", product.lead_days)),
    ]
    if product.weight_g:
        rows.append((gettext("Berat kirim"), _weight(product.weight_g)))
    return rows


def _weight(grams: int) -> str:
    if grams < 1000:
        return str(gettext("%(count)s gram", count=number(grams)))
    return f"{number(grams / 1000, 0 if grams % 1000 == 0 else 1)} kg"


def paper_rows(product: Any) -> list[Row]:
    """Origin and certificates, as stated by the shop."""
    rows: list[Row] = [(gettext("Produk dalam negeri"), labels.DOMESTIC[product.domestic_status])]
    if product.tkdn_percent is not None:
        rows.append(("TKDN", percent(product.tkdn_percent)))
    if product.bmp_percent is not None:
        rows.append(("BMP", percent(product.bmp_percent)))
    if product.tkdn_number:
        rows.append((gettext("Sertifikat TKDN"), product.tkdn_number))
    if product.tkdn_until:
        rows.append((gettext("Berlaku sampai"), date_long(product.tkdn_until)))
    numbers = {"P-IRT": product.pirt_number, gettext("Halal"): product.halal_number, "NIE": product.nie_number}
    return rows + [(label, value) for label, value in numbers.items() if value]


def shop_rows(shop: Any, standing: Standing | None, names: Names) -> list[Row]:
    """The shop's class, place and record; a share over a handful of orders is not shown as one."""
    record = standing or NO_RECORD
    return [
        (gettext("Kelas usaha"), labels.CLASSES[shop.business_class]),
        (gettext("Daerah"), names.region(shop.region_code)),
        (gettext("Status pajak"), gettext("PKP") if shop.is_pkp else gettext("bukan PKP")),
        (gettext("Terverifikasi sejak"), date_long(shop.verified_at)),
        (gettext("Pesanan selesai"), number(record.orders)),
        (gettext("Tepat waktu"), share(record.on_time_permille)),
        (gettext("Diterima tanpa cacat"), share(record.first_time_permille)),
        (gettext("Penilaian PPK"), score(record)),
    ]


def share(permille: int | None) -> str:
    return str(gettext("belum dinilai")) if permille is None else percent(permille / 10)


def score(record: Standing) -> str:
    if record.score_permille is None:
        return str(gettext("belum dinilai"))
    mean = number(record.score_permille / 1000, 2)
    return str(gettext("%(score)s dari 3 (%(count)s penilaian)", score=mean, count=number(record.assessments)))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Where a price stands among comparable ones; the `_x` are positions on a line of 100."""

    sentence: str
    low: str
    median: str
    high: str
    low_x: float
    median_x: float
    high_x: float
    own_x: float


def comparison(price_idr: int, reference: PriceReference | None, names: Names) -> Comparison | None:
    """Below, around or above the middle half of comparable prices, with how many there are."""
    if reference is None:
        return None
    where = {"sample": number(reference.sample), "region": names.region(reference.region_code)}
    if price_idr < reference.quartile_low_idr:
        sentence = gettext("Lebih murah daripada kebanyakan dari %(sample)s produk sejenis di %(region)s.", **where)
    elif price_idr > reference.quartile_high_idr:
        sentence = gettext("Lebih mahal daripada kebanyakan dari %(sample)s produk sejenis di %(region)s.", **where)
    else:
        sentence = gettext("Sekitar harga wajar dari %(sample)s produk sejenis di %(region)s.", **where)
    low, median, high = reference.quartile_low_idr, reference.median_idr, reference.quartile_high_idr
    start, end = min(low, price_idr) * 0.9, max(high, price_idr) * 1.1

    def position(value: int) -> float:
        return round((value - start) * 100 / (end - start), 2)

    return Comparison(sentence, rupiah(low), rupiah(median), rupiah(high), position(low), position(median),
                      position(high), position(price_idr))  # fmt: skip


@dataclass(frozen=True, slots=True)
class History:
    """The price over time, one point for each change."""

    labels: list[str]
    values: list[int]

    @property
    def has_moved(self) -> bool:
        return len(self.values) > 1


def history_of(changes: list[PriceChange], price_idr: int, today: date) -> History:
    """Each price from its day on; today's stands at the end."""
    points = [(date_long(change.changed_at), change.unit_price_net_idr) for change in changes[-10:]]
    if len(points) > 1:
        points.append((gettext("hari ini"), price_idr))
    return History([label for label, _ in points], [value for _, value in points])


def shop_href(code: str) -> str:
    return url_for("catalogue.shop", code=code)
