"""Vehicles, gardens, schools, events, repairs and other work."""

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
)  # fmt: skip

STEEL, WOOD, LEAF, SKY = "#d7dfe2", "#d9a066", "#5aa469", "#bfe0f5"
WRENCH = "M-7-40q-12 8-7 21l8 6v50q6 7 12 0v-50l8-6q5-13-7-21v16l-7 3-7-3z"


def tyre(p: Paint) -> str:
    treads = "".join(group(line("M0-44v8", width=4), f"rotate({a})") for a in range(0, 360, 30))
    spokes = "".join(group(line("M0-8v-10", width=4), f"rotate({a})") for a in range(0, 360, 72))
    drop = shape("M50-40q-22 32 0 36 22-4 0-36z", p.second)
    return (
        shadow(50)
        + group(
            disc(0, 0, 44, "#3a4744") + group(treads, "") + disc(0, 0, 24, STEEL) + spokes + disc(0, 0, 8, p.main),
            "translate(-12 0)",
        )
        + drop
        + box(36, 6, 28, 38, p.main, 4)
        + line("M42 16h16M42 24h16", WHITE)
    )


def _gear(r: float, fill: str) -> str:
    teeth = "".join(group(box(-5, -r - 7, 10, 12, fill, 2), f"rotate({a})") for a in range(0, 360, 45))
    return teeth + disc(0, 0, r, fill) + disc(0, 0, r * 0.4, WHITE)


def gears(p: Paint) -> str:
    return (
        shadow(56)
        + group(_gear(28, p.main), "translate(-22 6) rotate(10)")
        + group(_gear(18, p.second), "translate(34 -20)")
        + group(
            box(-6, -14, 12, 18, WHITE, 2)
            + box(-9, 4, 18, 8, STEEL, 2)
            + box(-5, 12, 10, 16, STEEL, 1)
            + line("M0-14v-8"),
            "translate(40 22)",
        )
    )


def _car_body(p: Paint) -> str:
    return (
        shape("M-60 14q0-14 14-16l10-2 16-22q4-6 12-6h24q8 0 12 6l14 22 8 2q10 2 10 14v14H-60z", p.main)
        + shape("M-28-4l12-16q2-4 8-4h4v20zM4-24h12q5 0 8 4l10 16H4z", SKY)
        + line("M-60 16h120", WHITE)
        + disc(-34, 28, 13, "#3a4744")
        + disc(-34, 28, 5, STEEL)
        + disc(34, 28, 13, "#3a4744")
        + disc(34, 28, 5, STEEL)
    )


def car_service(p: Paint) -> str:
    return (
        shadow(62)
        + group(_car_body(p), "translate(-4 6) scale(.92)")
        + group(shape(WRENCH, p.second), "translate(38 -22) rotate(40) scale(.72)")
    )


def car(p: Paint) -> str:
    van = (
        shape("M-62 26v-46q0-10 10-10h70q8 0 12 6l20 26 8 4q4 2 4 8v12z", p.main)
        + shape("M18-20h6l16 20H18z", SKY)
        + box(-50, -20, 26, 20, SKY, 3)
        + box(-18, -20, 26, 20, SKY, 3)
        + line("M-62 10h124", WHITE)
        + disc(-34, 28, 13, "#3a4744")
        + disc(-34, 28, 5, STEEL)
        + disc(36, 28, 13, "#3a4744")
        + disc(36, 28, 5, STEEL)
    )
    truck = (
        box(-62, -34, 74, 58, p.second, 4)
        + shape("M12-16h22q6 0 10 6l14 20q4 4 4 10v6H12z", p.main)
        + shape("M20-8h12l12 16H20z", SKY)
        + disc(-36, 28, 12, "#3a4744")
        + disc(-36, 28, 5, STEEL)
        + disc(36, 28, 12, "#3a4744")
        + disc(36, 28, 5, STEEL)
    )
    return shadow(64) + p.one_of(_car_body(p), van, truck)


def _sprout(fill: str) -> str:
    return (
        line("M0 0v-34", LEAF, 4)
        + shape("M0-18q-26 2-26-22 26-4 26 22z", fill)
        + shape("M0-26q26 2 26-24-26-4-26 24z", fill)
    )


