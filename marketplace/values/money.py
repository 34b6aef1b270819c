"""Whole rupiah, shared out without losing or inventing one.

Owns splitting; refuses fractions: an amount is an `int` of rupiah everywhere.
"""

from collections.abc import Sequence

from marketplace.values.errors import BadValue, NegativeAmount


def checked(amount_idr: int) -> int:
    """An amount of an order is a whole number of rupiah and never negative."""
    if isinstance(amount_idr, bool) or not isinstance(amount_idr, int):
        raise BadValue(f"rupiah are whole numbers, not {type(amount_idr).__name__}")
    if amount_idr < 0:
        raise NegativeAmount(f"negative amount: {amount_idr}")
    return amount_idr


def split_evenly(total_idr: int, parts: int) -> list[int]:
    """Equal shares whose sum is the total; the first ones carry the odd rupiah."""
    if parts < 1:
        raise BadValue("an amount is split into at least one part")
    share, odd = divmod(checked(total_idr), parts)
    return [share + (1 if n < odd else 0) for n in range(parts)]


def allocate(total_idr: int, weights: Sequence[int]) -> list[int]:
    """Shares in proportion to the weights whose sum is the total; odd rupiah go to the largest remainders."""
    checked(total_idr)
    whole = sum(weights)
    if not weights or whole <= 0 or min(weights) < 0:
        raise BadValue("weights are not negative and not all zero")
    shares = [total_idr * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda n: (-(total_idr * weights[n] % whole), n))
    for n in by_remainder[: total_idr - sum(shares)]:
        shares[n] += 1
    return shares
