from itertools import pairwise
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from marketplace.extensions import db
from marketplace.ledger.services import Entry
from marketplace.purchasing import states
from marketplace.transparency import outcomes
from marketplace.transparency.projections import PROJECTIONS
from tests.transparency.histories import History, as_entries

REGIONS = ("35.73", "35.71", "35.07")


def empty() -> None:
    for projection in PROJECTIONS:
        for table in projection.tables:
            db.session.execute(delete(table))


def play(entries: list[Entry], cuts: list[int]) -> dict[str, list[Any]]:
    """Every projected table after the log arrived in these pieces."""
    empty()
    edges = sorted({0, *cuts, len(entries)})
    for start, end in pairwise(edges):
        for projection in PROJECTIONS:
            projection.apply(db.session, entries[start:end])
    return {
        table.name: [tuple(row) for row in db.session.execute(select(table).order_by(*table.primary_key))]
        for projection in PROJECTIONS
        for table in projection.tables
    }


def test_every_cut_of_the_log_comes_to_the_same_rows(app: Flask) -> None:
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(seed=st.integers(0, 10_000), cuts=st.lists(st.integers(0, 400), max_size=9))
    def check(seed: int, cuts: list[int]) -> None:
        entries = as_entries(History(seed, REGIONS, orders=25).facts())
        assert play(entries, [c for c in cuts if c < len(entries)]) == play(entries, [])

    check()
    db.session.rollback()


def test_one_entry_at_a_time_is_the_same_as_all_at_once(app: Flask) -> None:
    entries = as_entries(History(7, REGIONS, orders=30).facts())
    assert play(entries, list(range(len(entries)))) == play(entries, [])
    db.session.rollback()


def test_totals_are_the_sum_of_their_orders(app: Flask) -> None:
    rows = play(as_entries(History(3, REGIONS, orders=80).facts()), [])
    completed = [row for row in rows["public_orders"] if row[1] == outcomes.COMPLETED]
    value = sum(row[16] for row in completed)
    assert value > 0
    assert sum(row[3] for row in rows["region_months"]) == value
    assert sum(row[4] for row in rows["unit_months"]) == value
    assert sum(row[5] for row in rows["supplier_months"]) == value
    for dimension in ("kategori", "metode", "kelas"):
        assert sum(row[5] for row in rows["region_shares"] if row[1] == dimension) == value
    unfulfilled = [row for row in rows["public_orders"] if row[1] in outcomes.UNFULFILLED]
    assert sum(row[3] for row in rows["region_outcomes"]) == len(unfulfilled) > 0
    db.session.rollback()


def test_the_words_for_ends_are_those_of_the_lifecycle() -> None:
    assert outcomes.COMPLETED == states.OrderStatus.COMPLETED
    stopped = (states.OrderStatus.STOPPED, states.OrderStatus.TERMINATED)
    assert set(outcomes.UNFULFILLED) == {s.value for s in (*states.DEAD, *stopped)}
    kinds = {f"order.{action.value}" for action in states.OrderAction}
    assert kinds >= outcomes.OPENINGS | outcomes.COMPLETIONS
