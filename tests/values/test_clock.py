from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.values import errors
from marketplace.values.clock import ClockMode, WorldClock

WORLD = datetime(2023, 9, 1, 1, 0, tzinfo=UTC)
REAL = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_a_paused_world_stands_still() -> None:
    clock = WorldClock(ClockMode.PAUSED, WORLD, REAL, 60)
    assert clock.now(REAL + timedelta(days=9)) == WORLD


def test_a_running_world_follows_real_time_or_a_multiple() -> None:
    clock = WorldClock(ClockMode.PAUSED, WORLD, REAL)
    hour = timedelta(hours=1)
    assert clock.running(REAL).now(REAL + hour) == WORLD + hour
    assert clock.running(REAL, 60).now(REAL + hour) == WORLD + 60 * hour


def test_changing_the_mode_keeps_the_time() -> None:
    fast = WorldClock(ClockMode.SPEED, WORLD, REAL, 60)
    later = REAL + timedelta(minutes=10)
    assert fast.paused(later).now(later) == fast.now(later) == fast.running(later).now(later)


def test_the_world_jumps_forward_only() -> None:
    clock = WorldClock(ClockMode.REAL, WORLD, REAL)
    assert clock.moved_to(WORLD + timedelta(days=3), REAL).now(REAL) == WORLD + timedelta(days=3)
    with pytest.raises(errors.BadClock):
        clock.moved_to(WORLD - timedelta(seconds=1), REAL)


@given(st.sampled_from(ClockMode), st.integers(1, 1000), st.integers(-(10**6), 10**6), st.integers(0, 10**6))
def test_time_never_goes_back(mode: ClockMode, speed: int, first: int, more: int) -> None:
    clock = WorldClock(mode, WORLD, REAL, speed)
    earlier = clock.now(REAL + timedelta(seconds=first))
    assert WORLD <= earlier <= clock.now(REAL + timedelta(seconds=first + more))


def test_nonsense_is_refused_by_name() -> None:
    with pytest.raises(errors.BadClock):
        WorldClock(ClockMode.SPEED, WORLD, REAL, 0)
    with pytest.raises(errors.TimeWithoutZone):
        WorldClock(ClockMode.REAL, WORLD.replace(tzinfo=None), REAL)
