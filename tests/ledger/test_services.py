"""Recording: numbers without gaps, one transaction with the projections, the same bytes one by one and in bulk."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

import pytest
from flask import Flask, g
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.extensions import db
from marketplace.ledger import services as ledger
from marketplace.ledger.models import LedgerEntry
from tests.ledger.facts import WHEN, order_fact, some_facts


class Counter:
    """A projection that remembers what it was told."""

    tables: Sequence[Any] = ()

    def __init__(self) -> None:
        self.seen: list[ledger.Entry] = []

    def apply(self, session: Session, entries: Sequence[ledger.Entry]) -> None:
        self.seen.extend(entries)


def rows() -> list[tuple[Any, ...]]:
    return [tuple(row) for row in db.session.execute(select(LedgerEntry.__table__).order_by("entry_index"))]


def test_the_first_entry_is_number_zero_and_numbers_follow(app: Flask) -> None:
    assert [ledger.record(fact).index for fact in some_facts(3)] == [0, 1, 2]


def test_a_stored_row_says_what_was_told(app: Flask) -> None:
    entry = ledger.record(order_fact(4), recorded_at=WHEN + timedelta(seconds=5))
    stored = db.session.get_one(LedgerEntry, entry.index)
    assert (stored.kind, stored.order_number, stored.amount_idr) == ("order.issued", "TD-2023-000004", 1_250_004)
    assert stored.recorded_at == WHEN + timedelta(seconds=5)
    assert json.loads(stored.facts) == order_fact(4).facts
    assert stored.leaf_hash == entry.leaf_hash


def test_bulk_and_single_recording_leave_the_same_rows_and_tell_projections_the_same(app: Flask) -> None:
    single, bulk = Counter(), Counter()
    db.session.info["projections"] = (single,)
    for fact in some_facts(40):
        ledger.record(fact, recorded_at=fact.occurred_at)
    one_by_one = rows()
    db.session.rollback()
    db.session.info["projections"] = (bulk,)
    assert ledger.record_many(some_facts(40)) == 40
    assert rows() == one_by_one
    assert bulk.seen == single.seen


def test_bulk_recording_continues_after_what_is_there(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "BATCH", 7)
    ledger.record(order_fact(1))
    ledger.record_many(some_facts(20))
    assert [row[0] for row in rows()] == list(range(21))


def test_a_time_is_kept_in_utc_to_the_millisecond(app: Flask) -> None:
    wib = timezone(timedelta(hours=7))
    entry = ledger.record(order_fact(1, datetime(2023, 9, 1, 8, 0, 0, 123_999, tzinfo=wib)))
    assert entry.fact.occurred_at == datetime(2023, 9, 1, 1, 0, 0, 123_000, tzinfo=UTC)
    db.session.flush()
    assert db.session.get_one(LedgerEntry, entry.index).occurred_at == entry.fact.occurred_at


def test_the_recording_time_can_be_set_for_a_session(app: Flask) -> None:
    db.session.info["recorded_at"] = WHEN
    assert ledger.record(order_fact(1)).recorded_at == WHEN
    del db.session.info["recorded_at"]
    assert ledger.record(order_fact(2)).recorded_at > WHEN


def test_a_failing_projection_leaves_no_entry_behind(app: Flask) -> None:
    class Broken(Counter):
        def apply(self, session: Session, entries: Sequence[ledger.Entry]) -> None:
            raise ZeroDivisionError

    db.session.info["projections"] = (Broken(),)
    with pytest.raises(ZeroDivisionError):
        ledger.record(order_fact(1))
    db.session.rollback()
    assert rows() == []


def test_a_connection_that_is_not_the_writer_cannot_record(app: Flask) -> None:
    g.database = "read"
    with pytest.raises(Exception, match=r"primary engine|read-only"):
        ledger.record(order_fact(1))


def test_the_leaf_hash_is_that_of_the_public_columns_and_nothing_else(app: Flask) -> None:
    entry = ledger.record(order_fact(7), recorded_at=WHEN)
    leaf = {
        "actor": "ab" * 32, "actor_role": "ppk", "amount_idr": 1_250_007, "buyer_code": "3573-KEL-SUKUN",
        "facts": {"document": "7/SP/KEL-SUKUN/VIII/2023", "due_on": "2023-09-05", "lines": [[1, 7]]},
        "from_status": "disetujui", "index": 0, "kind": "order.issued", "occurred_at": "2023-08-31T01:30:45.678Z",
        "order_number": "TD-2023-000007", "recorded_at": "2023-08-31T01:23:45.678Z", "region_code": "35.73",
        "supplier_code": "P-35730001", "to_status": "sp_terbit",
    }  # fmt: skip
    text = json.dumps(leaf, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert entry.leaf_hash == sha256(b"\0" + text.encode()).digest()