def seedling(p: Paint) -> str:
    bag = shape("M-22 0h44l-6 44h-32z", "#46524e") + oval(0, 0, 22, 6, "#8a5a3a")
    fruit = p.one_of("", disc(-14, -34, 6, "#d6513b"), disc(16, -40, 7, p.second))
    return (
        shadow(60)
        + group(bag + group(_sprout(LEAF) + fruit, "scale(1.1)"), "translate(-26 0)")
        + group(bag + _sprout("#7cc08a"), "translate(32 8) scale(.82)")
    )


def fertiliser(p: Paint) -> str:
    return (
        shadow(58)
        + shape("M-48-36q26-10 52 0 8 40 2 78h-56q-6-38 2-78z", p.main)
        + line("M-46-26q24-8 48 0", WHITE)
        + disc(-22, 8, 19, CREAM)
        + group(_sprout(LEAF), "translate(-22 22) scale(.62)")
        + box(26, -4, 28, 46, p.second, 5)
        + box(32, -18, 16, 14, WHITE, 3)
        + box(26, 10, 28, 18, WHITE, 0)
        + line("M48-12h14")
    )


def flowerpot(p: Paint) -> str:
    petals = "".join(group(oval(0, -13, 7, 11, p.second), f"rotate({a})") for a in range(0, 360, 60))
    flower = petals + disc(0, 0, 7, CREAM)
    tool = group(line("M0-44v60", WOOD, 6) + shape("M-12 16h24v16q-12 16-24 0z", STEEL), "translate(42 0) rotate(10)")
    return (
        shadow(58)
        + line("M-18 6v-34M-18 0q-18-4-22-18M-18-6q16-4 20-14", LEAF, 4)
        + shape("M-46 4h56l-8 40h-40z", p.one_of("#c8553d", p.main))
        + box(-50, -2, 64, 12, "#d97a5c", 3)
        + group(flower, "translate(-18 -32)")
        + group(flower, "translate(-42 -16) scale(.6)")
        + tool
    )


def fish(p: Paint) -> str:
    catfish = (
        shape("M-54 0q20-28 62-16 20 6 28 14l22-18v44L36 8q-10 12-32 16Q-30 28-54 0z", p.main)
        + disc(-34, -3, 4, WHITE)
        + disc(-34, -3, 1.6, LINE)
        + line("M-52 4q-8 6-10 14M-50 8q-2 8 2 14M-10-14v28M4-12q4 12 0 26", width=2)
    )
    hen = (
        shape("M-44 8q-4-30 16-34 14-4 20 12 12 12 38-4 14 40-22 50-42 12-52-24z", p.one_of(WHITE, p.second))
        + shape("M-34-28q2-12 8-10 6-4 8 6z", "#d6513b")
        + shape("M-44-16l-12 6 12 4z", "#f4c04f")
        + disc(-32, -16, 2.5, LINE)
        + line("M-12 32v12M6 30v14M-18 44h10M0 44h10M-4 4q10 10 22 2")
    )
    return (
        shadow(52)
        + group(p.one_of(catfish, hen), "translate(2 0)")
        + p.one_of(line("M-50 36q10-6 20 0t20 0 20 0 20 0", "#5aa0cf"), "")
    )


def ball(p: Paint) -> str:
    football = (
        disc(0, 0, 42, WHITE)
        + shape("M0-16l15 11-6 18h-18l-6-18z", LINE)
        + line("M0-16v-26M15-5l25-8M9 13l16 22M-9 13l-16 22M-15-5l-25-8")
        + shape("M-12-40q12-4 24 0l-12 10zM34-24q8 10 7 22l-10-8zM-34-24q-8 10-7 22l10-8z", LINE)
    )
    volley = disc(0, 0, 42, p.second) + line("M0-42q-10 40 30 68M-40-10q40-14 78 12M-28 32q0-40 40-70")
    racket = group(
        oval(0, -22, 22, 28, WHITE)
        + line("M-14-40v36M-5-48v52M5-48v52M14-40v36M-20-34h40M-22-22h44M-20-10h40", width=1.2)
        + line("M0 6v40", p.main, 7),
        "translate(40 0) rotate(24) scale(.9)",
    )
    return shadow(50) + racket + group(p.one_of(football, volley), "translate(-16 2) scale(.9)")


