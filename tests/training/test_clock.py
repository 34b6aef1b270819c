"""A class's clock goes forward only, and what falls due on the way happens at its own moment, once."""

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace.extensions import db
from marketplace.ledger.models import LedgerEntry, World
from marketplace.purchasing.models import Order
from marketplace.purchasing.statuses import OrderStatus as S
from marketplace.regions.models import Holiday
from marketplace.simulation import advancing
from marketplace.simulation.errors import ClockGoesBack
from marketplace.training import bots, clock
from marketplace.training.bots import Temperament
from marketplace.values.clock import ClockMode
from marketplace.values.errors import BadClock
from tests.factories import NOW, order_at
from tests.training.bots.classes import FROZEN, class_of, frozen, need, story

COMMIT: dict[str, Any] = {"commit": lambda: db.session.commit(), "wall": frozen}
MONDAY = datetime.fromisoformat("2023-09-04T07:30:00+07:00")


def world_now(wall: datetime = FROZEN) -> datetime:
    return advancing.world_time(lambda: wall)


def test_a_paused_clock_stands_and_a_real_one_runs(app: Flask) -> None:
    clock.run_real(wall=frozen)
    assert world_now(FROZEN + timedelta(minutes=5)) == NOW + timedelta(minutes=5)
    clock.pause(wall=lambda: FROZEN + timedelta(minutes=5))
    assert world_now(FROZEN + timedelta(days=5)) == NOW + timedelta(minutes=5)


def test_a_day_passes_in_so_many_seconds(app: Flask) -> None:
    clock.run_fast(20, wall=frozen)
    assert world_now(FROZEN + timedelta(seconds=20)) == NOW + timedelta(days=1)
    assert db.session.get_one(World, 1).clock_mode == ClockMode.SPEED


@pytest.mark.parametrize("seconds", [0, 3, 90_000])
def test_a_speed_that_no_clock_has_is_refused(app: Flask, seconds: int) -> None:
    with pytest.raises(BadClock):
        clock.run_fast(seconds, wall=frozen)


def test_to_the_next_event_happens_exactly_that(app: Flask) -> None:
    cast = class_of()
    order = order_at(S.AWAITING_APPROVAL)
    db.session.commit()
    moment = clock.to_next_event(cast, **COMMIT)
    assert (
        moment
        == world_now()
        == db.session.scalar(select(LedgerEntry.occurred_at).where(LedgerEntry.kind == "order.approved"))
    )
    assert story(order)[-1] == "approved"
    clock.to_next_event(cast, **COMMIT)
    assert story(order)[-1] == "issued"


def test_the_next_event_may_be_a_deadline(app: Flask) -> None:
    cast = class_of(atk=Temperament.SILENT)
    order = order_at(S.ISSUED)
    deadline = order.respond_by
    db.session.commit()
    assert clock.to_next_event(cast, **COMMIT) == deadline
    assert story(order)[-1] == "issue_expired"


def test_deadlines_without_bots(app: Flask) -> None:
    order = order_at(S.RFQ_SENT)
    db.session.commit()
    assert clock.to_next_event(None, **COMMIT) is not None
    assert order.status == S.RFQ_EXPIRED


def test_without_anything_waiting_the_clock_stays(app: Flask) -> None:
    assert clock.to_next_event(class_of(), **COMMIT) is None
    assert world_now() == NOW


def test_to_the_next_working_morning_over_a_weekend_and_a_holiday(app: Flask) -> None:
    assert clock.to_next_morning(None, **COMMIT) == MONDAY  # from Friday morning
    db.session.add(Holiday(day=MONDAY.date() + timedelta(days=1), name="Libur"))
    db.session.commit()
    assert clock.to_next_morning(None, **COMMIT) == MONDAY + timedelta(days=2)
    assert world_now() == MONDAY + timedelta(days=2)


def test_early_in_the_morning_the_next_morning_is_today(app: Flask) -> None:
    advancing.advance_to(MONDAY - timedelta(hours=2), **COMMIT)
    assert clock.to_next_morning(None, **COMMIT) == MONDAY


