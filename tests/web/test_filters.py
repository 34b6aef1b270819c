from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask

from marketplace.web import filters

NBSP = "\u00a0"


@pytest.fixture
def say(app: Flask) -> Callable[..., Any]:
    """Calls a filter as a reader of this language sees it."""

    def call(language: str, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        with app.test_request_context("/", headers={"Cookie": f"bahasa={language}"}):
            return function(*args, **kwargs)

    return call


@pytest.mark.parametrize(
    ("function", "args", "indonesian", "english"),
    [
        (filters.rupiah, (1_234_567,), "Rp1.234.567", "Rp1,234,567"),
        (filters.rupiah, (0,), "Rp0", "Rp0"),
        (filters.rupiah, (-7_200,), "−Rp7.200", "−Rp7,200"),
        (filters.rupiah, (None,), "–", "–"),
        (filters.rupiah_short, (39_610_000_000,), "Rp39,6 M", "Rp39.6 bn"),
        (filters.rupiah_short, (39_610_000_000, 2), "Rp39,61 M", "Rp39.61 bn"),
        (filters.rupiah_short, (950_000_000,), "Rp950 jt", "Rp950 m"),
        (filters.rupiah_short, (1_500_000_000_000,), "Rp1,5 T", "Rp1.5 tn"),
        (filters.rupiah_short, (24_000,), "Rp24 rb", "Rp24k"),
        (filters.rupiah_short, (900,), "Rp900", "Rp900"),
        (filters.rupiah_short, (-2_500_000,), "−Rp2,5 jt", "−Rp2.5 m"),
        (filters.rupiah_short, (40_000_000_000,), "Rp40 M", "Rp40 bn"),
        (filters.number, (4_187,), "4.187", "4,187"),
        (filters.number, (12.5, 1), "12,5", "12.5"),
        (filters.percent, (61,), "61%", "61%"),
        (filters.percent, (94.25, 1), "94,2%", "94.2%"),
        (filters.month_name, ("2023-08",), "Agustus 2023", "August 2023"),
        (filters.month_name, ("2023-08", True), "Agu 2023", "Aug 2023"),
        (filters.month_name, (8,), "Agustus", "August"),
        (filters.date_long, (date(2023, 4, 12),), "12 April 2023", "12 April 2023"),
        (filters.date_short, (date(2023, 8, 28),), "28 Agu 2023", "28 Aug 2023"),
        (
            filters.time_long,
            (datetime(2023, 8, 28, 2, 12, tzinfo=UTC),),
            "28 Agu 2023 09.12 WIB",
            "28 Aug 2023 09:12 WIB",
        ),
    ],
)
def test_a_reader_sees_numbers_money_and_dates_in_her_language(
    say: Callable[..., Any], function: Callable[..., Any], args: tuple[Any, ...], indonesian: str, english: str
) -> None:
    assert say("id", function, *args) == indonesian
    assert say("en", function, *args) == english


def test_growth_carries_its_sign(say: Callable[..., Any]) -> None:
    assert say("id", filters.percent, 61, sign=True) == "+61%"
    assert say("id", filters.percent, -4.2, 1, sign=True) == "−4,2%"
    assert say("id", filters.percent, None, sign=True) == "–"


def test_a_late_evening_in_utc_is_already_the_next_day_in_malang(say: Callable[..., Any]) -> None:
    assert say("id", filters.date_long, datetime(2023, 8, 31, 17, 30, tzinfo=UTC)) == "1 September 2023"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "nol rupiah"),
        (1_440_000, "satu juta empat ratus empat puluh ribu rupiah"),
        (11_000, "sebelas ribu rupiah"),
        (1_100, "seribu seratus rupiah"),
        (-5, "minus lima rupiah"),
    ],
)
def test_an_amount_in_words_is_always_indonesian(say: Callable[..., Any], amount: int, words: str) -> None:
    assert say("en", filters.terbilang, amount) == words


def test_a_cell_is_written_by_the_kind_of_its_column(say: Callable[..., Any]) -> None:
    assert say("id", filters.cell, 1_500_000, "money") == "Rp1.500.000"
    assert say("id", filters.cell, "sudah teks", "money") == "sudah teks"
    assert say("id", filters.cell, None, "date") == "–"
    assert say("id", filters.cell, 1_500, "num") == "1.500"
