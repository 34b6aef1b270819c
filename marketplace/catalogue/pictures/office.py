"""Paper, writing, printing, computers and electronics."""

from marketplace.catalogue.pictures.shapes import (
    CREAM,
    LINE,
    WHITE,
    Paint,
    box,
    disc,
    group,
    kawung,
    line,
    oval,
    shadow,
    shape,
    text_lines,
)  # fmt: skip

STEEL, SCREEN = "#d7dfe2", "#20433c"


def paper(p: Paint) -> str:
    """A wrapped ream with loose sheets on it."""
    return (
        shadow(60) + shape("M-56 6l20-22H56L44 6z", WHITE) + box(-56, 6, 100, 34, p.main, 3) + shape("M44 6l12-22v34L44 40z", p.second)
        + box(-40, 13, 44, 20, WHITE, 2) + text_lines(-34, 19, 30, 2) + group(
            shape("M-34-30h56l10 10v22h-66z", WHITE) + shape("M22-30v10h10z", p.soft) + text_lines(-24, -18, 38, 3, 7),
            "translate(2 -10) rotate(-7)",
        )
    )  # fmt: skip


def pens(p: Paint) -> str:
    def pen(angle: float, fill: str, tip: str) -> str:
        return group(
            box(-5, -62, 10, 56, fill, 2) + shape("M-5-62l5-11 5 11z", tip) + line("M-5-22h10"), f"rotate({angle})"
        )

    return (
        shadow(40) + pen(-20, p.main, CREAM) + pen(16, p.second, WHITE) + pen(-2, "#d6513b", CREAM)
        + shape("M-28-16h56l-6 60h-44z", WHITE) + shape("M-26 2h52l-3 20h-46z", p.main) + kawung(0, 12, 5, WHITE)
    )  # fmt: skip


def binders(p: Paint) -> str:
    def binder(x: float, fill: str) -> str:
        return group(
            box(-14, -46, 28, 90, fill, 3) + box(-9, -34, 18, 30, WHITE, 2) + text_lines(-5, -27, 10, 3, 7) + disc(0, 26, 6, CREAM),
            f"translate({x})",
        )  # fmt: skip

    lying = group(
        box(-14, -46, 28, 88, WHITE, 3) + line("M-8-40v76M-2-40v76", width=1.6), "translate(47 4) rotate(14)"
    )
    return (
        shadow(60)
        + binder(-40, p.main)
        + binder(-10, p.second)
        + binder(20, p.one_of("#2d6cb5", "#c8553d", p.main))
        + lying
    )


def ink(p: Paint) -> str:
    return (
        shadow(58) + shape("M-50-8h10v-14h22v14h10v52h-42z", p.main) + box(-38, -34, 18, 12, LINE, 2) + box(-46, 6, 34, 24, WHITE, 2)
        + shape("M-29 10q-7 9 0 14 7-5 0-14z", p.main) + shape("M8-30h44v20l8 8v46H8z", p.second) + box(14, -22, 26, 18, WHITE, 2)
        + line("M8 12h52", WHITE) + line("M16 26h20M44-10v22")
    )  # fmt: skip


def desk(p: Paint) -> str:
    """A stapler, a ruler, a clip."""
    return (
        shadow(60) + shape("M-54 26q0-10 10-10h92q8 0 8 10v8h-110z", STEEL) + shape("M-52 12L30-20q22-6 26 14l-6 16q-50-8-102 2z", p.main)
        + line("M-20 4l44-14", WHITE) + disc(-46, 16, 5, WHITE)
        + group(box(-50, -9, 100, 16, p.second, 2) + line("".join(f"M{x} -9v{7 if x % 20 else 10}" for x in range(-40, 50, 10)), width=1.8), "translate(0 -36) rotate(-4)")
    )  # fmt: skip


def banner(p: Paint) -> str:
    return (
        line("M-58-44V46M58-44V46", width=4) + shape("M-58-36q58 14 116 0v50q-58 14-116 0z", p.main)
        + shape("M-48-20q48 10 96 0v8q-48 10-96 0z", WHITE) + kawung(0, 8, 6, p.second) + line("M-42 4q10 2 22 3M20 7q12-1 22-3", WHITE)
        + disc(-58, -46, 4, p.second) + disc(58, -46, 4, p.second)
    )  # fmt: skip


def form(p: Paint) -> str:
    return (
        shadow(48) + group(box(-30, -46, 60, 84, p.soft, 3), "translate(14 4) rotate(8)") + box(-40, -48, 64, 88, WHITE, 3)
        + box(-32, -40, 48, 12, p.main, 2) + text_lines(-32, -18, 46, 4, 9) + box(-32, 22, 12, 12, CREAM, 2) + line("M-29 28l3 3 6-8")
        + group(shape("M-12 0h24v10h-24zM-6 0v-12q6-14 12 0V0z", p.second) + line("M-16 16h32", p.main, 4), "translate(34 24)")
    )  # fmt: skip


