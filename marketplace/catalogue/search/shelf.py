"""The shelf as one running app knows it: who stands where, in which facets, at which price.

Read once when an app starts and brought up to date by the rows that changed since; never changed in place, so a
request that began with one shelf ends with it.
"""

from array import array
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from sqlalchemy import func, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from marketplace.accounts.models import BusinessClass
from marketplace.catalogue.models import CatalogueRevision, ProductSearch
from marketplace.catalogue.search.bits import bits_of, with_bit

Facet = tuple[str, str]  # dimension and value: ("category", "01.01")
PLACE_BITS = 24
PLACE_MASK = (1 << PLACE_BITS) - 1
DEAREST = 1 << 39  # above every price a form accepts
FINE_STEPS = (0, *(digit * 10**power for power in range(2, 9) for digit in (1, 2, 3, 5, 7)))
PRICE_STEPS = (0, 10_000, 50_000, 100_000, 500_000, 1_000_000, 5_000_000, 10_000_000)
ON_TIME_STEPS = (950, 900, 800)
DOMESTIC = {"tkdn40": ("tkdn40", "tkdn25", "pdn"), "tkdn25": ("tkdn25", "pdn")}  # BMP is at most 15 %, so 40 means 25
MANY_CHANGES = 2_000  # beyond it reading everything again is the shorter way


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every listed product by place. `by_price` and `by_age` hold `key << 24 | place`, ascending."""

    revision: int
    size: int
    visible: int
    available: int
    facets: Mapping[Facet, int]
    products: "array[int]"
    prices: "array[int]"
    listed: "array[int]"
    by_price: list[int]
    by_age: list[int]

    def priced_between(self, low: int | None, high: int | None) -> int:
        """The places whose price lies in the range, ends included: whole steps as they are, the two ends by hand."""
        low, high = low or 0, DEAREST if high is None else high
        inside = 0
        for start, end in pairwise((*FINE_STEPS, DEAREST)):
            if low <= start and end - 1 <= high:
                inside |= self.facets.get(("step", str(start)), 0)
            elif start <= high and low < end:
                inside |= self._places_priced(max(low, start), min(high, end - 1))
        return inside

    def _places_priced(self, low: int, high: int) -> int:
        start, end = (bisect_left(self.by_price, price << PLACE_BITS) for price in (low, high + 1))
        return bits_of((key & PLACE_MASK for key in self.by_price[start:end]), self.size)


def current_revision(session: Session) -> int:
    return session.scalar(select(CatalogueRevision.number).where(CatalogueRevision.id == 1)) or 0


def caught_up(session: Session, known: Shelf | None) -> Shelf:
    """The shelf as this transaction sees it: the changed rows if they are few, everything otherwise."""
    revision = current_revision(session)
    if known is not None and known.revision == revision:
        return known
    if known is not None and known.revision < revision:
        changed = session.execute(_rows().where(ProductSearch.revision > known.revision).limit(MANY_CHANGES)).all()
        if len(changed) < MANY_CHANGES:
            return _changed(known, changed, revision)
    return _read(session, revision)


def _rows() -> Any:
    """Place, product, two flags, price and age first; what follows makes the facets."""
    return select(
        ProductSearch.place, ProductSearch.product_id, ProductSearch.is_visible, ProductSearch.is_available,
        ProductSearch.unit_price_net_idr, type_coerce(ProductSearch.listed_at, NullType()),
        ProductSearch.category_code, ProductSearch.region_code, ProductSearch.domestic_band,
        ProductSearch.business_class, ProductSearch.on_time_permille,
    )  # fmt: skip


def _read(session: Session, revision: int) -> Shelf:
    size = (session.scalar(select(func.max(ProductSearch.place))) or 0) + 1
    products, prices, listed = (array("q", bytes(8 * size)) for _ in range(3))
    alike: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    visible, available = [], []
    for place, product, is_visible, is_available, price, since, *kind in session.execute(_rows()):
        products[place], prices[place], listed[place] = product, price, _seconds(since)
        alike[tuple(kind)].append(place)
        if is_visible:
            visible.append(place)
        if is_available:
            available.append(place)
    known = [place for place in range(size) if products[place]]
    by_price = sorted(prices[place] << PLACE_BITS | place for place in known)
    by_age = sorted(listed[place] << PLACE_BITS | place for place in known)
    facets = _facets_of_kinds(alike, size) | _facets_of_prices(by_price, size)
    return Shelf(revision, size, bits_of(visible, size), bits_of(available, size), facets, products, prices, listed,
                 by_price, by_age)  # fmt: skip


def _facets_of_kinds(alike: Mapping[tuple[Any, ...], Sequence[int]], size: int) -> dict[Facet, int]:
    """Products of one kind of shop on one shelf share all their facets: these are written once for all of them."""
    places: dict[Facet, list[int]] = defaultdict(list)
    for kind, found in alike.items():
        for facet in _kind_facets(*kind):
            places[facet] += found
    return {facet: bits_of(found, size) for facet, found in places.items()}


def _facets_of_prices(by_price: Sequence[int], size: int) -> dict[Facet, int]:
    facets: dict[Facet, int] = {}
    for dimension, steps in (("price", PRICE_STEPS), ("step", FINE_STEPS)):
        for start, end in pairwise((*steps, DEAREST)):
            low, high = (bisect_left(by_price, price << PLACE_BITS) for price in (start, end))
            facets[dimension, str(start)] = bits_of((key & PLACE_MASK for key in by_price[low:high]), size)
    return facets


def _seconds(listed_at: Any) -> int:
    """The raw column: milliseconds on SQLite, an instant on PostgreSQL."""
    return listed_at // 1000 if isinstance(listed_at, int) else int(listed_at.timestamp())


def _changed(shelf: Shelf, rows: Sequence[Any], revision: int) -> Shelf:
    """A copy of the shelf with these rows as they are now."""
    facets = dict(shelf.facets)
    products, prices, listed = array("q", shelf.products), array("q", shelf.prices), array("q", shelf.listed)
    by_price, by_age = list(shelf.by_price), list(shelf.by_age)
    visible, available, size = shelf.visible, shelf.available, shelf.size
    for place, product, is_visible, is_available, price, since, *kind in rows:
        while size <= place:
            for column in (products, prices, listed):
                column.append(0)
            size += 1
        if products[place]:
            _drop(by_price, prices[place] << PLACE_BITS | place)
            _drop(by_age, listed[place] << PLACE_BITS | place)
        products[place], prices[place], listed[place] = product, price, _seconds(since)
        insort(by_price, prices[place] << PLACE_BITS | place)
        insort(by_age, listed[place] << PLACE_BITS | place)
        visible = with_bit(visible, place, is_visible)
        available = with_bit(available, place, is_available)
        _move_between_facets(facets, place, {*_kind_facets(*kind), *_price_facets(price)})
    return replace(
        shelf, revision=revision, size=size, visible=visible, available=available, facets=facets,
        products=products, prices=prices, listed=listed, by_price=by_price, by_age=by_age,
    )  # fmt: skip


def _drop(ordered: list[int], key: int) -> None:
    found = bisect_left(ordered, key)
    if found < len(ordered) and ordered[found] == key:
        del ordered[found]


def _move_between_facets(facets: dict[Facet, int], place: int, now: set[Facet]) -> None:
    for facet in now | {facet for facet, bits in facets.items() if bits >> place & 1}:
        facets[facet] = with_bit(facets.get(facet, 0), place, facet in now)


def _kind_facets(category: str, region: str, domestic: str, size: str, on_time: int | None) -> Iterable[Facet]:
    """Every value but the price under which a product can be narrowed down to."""
    yield "category", category
    yield "category", category[:2]
    yield "region", region
    for value in DOMESTIC.get(domestic, (domestic,)):
        yield "domestic", value
    yield "class", size
    if BusinessClass(size).is_umk:
        yield "class", "umk"
    for step in ON_TIME_STEPS:
        if (on_time or 0) >= step:
            yield "on_time", str(step // 10)


def _price_facets(price_idr: int) -> Iterable[Facet]:
    yield "price", str(max(step for step in PRICE_STEPS if step <= price_idr))
    yield "step", str(max(step for step in FINE_STEPS if step <= price_idr))
