"""Forms of purchasing: they turn text into typed values; what the trade allows is decided by services."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from marketplace.purchasing.labels import DEFECTS, PAYMENT_PATHS, SANCTIONS
from marketplace.purchasing.rules import rule
from marketplace.purchasing.services.bills import CHECKLIST
from marketplace.web.forms import BaseForm, CountField, OnceKey, RupiahField, choices
from marketplace.web.order_statuses import REASONS

LINE_MAX = 1_000_000
MARK_WORDS = {"3": _l("3 · baik sekali"), "2": _l("2 · baik"), "1": _l("1 · cukup")}


class SeenVersion(HiddenField):
    """The order's version the person had before their eyes; unreadable means: not the present one."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = str(valuelist[0]) if valuelist else ""
        self.data = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class StepForm(BaseForm):
    """Every step carries the version that was seen: two people, one success."""

    seen = SeenVersion()


class NoteForm(StepForm):
    note = TextAreaField(_l("Catatan"), [Optional(), Length(max=1000)])


class RequiredNoteForm(StepForm):
    note = TextAreaField(_l("Penjelasan"), [InputRequired(), Length(max=1000)])


class ReasonForm(StepForm):
    """A public reason from the fixed list, and free words that only those who see the order can read."""

    reason = SelectField(_l("Alasan"), [InputRequired()])
    note = TextAreaField(
        _l("Penjelasan untuk pihak lain"),
        [Optional(), Length(max=1000)],
        description=_l("Hanya dibaca pihak yang terlibat; alasan di atas tercatat terbuka."),
    )

    def __init__(self, codes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.reason.choices = choices({"": _l("Pilih alasan")} | {code: REASONS[code] for code in codes})


class ExplainedReasonForm(ReasonForm):
    """A public reason, and an explanation that is owed to the other side."""

    note = TextAreaField(
        _l("Penjelasan untuk pihak lain"),
        [InputRequired(), Length(max=1000)],
        description=_l("Hanya dibaca pihak yang terlibat; alasan di atas tercatat terbuka."),
    )


class OfferForm(StepForm):
    """One round: a price for each line (`price_fields`), delivery, and when it can be ready."""

    shipping_idr = RupiahField(_l("Ongkos kirim"), [InputRequired()], most=100_000_000)
    lead_days = CountField(_l("Siap dalam berapa hari"), [InputRequired()], most=180)
    note = TextAreaField(_l("Catatan untuk pihak lain"), [Optional(), Length(max=300)])


class DespatchForm(StepForm):
    """The delivery note: how much of each line (`quantity_fields`) and how it travels."""

    courier = StringField(_l("Kurir"), [Optional(), Length(max=100)])
    vehicle = StringField(_l("Kendaraan atau nomor resi"), [Optional(), Length(max=100)])
    note = TextAreaField(_l("Catatan"), [Optional(), Length(max=200)])


class InspectionForm(StepForm):
    """How much of each line is good (`quantity_fields`); where something is not, what and why."""

    defect = SelectField(_l("Ketidaksesuaian"), [Optional()], choices=choices(DEFECTS),
                         description=_l("Isi bila ada barang yang tidak baik."))  # fmt: skip
    note = TextAreaField(_l("Catatan pemeriksaan"), [Optional(), Length(max=300)])

    def validate(self, extra_validators: Any = None) -> bool:
        """Less than what arrived is a defect, and a defect has a name."""
        if not super().validate(extra_validators):
            return False
        if not self.defect.data and any(self[f"line_{n}"].data < self[f"line_{n}"].most for n in per_line(self)):
            self.defect.errors = [gettext("Pilih apa yang tidak sesuai: ada barang yang tidak diterima baik.")]
            return False
        return True


class PriceCutForm(NoteForm):
    """A lower price for at least one line (`price_fields`)."""

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        prices = [self[f"line_{n}"] for n in per_line(self)]
        if all(price.data == price.most for price in prices):
            prices[0].errors = [gettext("Harga belum dipotong. Isi harga yang lebih rendah.")]
            return False
        return True


class AmendmentForm(StepForm):
    """A later day, or less of a line (`quantity_fields`); never a higher price."""

    due_on = DateField(_l("Tanggal penyerahan baru"), [InputRequired()])
    reason = TextAreaField(_l("Alasan perubahan"), [InputRequired(), Length(max=300)])


class VerifyForm(StepForm):
    """The treasurer's checklist before a bill may go to payment (domain.md 3, `verifikasi`)."""

    surat_pesanan = BooleanField(_l("Surat Pesanan ada dan sah"))
    bast = BooleanField(_l("BAST ada dan nilainya sama dengan tagihan"))
    tagihan = BooleanField(_l("Invoice dan kuitansi lengkap"))
    pajak = BooleanField(_l("Pajak dihitung benar"))

    def validate(self, extra_validators: Any = None) -> bool:
        """A bill goes on only when everything was looked at; what is missing is named at its box."""
        valid = super().validate(extra_validators)
        for name in CHECKLIST:
            if not self[name].data:
                self[name].errors = [gettext("Belum dicentang. Periksa berkasnya, atau kembalikan tagihan.")]
                valid = False
        return valid

    @property
    def checked(self) -> list[str]:
        return [name for name in CHECKLIST if self[name].data]


class PaymentForm(StepForm):
    reference = StringField(
        _l("Nomor bukti bayar"),
        [
            InputRequired(),
            Length(min=3, max=60),
            Regexp(r"^[\w\s./-]+$", message=_l("Pakai huruf, angka, titik, garis.")),
        ],
        description=_l("Nomor NPD, SP2D, atau slip kartu."),
    )


class AssessmentForm(StepForm):
    """R25: four marks from 1 (cukup) to 3 (sangat baik)."""

    quality = RadioField(_l("Kualitas dan kuantitas"), [InputRequired()])
    cost = RadioField(_l("Biaya"), [InputRequired()])
    time = RadioField(_l("Waktu"), [InputRequired()])
    service = RadioField(_l("Layanan"), [InputRequired()])
    comment = TextAreaField(_l("Komentar"), [Optional(), Length(max=500)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("quality", "cost", "time", "service"):
            self[name].choices = choices(MARK_WORDS)

    @property
    def marks(self) -> tuple[int, int, int, int]:
        quality, cost, time, service = (int(self[name].data) for name in ("quality", "cost", "time", "service"))
        return quality, cost, time, service


class SanctionForm(StepForm):
    """A sanction after a breach (R22): a kind from the law's list and a reason in words."""

    sanction = SelectField(_l("Jenis sanksi"), [InputRequired()])
    reason = TextAreaField(_l("Alasan"), [InputRequired(), Length(min=10, max=300)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sanction.choices = choices({"": _l("Pilih jenis sanksi")} | SANCTIONS)


class PackageForm(BaseForm):
    """A package of the procurement plan (RUP), not announced yet."""

    once_key = OnceKey()
    name = StringField(_l("Nama paket"), [InputRequired(), Length(min=5, max=160)])
    account_code = StringField(
        _l("Kode rekening"),
        [InputRequired(), Length(max=20), Regexp(r"^5(\.\d{1,4}){3,6}$", message=_l("Misalnya 5.1.02.01.01.0052."))],
    )
    account_name = StringField(_l("Nama rekening"), [InputRequired(), Length(max=120)])
    category_code = SelectField(_l("Kategori"), [Optional()])
    pagu_idr = RupiahField(_l("Pagu"), [InputRequired()], least=1, most=100_000_000_000)

    def offer_categories(self, categories: Iterable[tuple[str, str]]) -> "PackageForm":
        self.category_code.choices = choices({"": _l("Semua kategori")} | dict(categories))
        return self


class PaguForm(BaseForm):
    pagu_idr = RupiahField(_l("Pagu baru"), [InputRequired()], least=1, most=100_000_000_000)


class QuantityForm(BaseForm):
    quantity = CountField(_l("Jumlah"), [InputRequired()], least=1, most=LINE_MAX)


class CartLineForm(QuantityForm):
    product_id = HiddenField(validators=[InputRequired(), Regexp(r"^\d{1,10}$")])


class CheckoutForm(BaseForm):
    """What all orders of one cart share, and for each shop how it is bought and why a warning does not hold."""

    once_key = OnceKey()
    package_id = SelectField(_l("Paket RUP"), [InputRequired()])
    title = StringField(_l("Untuk apa"), [InputRequired(), Length(min=5, max=200)],
                        description=_l("Judul pesanan, misalnya: Konsumsi rapat RW, 60 nasi kotak."))  # fmt: skip
    purpose = TextAreaField(_l("Keterangan untuk penyedia"), [Optional(), Length(max=300)])
    needed_on = DateField(_l("Dibutuhkan tanggal"), [InputRequired()])
    delivery_address = StringField(_l("Alamat pengiriman"), [InputRequired(), Length(min=5, max=300)])
    recipient_name = StringField(_l("Nama penerima"), [InputRequired(), Length(min=2, max=120)])
    recipient_phone = StringField(
        _l("Telepon penerima"),
        [Optional(), Length(max=30), Regexp(r"^[+\d][\d\s-]*$", message=_l("Tulis angka saja."))],
    )
    payment_path = SelectField(_l("Cara bayar"), [InputRequired()], choices=choices(PAYMENT_PATHS))


def with_fields(base: type[BaseForm], fields: Mapping[str, Any]) -> type[BaseForm]:
    """A form with fields that depend on the object at hand: one per line, one per shop."""
    return type(f"{base.__name__}With", (base,), dict(fields))


def quantity_fields(lines: Iterable[Any], most: Callable[[Any], int], given: Callable[[Any], int]) -> dict[str, Any]:
    """One count per line: at most what that line allows, filled with what is most likely."""
    return {
        f"line_{line.line_number}": CountField(
            line.product_name, [InputRequired()], least=0, most=most(line), default=given(line)
        )
        for line in lines
    }


def price_fields(lines: Iterable[Any], most: Callable[[Any], int], given: Callable[[Any], int]) -> dict[str, Any]:
    """One price per line, never above what that line allows."""
    return {
        f"line_{line.line_number}": RupiahField(
            line.product_name, [InputRequired()], least=0, most=most(line), default=given(line)
        )
        for line in lines
    }


def per_line(form: BaseForm) -> dict[int, int]:
    """What was typed for each line."""
    return {int(name[5:]): field.data for name, field in form._fields.items() if name.startswith("line_")}


def day_field(label: Any, *, default: date | None = None) -> DateField:
    return DateField(label, [InputRequired()], default=default)


def reason_fields(rule_ids: Iterable[str]) -> dict[str, Any]:
    """One box per warning; whether it must be filled is for the rule to say."""
    return {
        f"reason_{rule_id}": TextAreaField(
            _l("Alasan (%(rule)s, %(title)s)", rule=rule_id, title=_l(rule(rule_id).title)),
            [Optional(), Length(max=300)],
        )
        for rule_id in rule_ids
    }


def reasons_given(form: BaseForm) -> dict[str, str]:
    """What was written for each warning."""
    named = {name: field.data or "" for name, field in form._fields.items() if name.startswith("reason_")}
    return {name.removeprefix("reason_"): text for name, text in named.items() if text.strip()}
