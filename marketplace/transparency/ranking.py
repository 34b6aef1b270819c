"""The order of the regions, and what would change it. Pure: figures in, rows out.

Owns ranks, ties, growth and movement; the index itself is `index.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from marketplace.transparency.figures import RegionFigures, combined
from marketplace.transparency.index import Index, index_of

MINIMUM_ORDERS = 100  # below: listed as "data terbatas", not ranked


class SortBy(StrEnum):
    VALUE = "nilai"
    ORDERS = "pesanan"
    INDEX = "indeks"


@dataclass(frozen=True, slots=True)
class RankedRegion:
    """One row of the ranking. `rank` None: too few orders to be compared."""

    figures: RegionFigures
    index: Index
    rank: int | None = None
    earlier_rank: int | None = None  # in the period of the same length just before
    value_growth_permille: int | None = None  # against the same months a year before
    order_growth_permille: int | None = None

    @property
    def movement(self) -> int | None:
        """Places climbed since the period before; None where either period has no rank."""
        return self.earlier_rank - self.rank if self.rank and self.earlier_rank else None

    @property
    def coverage(self) -> Fraction | None:
        figures = self.figures
        return Fraction(figures.units_buying, figures.units_total) if figures.units_total else None

    @property
    def on_time(self) -> Fraction | None:
        figures = self.figures
        return Fraction(figures.lines_on_time, figures.lines) if figures.lines else None


@dataclass(frozen=True, slots=True)
class Ranking:
    """All regions for one period, best first; those without a rank last."""

    by: SortBy
    rows: tuple[RankedRegion, ...]
    province: RegionFigures

    @property
    def ranked(self) -> tuple[RankedRegion, ...]:
        return tuple(row for row in self.rows if row.rank is not None)

    def row(self, code: str) -> RankedRegion | None:
        return next((row for row in self.rows if row.figures.code == code), None)


def rank(
    figures: Sequence[RegionFigures],
    *,
    by: SortBy = SortBy.VALUE,
    last_year: Mapping[str, tuple[int, int]] | None = None,
    earlier: Ranking | None = None,
) -> Ranking:
    """Regions in order. Ties: more units paying in time wins; a full tie shares the rank."""
    province = combined(figures, code="", name="")
    rows = [RankedRegion(each, index_of(each, province)) for each in figures]
    rows.sort(key=lambda row: (_sort_key(row, by), row.figures.code))
    ranked: list[RankedRegion] = []
    unranked: list[RankedRegion] = []
    for row in rows:
        (ranked if row.figures.orders >= MINIMUM_ORDERS else unranked).append(row)
    before = {row.figures.code: row.rank for row in earlier.rows} if earlier else {}
    return Ranking(
        by,
        tuple(
            replace(
                row,
                rank=place,
                earlier_rank=before.get(row.figures.code),
                value_growth_permille=growth(row.figures.value_idr, *_past(last_year, row, 0)),
                order_growth_permille=growth(row.figures.orders, *_past(last_year, row, 1)),
            )
            for row, place in [*_places(ranked, by), *((row, None) for row in unranked)]
        ),
        province,
    )


def measure(row: RankedRegion, by: SortBy) -> Fraction:
    """What the regions are compared by."""
    if by is SortBy.INDEX:
        return row.index.value or Fraction(0)
    return Fraction(row.figures.orders if by is SortBy.ORDERS else row.figures.value_idr)


def growth(now: int, before: int) -> int | None:
    """Change in permille, rounded; none where there was nothing to grow from."""
    return round(Fraction((now - before) * 1000, before)) if before else None


def _past(last_year: Mapping[str, tuple[int, int]] | None, row: RankedRegion, position: int) -> tuple[int]:
    return ((last_year or {}).get(row.figures.code, (0, 0))[position],)


def _sort_key(row: RankedRegion, by: SortBy) -> tuple[Fraction, int]:
    return (-measure(row, by), -row.figures.units_paying_in_time)


def _places(rows: Sequence[RankedRegion], by: SortBy) -> list[tuple[RankedRegion, int]]:
    places: list[tuple[RankedRegion, int]] = []
    for position, row in enumerate(rows, start=1):
        tied = places and _sort_key(places[-1][0], by) == _sort_key(row, by)
        places.append((row, places[-1][1] if tied else position))
    return places


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that would move a rank, as numbers; the page makes the sentence."""

    kind: str  # overtake | target
    region: RankedRegion
    other: RankedRegion | None = None
    gap: Fraction = Fraction(0)  # in the unit of the ranking
    component: str = ""
    index: Fraction | None = None  # after the change


def changes(ranking: Ranking, code: str) -> list[Change]:
    """What would change this region's rank: the gap to the next above and below, and its dearest measure."""
    found: list[Change] = []
    places = list(ranking.ranked)
    at = next((n for n, row in enumerate(places) if row.figures.code == code), None)
    if at is not None and at > 0:
        found.append(_overtake(places[at], places[at - 1], ranking.by))
    if at is not None and at + 1 < len(places):
        found.append(_overtake(places[at + 1], places[at], ranking.by))
    if row := ranking.row(code):
        found += _targets(row)
    return found


def _overtake(below: RankedRegion, above: RankedRegion, by: SortBy) -> Change:
    return Change("overtake", below, above, gap=measure(above, by) - measure(below, by))


def _targets(row: RankedRegion, limit: int = 2) -> list[Change]:
    dear = sorted((s for s in row.index.scores if s.missing > 0), key=lambda s: (-s.missing, s.component.key))
    return [
        Change("target", row, gap=s.missing, component=s.component.key, index=row.index.with_full(s.component.key))
        for s in dear[:limit]
    ]
