"""Which steps a class has done, from what the log says: any legal path passes, a miss is explained.

Pure: happenings in, progress out. The log is read in `happenings.py`, the words are in `explanations.py`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from marketplace.purchasing.states import DEAD
from marketplace.training.casting import Cast
from marketplace.training.scenario import Check, Comparison, Condition, Measure, Scenario, Step, Text
from marketplace.training.vocabulary import OPENS, is_of_an_order


class State(StrEnum):
    WAITING = "waiting"  # its turn has not come
    TRYING = "trying"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened in the class: an entry of the ledger, or what has no entry (index None)."""

    kind: str
    at: datetime
    index: int | None = None
    order_number: str | None = None
    to_status: str | None = None
    role: str | None = None
    actor: bytes | None = None
    buyer_code: str | None = None
    supplier_code: str | None = None
    amount_idr: int | None = None
    username: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps a step from being done. `say` is the scenario's own sentence; else `code` names one of ours."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)
    say: Text | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    state: State
    at: datetime | None = None
    entry_index: int | None = None
    order_number: str | None = None
    problem: Problem | None = None


NOTHING_YET = Progress(State.WAITING)
Story = Sequence[Happening]  # all that happened to one order, or in one group


def progress(scenario: Scenario, cast: Cast, happenings: Sequence[Happening]) -> dict[tuple[int, str], Progress]:
    """Each step of each group, from all that happened since the room began."""
    orders = _by_order(happenings)
    opened = {story[0].order_number for story in orders}
    found = {}
    for group in cast.groups():
        places = _Places.of(scenario, cast, group)
        own = [one for one in happenings if places.knows(one) and one.order_number in (None, *opened)]
        for step in scenario.steps:
            if is_of_an_order(step.check.entries[0]):
                outcomes = [_judged(story, step.check, places) for story in orders if places.takes_part(story)]
            else:
                outcomes = [_judged(_one_person(own, step, cast, group), step.check, places)]
            found[group, step.code] = _best(outcomes)
    return found


@dataclass(frozen=True, slots=True)
class _Places:
    """The offices, shops and people of one group, by their public codes."""

    buyers: frozenset[str]
    shops: Mapping[str, str]
    names: frozenset[str]

    @classmethod
    def of(cls, scenario: Scenario, cast: Cast, group: int) -> "_Places":
        mine = [place for place in cast.places if place.group == group]
        shops = {place.where: place.code for place in mine if place.where in scenario.shops()}
        buyers = frozenset(place.code for place in mine if place.where not in shops)
        return cls(buyers, shops, frozenset(seat.username for seat in cast if seat.group == group))

    def knows(self, one: Happening) -> bool:
        return one.buyer_code in self.buyers or one.supplier_code in self.shops.values() or one.username in self.names

    def takes_part(self, story: Story) -> bool:
        buyer, shop = _parties(story)
        return buyer in self.buyers or (not self.buyers and shop in self.shops.values())

    def is_elsewhere(self, story: Story, wanted: str) -> bool:
        """Whether the order went to a shop that does not belong to the group, or not to the one the step is about."""
        _, shop = _parties(story)
        allowed = {self.shops[wanted]} if wanted else set(self.shops.values())
        return bool(self.shops) and shop not in allowed


def _by_order(happenings: Sequence[Happening]) -> list[Story]:
    """Orders that were opened in this class; those that were there before it are no part of it."""
    stories: dict[str, list[Happening]] = {}
    for one in happenings:
        if one.order_number is not None:
            stories.setdefault(one.order_number, []).append(one)
    return [story for story in stories.values() if any(one.kind in OPENS for one in story)]


def _parties(story: Story) -> tuple[str | None, str | None]:
    opened = next(one for one in story if one.kind in OPENS)
    return opened.buyer_code, opened.supplier_code


def _one_person(own: Story, step: Step, cast: Cast, group: int) -> Story:
    """What one person handed in is hers; everything else is the group's."""
    if step.answer is None:
        return own
    username = cast.username(group, step.seat)
    return [one for one in own if one.username == username and one.facts.get("step") == step.code]


def _judged(story: Story, check: Check, places: _Places) -> Progress:
    """One order, or one group's other doings, held against a check."""
    ends = [n for n, one in enumerate(story) if one.kind in check.entries]
    number = story[0].order_number if is_of_an_order(check.entries[0]) else None
    if number and places.is_elsewhere(story, check.shop):
        # With several shops in play the group's other orders are other steps' business.
        is_strange = _parties(story)[1] not in places.shops.values()
        problem = Problem("other_shop", {"order": number}) if ends and is_strange else None
        return Progress(State.WAITING, None, None, number, problem)
    problems = []
    for n in ends:
        missed = _problem(story, n, check)
        if missed is None:
            return Progress(State.DONE, story[n].at, story[n].index, number or story[n].order_number)
        problems.append((story[n], missed))
    if problems:
        last, missed = problems[-1]
        return Progress(State.TRYING, last.at, last.index, number or last.order_number, missed)
    return _on_the_way(story, check, number)