def blocks(p: Paint) -> str:
    return (
        shadow(60)
        + box(-54, 2, 42, 42, p.main, 5)
        + line("M-44 32l11-20 11 20M-40 26h14", WHITE, 4)
        + box(-8, 2, 42, 42, p.second, 5)
        + disc(13, 23, 11, WHITE)
        + box(-32, -42, 42, 42, "#2d6cb5" if p.main != "#2d6cb5" else "#c8553d", 5)
        + shape("M-11-32l12 20h-24z", WHITE)
        + disc(48, 28, 15, CREAM)
        + kawung(48, 28, 5, p.main)
    )


def books(p: Paint) -> str:
    stack = "".join(
        box(x, y, w, 18, fill, 3) + line(f"M{x + 10} {y}v18M{x + 16} {y}v18", WHITE)
        for x, y, w, fill in (
            (-54, 26, 96, p.main),
            (-46, 8, 90, p.second),
            (-52, -10, 84, "#c8553d" if p.main != "#c8553d" else "#2d6cb5"),
        )
    )
    opened = shape("M-6-16q-22-18-44-8v-22q24-8 44 8zM-6-16q22-18 44-8v-22q-24-8-44 8z", WHITE) + line(
        "M-40-36q14-4 26 4M28-36q-14-4-26 4", width=1.8
    )
    return shadow(58) + stack + group(opened, "translate(2 0)")


def gong(p: Paint) -> str:
    """A gong in its frame, as in a gamelan."""
    return (
        shadow(58)
        + line("M-50 44v-84M50 44v-84", WOOD, 7)
        + line("M-58-42q58-16 116 0", p.main, 8)
        + line("M-20-46l8 16M20-46l-8 16")
        + disc(0, 2, 36, "#e0aa3e")
        + disc(0, 2, 26, "#f0c765")
        + disc(0, 2, 10, "#e0aa3e")
        + group(line("M0 0v34", WOOD, 5) + disc(0, -4, 10, p.second), "translate(44 18) rotate(24)")
    )


def tent(p: Paint) -> str:
    return (
        shadow(66)
        + line("M-54-10v54M54-10v54M-18-6v50M18-6v50", width=4)
        + shape("M-64-10L0-48 64-10z", p.main)
        + shape("M-22-10L0-48l22 38z", p.second)
        + shape("M-64-10h128v6q-8 8-16 0t-16 0-16 0-16 0-16 0-16 0-16 0-16 0z", WHITE)
        + box(-44, 20, 18, 5, CREAM, 2)
        + line("M-42 25v18M-28 25v18M26 25v18M40 25v18")
        + box(24, 20, 18, 5, CREAM, 2)
    )


def stage(p: Paint) -> str:
    def tower(x: float) -> str:
        return group(
            box(-13, -40, 26, 72, "#3a4744", 3)
            + disc(0, -22, 8, STEEL)
            + disc(0, 8, 11, STEEL)
            + disc(0, 8, 4, LINE),
            f"translate({x})",
        )

    microphone = group(
        disc(0, -18, 10, STEEL) + shape("M-7-10h14l-3 26h-8z", p.main) + line("M0 16v22"), "translate(0 -4)"
    )
    light = f'<path d="M-26-50L-8 30h-34z" fill="{p.second}" opacity=".5" stroke="none"/>'
    return (
        shadow(66)
        + light
        + tower(-46)
        + tower(46)
        + microphone
        + box(-66, 32, 132, 12, p.main, 2)
        + line("M-24-50h48", p.second, 6)
    )


def air_conditioner(p: Paint) -> str:
    return (
        box(-58, -44, 116, 44, WHITE, 8)
        + line("M-58-14h116")
        + box(-44, -10, 88, 6, p.main, 3)
        + line("M-46-34h30", p.second)
        + disc(46, -34, 3, p.main)
        + line("M-34 10q-6 8 0 16t0 16M-8 10q-6 8 0 16t0 16", "#5aa0cf", 3)
        + group(shape(WRENCH, p.second), "translate(36 16) rotate(38) scale(.78)")
    )


def computer_repair(p: Paint) -> str:
    return (
        shadow(58)
        + box(-54, -46, 90, 62, "#20433c", 5)
        + box(-47, -39, 76, 46, p.soft, 2)
        + group(_gear(13, p.main), "translate(-9 -16)")
        + line("M-9 16v16M-32 36h46", width=5)
        + group(line("M0-34v26", STEEL, 6) + box(-8, -8, 16, 42, p.second, 6), "translate(44 4) rotate(14)")
    )


