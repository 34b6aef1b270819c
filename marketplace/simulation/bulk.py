"""Many rows in one go, straight to the driver: a statement compiled for each row would cost more than the row.

SQLite gets times as milliseconds, days as ISO text and JSON as text; PostgreSQL gets the rows through COPY.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Connection, Date, Table

from marketplace.web.columns import UtcTime, from_milliseconds, to_milliseconds

Row = Sequence[Any]
json_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def insert(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Row]) -> int:
    """Store the rows in the order given; times may be instants or milliseconds. Returns how many there were."""
    return write(connection, table, columns, prepared(table, columns, rows, connection.dialect.name))


def write(connection: Connection, table: Table, columns: Sequence[str], rows: list[tuple[Any, ...]]) -> int:
    """Store rows whose values are already what this database's driver wants."""
    if rows and connection.dialect.name == "postgresql":
        cursor = connection.connection.cursor()
        with cursor.copy(f"COPY {table.name} ({', '.join(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    elif rows:
        marks = ", ".join("?" for _ in columns)
        statement = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608  own names
        connection.exec_driver_sql(statement, rows)
    return len(rows)


def restart_ids(connection: Connection, *tables: Table) -> None:
    """PostgreSQL counts on its own: tell it where the given ids ended."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables:
        connection.exec_driver_sql(
            f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'),"  # noqa: S608  own names
            f" (SELECT coalesce(max(id), 0) + 1 FROM {table.name}), false)"
        )


def prepared(table: Table, columns: Sequence[str], rows: Iterable[Row], dialect: str) -> list[tuple[Any, ...]]:
    """The rows with each value as the driver of that dialect wants it."""
    convert = _conversions(table, columns, dialect)
    if not convert:
        return [tuple(row) for row in rows]
    done = []
    for row in rows:
        values = list(row)
        for n, change in convert:
            if values[n] is not None:
                values[n] = change(values[n])
        done.append(tuple(values))
    return done


def _conversions(table: Table, columns: Sequence[str], dialect: str) -> list[tuple[int, Callable[[Any], Any]]]:
    convert: list[tuple[int, Callable[[Any], Any]]] = []
    for n, name in enumerate(columns):
        kind = table.c[name].type
        if isinstance(kind, UtcTime):
            convert.append((n, _moment if dialect == "postgresql" else _milliseconds))
        elif isinstance(kind, Date):
            convert.append((n, _iso))
        elif isinstance(kind, JSON):
            convert.append((n, _json))
    return convert


def _moment(value: datetime | int) -> datetime:
    return value if isinstance(value, datetime) else from_milliseconds(value)


def _milliseconds(value: datetime | int) -> int:
    return value if isinstance(value, int) else to_milliseconds(value)


def _iso(value: date | str) -> str:
    return value if isinstance(value, str) else value.isoformat()


def _json(value: Any) -> str:
    return value if isinstance(value, str) else json_text(value)
