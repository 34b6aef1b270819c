"""Furniture, clothing, crafts, household, health and building."""

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

WOOD, DARK_WOOD, STEEL, RED, GREEN = "#d9a066", "#a86b3c", "#d7dfe2", "#d6513b", "#5aa469"


def table_chair(p: Paint) -> str:
    table = box(-60, -6, 84, 11, WOOD, 3) + line("M-52 5v40M16 5v40", width=4) + box(-40, 5, 36, 14, DARK_WOOD, 2)
    chair = (
        box(28, -44, 30, 40, p.main, 6) + box(24, 4, 38, 10, p.second, 4) + line("M43-4v8M30 14v30M56 14v30", width=4)
    )
    lamp = line("M-30-6v-20l-14-10") + shape("M-56-36l18-12 8 14z", p.second)
    return shadow(66) + table + chair + p.one_of(lamp, box(-46, -26, 30, 20, WHITE, 2))


def cabinet(p: Paint) -> str:
    shelves = p.one_of(
        line("M0-46v86") + line("M-8-4v10M8-4v10", p.second, 4) + box(-32, -36, 24, 14, CREAM, 2),
        line("M-40-24h80M-40 0h80M-40 22h80") + line("M-8-36h16M-8-12h16M-8 11h16M-8 32h16", p.second, 4),
    )
    return shadow(52) + box(-40, -48, 80, 88, p.main, 4) + shelves + line("M-32 40v6M32 40v6", width=5)


def school_desk(p: Paint) -> str:
    return (
        shadow(62) + shape("M-58-8l12-14h60l12 14z", WOOD) + box(-58, -8, 84, 14, DARK_WOOD, 2) + line("M-48 6v38M16 6v38", width=4)
        + box(-36, -34, 34, 11, p.second, 2) + box(-34, -42, 30, 8, p.main, 2) + box(34, -26, 10, 42, WOOD, 3) + box(26, 14, 34, 9, WOOD, 3) + line("M32 23v21M54 23v21", width=4)
    )  # fmt: skip


def curtain(p: Paint) -> str:
    def drape(side: int) -> str:
        return group(
            shape("M-54-40h46q-2 34-24 48-6 18 2 36h-24z", p.main)
            + line("M-44-38q2 40-4 78M-32-38q2 30-10 50", width=1.8)
            + line("M-42 10q8-2 12-6", p.second, 5),
            f"scale({side} 1)",
        )

    return (
        box(-36, -34, 72, 66, "#d8ecf7", 2)
        + line("M0-34v66M-36-2h72")
        + drape(1)
        + drape(-1)
        + line("M-62-42H62", p.second, 6)
    )


def _shirt(fill: str, collar: str) -> str:
    return shape("M-18-44l-34 14-10 30 20 8 4-10v46h76v-46l4 10 20-8-10-30-34-14q-18 14-36 0z", fill) + shape(
        "M-18-44q18 14 36 0l-8 18-10-8-10 8z", collar
    )


def uniform(p: Paint) -> str:
    return (
        shadow(48)
        + _shirt(p.one_of("#b99a6b", p.main, "#7a8f6a"), CREAM)
        + line("M0-32v74", width=1.8)
        + box(-28, -14, 18, 14, p.second, 2)
        + box(10, -14, 18, 14, p.second, 2)
        + "".join(disc(0, y, 2, WHITE) for y in (-14, 2, 18, 32))
        + line("M-46-26l12-5M46-26l-12-5", WHITE)
    )


def batik(p: Paint) -> str:
    motif = "".join(kawung(x, y, 6, p.second) for y in (-26, 0, 26) for x in (-36, -10, 16))
    return (
        shadow(58)
        + box(-56, -46, 92, 90, p.main, 3)
        + motif
        + shape("M36-46q24 6 20 34t4 56H36z", WHITE)
        + shape("M36-46q16 8 12 34t2 56H36z", p.soft)
    )


def tshirt(p: Paint) -> str:
    front = p.one_of(
        kawung(0, 4, 8, p.second),
        disc(0, 4, 15, p.second) + line("M-7 4l5 6 10-12", WHITE, 4),
        text_lines(-20, -2, 40, 2),
        box(-38, 14, 76, 9, p.second, 0),
    )
    return (
        shadow(48) + shape("M-18-44l-36 14-8 28 20 8 4-8v46h76v-46l4 8 20-8-8-28-36-14q-18 18-36 0z", p.main) + front
    )


def shoe(p: Paint) -> str:
    boot = (
        shape("M-54-20h28q0 22 14 28l34 8q16 4 16 18v8h-92z", p.main)
        + box(-54, 34, 92, 9, LINE, 3)
        + line("M-30-8l12-6M-24 2l12-8M-12 8l8-10", WHITE)
    )
    cap = (
        shape("M-2-24q2-22 26-22t28 24z", p.second)
        + shape("M50-24q14 2 14 10-16-6-34-2z", p.main)
        + disc(25, -46, 3, WHITE)
    )
    return shadow(58) + boot + cap


