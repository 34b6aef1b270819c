import re
from typing import Any

import pytest
from flask import Flask
from flask_babel import refresh
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from marketplace.web.controls import field_parts, summary_lines
from marketplace.web.forms import BaseForm, CountField, MonthField, OnceKey, RupiahField, choices, whole_number


class PurchaseForm(BaseForm):
    once_key = OnceKey()
    title = StringField("Judul", [InputRequired(), Length(max=10)])
    quantity = CountField("Jumlah", [InputRequired()], least=2, most=1_000)
    price_idr = RupiahField("Harga")
    month = MonthField("Bulan")
    day = DateField("Tanggal")
    lines = IntegerField("Baris", [NumberRange(1, 9)])
    path = SelectField("Cara bayar", choices=choices({"up": "UP"}))


GOOD = {
    "once_key": "0" * 32,
    "title": "Rapat",
    "quantity": "60",
    "price_idr": "Rp1.500.000",
    "month": "2023-08",
    "day": "2023-08-28",
    "lines": "1",
    "path": "up",
}


def send(app: Flask, language: str = "id", **changes: Any) -> PurchaseForm:
    with app.test_request_context("/", headers={"Cookie": f"bahasa={language}"}):
        refresh()  # the test's own context outlives the request and would keep the first reader's language
        form = PurchaseForm(MultiDict(GOOD | changes), meta={"csrf": False})
        form.validate()
        for errors in form.errors.values():
            errors[:] = [str(error) for error in errors]
        return form


def test_a_good_form_gives_typed_values(app: Flask) -> None:
    form = send(app)
    assert form.errors == {}
    assert (form.quantity.data, form.price_idr.data, form.month.data) == (60, 1_500_000, "2023-08")


@pytest.mark.parametrize(
    "text",
    [
        "1500000",
        "1.500.000",
        "Rp1.500.000",
        "rp 1.500.000",
        "Rp. 1.500.000,00",
        "1.500.000,-",
        "1,500,000",
        " 1 500 000 ",
    ],
)
def test_rupiah_may_be_written_as_people_write_it(app: Flask, text: str) -> None:
    assert send(app, price_idr=text).price_idr.data == 1_500_000


@pytest.mark.parametrize(
    "text", ["1.5", "15,75", "1.50.000", "satu juta", "1e9", "--5", "٣", "²", "9" * 40, "NaN", "Rp"]
)
def test_what_is_no_whole_rupiah_is_refused_with_an_example(app: Flask, text: str) -> None:
    form = send(app, price_idr=text)
    assert form.price_idr.data is None
    assert form.errors["price_idr"] == ["Tulis rupiah utuh tanpa sen, misalnya 1.500.000."]
    assert form.price_idr._value() == text, "what was typed stays"


def test_amounts_beyond_every_budget_and_below_nothing_are_refused(app: Flask) -> None:
    assert send(app, price_idr="9" * 20).errors["price_idr"] == ["Paling banyak 1.000.000.000.000.000."]
    assert send(app, price_idr="-1").errors["price_idr"] == ["Paling sedikit 0."]
    assert send(app, quantity="1").errors["quantity"] == ["Paling sedikit 2."]
    assert send(app, quantity="1001").errors["quantity"] == ["Paling banyak 1000."]


@given(st.text(max_size=40))
def test_any_text_is_a_whole_number_or_refused(text: str) -> None:
    value = whole_number(text)
    assert value is None or isinstance(value, int)


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_a_number_written_the_indonesian_way_reads_back(value: int) -> None:
    assert whole_number(f"{value:,}".replace(",", ".")) == value


@pytest.mark.parametrize("text", ["2023-13", "2023", "08-2023", "99999-01", "2023-08-01"])
def test_a_month_that_does_not_exist_is_refused(app: Flask, text: str) -> None:
    assert send(app, month=text).errors["month"] == ["Tulis bulan sebagai tahun-bulan, misalnya 2023-08."]


@pytest.mark.parametrize("key", ["", "short", "z" * 32, "0" * 33])
def test_a_form_without_its_one_time_key_asks_to_reload_and_brings_a_new_one(app: Flask, key: str) -> None:
    form = send(app, once_key=key)
    assert "kedaluwarsa" in form.errors["once_key"][0]
    assert re.fullmatch("[0-9a-f]{32}", form.once_key.data)


def test_every_new_page_has_its_own_key(app: Flask) -> None:
    with app.test_request_context("/"):
        keys = {PurchaseForm(formdata=None).once_key.data for _ in range(20)}
    assert len(keys) == 20


@pytest.mark.parametrize(
    ("changes", "indonesian", "english"),
    [
        ({"title": ""}, "Harus diisi.", "Please fill this in."),
        ({"title": "x" * 11}, "Paling banyak 10 huruf.", "At most 10 characters."),
        ({"quantity": ""}, "Harus diisi.", "Please fill this in."),
        ({"day": "31 Februari"}, "Tulis tanggal yang ada di kalender.", "Write a date that is in the calendar."),
        ({"lines": "banyak"}, "Tulis bilangan bulat, misalnya 60.", "Write a whole number, for example 60."),
        ({"lines": "10"}, "Antara 1 dan 9.", "Between 1 and 9."),
        ({"path": "emas"}, "Pilih salah satu yang tersedia.", "Choose one of those offered."),
    ],
)
def test_refusals_are_said_in_the_readers_language(
    app: Flask, changes: dict[str, str], indonesian: str, english: str
) -> None:
    (name,) = changes
    assert send(app, **changes).errors[name][0] == indonesian
    assert send(app, "en", **changes).errors[name][0] == english


def test_a_nul_character_never_reaches_a_database(app: Flask) -> None:
    assert send(app, title="Ra\0pat").title.data == "Rapat"


def test_a_control_announces_its_hint_and_its_error(app: Flask) -> None:
    form = send(app, quantity="1")
    parts = field_parts(form.quantity, "Paling sedikit 2", None, None, {"data_x": "1"})
    assert parts.attributes == {
        "data-x": "1",
        "aria-describedby": "quantity-hint quantity-error",
        "aria-invalid": "true",
    }
    assert field_parts(form.price_idr, None, None, None, {}).prefix == "Rp"
    assert field_parts(form.price_idr, None, None, None, {}).is_optional
    assert not field_parts(form.path, None, None, None, {}).is_optional, "a list without an empty choice has a value"


def test_the_summary_leads_to_each_refused_control(app: Flask) -> None:
    form = send(app, title="", quantity="x")
    assert [(line.target, line.label) for line in summary_lines(form)] == [("title", "Judul"), ("quantity", "Jumlah")]
