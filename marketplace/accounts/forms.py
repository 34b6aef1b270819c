"""Forms of this area: they turn text into typed values; what is allowed, services decide."""

import re
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    HiddenField,
    PasswordField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, Regexp, ValidationError

from marketplace.accounts.labels import CLASSES, LEGAL_FORMS, ROLES
from marketplace.accounts.models import BusinessClass, Supplier
from marketplace.accounts.permissions import HELD_BY_PEOPLE
from marketplace.accounts.services import SupplierPapers
from marketplace.web.forms import BaseForm, OnceKey


def _tidy(text: str | None) -> str:
    return " ".join((text or "").split())


def _digits(text: str | None) -> str:
    return re.sub(r"[\s.\-]", "", text or "")


def _lower(text: str | None) -> str:
    return (text or "").strip().lower()


def _codes(text: str | None) -> list[str]:
    return list(dict.fromkeys(re.split(r"[\s,;]+", text.strip()))) if text and text.strip() else []


def _choices(pairs: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in pairs]


class LoginForm(BaseForm):
    username = StringField(_l("Nama pengguna"), [InputRequired(), Length(max=80)], filters=[_lower])
    password = PasswordField(_l("Kata sandi"), [InputRequired(), Length(max=200)])
    lanjut = HiddenField()


class PasswordForm(BaseForm):
    current = PasswordField(_l("Kata sandi sekarang"), [InputRequired(), Length(max=200)])
    new = PasswordField(_l("Kata sandi baru"), [InputRequired(), Length(max=1000)])
    again = PasswordField(_l("Ulangi kata sandi baru"), [InputRequired(), Length(max=1000)])

    def validate_again(self, field: PasswordField) -> None:
        if field.data != self.new.data:
            raise ValidationError(_l("Kedua kata sandi baru tidak sama."))


class LanguageForm(BaseForm):
    locale = SelectField(_l("Bahasa tampilan"), choices=_choices([("id", "Bahasa Indonesia"), ("en", "English")]))


class PapersForm(BaseForm):
    """What a shop declares about itself (R39)."""

    name = StringField(_l("Nama toko"), [InputRequired(), Length(3, 120)], filters=[_tidy])
    description = TextAreaField(_l("Tentang toko"), [Optional(), Length(max=1000)])
    legal_form = SelectField(_l("Bentuk usaha"), choices=_choices(LEGAL_FORMS.items()))
    business_class = SelectField(
        _l("Kelas usaha"), choices=_choices((c.value, label) for c, label in CLASSES.items())
    )
    nib = StringField(
        _l("NIB"),
        [InputRequired(), Regexp(r"[0-9]{13}\Z", message=_l("NIB terdiri atas 13 angka."))],
        filters=[_digits],
    )
    npwp = StringField(_l("NPWP"), [InputRequired(), Length(max=30)], filters=[_tidy])
    is_pkp = BooleanField(_l("Toko ini Pengusaha Kena Pajak (PKP)"))
    kbli = StringField(_l("Kode KBLI"), [InputRequired(), Length(max=120)])
    region_code = SelectField(_l("Kabupaten/kota"), [InputRequired()])
    address = StringField(_l("Alamat"), [InputRequired(), Length(5, 200)], filters=[_tidy])
    bank_name = StringField(_l("Bank"), [InputRequired(), Length(2, 60)], filters=[_tidy])
    bank_account = StringField(
        _l("Nomor rekening"),
        [InputRequired(), Regexp(r"[0-9]{5,30}\Z", message=_l("Tulis 5 sampai 30 angka."))],
        filters=[_digits],
    )
    bank_holder = StringField(_l("Nama pemilik rekening"), [InputRequired(), Length(3, 120)], filters=[_tidy])

    def validate_npwp(self, field: StringField) -> None:
        if not re.fullmatch(r"[0-9]{15,16}", _digits(field.data), re.ASCII):
            raise ValidationError(_l("NPWP terdiri atas 15 atau 16 angka; titik dan tanda hubung boleh."))
        if len(field.data or "") > 20:
            field.data = _digits(field.data)

    def validate_kbli(self, field: StringField) -> None:
        codes = _codes(field.data)
        if not 1 <= len(codes) <= 10 or not all(re.fullmatch(r"[0-9]{5}", code, re.ASCII) for code in codes):
            raise ValidationError(_l("Tulis 1 sampai 10 kode KBLI lima angka, dipisahkan koma."))

    def papers(self) -> SupplierPapers:
        return SupplierPapers(
            name=self.name.data or "",
            description=(self.description.data or "").strip(),
            legal_form=self.legal_form.data,
            business_class=BusinessClass(self.business_class.data),
            nib=self.nib.data or "",
            npwp=self.npwp.data or "",
            is_pkp=bool(self.is_pkp.data),
            kbli=_codes(self.kbli.data),
            region_code=self.region_code.data,
            address=self.address.data or "",
            bank_name=self.bank_name.data or "",
            bank_account=self.bank_account.data or "",
            bank_holder=self.bank_holder.data or "",
        )

    @classmethod
    def of(cls, shop: Supplier) -> "PapersForm":
        """The form as the shop stands, for its owner to correct."""
        columns = {name: getattr(shop, name) for name in SupplierPapers.__dataclass_fields__}
        return cls(data=columns | {"kbli": ", ".join(shop.kbli)})


