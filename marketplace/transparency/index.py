"""The responsibility index IBDB: sixteen measures against fixed, published targets (docs/metode.md).

Pure arithmetic in fractions. A measure without data is left out, with its points, and the page says so.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from marketplace.transparency.figures import RegionFigures, median

SHRINK = 50  # a sample of n counts n/(n+50); the rest is the provincial mean
INTEGRITY_MAX = 15
BILLION, TRILLION = 10**9, 10**12
PARTS = ("A", "B", "C", "D", "E")


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure's numerator and denominator, and how many observations stand behind it."""

    numerator: Fraction
    denominator: Fraction
    n: int

    @property
    def value(self) -> Fraction:
        return self.numerator / self.denominator


@dataclass(frozen=True, slots=True)
class Component:
    """One measure: its points, and the values that earn none and all of them. Between, points grow evenly."""

    key: str
    part: str
    points: int
    zero: Fraction
    full: Fraction
    unit: str  # percent | days | ratio | score | number | log
    measure: Callable[[RegionFigures], Measured | None]
    shrinks: bool = True  # False where the sample is the whole population

    def earned(self, value: Fraction) -> Fraction:
        share = (value - self.zero) / (self.full - self.zero)
        return _hundredths(self.points * min(max(share, Fraction(0)), Fraction(1)))


@dataclass(frozen=True, slots=True)
class Score:
    """A component applied to one region, with every number of its arithmetic. `measured` None: belum dinilai."""

    component: Component
    measured: Measured | None = None
    province: Fraction | None = None
    adjusted: Fraction | None = None
    points: Fraction = Fraction(0)

    @property
    def is_assessed(self) -> bool:
        return self.measured is not None

    @property
    def missing(self) -> Fraction:
        return Fraction(self.component.points) - self.points if self.is_assessed else Fraction(0)


@dataclass(frozen=True, slots=True)
class Deduction:
    """Points taken for broken promises that are on record; unconfirmed signs never deduct."""

    key: str
    count: int
    of: int
    points: Fraction


@dataclass(frozen=True, slots=True)
class Index:
    """Earned over assessable points, times 100, less the deduction."""

    scores: tuple[Score, ...]
    deductions: tuple[Deduction, ...]

    @property
    def earned(self) -> Fraction:
        return sum((score.points for score in self.scores), Fraction(0))

    @property
    def assessable(self) -> int:
        return sum(score.component.points for score in self.scores if score.is_assessed)

    @property
    def deducted(self) -> Fraction:
        return min(sum((d.points for d in self.deductions), Fraction(0)), Fraction(INTEGRITY_MAX))

    @property
    def value(self) -> Fraction | None:
        """One decimal; None where nothing could be assessed."""
        if not self.assessable:
            return None
        raw = Fraction(round(self.earned * 1000 / self.assessable), 10)
        return max(raw - self.deducted, Fraction(0))

    def part(self, letter: str) -> tuple[Fraction, int]:
        """Earned and assessable points of one part."""
        scores = [score for score in self.scores if score.component.part == letter and score.is_assessed]
        return sum((s.points for s in scores), Fraction(0)), sum(s.component.points for s in scores)

    def with_full(self, key: str) -> Fraction | None:
        """What the index would be if one measure met its target, all else equal."""
        lifted = tuple(
            Score(s.component, s.measured, s.province, s.adjusted, Fraction(s.component.points))
            if s.component.key == key and s.is_assessed
            else s
            for s in self.scores
        )
        return Index(lifted, self.deductions).value


def index_of(figures: RegionFigures, province: RegionFigures) -> Index:
    """The index of one region, with the province as the anchor for small samples."""
    return Index(
        tuple(score(component, figures, province) for component in COMPONENTS),
        tuple(rule(figures) for rule in DEDUCTIONS),
    )


def score(component: Component, figures: RegionFigures, province: RegionFigures) -> Score:
    measured = component.measure(figures)
    if measured is None:
        return Score(component)
    if not component.shrinks:
        return Score(component, measured, None, measured.value, component.earned(measured.value))
    whole = component.measure(province)
    anchor = whole.value if whole else measured.value
    adjusted = (measured.n * measured.value + SHRINK * anchor) / (measured.n + SHRINK)
    return Score(component, measured, anchor, adjusted, component.earned(adjusted))


def _share(numerator: str, denominator: str, n: str | None = None) -> Callable[[RegionFigures], Measured | None]:
    def measure(figures: RegionFigures) -> Measured | None:
        of = getattr(figures, denominator)
        if not of:
            return None
        return Measured(Fraction(getattr(figures, numerator)), Fraction(of), getattr(figures, n or denominator))

    return measure


