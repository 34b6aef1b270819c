"""Forms of classes: opening one, joining one."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from marketplace.training.rooms import SEATS_MOST
from marketplace.web.forms import BaseForm, CountField, OnceKey, choices
from marketplace.web.languages import LOCALES

LANGUAGES = {"id": _l("Bahasa Indonesia"), "en": _l("English")}


def _tidy(text: str | None) -> str | None:
    return " ".join(text.split()) if text else text


class OpenRoomForm(BaseForm):
    """A class in one form; who plays which seat is asked beside it, because seats are the scenario's."""

    once_key = OnceKey()
    name = StringField(_l("Nama kelas"), [InputRequired(), Length(min=3, max=80)], filters=[_tidy])
    held_on = DateField(_l("Tanggal"), [InputRequired()])
    seats = CountField(_l("Jumlah kursi peserta"), [InputRequired()], least=1, most=SEATS_MOST)
    language = RadioField(_l("Bahasa"), choices=choices(LANGUAGES), default=LOCALES[0])


class CodeForm(BaseForm):
    code = StringField(_l("Kode kelas"), [InputRequired(), Length(max=20)])


class JoinForm(BaseForm):
    name = StringField(_l("Nama Anda"), [InputRequired(), Length(min=2, max=60)], filters=[_tidy])
    seat = SelectField(_l("Kursi"), [Optional()], default="")
    confirmed = BooleanField()

    def offer_seats(self, seats: dict[str, Any]) -> "JoinForm":
        self.seat.choices = choices({"": _l("Kursi kosong berikutnya")} | seats)
        return self


class RejoinForm(BaseForm):
    name = StringField(_l("Nama Anda"), [InputRequired(), Length(max=60)], filters=[_tidy])
    pin = StringField(_l("PIN"), [InputRequired(), Length(max=10)])


class NamesForm(BaseForm):
    names = TextAreaField(_l("Nama peserta, satu nama per baris"), [InputRequired(), Length(max=6000)])

    @property
    def listed(self) -> list[str]:
        tidy = (_tidy(line) or "" for line in (self.names.data or "").splitlines())
        return [name[:60] for name in tidy if name]


class AnnouncementForm(BaseForm):
    text = StringField(_l("Pengumuman untuk semua kursi"), [InputRequired(), Length(max=300)], filters=[_tidy])