def trophy(p: Paint) -> str:
    cup = (
        shape("M-26-48h52v20q0 26-26 28t-26-28z", "#f4c56b")
        + line("M-26-40h-16q0 26 22 28M26-40h16q0 26-22 28")
        + line("M0 0v18", width=6)
        + shape("M-20 18h40l6 12h-52z", p.main)
        + box(-30, 30, 60, 14, DARK_WOOD, 3)
        + line("M-14-36q0 14 8 22", WHITE)
    )
    plaque = (
        shape("M-36-46q36-8 72 0v44q0 26-36 34-36-8-36-34z", p.soft)
        + shape("M-26-36q26-6 52 0v34q0 18-26 24-26-6-26-24z", WHITE)
        + kawung(0, -16, 7, p.second)
        + text_lines(-16, 2, 32, 2)
        + box(-32, 32, 64, 12, p.main, 3)
    )
    return shadow(40) + p.one_of(cup, plaque)


def tote(p: Paint) -> str:
    return (
        shadow(56)
        + line("M-38-14q0-34 18-34t18 34", width=4)
        + shape("M-52-14h64l6 58h-76z", p.main)
        + disc(-20, 16, 16, CREAM)
        + kawung(-20, 16, 6, p.second)
        + shape("M30-4h28l-3 48H33z", WHITE)
        + box(31, 10, 26, 14, p.second, 0)
        + oval(44, -4, 14, 4, p.main)
    )


def mask(p: Paint) -> str:
    """Topeng Malangan."""
    return (
        shadow(38) + shape("M-38-22q0-14 38-14t38 14q4 56-38 66-42-10-38-66z", p.one_of(RED, CREAM, "#5aa469", WHITE)) + shape("M-44-20q4-32 44-30t44 30q-20-12-44-12t-44 12z", "#f4c56b")
        + kawung(0, -34, 5, p.main) + line("M-28-6q10-8 20 0M8-6q10-8 20 0", width=3.4) + oval(-18, 2, 8, 4, WHITE) + oval(18, 2, 8, 4, WHITE) + disc(-18, 2, 2.5, LINE) + disc(18, 2, 2.5, LINE)
        + line("M0 0l-5 16h10") + shape("M-14 26q14-8 28 0-14 10-28 0z", RED) + disc(0, -14, 3, p.second)
    )  # fmt: skip


def cleaner(p: Paint) -> str:
    spray = (
        shape("M-40-8q0-12 10-14v-10h20v10q10 2 10 14v52h-40z", p.main)
        + shape("M-34-32v-12h36q8 4 8 12h-12l-4 0z", p.second)
        + line("M10-32q2 8-4 12")
        + box(-36, 6, 32, 22, WHITE, 2)
    )
    drops = "".join(disc(x, y, r, "#bfe0f5") for x, y, r in ((26, -42, 4), (38, -34, 5), (30, -26, 3)))
    jug = shape("M14 0h8v-10h18v10q14 4 14 18v26H10V12q0-8 4-12z", p.second) + box(20, 14, 24, 18, CREAM, 2)
    return shadow(56) + jug + spray + drops


def broom(p: Paint) -> str:
    sweep = group(
        line("M0-56v62", DARK_WOOD, 6)
        + shape("M-14 6h28l10 40h-48z", "#e0b05a")
        + line("M-10 20l-4 24M0 20v25M10 20l4 24", width=1.8)
        + box(-14, 2, 28, 8, p.main, 2),
        "translate(-30 0) rotate(8)",
    )
    return (
        shadow(60)
        + sweep
        + shape("M4-8h48l-5 52H9z", p.main)
        + box(-2, -16, 60, 10, p.second, 4)
        + line("M18 2l2 32M28 2v32M38 2l-2 32", WHITE)
        + box(20, -24, 16, 8, p.second, 3)
    )


def pantry(p: Paint) -> str:
    return (
        shadow(60)
        + shape("M-54 44q-6-46 30-50 36 4 30 50z", p.main)
        + oval(-24, -6, 16, 5, p.second)
        + disc(-24, -14, 5, p.second)
        + shape("M2 14l20-16 4 8-22 22z", p.main)
        + line("M-48 0q0-32 24-32T0 0")
        + shape("M26 10h34v18q0 16-17 16T26 28z", WHITE)
        + line("M26 20h34", p.second, 4)
        + line("M36 0q-4-5 0-10M48 0q-4-5 0-10", width=2)
    )


def consumables(p: Paint) -> str:
    return (
        shadow(58)
        + box(-54, -12, 66, 54, p.main, 4)
        + shape("M-54-12l10-14h66l-10 14z", WHITE)
        + shape("M12-12l10-14v52L12 42z", p.second)
        + line("M-21 6v20M-31 16h20", WHITE, 6)
        + group(
            shape("M-26-14q26-10 52 0v26q-26 12-52 0z", "#d8ecf7")
            + line("M-26-6q-14 2-12 12t12 6M26-6q14 2 12 12t-12 6M-18-4q18-6 36 0M-18 6q18 6 36 0", width=2),
            "translate(28 -22) rotate(8) scale(.85)",
        )
    )


