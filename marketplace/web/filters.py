"""Numbers, money and dates as people read them, in the reader's language (CLDR through Babel).

Money is whole rupiah and is rounded only where a short form says so with a unit.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_month_names
from babel.numbers import format_decimal
from flask import Flask, current_app
from num2words import num2words

from marketplace.web.languages import chosen_locale

NOTHING = "–"
Number = int | float | Decimal
SHORT_UNITS = {
    "id": ((10**12, " T"), (10**9, " M"), (10**6, " jt"), (10**3, " rb")),
    "en": ((10**12, " tn"), (10**9, " bn"), (10**6, " m"), (10**3, "k")),
}
CLOCKS = {"id": "%H.%M", "en": "%H:%M"}


def number(value: Number | None, digits: int = 0) -> str:
    """1234567 → 1.234.567; with `digits`, that many after the comma."""
    if value is None:
        return NOTHING
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=chosen_locale()).replace("-", "−")


def rupiah(value: int | None) -> str:
    """1234567 → Rp1.234.567."""
    if value is None:
        return NOTHING
    return f"{'−' if value < 0 else ''}Rp{number(abs(value))}"


def rupiah_short(value: int | None, digits: int = 1) -> str:
    """39610000000 → Rp39,6 M; English readers get Rp39.6 bn. A trailing zero is left out."""
    if value is None:
        return NOTHING
    for size, unit in SHORT_UNITS[chosen_locale()]:
        if abs(value) >= size:
            return f"{'−' if value < 0 else ''}Rp{_shortened(abs(value), size, digits)}{unit}"
    return rupiah(value)


def _shortened(value: int, size: int, digits: int) -> str:
    scaled = (Decimal(value) / size).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return number(scaled.normalize() if scaled != scaled.to_integral() else scaled, _places(scaled))


def _places(value: Decimal) -> int:
    return max(0, -int(value.normalize().as_tuple().exponent))


def percent(value: Number | None, digits: int = 0, sign: bool = False) -> str:
    """61 → 61%: the value is already in percent. With `sign`, growth: +61%."""
    if value is None:
        return NOTHING
    text = f"{number(value, digits)}%"
    return f"+{text}" if sign and value > 0 else text


def date_long(value: date | datetime | None) -> str:
    """12 April 2023, in the time zone of the market."""
    return NOTHING if value is None else format_date(_day(value), "d MMMM y", locale=chosen_locale())


def date_short(value: date | datetime | None) -> str:
    """28 Agu 2023."""
    return NOTHING if value is None else format_date(_day(value), "d MMM y", locale=chosen_locale())


def time_long(value: datetime | None) -> str:
    """28 Agu 2023 09.12 WIB."""
    if value is None:
        return NOTHING
    local = value.astimezone(_zone())
    return f"{date_short(local)} {local.strftime(CLOCKS[chosen_locale()])} {local.tzname()}"


def month_name(value: int | str | date, short: bool = False) -> str:
    """8 → Agustus; "2023-08" or a day in it → Agustus 2023; with `short`, Agu 2023."""
    if isinstance(value, int):
        return str(get_month_names("abbreviated" if short else "wide", locale=chosen_locale())[value])
    day = date.fromisoformat(f"{value}-01") if isinstance(value, str) else _day(value)
    return format_date(day, "MMM y" if short else "MMMM y", locale=chosen_locale())


def terbilang(value: int) -> str:
    """The amount in words, as a Surat Pesanan and a kuitansi must carry it; always Indonesian."""
    words = num2words(abs(value), lang="id")
    return f"{'minus ' if value < 0 else ''}{words} rupiah"


def cell(value: object, kind: str) -> object:
    """A value of `data_table` as its column's kind wants it; ready text passes as it is."""
    if value is None:
        return NOTHING
    return value if kind not in CELLS or isinstance(value, str) else CELLS[kind](value)


def _day(value: date | datetime) -> date:
    return value.astimezone(_zone()).date() if isinstance(value, datetime) else value


def _zone() -> ZoneInfo:
    return ZoneInfo(current_app.config["BABEL_DEFAULT_TIMEZONE"])


CELLS: dict[str, Callable[..., str]] = {"num": number, "money": rupiah, "date": date_short}
FORMATS: dict[str, Callable[..., str]] = {
    "number": number,
    "rupiah": rupiah,
    "rupiah_short": rupiah_short,
    "percent": percent,
}


def init_app(app: Flask) -> None:
    for function in (
        number,
        rupiah,
        rupiah_short,
        percent,
        date_long,
        date_short,
        time_long,
        month_name,
        terbilang,
        cell,
    ):
        app.add_template_filter(function)
