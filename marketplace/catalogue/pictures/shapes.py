"""The few shapes all pictures are made of, around an origin in the middle: about 120 wide and 100 high."""

from dataclasses import dataclass

LINE = "#0a4238"
WHITE = "#ffffff"
CREAM = "#fff7e6"


@dataclass(frozen=True, slots=True)
class Paint:
    """The colours of one variant."""

    main: str
    second: str
    soft: str
    ground: str
    variant: int

    def one_of(self, *choices: str) -> str:
        """A detail that differs from product to product."""
        return choices[self.variant % len(choices)]


def box(x: float, y: float, w: float, h: float, fill: str, r: float = 4) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" rx="{r:g}" fill="{fill}"/>'


def disc(x: float, y: float, r: float, fill: str) -> str:
    return f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="{fill}"/>'


def oval(x: float, y: float, rx: float, ry: float, fill: str) -> str:
    return f'<ellipse cx="{x:g}" cy="{y:g}" rx="{rx:g}" ry="{ry:g}" fill="{fill}"/>'


def shape(d: str, fill: str) -> str:
    return f'<path d="{d}" fill="{fill}"/>'


def line(d: str, colour: str | None = None, width: float | None = None) -> str:
    """An open stroke, in the outline's colour unless told."""
    stroke = f' stroke="{colour}"' if colour else ""
    return f'<path d="{d}"{stroke}{f""" stroke-width="{width:g}" """.rstrip() if width else ""}/>'


def group(inner: str, transform: str) -> str:
    return f'<g transform="{transform}">{inner}</g>'


def shadow(width: float = 56, y: float = 46) -> str:
    """Things stand on something."""
    return f'<ellipse cx="0" cy="{y:g}" rx="{width:g}" ry="5" fill="{LINE}" opacity=".13" stroke="none"/>'


def text_lines(x: float, y: float, width: float, count: int, gap: float = 8) -> str:
    """Writing, seen from afar; the last line is shorter."""
    ends = [x + width] * (count - 1) + [x + width * 0.6]
    return line("".join(f"M{x:g} {y + n * gap:g}H{end:g}" for n, end in enumerate(ends)), width=2)


def kawung(x: float, y: float, size: float, fill: str) -> str:
    """The four-petalled batik motif."""
    a, b = size, size * 0.58
    return "".join(
        f'<ellipse cx="{x + dx * a:g}" cy="{y + dy * a:g}" rx="{a if dx else b:g}" ry="{b if dx else a:g}"'
        f' fill="{fill}" stroke-width="1.4"/>'
        for dx, dy in ((0, -1), (0, 1), (-1, 0), (1, 0))
    )