def mop(p: Paint) -> str:
    handle = group(
        line("M0-58v70", WOOD, 6)
        + shape("M-20 12h40l6 30q-8-6-13 0-6-6-13 0-7-6-13 0-6-6-13 0z", WHITE)
        + box(-20, 6, 40, 9, p.main, 3),
        "translate(28 0) rotate(10)",
    )
    bucket = (
        shape("M-56-4h48l-6 48h-36z", p.main)
        + oval(-32, -4, 24, 7, SKY)
        + line("M-56-4q24-40 48 0")
        + line("M-48 14h32", WHITE)
    )
    bubbles = disc(-40, -26, 6, WHITE) + disc(-26, -36, 4, WHITE) + disc(-16, -24, 5, WHITE)
    return shadow(60) + handle + bucket + p.one_of(bubbles, group(_sprout(LEAF), "translate(-32 -6) scale(.7)"))


def camera(p: Paint) -> str:
    return (
        shadow(58)
        + shape("M-58-22h26l8-14h36l8 14h26q6 0 6 6v54q0 6-6 6h-104q-6 0-6-6v-54q0-6 6-6z", p.main)
        + disc(-4, 10, 25, WHITE)
        + disc(-4, 10, 17, "#20433c")
        + disc(-10, 4, 5, SKY)
        + box(28, -14, 16, 9, p.second, 2)
        + disc(-44, -10, 4, p.second)
        + line("M-46-28v-6h14")
    )


def hotel(p: Paint) -> str:
    bed = (
        box(-60, -26, 10, 70, WOOD, 3)
        + box(-52, 12, 110, 18, p.main, 4)
        + shape("M-52 12q0-16 14-16h20q10 0 10 16z", WHITE)
        + shape("M-8 12q0-12 12-12h38q16 0 16 12z", p.second)
        + line("M56 30v14M-55 30v14", width=5)
    )
    lamp = line("M44-14v14") + shape("M30-14l6-22h16l6 22z", CREAM)
    meeting = (
        box(-52, 4, 104, 12, WOOD, 3)
        + line("M-40 16v28M40 16v28", width=4)
        + "".join(
            disc(x, -18, 9, fill) + shape(f"M{x - 14} 4q0-14 14-14t14 14z", fill)
            for x, fill in ((-32, p.main), (0, p.second), (32, p.main))
        )
    )
    return shadow(62) + p.one_of(bed + lamp, meeting)


def parcel(p: Paint) -> str:
    box_ = (
        box(-46, -22, 68, 64, WOOD, 3)
        + box(-18, -22, 12, 64, p.second, 0)
        + shape("M-46-22l10-14h68l-10 14z", "#e8bd8a")
        + shape("M22-22l10-14v60L22 42z", "#b87f4a")
        + box(-40, 18, 20, 14, WHITE, 2)
    )
    pin = shape("M46-46q18 0 18 17 0 12-18 29-18-17-18-29 0-17 18-17z", p.main) + disc(46, -29, 7, WHITE)
    return shadow(58) + box_ + pin + line("M-66-4h12M-70 8h16M-64 20h10", width=3)


def dance(p: Paint) -> str:
    """A dancer's crown and scarf."""
    head = (
        disc(0, -18, 15, "#e9b98c")
        + shape("M-20-26q0-26 20-24t20 24q-20-10-40 0z", "#f4c56b")
        + kawung(0, -36, 4, p.main)
        + disc(-20, -22, 4, p.second)
        + disc(20, -22, 4, p.second)
    )
    body = (
        shape("M-16-2h32l6 26 16 20h-76l16-20z", p.main)
        + line("M-14 8q14 8 28 0", p.second, 5)
        + line("M-16 2q-26-4-34-24M16 2q26-4 34-24", "#e9b98c", 7)
    )
    scarf = shape("M-52-24q-10 30 2 60l8-6q-8-26-2-50zM52-24q10 30-2 60l-8-6q8-26 2-50z", p.second)
    return shadow(46) + scarf + body + head + line("M-7-16h4M3-16h4M-4-9q4 3 8 0", width=2)
