"""Who orders what from whom and when: the plan of a region's whole history, before a single line is chosen.

Orders are planned from their end: completions by month are what the scenario fixes, so each journey is laid
backward from its last step on the line of office hours.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from marketplace.purchasing.statuses import OrderAction as A
from marketplace.simulation import journeys, seasons
from marketplace.simulation.calendar import DAY_MS, OFFICE_MINUTES, OfficeTime, day_ms, local_day, milliseconds
from marketplace.simulation.cast import Item, Shop, Unit
from marketplace.simulation.journeys import Chances, Journey
from marketplace.simulation.randomness import Weighted, lognormal_sizes, lump
from marketplace.simulation.scenario import RegionPlan, Scenario
from marketplace.simulation.suppliers import Choice

SHORTEST_NOTICE = 40 * DAY_MS  # a shop that opened later than this before an order's end could not have taken it
YEAR_OPENS = (1, 3)
YEAR_CLOSES = (12, 21)  # treasuries close before the year does
FAILING = Weighted(list(journeys.FAILURES), [share for share, _ in journeys.FAILURES.values()])


@dataclass(slots=True)
class Intent:
    """One order as planned: the parties, the size before tax, and the moment of each step."""

    unit: Unit
    shop: Shop
    department: str
    amount: float
    journey: Journey
    drafted_ms: int
    times: list[int]
    negotiated: bool
    counts: bool  # completed within the history: part of the scenario's totals
    key: str = ""  # of a planted order, so that it can be found again
    items: list[tuple[Item, int]] = field(default_factory=list)  # what a planted order buys
    number: str = ""


class Planner:
    """Plans the orders of one region."""

    def __init__(self, scenario: Scenario, plan: RegionPlan, units: list[Unit], choice: Choice,
                 office: OfficeTime, rng: Random) -> None:  # fmt: skip
        self._scenario, self._plan, self._choice = scenario, plan, choice
        self._office, self._rng = office, rng
        self._texture = scenario.texture
        self._clock_ms = milliseconds(scenario.clock)
        self._units = Weighted(units, [unit.weight for unit in units])
        self._pace = {unit.id: rng.lognormvariate(0, 0.45) for unit in units}
        self._chances = Chances()

    def orders(self) -> Iterator[Intent]:
        """Everything this region's units ever ordered."""
        for year in sorted(self._plan.orders):
            self._choice.new_year()
            yield from self._completed(year)
            yield from self._failed(year)
        yield from self._open()

    def _completed(self, year: int) -> Iterator[Intent]:
        count = self._plan.orders[year]
        days = self._completion_days(year, count)
        for size, day in zip(self._sizes(year, count), days, strict=True):
            end = self._office.day_number(day) * OFFICE_MINUTES + self._rng.uniform(20, OFFICE_MINUTES - 5)
            yield self._intent(size, day, end, counts=True)

    def _sizes(self, year: int, count: int) -> list[float]:
        mean = self._plan.value_idr[year] / count
        median = min(self._texture.median_order, mean / 1.15)
        return lognormal_sizes(count, median, mean, self._texture.order_ceiling, self._rng)

    def _completion_days(self, year: int, count: int) -> list[date]:
        days: list[date] = []
        for month, number in enumerate(lump(self._scenario.months[year], count), start=1):
            choices = self._working_days(year, month)
            if number and choices:
                days += sorted(self._rng.choices(choices, k=number))
        return days

    def _working_days(self, year: int, month: int) -> list[date]:
        start = date(year, month, 1)
        end = (start + timedelta(days=32)).replace(day=1)
        if month == YEAR_CLOSES[0]:
            end = date(year, *YEAR_CLOSES)
        return self._office.days_between(start, min(end, local_day(self._clock_ms)))

    def _failed(self, year: int) -> Iterator[Intent]:
        share = self._texture.failing_share
        count = round(self._plan.orders[year] * share / (1 - share))
        for size, day in zip(self._sizes(year, self._plan.orders[year])[:count],
                             self._spread(self._completion_days(year, self._plan.orders[year]), count), strict=True):  # fmt: skip
            how = FAILING.draw(self._rng)
            journey = journeys.failing(self._rng, how)
            end = self._office.day_number(day) * OFFICE_MINUTES + self._rng.uniform(20, OFFICE_MINUTES - 5)
            unit = self._units.draw(self._rng)
            department = seasons.department(self._rng, unit, day, size)
            shop = self._choice.bad_shop(self._rng, department) if how == "terminated" else None
            shop = shop or self._choice.shop(self._rng, department, day_ms(day) - SHORTEST_NOTICE, new_first=False)
            intent = self._laid(unit, shop, department, size, journey, end, counts=False)
            if intent is not None:
                yield intent

    def _spread(self, days: list[date], count: int) -> list[date]:
        step = len(days) / max(1, count)
        return [days[int(n * step)] for n in range(count)]

    def _open(self) -> Iterator[Intent]:
        """Journeys that would end after the clock: they stand wherever the clock finds them."""
        clock = self._office.minutes(self._clock_ms)
        year = local_day(self._clock_ms).year
        by_month = lump(self._scenario.months[year], self._plan.orders[year])
        horizon = self._texture.open_days
        busiest = max(by_month[max(0, local_day(self._clock_ms).month - 2) :][:1] or [0])
        count = round(busiest * horizon / 30)
        for size in self._sizes(year, self._plan.orders[year])[:count]:
            end = clock + self._rng.uniform(1, horizon * 5 / 7 * OFFICE_MINUTES)
            intent = self._intent(size, local_day(self._clock_ms), end, counts=False)
            if intent.drafted_ms < self._clock_ms:
                cut_at(intent, self._clock_ms)
                yield intent

    def _intent(self, size: float, day: date, end: float, *, counts: bool) -> Intent:
        rng = self._rng
        unit = self._units.draw(rng)
        department = seasons.department(rng, unit, day, size)
        shop = self._choice.shop(rng, department, day_ms(day) - SHORTEST_NOTICE, new_first=counts)
        journey = journeys.completed(
            rng,
            self._chances,
            negotiated=rng.random() < self._texture.negotiated_share,
            service=department == "15",
            pace=self._pace[unit.id],
            care=shop.dutiful,
        )
        intent = self._laid(unit, shop, department, size, journey, end, counts=counts)
        assert intent is not None  # noqa: S101  a completed journey is moved, never dropped
        return intent

    def _laid(self, unit: Unit, shop: Shop, department: str, size: float, journey: Journey, end: float, *,
              counts: bool) -> Intent | None:  # fmt: skip
        """On the calendar: back from its end, or on from the first day of the year where that is later."""
        start = max(end - journey.length, self._earliest(end, shop))
        if start + journey.length > end and not counts and journey.steps[-1] is not A.ASSESS:
            end = start + journey.length
        times = lay(self._office, self._rng, journey, start)
        negotiated = A.SEND_RFQ in journey.steps
        return Intent(unit, shop, department, size, journey, self._office.instant(start), times, negotiated, counts)

    def _earliest(self, end: float, shop: Shop) -> float:
        """No order crosses a fiscal year, and none comes before its shop."""
        year = local_day(self._office.instant(end)).year
        new_year = self._office.day_number(date(year, *YEAR_OPENS)) * OFFICE_MINUTES
        return max(new_year + self._rng.uniform(0, 3 * OFFICE_MINUTES), self._office.minutes(shop.since_ms) + 60)


def lay(office: OfficeTime, rng: Random, journey: Journey, start: float) -> list[int]:
    """The moment of each step; shops also answer in the evening, timers run out at midnight."""
    times: list[int] = []
    minutes = start
    for n, (step, gap) in enumerate(zip(journey.steps, journey.gaps, strict=True)):
        minutes += gap
        moment = office.instant(minutes)
        if step in (A.EXPIRE_RFQ, A.EXPIRE_ISSUE):
            moment = _midnight_after(office, times[-1], 3)
        elif step == A.CLOSE_UNASSESSED:
            moment = times[-1] + 30 * DAY_MS
        elif n and moment <= times[-1]:
            moment = times[-1] + 1000
        times.append(moment)
    return times


def cut_at(intent: Intent, clock_ms: int) -> None:
    """What lies after the clock has not happened yet."""
    done = bisect_left(intent.times, clock_ms)
    del intent.times[done:], intent.journey.steps[done:], intent.journey.gaps[done:]


def _midnight_after(office: OfficeTime, at_ms: int, working_days: int) -> int:
    day = local_day(at_ms)
    n = office.day_number(day)
    n = n if office.days[n] == day else n - 1
    return day_ms(office.days[n + working_days] + timedelta(days=1))
