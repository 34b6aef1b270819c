"""Reads class exercises (`seed/scenarios/*.toml`) and finds every fault of a file with its line, for its author."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from marketplace.accounts.permissions import PLACE_KIND, Role
from marketplace.config import PROJECT_ROOT
from marketplace.simulation import world_plan
from marketplace.training.bots.temperaments import Temperament
from marketplace.training.scenario import (
    PLACEHOLDER,
    AnswerKind,
    Check,
    Comparison,
    Condition,
    Incident,
    IncidentKind,
    Measure,
    NeedPlan,
    PlaceWish,
    Scenario,
    SeatPlan,
    Step,
)
from marketplace.training.scenario_nodes import Node, ScenarioErrors
from marketplace.training.toml_lines import lines_of
from marketplace.training.vocabulary import FACTS, facts_of

__all__ = ["Scenario", "ScenarioErrors", "known", "load", "read"]

FOLDER = PROJECT_ROOT / "seed" / "scenarios"
MINUTES_MOST = 480
UNITS, SHOPS = ("unit", "unit2", "unit3"), ("shop", "shop2", "shop3", "shop4")
REGION, EVERYWHERE = "region", "everywhere"
WHERE = {"buyer_id": UNITS, "supplier_id": SHOPS, "region_code": (REGION,), None: (EVERYWHERE,)}
PLAYABLE = tuple(role for role in Role if role not in (Role.PUBLIC, Role.SYSTEM, Role.PROVINCIAL_ADMIN))


def known() -> list[Scenario]:
    """The exercises that come with the application, by title."""
    found = [load(path.stem) for path in FOLDER.glob("*.toml")]
    return sorted(found, key=lambda scenario: scenario.title.id)


def load(code: str) -> Scenario:
    """One of them."""
    return read((FOLDER / f"{code}.toml").read_text(encoding="utf-8"), code)


def read(text: str, code: str = "") -> Scenario:
    """A scenario from its text, or ScenarioErrors with all that is wrong in it."""
    root = Node.root(parsed(text), lines_of(text))
    scenario = _scenario(root, text, code)
    root.close()
    _check_whole(root, scenario)
    if root.errors:
        raise ScenarioErrors(root.errors)
    return scenario


def parsed(text: str) -> dict[str, Any]:
    """What TOML makes of the text; where it makes nothing of it, the line at which it gave up."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ScenarioErrors([(_line_of(error, text), "not_toml", {})]) from error


def _line_of(error: tomllib.TOMLDecodeError, text: str) -> int:
    words = str(error).rsplit("(at line ", 1)
    return int(words[1].split(",")[0]) if len(words) == 2 else text.rstrip().count("\n") + 1


def _scenario(root: Node, text: str, code: str) -> Scenario:
    return Scenario(
        code=code,
        title=root.text("title"),
        summary=root.text("summary"),
        minutes=root.number("minutes", 5, MINUTES_MOST),
        world=root.choice("world", world_plan.known()),
        clock=root.moment("clock"),
        pace=root.pace("pace"),
        places=tuple(_place(where, node) for where, node in root.tables("places").items()),
        seats=tuple(_seat(node) for node in root.items("seats")),
        steps=tuple(_step(node) for node in root.items("steps")),
        incidents=tuple(_incident(node) for node in root.items("incidents", optional=True)),
        needs=tuple(_need(node) for node in root.items("needs", optional=True)),
        debrief=tuple(node.text("question") for node in root.items("debrief")),
        source=text,
    )


def _place(where: str, node: Node) -> PlaceWish:
    if where not in (*UNITS, *SHOPS):
        node.complain("unknown_place", value=where, known=", ".join((*UNITS, *SHOPS)))
    if where.startswith("shop"):
        return PlaceWish(
            where, sells=node.strings("sells", optional=True), stock=node.number("stock", 1, 100_000, 1),
            kbli=node.string("kbli", ""), pkp=node.flag("pkp", None), verified=bool(node.flag("verified", True)),
        )  # fmt: skip
    return PlaceWish(
        where, kinds=node.strings("kinds"), free_idr=node.number("free_idr", 0, 10**12, 0),
        package=node.string("package", ""),
    )  # fmt: skip


def _seat(node: Node) -> SeatPlan:
    role = Role(node.choice("role", PLAYABLE))
    where = node.choice("where", WHERE[PLACE_KIND.get(role)])
    bot = Temperament(node.choice("bot", tuple(Temperament), Temperament.PROMPT))
    return SeatPlan(node.code("code"), role, where, node.text("title"), node.text("wish"), bot)


def _step(node: Node) -> Step:
    answer = node.choice("answer", tuple(AnswerKind), "")
    return Step(
        code=node.code("code"), seat=node.string("seat"), title=node.text("title"), task=node.text("task"),
        check=_check(node.table("check")), page=node.string("page", "/"),
        hints=tuple(hint.as_text() for hint in node.items("hints", optional=True)),
        answer=AnswerKind(answer) if answer else None,
    )  # fmt: skip


