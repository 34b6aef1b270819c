"""Food and drink."""

from marketplace.catalogue.pictures.shapes import (
    CREAM,
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
)

GREEN, YOLK, BROWN, RED = "#5aa469", "#f4c04f", "#b5713a", "#d6513b"


def rice_box(p: Paint) -> str:
    """An open box: rice, side dish, vegetables, sambal."""
    side = p.one_of(
        shape("M14-30q20-10 32 2t2 26q-12 8-22 0t-12-28z", BROWN) + line("M40-6l8 8M46-10l8 8"),  # a chicken leg
        disc(32, -18, 17, WHITE) + disc(32, -18, 8, YOLK),  # an egg
        oval(32, -22, 20, 9, BROWN)
        + oval(32, -10, 20, 9, BROWN)
        + line("M20-22q12 5 24 0M20-10q12 5 24 0", width=1.6),
    )
    return (
        shadow(60, 48) + box(-62, -40, 124, 84, p.main, 10) + box(-54, -33, 108, 70, WHITE, 7) + line("M8-33V37M8 8H54")
        + disc(-23, 2, 25, CREAM) + line("M-34-4l4 3M-22-12l3 4M-14 4l4-2M-30 12l3-4M-18 16l4 1", width=1.8)
        + side + disc(20, 22, 8, GREEN) + disc(32, 25, 8, GREEN) + disc(44, 21, 7, RED)
    )  # fmt: skip


def snack_box(p: Paint) -> str:
    cup = shape("M20-8h34l-5 46H25z", WHITE) + shape("M22 6h30l-2 14H24z", p.second) + oval(37, -8, 17, 5, BROWN)
    cake = (
        shape("M-54 12h36l-5 28h-26z", p.main) + shape("M-58 12q2-22 22-22t22 22z", p.one_of(YOLK, CREAM, "#e7a6b0"))
        + disc(-36, -13, 5, RED) + line("M-46 14l3 24M-36 14v25M-26 14l-3 24", width=1.6)
    )  # fmt: skip
    triangle = shape("M-14 40l16-32 16 32z", BROWN) + line("M-4 32l4-8M4 36l4-8", width=1.6)
    return shadow() + cup + triangle + cake + line("M30-20q-5-6 0-12M42-20q-5-6 0-12", width=2)


def tumpeng(p: Paint) -> str:
    cone = p.one_of(YOLK, CREAM)
    return (
        shadow(62) + oval(0, 34, 62, 14, BROWN) + oval(0, 30, 55, 11, "#6fae7a")
        + shape("M-28 30L0-48l28 78q-28 10-56 0z", cone) + shape("M-8-26L0-48l8 22q-8 4-16 0z", GREEN)
        + disc(-42, 26, 8, WHITE) + disc(-42, 26, 3.5, YOLK) + disc(42, 26, 8, BROWN) + disc(30, 33, 6, RED)
        + disc(-30, 35, 6, p.main) + line("M-10-6l3 4M6-12l3 4M0 6l4 3M-14 16l4 2M12 12l3 3", width=1.8)
    )  # fmt: skip


def bowl(p: Paint) -> str:
    return (
        shadow() + oval(0, -2, 50, 13, CREAM) + disc(-18, -5, 9, GREEN) + disc(2, -9, 10, p.one_of(BROWN, YOLK, RED))
        + disc(22, -4, 9, WHITE) + disc(22, -4, 4, YOLK) + shape("M-52-2q4 46 52 46t52-46q-52 26-104 0z", p.main)
        + line("M-34 20q14 12 34 13", WHITE) + line("M-14-26q-7-7 0-14t0-14M8-28q-7-7 0-14t0-12")
        + group(shape("M0 0q-9-4-8-16t8-14q9 2 8 14T0 0z", WHITE) + line("M0 0v44"), "translate(58 0) rotate(12)")
    )  # fmt: skip


def staples(p: Paint) -> str:
    """A sack of rice, a bottle of oil, eggs."""
    return (
        shadow(60) + shape("M-52-30q8-12 26-10t24 8q8 38 0 74h-50q-8-38 0-72z", CREAM)
        + shape("M-46-44q16-8 40 4l-2 8q-18-8-36-4z", p.main) + oval(-26, 8, 17, 21, p.second)
        + line("M-26 22V-4M-26 6l-7-7M-26 6l7-7M-26 14l-7-7M-26 14l7-7", WHITE)
        + shape("M14-20h6v-16h14v16h6q6 8 6 18v44H8V-2q0-10 6-18z", YOLK) + box(18, -44, 18, 9, p.main, 3)
        + box(10, 8, 34, 18, WHITE, 2) + oval(52, 36, 9, 11, WHITE) + oval(62, 40, 8, 9, "#f0d2b0")
    )  # fmt: skip


def packets(p: Paint) -> str:
    def pouch(x: float, fill: str, badge: str) -> str:
        return group(
            shape("M-24-40l6 5 6-5 6 5 6-5 6 5 6-5 6 5 6-5v84h-48z", fill) + disc(0, 2, 15, badge)
            + line("M-16 30h32M-10 37h20", WHITE), f"translate({x})",
        )  # fmt: skip

    return shadow() + pouch(30, p.second, WHITE) + pouch(-22, p.main, CREAM) + kawung(-22, 2, 6, p.second)


def crisps(p: Paint) -> str:
    crisp = disc(0, 0, 17, YOLK) + disc(-5, -4, 2.5, BROWN) + disc(6, 2, 2.5, BROWN) + disc(-3, 8, 2, BROWN)
    return (
        shadow() + shape("M-40-44h62q-5 12-2 24 6 32 2 64h-62q-4-32 2-64 3-12-2-24z", p.main)
        + shape("M-40-44h62l-2 10h-58z", p.second) + disc(-9, 6, 22, CREAM) + kawung(-9, 6, 8, p.second)
        + group(crisp, "translate(40 22) rotate(10)") + group(crisp, "translate(50 -8) scale(.7)")
    )  # fmt: skip


def drinks(p: Paint) -> str:
    bottle = (
        shape("M-44-26q8-4 8-12v-4h16v4q0 8 8 12 4 6 4 14v56h-40v-56q0-8 4-14z", "#e8f4fb") + box(-38, -50, 20, 9, p.main, 3)
        + box(-48, -2, 40, 24, p.second, 2) + line("M-40 34q12 5 24 0M-40 6h22", WHITE)
    )  # fmt: skip
    cup = p.one_of(
        shape("M6 2h44v22q0 20-22 20T6 24z", WHITE) + line("M50 8q14 0 12 12T48 28") + oval(28, 4, 20, 5, BROWN),
        shape("M8-10h40l-6 54H14z", BROWN) + shape("M11 8h34l-2 18H13z", WHITE) + box(4, -18, 48, 9, p.main, 4),
    )
    return shadow() + bottle + cup + line("M20-26q-5-6 0-12M34-26q-5-6 0-12", width=2)
