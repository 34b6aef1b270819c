"""Finding: words to places by the text index, places to facets and order by the shelf in memory.

One finder hangs on each app. Relevance is where a word stands (name and category, name, anywhere), then whether
the product can be had, then how often it was bought.
"""

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import nlargest, nsmallest
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.cache import Lru
from marketplace.catalogue.models import Category
from marketplace.catalogue.search import index
from marketplace.catalogue.search.bits import bits_of, first_places, members
from marketplace.catalogue.search.filters import MOST_RESULTS, PAGE_SIZE, Filters
from marketplace.catalogue.search.shelf import PLACE_MASK, Shelf, caught_up
from marketplace.catalogue.search.terms import forms_of
from marketplace.catalogue.search.vocabulary import Vocabulary, read_vocabulary
from marketplace.catalogue.search.words import Stems, words_of

MOST_MATCHES = 20_000  # of one text; the facets of a broader question are told for its best sellers
FEW = 3  # with fewer results than this a likelier spelling is offered


@dataclass(frozen=True, slots=True)
class TextMatch:
    """The places a text leads to, and those among them where it stands in the name."""

    anywhere: int
    in_name: int
    in_category: int


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a view with what can be narrowed down further."""

    total: int
    product_ids: list[int]
    facets: Mapping[str, Mapping[str, int]]
    pages: int
    is_capped: bool = False  # the text stands in more products than are looked through
    corrected: str = ""  # nothing matched as typed: this was searched instead
    suggestion: str = ""  # little matched as typed: this would match more
    partial: bool = False  # no product has all the words: these have some


@dataclass(slots=True)
class _Kept:
    shelf: Shelf | None = None
    vocabulary: Vocabulary | None = None
    category_words: dict[str, set[str]] = field(default_factory=dict)


class Finder:
    """What one app needs to find products; safe between threads."""

    def __init__(self) -> None:
        self._kept = _Kept()
        self._lock = threading.Lock()
        self._texts = Lru(512)
        self._counts = Lru(256)
        self._ranges = Lru(64)

    def shelf(self, session: Session) -> Shelf:
        """The shelf as of now; one thread reads what changed while the others wait for it."""
        with self._lock:
            self._kept.shelf = caught_up(session, self._kept.shelf)
            return self._kept.shelf

    def find(self, session: Session, filters: Filters) -> Found:
        """One page of results with facet counts, mending the spelling where nothing else helps."""
        shelf = self.shelf(session)
        words = words_of(filters.q)
        if not words:
            return self._page(shelf, filters, None)
        match = self._match(session, shelf, words)
        found = self._page(shelf, filters, match)
        if filters.persis or found.total > FEW:
            return found
        return self._mended(session, shelf, filters, words, found)

    def _mended(self, session: Session, shelf: Shelf, filters: Filters, words: list[str], found: Found) -> Found:
        better = self._better_words(session, shelf, words)
        if better != words:
            match = self._match(session, shelf, better, typing=False)
            mended = self._page(shelf, filters, match)
            if found.total == 0 and mended.total:
                return replace(mended, corrected=" ".join(better))
            if mended.total > found.total:
                return replace(found, suggestion=" ".join(better))
        if found.total == 0 and len(words) > 1:
            return self._loosened(session, shelf, filters, better, found)
        return found

    def _loosened(self, session: Session, shelf: Shelf, filters: Filters, words: list[str], found: Found) -> Found:
        """No product has every word: leave one out, the one whose absence leaves most to see."""
        best = found
        for left_out in range(len(words)):
            rest = words[:left_out] + words[left_out + 1 :]
            page = self._page(shelf, filters, self._match(session, shelf, rest, typing=False))
            if page.total > best.total:
                best = replace(page, partial=True)
        return best

    def _better_words(self, session: Session, shelf: Shelf, words: list[str]) -> list[str]:
        vocabulary = self._vocabulary(session, shelf)
        better = []
        for position, word in enumerate(words):
            known = vocabulary.knows(word, as_beginning=position == len(words) - 1)
            better.append(word if known else vocabulary.nearest(word) or word)
        return better

    def _vocabulary(self, session: Session, shelf: Shelf) -> Vocabulary:
        with self._lock:
            if self._kept.vocabulary is None or self._kept.vocabulary.revision != shelf.revision:
                self._kept.vocabulary = read_vocabulary(session, shelf.revision)
            return self._kept.vocabulary

    def _match(self, session: Session, shelf: Shelf, words: Sequence[str], *, typing: bool = True) -> TextMatch:
        key = (shelf.revision, tuple(words), typing)
        match: TextMatch = self._texts.get(key, lambda: self._read_match(session, shelf, list(words), typing))
        return match

    def _read_match(self, session: Session, shelf: Shelf, words: list[str], typing: bool) -> TextMatch:
        engine, forms = index.text_index(session), forms_of(words, typing=typing)
        anywhere = engine.places(session, forms, in_name=False, most=MOST_MATCHES)
        in_name = engine.places(session, forms, in_name=True, most=MOST_MATCHES) if anywhere else ()
        in_category = 0
        for code in self._categories_named(session, words):
            in_category |= shelf.facets.get(("category", code), 0)
        return TextMatch(_known(anywhere, shelf), _known(in_name, shelf), in_category)

    def _categories_named(self, session: Session, words: list[str]) -> list[str]:
        """Categories one of the words names: "laptop" means Laptop dan Komputer before it means a laptop bag."""
        stems = Stems()
        with self._lock:
            if not self._kept.category_words:
                self._kept.category_words = {
                    code: {stems.of(word) for word in words_of(name)}
                    for code, name in session.execute(
                        select(Category.code, Category.name).where(Category.parent_code.is_not(None))
                    )
                }
            named = self._kept.category_words
        wanted = {stems.of(word) for word in words}
        return [code for code, known in named.items() if known & wanted]

    def _narrowed(self, shelf: Shelf, filters: Filters) -> dict[str, int | None]:
        """The places each chosen filter leaves; None where nothing is chosen."""

        def chosen(dimension: str, value: str) -> int | None:
            return shelf.facets.get((dimension, value), 0) if value else None

        low, high = filters.harga_min, filters.harga_maks
        return {
            "category": chosen("category", filters.kategori),
            "region": chosen("region", filters.daerah),
            "domestic": chosen("domestic", filters.pdn),
            "class": chosen("class", filters.kelas),
            "on_time": chosen("on_time", filters.tepat_waktu),
            "price": self._ranges.get((shelf.revision, low, high), lambda: shelf.priced_between(low, high))
            if filters.has_price
            else None,
        }

    def _page(self, shelf: Shelf, filters: Filters, match: TextMatch | None) -> Found:
        base = shelf.visible & match.anywhere if match else shelf.visible
        narrowed = {name: bits for name, bits in self._narrowed(shelf, filters).items() if bits is not None}
        chosen = base
        for bits in narrowed.values():
            chosen &= bits
        key = (shelf.revision, filters.changed(urut="relevansi"), base if match else None)
        counts = self._counts.get(key, lambda: _facet_counts(shelf, base, narrowed))
        total = chosen.bit_count()
        places = _ordered(shelf, chosen, match, filters) if filters.offset < min(total, MOST_RESULTS) else []
        return Found(
            total=total,
            product_ids=[shelf.products[place] for place in places],
            facets=counts,
            pages=-(-min(total, MOST_RESULTS) // PAGE_SIZE),
            is_capped=match is not None and match.anywhere.bit_count() >= MOST_MATCHES,
        )


def _known(places: Sequence[int], shelf: Shelf) -> int:
    """A place the shelf in memory has not seen yet is left for the next look."""
    if places and places[-1] >= shelf.size:
        places = [place for place in places if place < shelf.size]
    return bits_of(places, shelf.size)


def _facet_counts(shelf: Shelf, base: int, narrowed: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """For each value, how many products there would be under it with every other filter kept."""
    within: dict[str, int] = {}
    for dimension in ("category", "region", "domestic", "class", "price", "on_time"):
        within[dimension] = base
        for other, bits in narrowed.items():
            if other != dimension:
                within[dimension] &= bits
    counts: dict[str, dict[str, int]] = {dimension: {} for dimension in within}
    for (dimension, value), bits in shelf.facets.items():
        if dimension not in within:
            continue
        if count := (within[dimension] & bits).bit_count():
            counts[dimension][value] = count
    return counts


def _ordered(shelf: Shelf, chosen: int, match: TextMatch | None, filters: Filters) -> list[int]:
    """The places of one page. Equal keys fall back on the place, which is unique: pages never overlap."""
    end = min(filters.offset + PAGE_SIZE, MOST_RESULTS)
    if filters.urut in ("termurah", "termahal"):
        return _by_key(shelf.by_price, shelf.prices, chosen, end, filters.urut == "termahal")[filters.offset :]
    if filters.urut == "terbaru":
        return _by_key(shelf.by_age, shelf.listed, chosen, end, True)[filters.offset :]
    if match is None or filters.urut == "terlaris":
        tiers = [chosen]
    else:
        named = chosen & match.in_name
        tiers = [named & match.in_category, named & ~match.in_category, chosen & ~named]
    places: list[int] = []
    for tier in tiers:
        for part in (tier & shelf.available, tier & ~shelf.available):
            if part and len(places) < end:
                places += first_places(part, end - len(places))
    return places[filters.offset :]


def _by_key(ordered: Sequence[int], keys: Sequence[int], chosen: int, count: int, downward: bool) -> list[int]:
    """The first places in the order of a key: few are looked through, many are met along the sorted shelf."""
    if chosen.bit_count() <= MOST_RESULTS:
        first = nlargest if downward else nsmallest
        return first(count, first_places(chosen, MOST_RESULTS), key=lambda place: (keys[place], place))
    return list(islice(_along(ordered, chosen, downward=downward), count))


def _along(keys: Sequence[int], chosen: int, *, downward: bool) -> Iterator[int]:
    """The chosen places in the order of these keys."""
    inside = members(chosen)
    size = len(inside)
    for key in reversed(keys) if downward else keys:
        place = key & PLACE_MASK
        if place < size and inside[place] == "1":
            yield place
