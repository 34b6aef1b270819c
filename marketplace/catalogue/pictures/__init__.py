"""Drawn pictures: every category has one, in sixteen ways, so that a shelf without photos is never grey boxes.

A picture is a tinted ground, a still life of simple shapes, and what the variant changes: tint, colours, place and
company. Everything is computed from category and variant, so a picture is the same for ever and may be kept.
"""

from marketplace.catalogue.pictures.drawings import DRAWINGS
from marketplace.catalogue.pictures.shapes import LINE, Paint, group

VARIANTS = 16
GROUNDS = (("#dcefe9", "#c6e4da"), ("#fdf0d5", "#f9e0ae"), ("#e2ecf8", "#cbdcf1"), ("#f8e7e0", "#f0d2c6"))
COLOURS = (
    ("#e39a1f", "#10735f"), ("#10735f", "#f4c56b"), ("#c8553d", "#f4c56b"), ("#2d6cb5", "#e39a1f"),
)  # fmt: skip
TURNS = (0, -4, 3, 0)
BACKDROPS = (
    '<circle cx="120" cy="92" r="66" fill="{soft}"/>',
    '<path d="M0 136q60-26 120-8t120-10v62H0z" fill="{soft}"/>',
    '<g fill="{soft}"><ellipse cx="120" cy="40" rx="30" ry="52"/><ellipse cx="120" cy="146" rx="30" ry="52"/>'
    '<ellipse cx="66" cy="93" rx="52" ry="30"/><ellipse cx="174" cy="93" rx="52" ry="30"/></g>',
    '<path d="M24 180L104 0h70L94 180z" fill="{soft}"/><path d="M150 180L216 30h24v150z" fill="{soft}"/>',
)


def draw(category: str, variant: int) -> str | None:
    """The picture of a leaf category; None for a category or variant that cannot be."""
    drawing = DRAWINGS.get(category)
    if drawing is None or not 0 <= variant < VARIANTS:
        return None
    column, row = variant % 4, variant // 4
    shift = int(category.replace(".", ""))  # neighbours on a page of mixed categories get different grounds
    ground, soft = GROUNDS[(column + shift) % 4]
    main, second = COLOURS[(row + shift // 4) % 4]
    paint = Paint(main=main, second=second, soft=soft, ground=ground, variant=variant)
    still_life = group(drawing(paint), f"translate(120 96) rotate({TURNS[row]}) scale({(1.08, 1.16)[column % 2]})")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 180"><rect width="240" height="180" fill="{ground}"/>'
        f"{BACKDROPS[(column + row) % 4].format(soft=soft)}"
        f'<g stroke="{LINE}" stroke-width="2.6" stroke-linejoin="round" stroke-linecap="round" fill="none">'
        f"{still_life}</g></svg>"
    )
