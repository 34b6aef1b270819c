"""Who orders what from whom and when: the plan of a region's whole history, before a single line is chosen.

Orders are planned from their end: completions by month are what the plan fixes, so each journey is laid
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
from marketplace.simulation.suppliers import Choice
from marketplace.simulation.world_plan import RegionPlan, WorldPlan

SHORTEST_NOTICE = 40 * DAY_MS  # a shop that opened later than this before an order's end could not have taken it
UNASSESSED_MS = 30 * DAY_MS  # silence closes an order after as many days
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
    counts: bool  # completed within the history: part of the plan's totals
    key: str = ""  # of a planted order, so that it can be found again
    items: list[tuple[Item, int]] = field(default_factory=list)  # what a planted order buys
    number: str = ""


class Planner:
    """Plans the orders of one region."""

    def __init__(self, world: WorldPlan, plan: RegionPlan, units: list[Unit], choice: Choice,
                 office: OfficeTime, rng: Random) -> None:  # fmt: skip
        self._world, self._plan, self._choice = world, plan, choice
        self._office, self._rng = office, rng
        self._texture = world.texture
        self._clock_ms = milliseconds(world.clock)
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
            yield self._intent(size, day, self._end_of(day), counts=True)

    def _sizes(self, year: int, count: int) -> list[float]:
        mean = self._plan.value_idr[year] / count
        median = min(self._texture.median_order, mean / 1.15)
        return lognormal_sizes(count, median, mean, self._texture.order_ceiling, self._rng)

    def _completion_days(self, year: int, count: int) -> list[date]:
        days: list[date] = []
        for month, number in enumerate(lump(self._world.months[year], count), start=1):
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
        """Some requests come to nothing, for reasons as they are."""
        share = self._texture.failing_share
        wanted = round(self._plan.orders[year] * share / (1 - share))
        sizes = self._sizes(year, self._plan.orders[year])[:wanted]
        days = self._completion_days(year, self._plan.orders[year])
        for n, size in enumerate(sizes):
            intent = self._failure(year, days[n * len(days) // wanted], size)
            if intent.times[-1] < self._clock_ms:
                yield intent

    def _failure(self, year: int, day: date, size: float) -> Intent:
        rng = self._rng
        how = FAILING.draw(rng)
        if how == "year_end":
            day, how = (
                (date(year, 12, 14), how) if date(year, 12, 31) < local_day(self._clock_ms) else (day, "silent")
            )
        unit = self._units.draw(rng)
        department = seasons.department(rng, unit, day, size)
        shop = self._choice.bad_shop(rng, department) if how == "terminated" else None
        shop = shop or self._choice.shop(rng, department, day_ms(day) - SHORTEST_NOTICE, new_first=False)
        return self._laid(unit, shop, department, size, journeys.failing(rng, how), self._end_of(day), counts=False)

    def _end_of(self, day: date) -> float:
        """Some moment of an office day."""
        return self._office.day_number(day) * OFFICE_MINUTES + self._rng.uniform(20, OFFICE_MINUTES - 5)

    def _open(self) -> Iterator[Intent]:
        """Journeys that would end after the clock: they stand wherever the clock finds them."""
        today = local_day(self._clock_ms)
        clock = self._office.minutes(self._clock_ms)
        last_month = lump(self._world.months[today.year], self._plan.orders[today.year])[today.month - 2]
        horizon = self._texture.open_days
        for size in self._sizes(today.year, self._plan.orders[today.year])[: last_month * horizon // 30]:
            end = clock + self._rng.uniform(1, horizon * 5 / 7 * OFFICE_MINUTES)
            intent = self._intent(size, today, end, counts=False)
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
        return self._laid(unit, shop, department, size, journey, end, counts=counts)

    def _laid(self, unit: Unit, shop: Shop, department: str, size: float, journey: Journey, end: float, *,
              counts: bool) -> Intent:  # fmt: skip
        """On the calendar: back from its end, or on from the first day of the year where that is later."""
        earliest = self._earliest(end, shop)
        if journey.steps[-1] == A.CLOSE_UNASSESSED:
            end = self._office.minutes(self._office.instant(end) - UNASSESSED_MS) - 1
        start = max(end - journey.length, earliest)
        times = lay(self._office, journey, start)
        negotiated = A.SEND_RFQ in journey.steps
        return Intent(unit, shop, department, size, journey, self._office.instant(start), times, negotiated, counts)

    def _earliest(self, end: float, shop: Shop) -> float:
        """No order crosses a fiscal year, and none comes before its shop."""
        year = local_day(self._office.instant(end)).year
        new_year = self._office.day_number(date(year, *YEAR_OPENS)) * OFFICE_MINUTES
        return max(new_year + self._rng.uniform(0, 3 * OFFICE_MINUTES), self._office.minutes(shop.since_ms) + 60)


def lay(office: OfficeTime, journey: Journey, start: float) -> list[int]:
    """The moment of each step; timers run out at midnight, everything else happens in office hours."""
    times: list[int] = []
    minutes = start
    for step, gap in zip(journey.steps, journey.gaps, strict=True):
        minutes += gap
        moment = office.instant(minutes)
        if step in (A.EXPIRE_RFQ, A.EXPIRE_ISSUE):
            moment = _midnight_after(office, times[-1], 3)
        elif step == A.CLOSE_UNASSESSED:
            moment = times[-1] + UNASSESSED_MS
        elif step == A.CLOSE_YEAR:
            moment = day_ms(date(local_day(times[-1]).year + 1, 1, 1)) + 5_000
        elif times and moment <= times[-1]:
            moment = times[-1] + 1_000
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