def _on_the_way(story: Story, check: Check, number: str | None) -> Progress:
    """Not finished: did the order end before it, or has the first thing happened that this step waits for?"""
    status = next((one.to_status for one in reversed(story) if one.to_status), None)
    if number and status in DEAD:
        ended = Problem("ended", {"order": number, "status": status})
        return Progress(State.WAITING, story[-1].at, None, number, ended)
    if check.after and any(one.kind == check.after[0] for one in story):
        return Progress(State.TRYING, story[-1].at, None, number)
    return Progress(State.WAITING, None, None, number)


def _problem(story: Story, n: int, check: Check) -> Problem | None:
    """The first thing that is wrong about this end: who, in what order, under which conditions."""
    end = story[n]
    if check.by and end.role not in check.by:
        return Problem("wrong_role", {"entry": end.kind, "order": end.order_number, "role": end.role,
                                      "wanted": [str(role) for role in check.by]})  # fmt: skip
    wrong = _order_problem(story, n, check)
    if wrong is not None:
        return wrong
    for condition in check.conditions:
        if not _holds(condition, story, n):
            return Problem("condition", {"order": end.order_number, "entry": end.kind}, condition.say)
    return None


def _order_problem(story: Story, n: int, check: Check) -> Problem | None:
    """Whether all that had to come before did, in that order, and nothing that must not."""
    kinds = [one.kind for one in story]
    values = {"order": story[0].order_number if story else None, "entry": check.entries[0]}
    if n < len(kinds):
        values["entry"] = kinds[n]
    start = 0
    for place, wanted in enumerate(check.after):
        if wanted in kinds[start:n]:
            start = kinds.index(wanted, start, n) + 1
        elif wanted in kinds[:n]:
            return Problem("out_of_order", values | {"first": check.after[place - 1], "second": wanted})
        else:
            return Problem("came_too_late" if wanted in kinds[n:] else "never_came", values | {"wanted": wanted})
    unwanted = next((kind for kind in kinds[:n] if kind in check.never), None)
    return Problem("not_wanted", values | {"unwanted": unwanted}) if unwanted else None


def _holds(condition: Condition, story: Story, n: int) -> bool:
    """Judged on the latest entry of its kind up to the end."""
    kind = condition.on or story[n].kind
    one = _latest(story, n, kind)
    return one is not None and any(_passes(test, one, story, n) for test in condition.either)


def _latest(story: Story, n: int, kind: str) -> Happening | None:
    return next((one for one in reversed(story[: n + 1]) if one.kind == kind), None)


_COMPARISONS: dict[Measure, Callable[[Any, Any], bool]] = {
    Measure.IS: lambda found, value: bool(found == value),
    Measure.ONE_OF: lambda found, value: found in value,
    Measure.MIN: lambda found, value: bool(found >= value),
    Measure.MAX: lambda found, value: bool(found <= value),
    Measure.LESS_THAN: lambda found, value: bool(found < value),
    Measure.SAME_AS: lambda found, value: bool(found == value),
}


def _passes(test: Comparison, one: Happening, story: Story, n: int) -> bool:
    value = test.value
    if test.measure in (Measure.LESS_THAN, Measure.SAME_AS, Measure.OTHER_PERSON):
        earlier = _latest(story, n, value)
        if earlier is None:
            return False
        if test.measure is Measure.OTHER_PERSON:
            return one.actor is not None and earlier.actor is not None and one.actor != earlier.actor
        value = next(iter(_found(earlier, test.fact)), None)
    found = _found(one, test.fact)
    return bool(found) and value is not None and all(_compares(test.measure, each, value) for each in found)


def _compares(measure: Measure, found: Any, value: Any) -> bool:
    if isinstance(found, bool) is not isinstance(value, bool) and measure is not Measure.ONE_OF:
        return False  # True is no number here
    try:
        return _COMPARISONS[measure](found, value)
    except TypeError:
        return False


def _found(one: Happening, fact: str) -> list[Any]:
    """The value of a fact; of `lines.tkdn` that of every line, where a line without it misses."""
    if fact == "amount_idr":
        return [] if one.amount_idr is None else [one.amount_idr]
    name, _, inner = fact.partition(".")
    found = one.facts.get(name)
    if inner:
        return [line.get(inner) for line in found] if isinstance(found, list) else []
    return [] if found is None else [found]


def _best(outcomes: Sequence[Progress]) -> Progress:
    """Done on one order is done; else what came furthest, and of equals the latest."""
    done = [one for one in outcomes if one.state is State.DONE]
    if done:
        return min(done, key=lambda one: (one.at is None, one.at))
    trying = [one for one in outcomes if one.state is State.TRYING]
    explained = [one for one in trying or outcomes if one.problem is not None]
    return (explained or trying or [NOTHING_YET])[-1]
