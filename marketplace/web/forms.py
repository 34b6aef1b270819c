"""What every form shares: messages in both languages, one-time keys, and fields for rupiah, counts and months.

A form turns text into typed values; what the business allows is decided by services.
"""

import re
import uuid
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation
from wtforms.widgets import TextInput

LARGEST_RUPIAH = 10**15
LARGEST_COUNT = 10**9

# WTForms speaks English inside; these are its sentences, said our way.
SENTENCES = {
    "This field is required.": _l("Harus diisi."),
    "This field is required": _l("Harus diisi."),
    "Not a valid choice.": _l("Pilih salah satu yang tersedia."),
    "Not a valid choice": _l("Pilih salah satu yang tersedia."),
    "Invalid Choice: could not coerce.": _l("Pilih salah satu yang tersedia."),
    "Invalid choice(s): one or more data inputs could not be coerced.": _l("Pilih dari yang tersedia."),
    "Not a valid integer value.": _l("Tulis bilangan bulat, misalnya 60."),
    "Not a valid decimal value.": _l("Tulis angka, misalnya 12,5."),
    "Not a valid float value.": _l("Tulis angka, misalnya 12,5."),
    "Not a valid date value.": _l("Tulis tanggal yang ada di kalender."),
    "Not a valid datetime value.": _l("Tulis tanggal dan jam yang benar."),
    "Not a valid time value.": _l("Tulis jam yang benar, misalnya 09:30."),
    "Invalid email address.": _l("Tulis alamat surel yang lengkap."),
    "Invalid input.": _l("Isian ini tidak sesuai bentuk yang diminta."),
    "Field must be at least %(min)d character long.": _l("Paling sedikit %(min)d huruf."),
    "Field must be at least %(min)d characters long.": _l("Paling sedikit %(min)d huruf."),
    "Field cannot be longer than %(max)d character.": _l("Paling banyak %(max)d huruf."),
    "Field cannot be longer than %(max)d characters.": _l("Paling banyak %(max)d huruf."),
    "Field must be exactly %(max)d character long.": _l("Harus tepat %(max)d huruf."),
    "Field must be exactly %(max)d characters long.": _l("Harus tepat %(max)d huruf."),
    "Field must be between %(min)d and %(max)d characters long.": _l("Antara %(min)d dan %(max)d huruf."),
    "Number must be at least %(min)s.": _l("Paling sedikit %(min)s."),
    "Number must be at most %(max)s.": _l("Paling banyak %(max)s."),
    "Number must be between %(min)s and %(max)s.": _l("Antara %(min)s dan %(max)s."),
    "Field must be equal to %(other_name)s.": _l("Harus sama dengan isian sebelumnya."),
    "Invalid value, must be one of: %(values)s.": _l("Pilih salah satu: %(values)s."),
    "Invalid value, can't be any of: %(values)s.": _l("Nilai ini tidak boleh dipakai."),
    "File does not have an approved extension: {extensions}": _l("Jenis berkas ini tidak diterima."),
    "CSRF token missing.": _l("Halaman ini sudah kedaluwarsa. Muat ulang, lalu kirim sekali lagi."),
    "Invalid CSRF Token.": _l("Halaman ini sudah kedaluwarsa. Muat ulang, lalu kirim sekali lagi."),
    "The CSRF token is missing.": _l("Halaman ini sudah kedaluwarsa. Muat ulang, lalu kirim sekali lagi."),
}


class Sentences:
    """WTForms' messages in the reader's language; a sentence we do not know passes as it is."""

    def gettext(self, text: str) -> str:
        return str(SENTENCES.get(text, text))

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        return str(SENTENCES.get(singular if count == 1 else plural, plural))


