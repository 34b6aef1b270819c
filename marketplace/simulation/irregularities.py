"""Planted irregularities, each found again by the key of its orders (`once_key` begins with `anomali/`).

Drills and tests of the flags rely on them; docs/dunia-demo.md lists them. They prove nothing about anybody.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from marketplace.purchasing.statuses import OrderAction as A
from marketplace.simulation import journeys
from marketplace.simulation.calendar import DAY_MS, MINUTE_MS, OFFICE_MINUTES, OfficeTime, day_ms, milliseconds
from marketplace.simulation.cast import Item, Shop, Unit
from marketplace.simulation.demand import Intent, cut_at, lay
from marketplace.simulation.desks import PAYABLE
from marketplace.simulation.journeys import Journey, Step
from marketplace.simulation.population import Population
from marketplace.simulation.randomness import rounded_price, stream
from marketplace.simulation.units import MALANG
from marketplace.simulation.world_plan import WorldPlan

WHOLE: list[Step] = [*PAYABLE, A.PAY, A.PAY_OUT, A.REQUEST_ASSESSMENT, A.ASSESS]
SPLITS = (  # unit, department, first day, gross of each order
    ("DIKBUD", "05", date(2023, 6, 6), (73_500_000, 74_900_000, 74_600_000)),
    ("DINKES", "10", date(2023, 3, 13), (48_200_000, 49_100_000, 47_900_000, 46_500_000, 48_800_000)),
    ("KEC-LOWOKWARU", "07", date(2023, 6, 20), (13_900_000, 14_200_000, 13_600_000, 14_000_000)),
    ("SMPN-08", "06", date(2023, 7, 4), (49_900_000,)),
)
SPIKES = (  # unit, department, day of the order, gross, rise in percent
    ("DLH", "09", date(2023, 6, 14), 12_000_000, 38),
    ("PKM-JANTI", "10", date(2023, 7, 11), 9_000_000, 45),
    ("SETDA-UMUM", "02", date(2023, 5, 23), 7_500_000, 32),
    ("DISHUB", "12", date(2022, 10, 11), 11_000_000, 41),
)
ODD_HOURS = (  # unit, department, day, gross
    ("BKAD", "05", date(2023, 6, 22), 24_000_000),
    ("KEL-MERJOSARI", "15", date(2023, 7, 18), 9_500_000),
    ("SATPOLPP", "07", date(2023, 2, 21), 31_000_000),
)
COLLUSIONS = (  # unit, department, day, gross of the winner
    ("DISPORAPAR", "08", date(2023, 6, 12), 18_000_000),
    ("BAPPEDA", "04", date(2023, 7, 6), 26_000_000),
)
SPIKE_LASTS = (10, 6)  # days before and after the order
SHAM_MARKUPS = (5, 10)  # percent above the winner, to the rupiah


class Planter:
    """Knows the offices, shops and the calendar of Kota Malang."""

    def __init__(self, population: Population, world: WorldPlan, office: OfficeTime) -> None:
        self._population, self._office = population, office
        self._rng = stream(world.seed_number, "irregularities")
        self._units = {unit.document_code: unit for unit in population.units_of(MALANG)}
        self._shops = [shop for shop in population.shops if shop.region == MALANG and shop.active]
        self._opens, self._clock_ms = world.opens, milliseconds(world.clock)

    def intents(self) -> Iterator[Intent]:
        for n, (code, department, day, amounts) in enumerate(SPLITS, 1):
            if self._covers(day):
                yield from self._split(f"pecah-{n}", self._units[code], department, day, amounts)
        for n, (code, department, day, gross, percent) in enumerate(SPIKES, 1):
            if self._covers(day):
                yield self._spike(f"lonjakan-{n}", self._units[code], department, day, gross, percent)
        for n, (code, department, day, gross) in enumerate(ODD_HOURS, 1):
            if self._covers(day):
                yield self._odd_hour(f"larut-{n}", self._units[code], department, day, gross)
        for n, (code, department, day, gross) in enumerate(COLLUSIONS, 1):
            if self._covers(day):
                yield from self._collusion(f"sekongkol-{n}", self._units[code], department, day, gross)

    def _covers(self, day: date) -> bool:
        return day > self._opens + timedelta(days=30)

    def _split(self, key: str, unit: Unit, department: str, day: date, amounts: tuple[int, ...]) -> Iterator[Intent]:
        """One need, one shop, several orders below a limit within days (R04, R04a)."""
        shop = self._shop(department, day)
        for n, gross in enumerate(amounts):
            item = self._fitting(shop, gross, day)
            start = self._minutes(day + timedelta(days=n // 2), 90 + 2 * n)
            yield self._placed(f"{key}/{n + 1}", unit, item, gross, WHOLE, start)

    def _spike(self, key: str, unit: Unit, department: str, day: date, gross: int, percent: int) -> Intent:
        """The price rises days before the order and falls back after it (R18)."""
        shop = self._shop(department, day)
        item = self._fitting(shop, gross, day)
        before, after = day_ms(day) - SPIKE_LASTS[0] * DAY_MS, day_ms(day) + SPIKE_LASTS[1] * DAY_MS
        usual = item.price_at(before)
        calm = [pair for pair in item.prices if not before <= pair[0] <= after]
        item.prices = sorted([*calm, (before, rounded_price(usual * (100 + percent) / 100)), (after, usual)])
        return self._placed(f"{key}/1", unit, item, gross, WHOLE, self._minutes(day, 120))

    def _odd_hour(self, key: str, unit: Unit, department: str, day: date, gross: int) -> Intent:
        """Listed at night, ordered, approved and accepted within the half hour (R19)."""
        shop = self._shop(department, day)
        usual = self._fitting(shop, gross, day)
        listed = day_ms(day) + (22 * 60 + 46) * MINUTE_MS
        item = self._list(
            usual, shop, f"{usual.name}, paket khusus", rounded_price(usual.price_at(listed) * 1.2), listed
        )
        intent = self._placed(f"{key}/1", unit, item, gross, WHOLE, self._minutes(day, OFFICE_MINUTES - 1))
        intent.drafted_ms = listed + 14 * MINUTE_MS
        intent.times[:4] = [intent.drafted_ms + minutes * MINUTE_MS for minutes in (3, 7, 9, 13)]
        return intent

    def _collusion(self, key: str, unit: Unit, department: str, day: date, gross: int) -> Iterator[Intent]:
        """Three shops at one address quote the same thing, two of them a round percentage dearer."""
        winner, *shams = self._shops_of(department, day)[:3]
        usual = self._fitting(winner, gross, day)
        listed = day_ms(day) - 5 * DAY_MS
        price = max(1_000, usual.price_at(listed) // 1_000 * 1_000)
        item = self._list(usual, winner, f"{usual.name}, cetak khusus", price, listed)
        start = self._minutes(day, 60)
        quantity = _pieces(item, gross, day_ms(day))
        yield self._placed(f"{key}/1", unit, item, gross, [A.SEND_RFQ, A.OFFER, A.PROPOSE, *WHOLE], start)
        for n, (sham, markup) in enumerate(zip(shams, SHAM_MARKUPS, strict=False), 2):
            sham.address = winner.address
            dearer = self._list(usual, sham, item.name, price * (100 + markup) // 100, listed)
            steps: list[Step] = [A.SEND_RFQ, A.OFFER, A.CANCEL]
            intent = self._placed(f"{key}/{n}", unit, dearer, gross, steps, start + 3 * n, counts=False)
            intent.items = [(dearer, quantity)]
            yield intent

    def _shops_of(self, department: str, day: date) -> list[Shop]:
        open_then = [
            shop for shop in self._shops
            if shop.departments[0] == department and shop.since_ms < day_ms(day) - 30 * DAY_MS
        ]  # fmt: skip
        return sorted(open_then, key=lambda shop: (shop.business_class, shop.id))

    def _shop(self, department: str, day: date) -> Shop:
        shops = self._shops_of(department, day)
        return shops[self._rng.randrange(len(shops))]

    def _fitting(self, shop: Shop, gross: int, day: date) -> Item:
        """The dearest thing of which the sum still buys a few dozen, so that it can be met closely."""
        listed = [item for item in shop.items if item.listed_ms < day_ms(day) - 12 * DAY_MS] or shop.items
        small = [item for item in listed if item.price_at(day_ms(day)) * 100 <= gross]
        return max(small or listed, key=lambda item: (item.price_at(day_ms(day)), -item.id))

    def _list(self, usual: Item, shop: Shop, name: str, price: int, listed: int) -> Item:
        """A new thing on a shop's shelf."""
        item = replace(usual, id=len(self._population.items) + 1, shop=shop, name=name, prices=[(listed, price)],
                       listed_ms=listed, areas=shop.items[0].areas, sold=0)  # fmt: skip
        self._population.items.append(item)
        shop.items.append(item)
        return item

    def _minutes(self, day: date, minute: float) -> float:
        return self._office.day_number(day) * OFFICE_MINUTES + minute

    def _placed(self, key: str, unit: Unit, item: Item, gross: int, steps: list[Step], start: float, *,
                counts: bool = True) -> Intent:  # fmt: skip
        service = item.category[:2] == "15"
        steps = [A.PERFORM if service and step == A.DESPATCH else step for step in steps]
        journey = Journey(steps, journeys.timed(self._rng, steps, 1.0, 0), 0, frozenset({"planted"}))
        times = lay(self._office, journey, start)
        drafted = self._office.instant(start)
        intent = Intent(unit, item.shop, item.category[:2], float(gross), journey, drafted, times,
                        A.SEND_RFQ in steps, counts, f"anomali/{key}",
                        [(item, _pieces(item, gross, drafted))])  # fmt: skip
        if times[-1] >= self._clock_ms:
            cut_at(intent, self._clock_ms)
            intent.counts = False
        return intent


def intents(population: Population, world: WorldPlan, office: OfficeTime) -> list[Intent]:
    """All planted orders of this world; a world that opens later has fewer."""
    return list(Planter(population, world, office).intents())


def _pieces(item: Item, gross: int, at_ms: int) -> int:
    """As many as stay below the sum with PPN and delivery."""
    shop = item.shop
    taxed = 111 if shop.is_pkp and item.tax_class == "ppn" else 100
    return max(item.min_order, (gross * 100 // taxed - shop.shipping_local) // item.price_at(at_ms))