def bound(p: Paint) -> str:
    """A bound book with a spiral."""
    rings = "".join(disc(-40, y, 4, STEEL) for y in range(-34, 40, 12))
    return (
        shadow(50) + box(-28, -40, 76, 84, WHITE, 4) + box(-40, -46, 80, 84, p.main, 4) + box(-22, -30, 46, 24, WHITE, 2)
        + text_lines(-16, -23, 34, 2) + kawung(2, 18, 7, p.second) + rings
    )  # fmt: skip


def sign(p: Paint) -> str:
    card = group(
        box(-32, -19, 64, 38, WHITE, 4) + disc(-18, 0, 9, p.second) + text_lines(-2, -6, 28, 3, 7),
        "translate(22 24) rotate(8)",
    )
    return (
        shadow(56)
        + box(-60, -44, 104, 46, p.main, 5)
        + box(-53, -37, 90, 32, CREAM, 3)
        + kawung(-34, -21, 6, p.second)
        + text_lines(-18, -27, 46, 2)
        + card
    )


def laptop(p: Paint) -> str:
    screen = p.one_of(
        box(-34, -30, 30, 20, p.main, 2) + box(2, -30, 32, 8, p.second, 2) + box(2, -16, 22, 6, WHITE, 2) + box(-34, -4, 68, 8, p.soft, 2),
        line("M-34 2l16-16 12 10 20-24 20 18", p.second, 4) + line("M-34 10h68", WHITE),
        kawung(0, -12, 9, p.second) + line("M-34 10h28M12 10h22", WHITE),
    )  # fmt: skip
    return (
        shadow(64)
        + box(-50, -46, 100, 70, STEEL, 6)
        + box(-43, -39, 86, 56, SCREEN, 3)
        + screen
        + shape("M-62 26h124l-6 14H-56z", p.main)
        + line("M-14 31h28", WHITE)
    )


def printer(p: Paint) -> str:
    return (
        shadow(62) + shape("M-32-48h64v34h-64z", WHITE) + text_lines(-24, -38, 46, 3, 7) + box(-56, -18, 112, 44, p.main, 8)
        + box(-56, -18, 112, 14, STEEL, 6) + disc(42, 4, 4, p.second) + disc(30, 4, 4, WHITE) + shape("M-36 14h72l8 30h-88z", WHITE) + text_lines(-28, 24, 52, 2)
    )  # fmt: skip


def accessories(p: Paint) -> str:
    """A mouse, a router, a memory stick."""
    router = (
        box(-58, 2, 72, 26, p.main, 6)
        + line("M-46 2v-34M2 2v-34")
        + "".join(disc(x, 15, 3, WHITE) for x in (-44, -32, -20))
        + line("M-34-34q12-10 24 0M-40-42q18-14 36 0", p.second)
    )
    mouse = (
        shape("M26 0q18 0 18 18v8q0 18-18 18T8 26v-8Q8 0 26 0z", WHITE)
        + line("M26 0v16M8 18h36")
        + line("M26 0q0-18 16-20t16-18")
    )
    return shadow(58) + router + group(mouse, "translate(10 0)")


def projector(p: Paint) -> str:
    beam = f'<path d="M18 6L62-44V-4z" fill="{p.second}" opacity=".55" stroke="none"/>'
    return (
        shadow(60) + beam + box(-56, -8, 92, 42, p.main, 8) + disc(18, 12, 15, STEEL) + disc(18, 12, 8, p.one_of("#bfe0f5", CREAM)) + line("M-46 4h34M-46 12h34M-46 20h24", WHITE)
        + line("M-44 34v8M24 34v8", width=4) + oval(-34, -18, 12, 5, STEEL)
    )  # fmt: skip


def appliance(p: Paint) -> str:
    fan = (
        disc(0, -10, 37, WHITE) + "".join(group(shape("M0-4q-18-10-8-26 18-2 12 24z", p.main), f"translate(0 -10) rotate({a})") for a in (0, 120, 240))
        + disc(0, -10, 7, p.second) + line("M0 27v12", width=5) + shape("M-24 44q24-14 48 0z", p.main)
    )  # fmt: skip
    fridge = (
        box(-30, -50, 60, 94, WHITE, 6)
        + line("M-30-14h60")
        + line("M-20-36v12M-20-4v20", p.main, 4)
        + kawung(12, -32, 5, p.second)
    )
    set_ = (
        box(-58, -40, 116, 66, SCREEN, 5)
        + shape("M-50-32h100v50h-100z", p.soft)
        + shape("M-50 18l30-30 20 18 18-14 32 26z", p.main)
        + disc(28, -16, 8, p.second)
        + line("M-24 40h48M0 26v14", width=4)
    )
    return shadow(50) + p.one_of(fan, fridge, set_)


def software(p: Paint) -> str:
    return (
        shadow(60) + box(-60, -42, 104, 76, WHITE, 6) + shape("M-60-24v-12q0-6 6-6h92q6 0 6 6v12z", p.main) + disc(-50, -33, 3, WHITE) + disc(-40, -33, 3, CREAM)
        + line("M-44-8l-8 8 8 8M-24-8l8 8-8 8M-30-12l-8 26") + text_lines(-2, -8, 34, 3)
        + shape("M16 44q-14 0-14-12t14-12q4-16 20-14t16 16q12 0 12 11t-12 11z", p.second)
    )  # fmt: skip