def _median(histogram: str, per: int) -> Callable[[RegionFigures], Measured | None]:
    def measure(figures: RegionFigures) -> Measured | None:
        values: Mapping[int, int] = getattr(figures, histogram)
        middle = median(values)
        return None if middle is None else Measured(middle, Fraction(per), sum(values.values()))

    return measure


def _assessment(figures: RegionFigures) -> Measured | None:
    if not figures.scored:
        return None
    return Measured(Fraction(figures.score_permille, 1000), Fraction(figures.scored), figures.scored)


def _effective_suppliers(figures: RegionFigures) -> Measured | None:
    effective = figures.effective_suppliers
    if effective is None:
        return None
    return Measured(effective, Fraction(figures.value_idr, BILLION), figures.orders)


def _value_per_budget(figures: RegionFigures) -> Measured | None:
    """On a log scale, yearly: the tenth billion says more than the hundredth."""
    if not (figures.budget_idr and figures.value_idr):
        return None
    yearly = Fraction(figures.value_idr * 12, figures.months * BILLION)
    per_trillion = yearly / Fraction(figures.budget_idr, TRILLION)
    return Measured(Fraction(round(math.log10(per_trillion), 3)).limit_denominator(1000), Fraction(1), figures.orders)


def _percent(value: int) -> Fraction:
    return Fraction(value, 100)


def _hundredths(value: Fraction) -> Fraction:
    return Fraction(round(value * 100), 100)


COMPONENTS: tuple[Component, ...] = (
    Component("tepat_waktu", "A", 10, _percent(70), _percent(95), "percent", _share("lines_on_time", "lines")),
    Component("lulus_pertama", "A", 8, _percent(80), _percent(98), "percent", _share("first_time", "orders")),
    Component("keluhan_selesai", "A", 6, _percent(40), _percent(90), "percent",
              _share("complaints_in_time", "complaints")),
    Component("kinerja", "A", 6, Fraction(3, 2), Fraction(28, 10), "score", _assessment),
    Component("hari_bayar", "B", 12, Fraction(45), Fraction(10), "days", _median("pay_days", 1)),
    Component("penilaian_diisi", "B", 6, _percent(50), _percent(95), "percent", _share("scored", "orders")),
    Component("alasan_pilihan", "B", 4, _percent(50), _percent(100), "percent", _share("reasoned", "not_cheapest")),
    Component("tautan_rup", "B", 3, _percent(90), _percent(100), "percent", _share("planned", "orders")),
    Component("umk_koperasi", "C", 8, _percent(40), _percent(90), "percent",
              _share("small_value_idr", "value_idr", "orders")),
    Component("penyedia_efektif", "C", 6, Fraction(0), Fraction(3), "number", _effective_suppliers, shrinks=False),
    Component("penyedia_baru", "C", 3, _percent(0), _percent(25), "percent", _share("new_suppliers", "suppliers")),
    Component("satker_membeli", "C", 3, _percent(30), _percent(95), "percent",
              _share("units_buying", "units_total"), shrinks=False),
    Component("dua_penawaran", "D", 8, _percent(0), _percent(80), "percent", _share("compared", "orders")),
    Component("rasio_harga", "D", 7, Fraction(6, 5), Fraction(1), "ratio", _median("price_ratios", 1000)),
    Component("realisasi_rup", "E", 6, _percent(0), _percent(80), "percent",
              _share("value_idr", "pagu_idr", "orders"), shrinks=False),
    Component("nilai_per_apbd", "E", 4, Fraction(-7, 10), Fraction(13, 10), "log", _value_per_budget, shrinks=False),
)  # fmt: skip


def _reversed_orders(figures: RegionFigures) -> Deduction:
    """One point for each percent of orders that were broken off after the Surat Pesanan."""
    whole = figures.orders + figures.reversed
    points = _hundredths(Fraction(figures.reversed * 100, whole)) if whole else Fraction(0)
    return Deduction("pesanan_gagal", figures.reversed, whole, points)


def _sanctions(figures: RegionFigures) -> Deduction:
    """One point for each sanction imposed on a supplier of the region."""
    return Deduction("sanksi", figures.sanctions, figures.suppliers, Fraction(figures.sanctions))


DEDUCTIONS: Sequence[Callable[[RegionFigures], Deduction]] = (_reversed_orders, _sanctions)