def device(p: Paint) -> str:
    meter = (
        box(-56, -36, 62, 76, WHITE, 8)
        + box(-48, -28, 46, 34, "#cfe6dd", 3)
        + line("M-44-10h8l5-12 8 20 6-8h12", p.main)
        + disc(-36, 24, 7, p.second)
        + disc(-14, 24, 7, p.main)
    )
    scope = (
        line("M18-42v20q0 16 14 16t14-16v-20M32-6v18q0 20 14 20") + disc(50, 34, 9, p.main) + disc(50, 34, 3, WHITE)
    )
    return shadow(60) + meter + scope + line("M6 20q14 10 10 24")


def first_aid(p: Paint) -> str:
    kit = (
        box(-50, -26, 76, 66, p.one_of(p.main, p.second), 8)
        + line("M-28-26v-10q0-6 6-6h20q6 0 6 6v10")
        + disc(-12, 8, 20, WHITE)
        + line("M-12-4v24M-24 8h24", "#10735f", 6)
    )
    return (
        shadow(60)
        + kit
        + box(32, 2, 28, 42, CREAM, 5)
        + box(34, -10, 24, 12, p.second, 3)
        + box(32, 14, 28, 16, p.second, 0)
    )


def bricks(p: Paint) -> str:
    wall = "".join(
        box(x, y, 28, 14, p.one_of("#c8553d", "#b0624a", "#cc7a5a"), 2)
        for y, xs in ((28, (2, 32)), (13, (-12, 18)), (-2, (4, 34)))
        for x in xs
    )
    return (
        shadow(64)
        + wall
        + shape("M-60-30q24-8 46 0 6 36 2 72h-50q-4-36 2-72z", STEEL)
        + box(-56, -10, 38, 26, p.main, 2)
        + text_lines(-50, -2, 26, 2)
        + line("M-58-22q20-6 42 0", width=1.8)
    )


def paint_can(p: Paint) -> str:
    return (
        shadow(58)
        + box(-48, -24, 62, 66, WHITE, 4)
        + oval(-17, -24, 31, 9, p.main)
        + shape("M-48-24q0 10 10 10t8 14 10 4 4-16q32 0 30-12-14 10-32 9t-30-9z", p.main)
        + line("M-48-20q31-48 62 0")
        + box(-38, 8, 42, 24, p.second, 3)
        + group(
            box(-8, -34, 16, 40, DARK_WOOD, 4)
            + box(-13, 6, 26, 12, STEEL, 2)
            + shape("M-12 18h24v18q-12 8-24 0z", p.main),
            "translate(42 4) rotate(18)",
        )
    )


def timber(p: Paint) -> str:
    beams = "".join(
        group(box(-56, 0, 106, 15, fill, 2) + oval(50, 7.5, 5, 7, CREAM), f"translate({x} {y})")
        for x, y, fill in ((0, 28, WOOD), (-4, 12, DARK_WOOD), (4, -4, WOOD))
    )
    roof = shape("M-50-12l6-32q10-8 18 0t18 0 18 0 18 0 18 0l-6 32q-10 8-18 0t-18 0-18 0-18 0z", p.main) + line(
        "M-30-8l4-34M-12-10l2-32M10-8l0-34M28-10l-2-34", width=1.8
    )
    return shadow(64) + beams + group(roof, "translate(0 2)")


def bulb(p: Paint) -> str:
    rays = line("M-58-16h-8M-52-40l-6-6M-20-52v-8M12-40l6-6M18-16h8", p.second, 4)
    return (
        shadow(48)
        + group(rays, "translate(6 2)")
        + shape(
            "M-14-46q32 0 32 30 0 14-10 22-4 6-4 12h-36q0-6-4-12-10-8-10-22 0-30 32-30z",
            p.one_of("#fbe3a1", CREAM, "#f4c56b"),
        )
        + box(-30, 18, 32, 8, STEEL, 2)
        + box(-28, 26, 28, 8, STEEL, 2)
        + shape("M-24 34h20l-6 10h-8z", p.main)
        + line("M-24-8l10 10 10-10")
        + box(30, -2, 32, 44, WHITE, 6)
        + disc(46, 12, 9, CREAM)
        + disc(42, 12, 1.6, LINE)
        + disc(50, 12, 1.6, LINE)
        + box(38, 26, 16, 9, p.main, 2)
    )


def pipes(p: Paint) -> str:
    bend = (
        shape("M-58-10h50q18 0 18 18v34H-14V22q0-6-6-6h-38z", STEEL)
        + box(-64, -16, 14, 38, p.main, 3)
        + box(-20, 34, 36, 12, p.main, 3)
    )
    wrench = group(
        shape("M-8-52q-14 8-8 24l10 6v60q6 8 12 0v-60l10-6q6-16-8-24v18l-8 4-8-4z", p.second),
        "translate(40 2) rotate(16)",
    )
    return shadow(58) + bend + wrench