class BaseForm(FlaskForm):
    """The form all areas build on: CSRF, messages in the reader's language, text that no database refuses."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: FlaskForm) -> Sentences:
            return Sentences()

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            return _without_nul(super().wrap_formdata(form, formdata))

    def marked(self, mark: object) -> "BaseForm":
        """For a form that stands on its page more than once: ids of its own, so that labels and errors lead to it."""
        for field in self:
            field.id = field.label.field_id = f"{field.short_name}-{mark}"
        return self


def _without_nul(formdata: Any) -> Any:
    """PostgreSQL stores no NUL character; nobody types one, so it is dropped before it can become an error."""
    if not any(isinstance(value, str) and "\0" in value for _, value in _pairs(formdata)):
        return formdata
    return MultiDict(
        (key, value.replace("\0", "") if isinstance(value, str) else value) for key, value in _pairs(formdata)
    )


def _pairs(formdata: Any) -> Any:
    return formdata.items(multi=True) if isinstance(formdata, MultiDict) else ()


def choices(options: Mapping[str, Any]) -> list[SelectChoice]:
    """The options of a list or of radio buttons: value and label (which may be lazy)."""
    return [SelectChoice(value, label) for value, label in options.items()]


class OnceKey(HiddenField):
    """A one-time key made with the page: the same form sent twice creates one thing (UNIQUE in its table)."""

    data: str | None

    def __init__(self, label: str | None = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, default=lambda: uuid.uuid4().hex, **kwargs)

    def pre_validate(self, form: Any) -> None:
        if not re.fullmatch(r"[0-9a-f]{32}", self.data or ""):
            self.data = uuid.uuid4().hex
            raise StopValidation(gettext("Halaman ini sudah kedaluwarsa. Muat ulang, lalu kirim sekali lagi."))


class CountField(Field):
    """A whole number as people write it: 60, 1.500. Anything else, or too large, is refused with a sentence."""

    widget = TextInput()
    prefix: str | None = None

    def __init__(
        self, label: Any = None, validators: Any = None, *, least: int = 0, most: int = LARGEST_COUNT, **kwargs: Any
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.least, self.most = least, most
        self.render_kw: dict[str, Any] = {"inputmode": "numeric", "autocomplete": "off"} | (self.render_kw or {})

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.shown(self.data)

    def shown(self, value: int) -> str:
        return str(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = str(valuelist[0]).strip() if valuelist else ""
        self.data = None
        if text:
            self.data = self._checked(self.read(text))

    def read(self, text: str) -> int:
        value = whole_number(text)
        if value is None:
            raise ValueError(gettext("Tulis bilangan bulat, misalnya 60."))
        return value

    def _checked(self, value: int) -> int:
        if value < self.least:
            raise ValueError(gettext("Paling sedikit %(least)s.", least=self.shown(self.least)))
        if value > self.most:
            raise ValueError(gettext("Paling banyak %(most)s.", most=self.shown(self.most)))
        return value


class RupiahField(CountField):
    """Whole rupiah: 1500000, 1.500.000, Rp1.500.000, Rp 1.500.000,00 and 1.500.000,- are the same amount."""

    prefix = "Rp"

    def __init__(
        self, label: Any = None, validators: Any = None, *, least: int = 0, most: int = LARGEST_RUPIAH, **kwargs: Any
    ) -> None:
        super().__init__(label, validators, least=least, most=most, **kwargs)

    def shown(self, value: int) -> str:
        return f"{value:,}".replace(",", ".")

    def read(self, text: str) -> int:
        value = whole_number(re.sub(r"^rp\.?\s*", "", text, flags=re.IGNORECASE))
        if value is None:
            raise ValueError(gettext("Tulis rupiah utuh tanpa sen, misalnya 1.500.000."))
        return value


def whole_number(text: str) -> int | None:
    """The number in `text`, written with or without separators of thousands; None if it is not a whole number."""
    text = re.sub(r"(,00|\.00|,-+)$", "", text.replace("\u00a0", "").replace(" ", "").replace("−", "-"))
    if len(text) > 30 or not re.fullmatch(r"-?(\d+|\d{1,3}(\.\d{3})+|\d{1,3}(,\d{3})+)", text, re.ASCII):
        return None
    return int(re.sub(r"[.,]", "", text))


class MonthField(StringField):
    """A month as `YYYY-MM`, the form the browser's own month picker sends."""

    widget = TextInput()

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.widget = TextInput("month")

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = str(valuelist[0]).strip() if valuelist else ""
        self.data = text or None
        if text and not re.fullmatch(r"(19|20)\d\d-(0[1-9]|1[0-2])", text, re.ASCII):
            self.data = None
            raise ValueError(gettext("Tulis bulan sebagai tahun-bulan, misalnya 2023-08."))