def _check(node: Node) -> Check:
    entries = _kinds(node, "entry")
    return Check(
        entries=entries,
        by=tuple(Role(role) for role in node.choices("by", tuple(Role))),
        shop=node.choice("shop", SHOPS, ""),
        after=_kinds(node, "after", optional=True),
        never=_kinds(node, "never", optional=True),
        conditions=tuple(_condition(one, entries) for one in node.items("conditions", optional=True)),
    )


def _kinds(node: Node, name: str, *, optional: bool = False) -> tuple[str, ...]:
    return node.choices(name, tuple(FACTS), optional=optional, complaint="unknown_entry")


def _condition(node: Node, entries: Sequence[str]) -> Condition:
    on = node.choice("on", tuple(FACTS), "", complaint="unknown_entry")
    facts = frozenset().union(*(facts_of(kind) for kind in ([on] if on else entries)))
    either = node.items("either", optional=True)
    tests = tuple(_test(one, facts) for one in either) if either else (_test(node, facts),)
    return Condition(tests, node.text("say"), on)


def _test(node: Node, facts: frozenset[str]) -> Comparison:
    measures = [measure for measure in Measure if node.has(measure)]
    if len(measures) != 1:
        node.complain("one_measure", known=", ".join(Measure))
        return Comparison("", Measure.IS, None)
    measure = measures[0]
    fact = "" if measure is Measure.OTHER_PERSON else node.choice("fact", sorted(facts), complaint="unknown_fact")
    return Comparison(fact, measure, _value(node, measure))


def _value(node: Node, measure: Measure) -> Any:
    if measure in (Measure.MIN, Measure.MAX):
        return node.number(measure, -(10**15), 10**15)
    if measure in (Measure.LESS_THAN, Measure.SAME_AS, Measure.OTHER_PERSON):
        return node.choice(measure, tuple(FACTS), complaint="unknown_entry")
    return node.plain(measure)


def _incident(node: Node) -> Incident:
    return Incident(
        code=node.code("code"), kind=IncidentKind(node.choice("kind", tuple(IncidentKind))),
        where=node.choice("where", (*UNITS, *SHOPS, REGION, EVERYWHERE)), title=node.text("title"),
        text=node.text("text"), settings=node.numbers("settings"),
    )  # fmt: skip


def _need(node: Node) -> NeedPlan:
    return NeedPlan(
        seat=node.string("seat"), shop=node.choice("shop", SHOPS), category=node.string("category"),
        quantity=node.number("quantity", 1, 100_000), after_minutes=node.number("after_minutes", 0, 60 * 24 * 60),
        words=node.string("words", ""), purpose=node.string("purpose", ""),
        asks_for_offers=bool(node.flag("asks_for_offers", False)), after_step=node.string("after_step", ""),
    )  # fmt: skip


def _check_whole(root: Node, scenario: Scenario) -> None:
    """What can be judged only when everything has been read: names that point at each other."""
    if scenario.world:
        _check_clock(root, scenario.world, scenario.clock)
    places = {place.where for place in scenario.places} | {REGION, EVERYWHERE}
    seats = [seat.code for seat in scenario.seats]
    for n, seat in enumerate(scenario.seats):
        if seat.where and seat.where not in places:
            root.complain("place_missing", ("seats", n, "where"), value=seat.where)
    for name, codes in (("seats", seats), ("steps", [step.code for step in scenario.steps]),
                        ("incidents", [one.code for one in scenario.incidents])):  # fmt: skip
        for n, code in enumerate(codes):
            if code and code in codes[:n]:
                root.complain("duplicate", (name, n, "code"), value=code)
    for name, users in (("steps", scenario.steps), ("needs", scenario.needs)):
        for n, one in enumerate(users):
            if one.seat and one.seat not in seats:  # type: ignore[attr-defined]
                root.complain("unknown_seat", (name, n, "seat"), value=one.seat, known=", ".join(seats))  # type: ignore[attr-defined]
    for n, step in enumerate(scenario.steps):
        if step.check.shop and step.check.shop not in places:
            root.complain("place_missing", ("steps", n, "check", "shop"), value=step.check.shop)
    steps = [step.code for step in scenario.steps]
    for n, need in enumerate(scenario.needs):
        if need.after_step and need.after_step not in steps:
            root.complain("unknown_step", ("needs", n, "after_step"), value=need.after_step, known=", ".join(steps))
    _check_placeholders(root, places)


def _check_clock(root: Node, world: str, clock: datetime | None) -> None:
    template = world_plan.load(world).clock
    if clock is not None and clock < template:
        root.complain("clock_before_world", ("clock",), clock=template)


def _check_placeholders(root: Node, places: set[str]) -> None:
    """`{shop}` and `{shop_id}` stand for the group's own shop; any other name would be shown as it is written."""
    allowed = {f"{place}{end}" for place in places for end in ("", "_id", "_code")}
    for path, text in _strings(root.value, ()):
        for name in PLACEHOLDER.findall(text):
            if name not in allowed:
                root.complain("unknown_placeholder", path, value=name, known=", ".join(sorted(allowed)))


def _strings(value: Any, path: tuple[str | int, ...]) -> list[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        return [(path, value)]
    pairs = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, inner in pairs for found in _strings(inner, (*path, key))]
