"""What a reader asks for in the address: a period, a sort order, filters, a page.

These forms only draw what was asked: nothing here writes, so there is no token.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired

from marketplace.transparency.errors import BadChoice, BadPeriod
from marketplace.transparency.queries.orders import OrderFilter
from marketplace.transparency.ranking import SortBy
from marketplace.values.errors import BackwardPeriod, BadMonth
from marketplace.values.period import Period
from marketplace.web.forms import BaseForm, MonthField

EARLIEST, LATEST = "2015-01", "2050-12"  # a year of margin on each side stays inside every calendar
LONGEST = 120
LAST_PAGE = 400
FILTERS = {
    "daerah": "region", "satker": "unit", "penyedia": "supplier", "kategori": "category", "metode": "method",
    "kelas": "size", "status": "status", "hasil": "flaw",
}  # fmt: skip


class AskForm(BaseForm):
    class Meta(BaseForm.Meta):
        csrf = False


class PeriodForm(AskForm):
    """Two months, both included."""

    dari = MonthField(_l("Dari bulan"), [InputRequired()])
    sampai = MonthField(_l("Sampai bulan"), [InputRequired()])


class OrderFilterForm(AskForm):
    """Everything a list of orders can be narrowed by; choices come with the page."""

    dari = MonthField(_l("Dari bulan"))
    sampai = MonthField(_l("Sampai bulan"))

    daerah = SelectField(_l("Daerah"))
    kategori = SelectField(_l("Kategori"))
    metode = SelectField(_l("Cara membeli"))
    kelas = SelectField(_l("Ukuran usaha penyedia"))
    status = SelectField(_l("Status"))
    hasil = SelectField(_l("Hasil"))
    satker = StringField(_l("Kode satuan kerja"))
    penyedia = StringField(_l("Kode penyedia"))


@dataclass(frozen=True, slots=True)
class PeriodChoice:
    """The two months as typed, so that a refused form keeps them."""

    first: str
    last: str

    @classmethod
    def read(cls, args: Mapping[str, str], usual: Period) -> "PeriodChoice":
        """Nothing asked is the usual period; one month alone is that month."""
        first, last = args.get("dari", "").strip()[:20], args.get("sampai", "").strip()[:20]
        if not first and not last:
            return cls(usual.first, usual.last)
        return cls(first or last, last or first)

    def period(self) -> Period:
        try:
            period = Period.months(self.first, self.last)
        except BackwardPeriod:
            raise BadPeriod("backward", first=self.first, last=self.last) from None
        except BadMonth:
            raise BadPeriod("month", first=self.first, last=self.last) from None
        if not EARLIEST <= self.first <= self.last <= LATEST:
            raise BadPeriod("outside", first=EARLIEST, last=LATEST)
        if len(period) > LONGEST:
            raise BadPeriod("long", months=str(LONGEST))
        return period


def sort_by(args: Mapping[str, str]) -> SortBy:
    try:
        return SortBy(args.get("urut") or SortBy.VALUE)
    except ValueError:
        raise BadChoice("sort", asked=args["urut"][:20]) from None


def order_filter(args: Mapping[str, str], period: Period | None) -> OrderFilter:
    """Unknown codes are no error: they match nothing, and the page says so."""
    asked = {field: args.get(name, "").strip()[:40] for name, field in FILTERS.items()}
    return OrderFilter(period=period, **asked)


def page_number(args: Mapping[str, str]) -> int:
    text = args.get("halaman") or "1"
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= LAST_PAGE):
        raise BadChoice("page", asked=text[:20])
    return int(text)
