"""Which shop gets an order: the large ones often, the small ones now and then, mostly from the same region."""

from random import Random

from marketplace.simulation.cast import Shop
from marketplace.simulation.randomness import Weighted, zipf

NEW_FIRST = 0.35  # how often a shop that sold nothing yet this year is tried before the known ones
WELL_KNOWN = 2  # rank of the named characters' shops


class Choice:
    """The shops one region buys from, by department."""

    def __init__(self, region: str, shops: list[Shop], named: list[Shop], local_share: float, rng: Random) -> None:
        self._local_share = local_share
        self._locals: dict[str, Weighted[Shop]] = {}
        self._visitors: dict[str, Weighted[Shop]] = {}
        self._bad = [shop for shop in shops if shop.region == region and not shop.active]
        self._active = [shop for shop in shops if shop.region == region and shop.active]
        self._unsold: dict[str, list[Shop]] = {}
        for department in sorted({d for shop in self._active for d in shop.departments}):
            self._locals[department] = _ranked(self._active, department, named, rng)
        visitors = [shop for shop in shops if shop.region != region and shop.active and _delivers(shop, region)]
        for department in self._locals:
            self._visitors[department] = _ranked(visitors, department, [], rng)

    def new_year(self) -> None:
        """Every active shop of the region shall have sold something by the end of it."""
        self._unsold = {}
        for shop in self._active:
            self._unsold.setdefault(shop.departments[0], []).append(shop)

    def shop(self, rng: Random, department: str, by_ms: int, *, new_first: bool) -> Shop:
        """A shop of that department that was open by then."""
        if new_first and rng.random() < NEW_FIRST:
            shop = self._new_one(department, by_ms)
            if shop is not None:
                return shop
        visitors = self._visitors[department]
        pool = self._locals[department] if rng.random() < self._local_share or not len(visitors) else visitors
        for _ in range(12):
            shop = pool.draw(rng)
            if shop.since_ms <= by_ms:
                break
        else:
            shop = min(self._locals[department].items, key=lambda shop: (shop.since_ms, shop.id))
        self._sold(department, shop)
        return shop

    def bad_shop(self, rng: Random, department: str) -> Shop | None:
        """A shop that lets people down: one that sells nothing else here."""
        fitting = [shop for shop in self._bad if shop.departments[0] == department]
        return rng.choice(fitting) if fitting else None

    def _new_one(self, department: str, by_ms: int) -> Shop | None:
        waiting = self._unsold.get(department, [])
        for n, shop in enumerate(waiting):
            if shop.since_ms <= by_ms:
                return waiting.pop(n)
        return None

    def _sold(self, department: str, shop: Shop) -> None:
        waiting = self._unsold.get(department)
        if waiting and shop in waiting:
            waiting.remove(shop)


def _ranked(shops: list[Shop], department: str, named: list[Shop], rng: Random) -> Weighted[Shop]:
    fitting = [shop for shop in shops if department in shop.departments]
    fitting.sort(key=lambda shop: (shop.departments[0] != department, shop.since_ms, rng.random()))
    for shop in named:
        if shop in fitting:
            fitting.remove(shop)
            fitting.insert(min(WELL_KNOWN, len(fitting)), shop)
    return Weighted(fitting, zipf(len(fitting), 0.85))


def _delivers(shop: Shop, region: str) -> bool:
    return any(region in item.areas for item in shop.items)
