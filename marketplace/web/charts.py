"""The geometry of charts: data in, coordinates and words out, so that templates only draw.

Every chart also gives its numbers as text for the table behind it.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from flask import Flask
from flask_babel import gettext

from marketplace.web.filters import FORMATS, NOTHING

DASHES = (None, "9 5", "2 5", "12 4 2 4", "5 3", "1 4")
WIDTH, HEIGHT, TOP, LEFT, RIGHT, BOTTOM = 640, 300, 16, 56, 500, 262
TILE_WIDTH, TILE_HEIGHT, GAP = 62, 58, 6
SHADES = 5
PHONE = 516  # how much of the drawing's width a phone shows (chart.css), in larger type


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    rank: int
    dash: str | None
    pieces: list[str]  # a gap in the data is a gap in the line
    dots: list[dict[str, Any]]
    texts: list[str]
    label_y: float


@dataclass(frozen=True, slots=True)
class LineChart:
    lines: list[Line]
    left: float
    ticks: list[dict[str, Any]]
    labels: list[dict[str, Any]]
    summary: str
    width: int = WIDTH
    height: int = HEIGHT
    right: int = RIGHT


def chart_lines(series: Iterable[Any], labels: Sequence[str], format: str = "number") -> LineChart:
    """Lines over the same labels. A series is {"name", "values"} or (name, values); None is a gap."""
    pairs = [_named(item) for item in series]
    top = _round_up(max((value for _, values in pairs for value in values if value is not None), default=0))
    ticks = [{"y": _y(top * step / 4, top), "text": _short(top * step / 4, format)} for step in range(5)]
    left = max(LEFT, *(_label_width(tick["text"]) for tick in ticks))
    xs = [_x(index, len(labels), left) for index in range(len(labels))]
    places = _apart([_last_y(values, top) for _, values in pairs])
    lines = [
        _line(rank, name, values, xs, labels, top, format, places[rank]) for rank, (name, values) in enumerate(pairs)
    ]
    return LineChart(lines, left, ticks, _labels_shown(labels, xs, left), _summary(lines, labels))


def _labels_shown(labels: Sequence[str], xs: Sequence[float], left: float) -> list[dict[str, Any]]:
    """As many labels as have room, each whole: one that would leave the drawing moves in, over its neighbour."""
    every = max(1, math.ceil(len(labels) * max(map(_label_width, labels), default=0) / (RIGHT - left)))
    shown: list[dict[str, Any]] = []
    for x, text in list(zip(xs, labels, strict=True))[::every]:
        half = _label_width(text) / 2
        x = max(half, min(x, PHONE - half))
        if shown and x - half < shown[-1]["x"] + _label_width(shown[-1]["text"]) / 2:
            shown.pop()
        shown.append({"x": x, "text": text})
    return shown


def _label_width(text: object) -> int:
    """Room a label needs at the larger type of a phone, with air around it."""
    return 9 * len(str(text)) + 14


def _named(item: Any) -> tuple[str, list[Any]]:
    return (item["name"], list(item["values"])) if isinstance(item, Mapping) else (item[0], list(item[1]))


def _line(
    rank: int,
    name: str,
    values: list[Any],
    xs: list[float],
    labels: Sequence[str],
    top: float,
    format: str,
    label_y: float,
) -> Line:
    texts = [written(value, format) for value in values]
    dots = [
        {"x": x, "y": _y(value, top), "r": 4 if rank == 0 else 3, "label": label, "text": text}
        for x, value, label, text in zip(xs, values, labels, texts, strict=False)
        if value is not None
    ]
    return Line(name, rank % 6 + 1, DASHES[rank % len(DASHES)], _pieces(xs, values, top), dots, texts, label_y)


def _pieces(xs: list[float], values: list[Any], top: float) -> list[str]:
    pieces: list[list[str]] = [[]]
    for x, value in zip(xs, values, strict=False):
        if value is None:
            pieces.append([])
        else:
            pieces[-1].append(f"{x},{_y(value, top)}")
    return [" ".join(piece) for piece in pieces if piece]


def _x(index: int, count: int, left: float) -> float:
    return round(left + (RIGHT - left) * (index / (count - 1) if count > 1 else 0.5), 1)


def _y(value: float, top: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * float(value) / float(top or 1), 1)


def _last_y(values: list[Any], top: float) -> float:
    return _y(next((value for value in reversed(values) if value is not None), 0), top) + 4


def _apart(places: list[float], least: float = 17) -> list[float]:
    """Labels at the end of lines never lie on each other: the lower ones move down."""
    moved = dict(enumerate(places))
    for above, below in pairwise(sorted(moved, key=lambda index: places[index])):
        moved[below] = max(moved[below], moved[above] + least)
    over = max(0.0, max(moved.values(), default=0) - HEIGHT)
    return [round(moved[index] - over, 1) for index in range(len(places))]


def _round_up(value: float) -> float:
    """The next 'round' top of an axis: 1, 2, 4, 5 or 8 times a power of ten."""
    power = 1
    while power * 10 <= value:
        power *= 10
    return next((step * power for step in (1, 2, 4, 8, 10) if step * power >= value), power * 10)


def _short(value: float, format: str) -> str:
    return FORMATS["rupiah_short"](int(value)) if format == "rupiah" else written(value, format)


def written(value: float | None, format: str) -> str:
    """A value as its format writes it; a fraction keeps one decimal, so that 2.9 billion is not told as 3."""
    if value is None:
        return NOTHING
    if isinstance(value, int) or value == int(value) or format not in ("number", "percent"):
        return FORMATS[format](int(value))
    return FORMATS[format](value, digits=1)


def _summary(lines: list[Line], labels: Sequence[str]) -> str:
    if not labels:
        return gettext("Belum ada data.")
    return "; ".join(
        gettext("%(name)s dari %(first)s pada %(start)s menjadi %(last)s pada %(end)s",
                name=line.name, first=line.texts[0], start=labels[0], last=line.texts[-1], end=labels[-1])
        for line in lines
        if line.texts
    )  # fmt: skip


def chart_bars(items: Iterable[Mapping[str, Any]], format: str = "number") -> list[dict[str, Any]]:
    """Bars against the largest value; a value above nothing is at least visible."""
    rows = [dict(item) for item in items]
    largest = max((row["value"] or 0 for row in rows), default=0) or 1
    for row in rows:
        value = row["value"] or 0
        row["width"] = round(max(0.6 if value else 0, 100 * float(value) / float(largest)), 2)
        row.setdefault("text", written(row["value"], format))
    return rows


def chart_tiles(tiles: Iterable[Mapping[str, Any]], format: str = "number") -> dict[str, Any]:
    """A tile a region, shaded by its share of the largest; the number is written in it, so shade is never alone."""
    rows = [dict(tile) for tile in tiles]
    largest = max((row["value"] or 0 for row in rows), default=0)
    west, north = min((row["col"] for row in rows), default=0), min((row["row"] for row in rows), default=0)
    for row in rows:
        row["x"] = (row["col"] - west) * (TILE_WIDTH + GAP) + 3
        row["y"] = (row["row"] - north) * (TILE_HEIGHT + GAP) + 3
        row["middle"] = row["x"] + TILE_WIDTH / 2
        row["shade"] = shade(row["value"], largest)
        row["short"] = row.get("short") or row["code"]
        row.setdefault("text", written(row["value"], format))
    return {
        "tiles": rows,
        "by_value": sorted(rows, key=lambda row: (-(row["value"] or 0), row["name"])),
        "key": _key(largest, format),
        "tile_width": TILE_WIDTH,
        "tile_height": TILE_HEIGHT,
        "width": max((row["x"] + TILE_WIDTH + 3 for row in rows), default=TILE_WIDTH),
        "height": max((row["y"] + TILE_HEIGHT + 3 for row in rows), default=TILE_HEIGHT),
    }


def shade(value: float | None, largest: float) -> int:
    """0 for nothing, then five equal steps up to the largest."""
    if not value or largest <= 0:
        return 0
    return max(1, min(SHADES, -int(-(float(value) * SHADES) // float(largest))))


def _key(largest: float, format: str) -> list[dict[str, Any]]:
    if not largest:
        return [{"shade": 0, "text": gettext("tidak ada")}]
    edges = [largest * step / SHADES for step in range(SHADES + 1)]
    whole = isinstance(largest, int)
    words = [FORMATS[format](round(edge) if whole else round(edge, 1), **_digits(format, whole)) for edge in edges]
    steps = [{"shade": n + 1, "text": f"{low} – {high}"} for n, (low, high) in enumerate(pairwise(words))]
    return [{"shade": 0, "text": gettext("tidak ada")}, *steps]


def _digits(format: str, whole: bool) -> dict[str, int]:
    return {"digits": 1} if not whole and format in ("number", "percent") else {}


def chart_spark(values: Sequence[float | None]) -> dict[str, str]:
    """A line as tall as its own range; fewer than two values draw nothing."""
    known = [(index, float(value)) for index, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return {"points": ""}
    low, high = min(value for _, value in known), max(value for _, value in known)
    span, last = (high - low) or 1, max(1, len(values) - 1)
    return {
        "points": " ".join(
            f"{round(96 * n / last, 1)},{round(21 - 18 * (value - low) / span, 1)}" for n, value in known
        )
    }


def init_app(app: Flask) -> None:
    for function in (chart_lines, chart_bars, chart_tiles, chart_spark):
        app.add_template_global(function)
