"""Chance that repeats: every stream is named, so the same plan and seed make the same world everywhere."""

import hashlib
import math
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from random import Random
from statistics import NormalDist
from typing import Generic, TypeVar

T = TypeVar("T")


def stream(seed_number: int, *names: object) -> Random:
    """A source of chance of its own for one purpose; independent of hashing, of order and of other streams."""
    text = "/".join(str(part) for part in (seed_number, *names))
    return Random(int.from_bytes(hashlib.sha256(text.encode()).digest()[:16], "big"))


class Weighted(Generic[T]):
    """Draws an item as often as its weight says; the weights are summed once."""

    __slots__ = ("_bounds", "_total", "items")

    def __init__(self, items: Sequence[T], weights: Sequence[float]) -> None:
        self.items = items
        self._bounds = list(accumulate(weights))
        self._total = self._bounds[-1] if self._bounds else 0.0

    def draw(self, rng: Random) -> T:
        return self.items[bisect_left(self._bounds, rng.random() * self._total)]

    def __len__(self) -> int:
        return len(self.items)


def zipf(count: int, exponent: float = 0.9) -> list[float]:
    """Shares as trade has them: the first seller gets much, the last a little."""
    return [1 / (rank + 1) ** exponent for rank in range(count)]


def lognormal_sizes(count: int, median: float, mean: float, ceiling: float, rng: Random) -> list[float]:
    """Order sizes whose median and mean are as asked, in random order.

    One size is taken from the middle of each of `count` equal slices of the distribution, so the sum is the
    same for every seed; only who buys what differs.
    """
    if count == 0:
        return []
    normal = NormalDist(0, 1)
    spread = math.sqrt(2 * math.log(mean / median))
    sizes = [min(ceiling, median * math.exp(spread * normal.inv_cdf((n + 0.5) / count))) for n in range(count)]
    correction = mean * count / sum(sizes)
    sizes = [min(ceiling, size * correction) for size in sizes]
    rng.shuffle(sizes)
    return sizes


def rounded_price(price: float) -> int:
    """A price as shops write it: to the hundred below Rp 20,000, to the thousand below a million, and so on."""
    step = 50 if price < 2_000 else 100 if price < 20_000 else 500 if price < 200_000 else 5_000
    step = 25_000 if price >= 2_000_000 else step
    return max(50, round(price / step) * step)


def lump(weights: Sequence[float], total: int) -> list[int]:
    """Whole numbers in proportion to the weights that sum to exactly `total` (largest remainders)."""
    scale = total / (sum(weights) or 1)
    exact = [weight * scale for weight in weights]
    whole = [int(value) for value in exact]
    by_remainder = sorted(range(len(exact)), key=lambda n: (whole[n] - exact[n], n))
    for n in by_remainder[: total - sum(whole)]:
        whole[n] += 1
    return whole
