"""The years of trade before the clock: planned by region, filled as drafted, played in the order of time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import merge

from marketplace.accounts.permissions import Role
from marketplace.ledger.services import Fact
from marketplace.purchasing.facts import Parties
from marketplace.purchasing.states import deadline
from marketplace.purchasing.statuses import OrderStatus
from marketplace.simulation import desks, irregularities, plans
from marketplace.simulation.acts import ACTS
from marketplace.simulation.archive import Archive, TableRows
from marketplace.simulation.calendar import OfficeTime, instant, local_day, milliseconds
from marketplace.simulation.cast import Person
from marketplace.simulation.demand import Intent, Planner
from marketplace.simulation.endings import ENDINGS
from marketplace.simulation.plans import PlanBook
from marketplace.simulation.playback import Playback
from marketplace.simulation.played import PlayedOrder
from marketplace.simulation.population import Population
from marketplace.simulation.randomness import stream
from marketplace.simulation.seedfiles import holidays
from marketplace.simulation.settlements import SETTLEMENTS
from marketplace.simulation.shopping import Shopper, reference_prices
from marketplace.simulation.suppliers import Choice
from marketplace.simulation.units import MALANG
from marketplace.simulation.world_plan import WorldPlan
from marketplace.values.identifiers import order_number

PERFORMERS = ACTS | SETTLEMENTS | ENDINGS
Told = tuple[int, int, Fact]  # moment, place among what happens at that moment, fact


@dataclass(slots=True)
class History:
    """All orders of a world with everything they will leave behind."""

    intents: list[Intent]
    orders: list[PlayedOrder]
    packages: list[plans.Package]
    archive: Archive
    stage: Playback
    closed: frozenset[date]

    @property
    def steps(self) -> int:
        return sum(len(intent.times) for intent in self.intents)

    def facts(self, first: list[tuple[int, Fact]], next_index: int = 0) -> Iterator[Fact]:
        """Everything that happened, in one line; documents learn the number of the entry that proves them."""
        index = next_index
        told = merge(((at_ms, -1, -1, fact) for at_ms, fact in first), self._events(), key=lambda event: event[:3])
        documents = self.archive.documents
        for at_ms, order, step, fact in told:
            if fact is not None:
                yield fact
                index += 1
                continue
            made = len(documents)
            played = self._play(order, step, at_ms)
            for row in documents[made:]:
                row[8] = index
            yield from played
            index += len(played)
        self._set_deadlines()

    def _events(self) -> Iterator[tuple[int, int, int, Fact | None]]:
        events = [(at, n, k) for n, intent in enumerate(self.intents) for k, at in enumerate(intent.times)]
        events.sort()
        return ((at, n, k, None) for at, n, k in events)

    def _play(self, place: int, step: int, at_ms: int) -> list[Fact]:
        return PERFORMERS[self.intents[place].journey.steps[step]](self.stage, self.orders[place], instant(at_ms))

    def _set_deadlines(self) -> None:
        """What waits for somebody at the clock, waits no longer than the timers allow."""
        for order in self.orders:
            if order.changed_at is not None and order.closed_at is None:
                order.respond_by = deadline(
                    OrderStatus(order.status), order.changed_at, region_code=order.region_code, holidays=self.closed
                )

    def plan_facts(self) -> list[tuple[int, Fact]]:
        """Units announce their packages before they order from them (R03)."""
        return [
            (
                package.announced_ms,
                Fact(
                    "plan.announced", instant(package.announced_ms), actor_role=Role.BUDGET_HOLDER.value,
                    actor=package.unit.holder.commitment if package.unit.holder else None,
                    region_code=package.unit.region, buyer_code=package.unit.code, amount_idr=package.pagu,
                    facts={"rup_code": package.rup_code, "name": package.name, "account": package.account_code,
                           "year": package.year},
                ),
            )
            for package in self.packages
        ]  # fmt: skip

    def tables(self) -> Iterator[TableRows]:
        return self.archive.tables(self.orders, self.packages)


def plan(population: Population, world: WorldPlan) -> History:
    """Everything is decided here; playing adds only what follows from it."""
    closed = holidays()
    office = OfficeTime(world.opens, local_day(milliseconds(world.clock)) + timedelta(days=120), closed)
    books: dict[str, PlanBook] = {}
    intents: list[Intent] = []
    for region in world.regions:
        rng = stream(world.seed_number, "demand", region.code)
        named = list(population.named_shops.values())
        choice = Choice(region.code, population.trading_shops(), named, world.texture.local_share, rng)
        books[region.code] = PlanBook(stream(world.seed_number, "plans", region.code))
        intents += Planner(world, region, population.units_of(region.code), choice, office, rng).orders()
    intents += desks.intents(population, world, office)
    intents += irregularities.intents(population, world, office)
    intents.sort(key=lambda intent: (intent.drafted_ms, intent.unit.id, intent.shop.id))
    _number(intents)
    orders = _fill(intents, books, population, world)
    packages = _settle(books, population, world)
    for n, order in enumerate(orders, start=1):
        _finish(order, n)
    archive = Archive()
    stage = Playback(
        archive, {item.id: item for item in population.items}, _platform(population), _admins(population)
    )
    return History(intents, orders, packages, archive, stage, closed)


def _number(intents: list[Intent]) -> None:
    """Order numbers run through the fiscal year of the whole market, as orders are drafted."""
    last: dict[int, int] = {}
    for intent in intents:
        year = local_day(intent.drafted_ms).year
        last[year] = last.get(year, 0) + 1
        intent.number = order_number(year, last[year])


def _fill(intents: list[Intent], books: dict[str, PlanBook], population: Population,
          world: WorldPlan) -> list[PlayedOrder]:  # fmt: skip
    references = reference_prices(population.items)
    ceiling = world.texture.order_ceiling
    shoppers = {
        code: Shopper(book, stream(world.seed_number, "shopping", code), references, ceiling)
        for code, book in books.items()
    }
    return [shoppers[intent.unit.region].fill(intent) for intent in intents]


def _settle(books: dict[str, PlanBook], population: Population, world: WorldPlan) -> list[plans.Package]:
    for book in books.values():
        book.settle()
    packages = [package for book in books.values() for package in book.packages.values()]
    packages += plans.for_classes(population.units_of(MALANG), world.classes, world.clock.year)
    packages.sort(key=lambda package: (package.announced_ms, package.unit.id, package.department))
    plans.number(packages)
    return packages


def _finish(order: PlayedOrder, place: int) -> None:
    package, unit, shop = order.package, order.unit, order.shop
    order.id, order.package_id = place, package.id
    order.once_key = order.once_key or f"s/{place}"
    for line in order.lines:
        line.order_id = place
    order.parties = Parties(unit.region, unit.code, unit.kind, shop.code, shop.region, shop.business_class,
                            package.rup_code, package.account_code)  # fmt: skip


def _platform(population: Population) -> Person:
    return next(p for p in population.people if any(duty[0] == Role.PLATFORM_ADMIN for duty in p.duties))


def _admins(population: Population) -> dict[str, Person]:
    """The first of each region; further ones are there for classes."""
    return {
        str(region): person
        for person in reversed(population.people)
        for role, _, _, region in person.duties
        if role == Role.REGIONAL_ADMIN
    }
