from itertools import pairwise

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from marketplace.web import charts

NUMBERS = st.one_of(st.none(), st.integers(0, 10**13), st.floats(0, 1e6, allow_nan=False))


def test_lines_stay_inside_their_drawing_and_names_do_not_collide(app: Flask) -> None:
    series = [(f"Daerah {n}", [n, 2 * n, 3 * n]) for n in range(1, 7)]
    with app.test_request_context("/"):
        chart = charts.chart_lines(series, ["Jan", "Feb", "Mar"])
    for line in chart.lines:
        for dot in line.dots:
            assert charts.LEFT <= dot["x"] <= charts.RIGHT
            assert charts.TOP <= dot["y"] <= charts.BOTTOM
    places = sorted(line.label_y for line in chart.lines)
    assert all(below - above >= 16.9 for above, below in pairwise(places))


def test_a_gap_in_the_data_is_a_gap_in_the_line_and_a_dash_in_the_table(app: Flask) -> None:
    with app.test_request_context("/"):
        (line,) = charts.chart_lines([{"name": "Kab. Blitar", "values": [1, None, 3]}], ["Jan", "Feb", "Mar"]).lines
    assert len(line.pieces) == 2
    assert line.texts == ["1", "–", "3"]


def test_series_differ_without_colour(app: Flask) -> None:
    with app.test_request_context("/"):
        chart = charts.chart_lines([(str(n), [n]) for n in range(6)], ["Jan"])
    assert len({line.dash for line in chart.lines}) == 6


@pytest.mark.parametrize("labels", [[], ["Jan"]])
def test_too_little_data_still_draws(app: Flask, labels: list[str]) -> None:
    with app.test_request_context("/"):
        chart = charts.chart_lines([], labels)
        assert chart.summary in ("", "Belum ada data.")
        assert charts.chart_bars([]) == []
        assert charts.chart_tiles([])["tiles"] == []
        assert charts.chart_spark([]) == {"points": ""}


def test_the_largest_bar_fills_the_rail_and_a_small_one_is_visible(app: Flask) -> None:
    with app.test_request_context("/"):
        bars = charts.chart_bars(
            [{"label": "a", "value": 10**12}, {"label": "b", "value": 1}, {"label": "c", "value": 0}]
        )
    assert [bar["width"] for bar in bars] == [100, 0.6, 0]


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_more_is_never_paler(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert charts.shade(low, 1e6) <= charts.shade(high, 1e6) <= charts.SHADES


def test_nothing_and_no_answer_have_the_shade_of_nothing() -> None:
    assert charts.shade(None, 10) == charts.shade(0, 10) == charts.shade(5, 0) == 0
    assert charts.shade(10, 10) == charts.SHADES


@given(st.lists(NUMBERS, max_size=40))
def test_a_sparkline_draws_any_numbers(values: list[float | None]) -> None:
    points = charts.chart_spark(values)["points"]
    assert all(0 <= float(part) <= 96 for point in points.split() for part in point.split(","))


@given(st.floats(0, 1e13))
def test_an_axis_ends_at_a_round_number_above_everything(value: float) -> None:
    assert charts._round_up(value) >= value


def test_a_fraction_keeps_its_decimal(app: Flask) -> None:
    with app.test_request_context("/"):
        (line,) = charts.chart_lines([("Kota Malang", [2.9, 3.0, 4])], ["Jan", "Feb", "Mar"]).lines
    assert line.texts == ["2,9", "3", "4"]


def test_labels_too_long_for_one_line_are_thinned_out(app: Flask) -> None:
    with app.test_request_context("/"):
        short = charts.chart_lines([("a", [1] * 8)], ["Jan"] * 8)
        long = charts.chart_lines([("a", [1] * 8)], ["1 November 2020"] * 8)
    assert len(short.labels) == 8
    assert len(long.labels) < 4


@pytest.mark.parametrize("top", [9, 2_450_000, 75_000_000_000])
def test_axis_labels_stay_whole_in_what_a_phone_shows(app: Flask, top: int) -> None:
    """At 390 px the drawing is shown to `PHONE` in type of 17 units, some 9.5 a digit (chart.css)."""
    labels = ["17 Agustus 2022", "3 September 2022", "28 November 2022", "hari ini"]
    with app.test_request_context("/"):
        chart = charts.chart_lines([("Harga", [top, 2, 3, top])], labels, "rupiah_short")
    assert all(chart.left - 8 >= 9.5 * len(tick["text"]) for tick in chart.ticks)
    edges = [
        (label["x"] - 4.75 * len(label["text"]), label["x"] + 4.75 * len(label["text"])) for label in chart.labels
    ]
    assert edges
    assert all(left >= 0 and right <= charts.PHONE for left, right in edges)
    assert all(end < start for (_, end), (start, _) in pairwise(edges))
