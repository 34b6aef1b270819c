"""What one region's units completed in a period, as counts and sums: everything the ranking computes from."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class RegionFigures:
    """The sums behind one row of the ranking; nothing here is rounded, averaged or compared."""

    code: str
    name: str
    months: int = 1  # length of the period
    orders: int = 0
    value_idr: int = 0
    tax_idr: int = 0
    local_orders: int = 0
    local_value_idr: int = 0
    small_value_idr: int = 0
    domestic_value_idr: int = 0
    lines: int = 0
    lines_on_time: int = 0
    first_time: int = 0
    scored: int = 0
    score_permille: int = 0
    not_cheapest: int = 0
    reasoned: int = 0
    planned: int = 0
    compared: int = 0
    suppliers: int = 0
    local_suppliers: int = 0
    new_suppliers: int = 0
    value_squares: int = 0  # sum over suppliers of value², for the effective number of suppliers
    units_buying: int = 0
    units_total: int = 0
    units_paying_in_time: int = 0
    complaints: int = 0
    complaints_solved: int = 0
    complaints_in_time: int = 0
    pagu_idr: int = 0  # of the announced plan, for the months of the period
    budget_idr: int = 0  # belanja daerah of the year
    reversed: int = 0  # broken after the Surat Pesanan
    sanctions: int = 0
    pay_days: Mapping[int, int] = field(default_factory=dict)
    price_ratios: Mapping[int, int] = field(default_factory=dict)  # permille of the regional reference

    @property
    def effective_suppliers(self) -> Fraction | None:
        """1 / HHI: as many equal shops would be just as concentrated."""
        return Fraction(self.value_idr**2, self.value_squares) if self.value_squares else None


ADDED = tuple(
    f.name for f in fields(RegionFigures) if f.name not in {"code", "name", "months", "pay_days", "price_ratios"}
)


def combined(figures: Iterable[RegionFigures], *, code: str, name: str) -> RegionFigures:
    """Several regions as one: the province, towards whose mean small samples are drawn."""
    figures = list(figures)
    days: Counter[int] = Counter()
    ratios: Counter[int] = Counter()
    for each in figures:
        days.update(each.pay_days)
        ratios.update(each.price_ratios)
    sums = {name: sum(getattr(each, name) for each in figures) for name in ADDED}
    months = max((each.months for each in figures), default=1)
    return RegionFigures(code=code, name=name, months=months, pay_days=days, price_ratios=ratios, **sums)


def median(histogram: Mapping[int, int]) -> Fraction | None:
    """The middle of the sorted values; with an even number, half-way between the two in the middle."""
    count = sum(histogram.values())
    if not count:
        return None
    low, high = _nth(histogram, (count - 1) // 2), _nth(histogram, count // 2)
    return Fraction(low + high, 2)


def _nth(histogram: Mapping[int, int], position: int) -> int:
    for value in sorted(histogram):
        position -= histogram[value]
        if position < 0:
            return value
    raise IndexError(position)
