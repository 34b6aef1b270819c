import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.values import errors, money

amounts = st.integers(min_value=0, max_value=10**13)


@given(amounts, st.integers(1, 60))
def test_an_even_split_loses_nothing(total: int, parts: int) -> None:
    shares = money.split_evenly(total, parts)
    assert sum(shares) == total
    assert max(shares) - min(shares) <= 1


@given(amounts, st.lists(st.integers(0, 10**9), min_size=1, max_size=20).filter(any))
def test_shares_by_weight_lose_nothing(total: int, weights: list[int]) -> None:
    shares = money.allocate(total, weights)
    assert sum(shares) == total
    assert min(shares) >= 0
    assert all(
        abs(share - total * weight / sum(weights)) < 1.01
        for share, weight in zip(shares, weights, strict=True)
        if total < 10**9
    )


def test_nonsense_is_refused_by_name() -> None:
    with pytest.raises(errors.BadValue):
        money.split_evenly(10, 0)
    with pytest.raises(errors.BadValue):
        money.allocate(10, [0, 0])
    with pytest.raises(errors.NegativeAmount):
        money.split_evenly(-10, 2)
    with pytest.raises(errors.BadValue):
        money.checked(True)
