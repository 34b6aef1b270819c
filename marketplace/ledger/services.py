"""The only writer of the log. Everything here runs in the caller's transaction and never commits."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from marketplace.extensions import db
from marketplace.ledger import triggers  # noqa: F401  whoever can write the log has made it append-only
from marketplace.ledger.facts import Entry, Fact, Projection
from marketplace.ledger.leaves import canonical, leaf_hash, leaf_text, time_text, to_the_millisecond
from marketplace.ledger.lock import WriterLockMissing, next_index, take_writers_lock
from marketplace.ledger.models import LedgerEntry
from marketplace.ledger.packing import packed
from marketplace.ledger.sealing import Seal, SealingError, new_signer, seal, something_to_seal
from marketplace.web.columns import to_milliseconds

__all__ = [
    "Entry",
    "Fact",
    "Projection",
    "Seal",
    "SealingError",
    "WriterLockMissing",
    "new_signer",
    "record",
    "record_many",
    "seal",
    "something_to_seal",
]

BATCH = 2_000
Row = tuple[Any, ...]

_COLUMNS = [column.name for column in LedgerEntry.__table__.columns]
_INSERT = f"INSERT INTO ledger_entries ({', '.join(_COLUMNS)}) VALUES "  # noqa: S608  the table's own column names
INSERT_ON_SQLITE = f"{_INSERT}({', '.join('?' for _ in _COLUMNS)})"
INSERT_ON_POSTGRESQL = f"{_INSERT}({', '.join('%s' for _ in _COLUMNS)})"


def record(fact: Fact, *, recorded_at: datetime | None = None) -> Entry:
    """Append one fact and bring every projection along, in the caller's transaction."""
    session = db.session()
    connection = session.connection()
    take_writers_lock(connection)
    moment = recorded_at or session.info.get("recorded_at") or datetime.now(UTC)
    entry, row = _written(fact, next_index(connection), moment)
    _insert(connection, [row])
    _project(session, [entry])
    return entry


def record_many(facts: Iterable[Fact]) -> int:
    """Append many facts in order, in batches, each recorded at the time it happened; for seeding.

    Returns how many there were.
    """
    session = db.session()
    connection = session.connection()
    take_writers_lock(connection)
    first = index = next_index(connection)
    for batch in _batches(facts):
        written = [_written(fact, index + n, fact.occurred_at) for n, fact in enumerate(batch)]
        _insert(connection, [row for _, row in written])
        _project(session, [entry for entry, _ in written])
        index += len(batch)
    return index - first


def _written(fact: Fact, index: int, recorded_at: datetime) -> tuple[Entry, Row]:
    """The entry and its row; both are made from the same values as the leaf."""
    occurred = time_text(fact.occurred_at)
    recorded = occurred if recorded_at is fact.occurred_at else time_text(recorded_at)
    facts = canonical(fact.facts)
    values = (
        fact.order_number, fact.from_status, fact.to_status, fact.actor_role, fact.actor,
        fact.region_code, fact.buyer_code, fact.supplier_code, fact.amount_idr, fact.corrects, facts,
    )  # fmt: skip
    digest = leaf_hash(leaf_text(index, fact.kind, occurred, recorded, *values))
    entry = Entry(index, to_the_millisecond(recorded_at), _to_the_millisecond(fact), digest)
    return entry, (index, fact.kind, entry.fact.occurred_at, entry.recorded_at, *values, digest)


def _to_the_millisecond(fact: Fact) -> Fact:
    """A projection fed now and one fed from the stored row must be told the same instant."""
    moment = to_the_millisecond(fact.occurred_at)
    return fact if moment is fact.occurred_at else replace(fact, occurred_at=moment)


def _insert(connection: Connection, rows: list[Row]) -> None:
    """Straight to the driver: a compiled insert and its type conversions would cost more than the insert."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(INSERT_ON_POSTGRESQL, rows)
    else:
        connection.exec_driver_sql(INSERT_ON_SQLITE, [_row_for_sqlite(row) for row in rows])


def _row_for_sqlite(row: Row) -> Row:
    return (row[0], row[1], to_milliseconds(row[2]), to_milliseconds(row[3]), *row[4:14], packed(row[14]), row[15])


def _project(session: Session, entries: Sequence[Entry]) -> None:
    for projection in session.info.get("projections", ()):
        projection.apply(session, entries)


def _batches(facts: Iterable[Fact]) -> Iterator[list[Fact]]:
    iterator = iter(facts)
    while batch := list(islice(iterator, BATCH)):
        yield batch
