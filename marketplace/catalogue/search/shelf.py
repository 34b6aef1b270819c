"""The shelf as one running app knows it: who stands where, in which facets, at which price.

Read once when an app starts and brought up to date by the rows that changed since; never changed in place, so a
request that began with one shelf ends with it.
"""

from array import array
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from marketplace.accounts.models import BusinessClass
from marketplace.catalogue.models import CatalogueRevision, ProductSearch
from marketplace.catalogue.search.bits import bits_of, with_bit

Facet = tuple[str, str]  # dimension and value: ("category", "01.01")
PLACE_BITS = 24
PLACE_MASK = (1 << PLACE_BITS) - 1
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
        """The places whose price lies in the range, ends included."""
        start = bisect_left(self.by_price, (low or 0) << PLACE_BITS)
        end = len(self.by_price) if high is None else bisect_left(self.by_price, (high + 1) << PLACE_BITS)
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
    return select(
        ProductSearch.place, ProductSearch.product_id, ProductSearch.is_visible, ProductSearch.is_available,
        ProductSearch.category_code, ProductSearch.region_code, ProductSearch.domestic_band,
        ProductSearch.business_class, ProductSearch.on_time_permille, ProductSearch.unit_price_net_idr,
        ProductSearch.listed_at,
    )  # fmt: skip


def _read(session: Session, revision: int) -> Shelf:
    size = (session.scalar(select(func.max(ProductSearch.place))) or 0) + 1
    products, prices, listed = (array("q", bytes(8 * size)) for _ in range(3))
    places: dict[Facet, list[int]] = defaultdict(list)
    visible, available = [], []
    for row in session.execute(_rows().execution_options(yield_per=5_000)):
        products[row.place], prices[row.place], listed[row.place] = _numbers(row)
        if row.is_visible:
            visible.append(row.place)
        if row.is_available:
            available.append(row.place)
        for facet in facets_of(row):
            places[facet].append(row.place)
    known = [place for place in range(size) if products[place]]
    return Shelf(
        revision, size, bits_of(visible, size), bits_of(available, size),
        {facet: bits_of(found, size) for facet, found in places.items()}, products, prices, listed,
        sorted(prices[place] << PLACE_BITS | place for place in known),
        sorted(listed[place] << PLACE_BITS | place for place in known),
    )  # fmt: skip


def _numbers(row: Row[Any]) -> tuple[int, int, int]:
    return row.product_id, row.unit_price_net_idr, int(row.listed_at.timestamp())


def _changed(shelf: Shelf, rows: Sequence[Row[Any]], revision: int) -> Shelf:
    """A copy of the shelf with these rows as they are now."""
    facets = dict(shelf.facets)
    products, prices, listed = array("q", shelf.products), array("q", shelf.prices), array("q", shelf.listed)
    by_price, by_age = list(shelf.by_price), list(shelf.by_age)
    visible, available, size = shelf.visible, shelf.available, shelf.size
    for row in rows:
        place = row.place
        while size <= place:
            products.append(0), prices.append(0), listed.append(0)
            size += 1
        if products[place]:
            _drop(by_price, prices[place] << PLACE_BITS | place)
            _drop(by_age, listed[place] << PLACE_BITS | place)
        products[place], prices[place], listed[place] = _numbers(row)
        insort(by_price, prices[place] << PLACE_BITS | place)
        insort(by_age, listed[place] << PLACE_BITS | place)
        visible = with_bit(visible, place, row.is_visible)
        available = with_bit(available, place, row.is_available)
        _move_between_facets(facets, place, set(facets_of(row)))
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


def facets_of(row: Any) -> Iterable[Facet]:
    """Every value under which this product can be narrowed down to."""
    yield "category", row.category_code
    yield "category", row.category_code[:2]
    yield "region", row.region_code
    for value in DOMESTIC.get(row.domestic_band, (row.domestic_band,)):
        yield "domestic", value
    yield "class", row.business_class
    if BusinessClass(row.business_class).is_umk:
        yield "class", "umk"
    yield "price", str(max(step for step in PRICE_STEPS if step <= row.unit_price_net_idr))
    for step in ON_TIME_STEPS:
        if (row.on_time_permille or 0) >= step:
            yield "on_time", str(step // 10)