class RegistrationForm(PapersForm):
    owner_name = StringField(_l("Nama Anda"), [InputRequired(), Length(3, 120)], filters=[_tidy])
    email = EmailField(
        _l("Surel"),
        [
            Optional(),
            Length(max=200),
            Regexp(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z", message=_l("Tulis alamat surel yang lengkap.")),
        ],
    )
    phone = TelField(
        _l("Telepon"),
        [Optional(), Regexp(r"[0-9+][0-9 \-]{5,25}\Z", message=_l("Tulis nomor telepon dengan angka."))],
    )
    username = StringField(_l("Nama pengguna"), [InputRequired(), Length(max=80)], filters=[_lower])
    password = PasswordField(_l("Kata sandi"), [InputRequired(), Length(max=1000)])
    once_key = OnceKey()


class StaffForm(BaseForm):
    name = StringField(_l("Nama staf"), [InputRequired(), Length(3, 120)], filters=[_tidy])
    username = StringField(_l("Nama pengguna"), [InputRequired(), Length(max=80)], filters=[_lower])
    password = PasswordField(_l("Kata sandi pertama"), [InputRequired(), Length(max=1000)])
    once_key = OnceKey()


class ReturnForm(BaseForm):
    reason = TextAreaField(_l("Apa yang perlu diperbaiki"), [InputRequired(), Length(10, 300)], filters=[_tidy])


class AppointmentForm(BaseForm):
    role = SelectField(_l("Peran"), choices=_choices((role.value, ROLES[role]) for role in HELD_BY_PEOPLE))
    place = StringField(_l("Kode satker, toko, atau daerah"), [Optional(), Length(max=30)], filters=[_tidy])
    on = DateField(_l("Mulai"), [InputRequired()])
    until = DateField(_l("Sampai sebelum"), [Optional()])


class DayForm(BaseForm):
    on = DateField(_l("Mulai tanggal"), [InputRequired()])


class HandOverForm(BaseForm):
    successor = StringField(_l("Nama pengguna pengganti"), [InputRequired(), Length(max=80)], filters=[_lower])
    on = DateField(_l("Berlaku mulai"), [InputRequired()])


class CutForm(BaseForm):
    confirmation = StringField(_l("Ketik nama pengguna untuk menegaskan"), [InputRequired(), Length(max=80)])


def with_regions(form: Any, options: list[tuple[str, str]]) -> Any:
    """The choices of a region field come from reference data, read by the view."""
    form.region_code.choices = _choices([("", _l("Pilih daerah")), *options])
    return form