def test_what_is_due_before_morning_has_happened_by_then(app: Flask) -> None:
    cast = class_of(needs=(need(),))
    clock.to_next_morning(cast, **COMMIT)
    times = list(db.session.scalars(select(LedgerEntry.occurred_at).order_by(LedgerEntry.index)))
    assert len(times) >= 4
    assert times == sorted(times)
    assert times[-1] < MONDAY


def test_the_clock_keeps_its_mode_over_a_jump_and_never_goes_back(app: Flask) -> None:
    clock.run_fast(60, wall=frozen)
    clock.to_next_morning(None, **COMMIT)
    assert db.session.get_one(World, 1).clock_mode == ClockMode.SPEED
    with pytest.raises(ClockGoesBack):
        advancing.advance_to(NOW, **COMMIT)


def test_a_beat_lets_each_event_happen_at_its_own_moment_the_oldest_first(app: Flask) -> None:
    """A fast clock: one beat covers a day in which deadlines and bots take turns."""
    cast = class_of(needs=(need(),))
    silent = order_at(S.RFQ_SENT)
    deadline = silent.respond_by
    db.session.commit()
    cast = class_of(needs=(need(at=deadline - timedelta(hours=12)),))
    assert clock.catch_up(NOW, cast, **COMMIT) == 0
    done = clock.catch_up(deadline + timedelta(days=1), cast, **COMMIT)
    rows = db.session.execute(
        select(LedgerEntry.kind, LedgerEntry.occurred_at)
        .where(LedgerEntry.index >= cast.since_entry)
        .order_by(LedgerEntry.index)
    ).all()
    assert done == len(rows) + 1  # the shop's marks for the unit are not in the log
    assert [at for _, at in rows] == sorted(at for _, at in rows)
    assert dict(rows)["order.rfq_expired"] == deadline
    assert rows[0][0] == "order.submitted"
    assert rows[-1][1] > deadline


def test_a_beat_stops_at_its_limit(app: Flask) -> None:
    for _ in range(3):
        order_at(S.ISSUED, quantity=1)
    db.session.commit()
    later = NOW + timedelta(days=30)
    assert [clock.catch_up(later, None, limit=2, **COMMIT) for _ in range(3)] == [2, 1, 0]


def test_two_beats_at_once_do_each_event_once(app: Flask) -> None:
    cast = class_of()
    for _ in range(4):
        order_at(S.AWAITING_APPROVAL, quantity=1)
    db.session.commit()
    db.session.remove()
    done: list[int] = []

    def beat() -> None:
        with app.app_context():
            done.append(clock.catch_up(NOW + timedelta(days=3), cast, commit=db.session.commit))
            db.session.remove()

    clock.catch_up(NOW, cast, **COMMIT)  # planned, nothing due yet
    threads = [threading.Thread(target=beat) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(done) == 2
    for order in db.session.scalars(select(Order)):
        steps = story(order)
        assert len(steps) == len(set(steps)) > 5


def test_a_killed_jump_loses_nothing(app: Flask) -> None:
    cast = class_of(needs=(need(),))
    commits = 0

    def die_after_three() -> None:
        nonlocal commits
        db.session.commit()
        commits += 1
        if commits == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        advancing.advance_to(
            NOW + timedelta(days=60), commit=die_after_three, sources=clock.sources_of(cast, NOW), wall=frozen
        )
    db.session.remove()
    half = db.session.scalars(select(LedgerEntry.kind)).all()
    assert len(half) == 3
    assert world_now() == db.session.scalar(
        select(LedgerEntry.occurred_at).order_by(LedgerEntry.index.desc()).limit(1)
    )
    advancing.advance_to(NOW + timedelta(days=60), sources=clock.sources_of(cast, NOW), **COMMIT)
    assert bots.next_due() is None
    assert "order.completed" in db.session.scalars(select(LedgerEntry.kind)).all()


def test_the_old_year_is_closed_at_the_moment_it_ends(app: Flask) -> None:
    order = order_at(S.IN_PROCESS)
    db.session.commit()
    new_year = datetime.fromisoformat("2024-01-01T00:00:00+07:00")
    assert advancing.advance_to(new_year - timedelta(days=1), **COMMIT) == 0
    assert advancing.advance_to(new_year + timedelta(days=20), **COMMIT) == 1
    assert order.closed_at == new_year
