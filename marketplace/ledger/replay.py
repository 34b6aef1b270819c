"""Playing the log again: stored rows back into entries, and every projection made anew from them.

`rebuild` replaces the tables in the caller's transaction; `compare` makes them in temporary tables beside the
real ones and changes nothing.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, inspect, select, text
from sqlalchemy.orm import Session

from marketplace.extensions import db
from marketplace.ledger.facts import Entry, Fact, Projection
from marketplace.ledger.lock import next_index, take_writers_lock
from marketplace.ledger.models import LedgerEntry

ENTRIES = LedgerEntry.__table__
BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Difference:
    """A row of a projection that the log does not lead to, or that is missing."""

    table: str
    key: tuple[Any, ...]


def rebuild() -> int:
    """Make every projection again from nothing, in the caller's transaction; returns how many entries there are."""
    session = db.session()
    connection = session.connection()
    take_writers_lock(connection)
    projections = session.info["projections"]
    for table in _tables(projections):
        connection.execute(delete(table))
    _apply_all(session, connection, projections)
    return next_index(connection)


def compare(connection: Connection, projections: Sequence[Projection]) -> Difference | None:
    """The first row in which a projection and the log disagree; the real tables are only read.

    The temporary tables carry the same names, so that the projections' own statements fall on them.
    """
    for table in _tables(projections):
        _shadow(connection, table)
    with Session(bind=connection, join_transaction_mode="control_fully") as session:
        session.info["projections"] = projections
        _apply_all(session, connection, projections)
        for table in _tables(projections):
            if (key := _first_difference(connection, table)) is not None:
                return Difference(table.name, key)
    return None


def entries(connection: Connection) -> Iterator[list[Entry]]:
    """The whole log in batches, as projections are given it."""
    query = select(ENTRIES).order_by(ENTRIES.c.entry_index).limit(BATCH)
    after = -1
    while rows := connection.execute(query.where(ENTRIES.c.entry_index > after)).all():
        yield [_entry(row) for row in rows]
        after = rows[-1].entry_index


def _entry(row: Row[Any]) -> Entry:
    fact = Fact(row.kind, row.occurred_at, *row[4:14], facts=json.loads(row.facts))
    return Entry(row.entry_index, row.recorded_at, fact, row.leaf_hash)


def _apply_all(session: Session, connection: Connection, projections: Iterable[Projection]) -> None:
    for batch in entries(connection):
        for projection in projections:
            projection.apply(session, batch)


def _tables(projections: Iterable[Projection]) -> list[Table]:
    return list(dict.fromkeys(table for projection in projections for table in projection.tables))


def _shadow(connection: Connection, table: Table) -> None:
    """An empty temporary twin: same columns, keys and defaults."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"CREATE TEMPORARY TABLE {table.name} (LIKE public.{table.name} INCLUDING ALL)"))
        return
    made = connection.exec_driver_sql("SELECT sql FROM main.sqlite_master WHERE name = ?", (table.name,)).scalar_one()
    connection.exec_driver_sql(made.replace("CREATE TABLE", "CREATE TEMPORARY TABLE", 1))
    for index in inspect(connection).get_indexes(table.name):
        if index["unique"]:
            columns = ", ".join(str(name) for name in index["column_names"])
            connection.exec_driver_sql(f"CREATE UNIQUE INDEX temp.{index['name']} ON {table.name} ({columns})")


def _first_difference(connection: Connection, table: Table) -> tuple[Any, ...] | None:
    real, made = ("public", "pg_temp") if connection.dialect.name == "postgresql" else ("main", "temp")
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    key = [column.name for column in table.primary_key.columns]
    for one, other in ((real, made), (made, real)):
        row = connection.execute(
            text(
                f"SELECT {columns} FROM {one}.{table.name} EXCEPT SELECT {columns} FROM {other}.{table.name} LIMIT 1"  # noqa: S608
            )
        ).first()
        if row is not None:
            return tuple(row._mapping[name] for name in key)
    return None
