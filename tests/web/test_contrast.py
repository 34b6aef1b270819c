"""Text and marks are readable by WCAG 2.2 AA, in light and in dark rooms, computed from the tokens themselves."""

import re

import pytest

from marketplace.config import PROJECT_ROOT

TOKENS = (PROJECT_ROOT / "static" / "css" / "tokens.css").read_text()
LIGHT, DARK = TOKENS.split("prefers-color-scheme: dark")

TEXT = [  # 4.5:1
    ("text", "page"), ("text", "surface"), ("text", "surface-sunk"), ("text", "surface-hover"), ("text", "highlight-soft"),
    ("text-soft", "page"), ("text-soft", "surface"), ("text-muted", "page"), ("text-muted", "surface"),
    ("text-muted", "surface-sunk"), ("text-muted", "surface-hover"), ("text-muted", "plain-bg"),
    ("accent", "page"), ("accent", "surface"), ("accent", "surface-hover"), ("accent-strong", "surface"),
    ("accent-ink", "accent"), ("accent-ink", "accent-strong"), ("danger-ink", "danger"), ("danger-ink", "danger-strong"),
    ("band-ink", "band"), ("band-ink", "band-raised"), ("band-muted", "band-raised"), ("band-muted", "band"), ("band-muted", "band-deep"), ("band-ink", "band-deep"), ("strip-ink", "strip"),
    ("good-ink", "good-bg"), ("wait-ink", "wait-bg"), ("stop-ink", "stop-bg"), ("info-ink", "info-bg"), ("plain-ink", "plain-bg"),
    ("text", "good-bg"), ("text", "wait-bg"), ("text", "stop-bg"), ("text", "info-bg"),
    ("text-soft", "wait-bg"), ("text-soft", "stop-bg"), ("text-soft", "info-bg"), ("text-soft", "good-bg"),
    ("stop-ink", "page"), ("stop-ink", "surface"), ("ink-900", "saffron-500"), ("ink-900", "saffron-300"),
    ("shade-ink-light", "shade-0"), ("shade-ink-light", "shade-1"), ("shade-ink-light", "shade-2"), ("shade-ink-light", "shade-3"),
    ("shade-ink-deep", "shade-4"), ("shade-ink-deep", "shade-5"),
    *((f"chart-{n}", "surface") for n in range(1, 7)),
]  # fmt: skip
MARKS = [  # 3:1: borders of controls, focus, bars
    ("line-control", "surface"), ("line-control", "page"), ("focus", "page"), ("focus", "surface"),
    ("saffron-300", "band"), ("saffron-500", "band"), ("good-line", "surface"), ("good-line", "line-soft"), ("danger", "surface"),
]  # fmt: skip


def names(dark: bool) -> dict[str, str]:
    found = dict(re.findall(r"--([\w-]+):\s*([^;]+);", LIGHT))
    return found | (dict(re.findall(r"--([\w-]+):\s*([^;]+);", DARK)) if dark else {})


def colour(name: str, values: dict[str, str]) -> tuple[float, float, float]:
    value = values[name]
    while reference := re.fullmatch(r"var\(--([\w-]+)\)", value):
        value = values[reference[1]]
    digits = value.lstrip("#")
    return tuple(int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))  # type: ignore[return-value]


def luminance(channels: tuple[float, float, float]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str, values: dict[str, str]) -> float:
    light, dark = sorted((luminance(colour(name, values)) for name in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself_is_right() -> None:
    assert contrast("white", "black", {"white": "#ffffff", "black": "#000000"}) == pytest.approx(21)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), [(*p, 4.5) for p in TEXT] + [(*p, 3.0) for p in MARKS])
def test_ink_stands_out_from_its_ground(ink: str, ground: str, least: float, dark: bool) -> None:
    assert contrast(ink, ground, names(dark)) >= least
