"""One statement for "add these numbers to that row, or start it": the same on SQLite and PostgreSQL."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, case
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

INSERTS = {"sqlite": insert_sqlite, "postgresql": insert_postgresql}


class Upsert:
    """INSERT ... ON CONFLICT DO UPDATE, built once; `add`, `put`, `lowest`, `highest` say how a column merges."""

    def __init__(
        self,
        table: Table,
        *,
        add: Sequence[str] = (),
        put: Sequence[str] = (),
        lowest: Sequence[str] = (),
        highest: Sequence[str] = (),
    ) -> None:
        self.statements = {
            name: self._build(insert(table), table, add, put, lowest, highest) for name, insert in INSERTS.items()
        }

    def run(self, connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            # one row is most of a market's day, and is not worth the driver's way for many
            connection.execute(self.statements[connection.dialect.name], rows if len(rows) > 1 else rows[0])

    @staticmethod
    def _build(
        insert: Any,
        table: Table,
        add: Iterable[str],
        put: Iterable[str],
        lowest: Iterable[str],
        highest: Iterable[str],
    ) -> Any:
        old, new = table.c, insert.excluded
        merged = {name: old[name] + new[name] for name in add}
        merged |= {name: new[name] for name in put}
        merged |= {name: _better(old[name], new[name], new[name] < old[name]) for name in lowest}
        merged |= {name: _better(old[name], new[name], new[name] > old[name]) for name in highest}
        key = [column.name for column in table.primary_key]
        if not merged:
            return insert.on_conflict_do_nothing(index_elements=key)
        return insert.on_conflict_do_update(index_elements=key, set_=merged)


def _better(old: Any, new: Any, is_better: Any) -> Any:
    """The better of two, where a missing one always loses."""
    return case((old.is_(None), new), (new.is_(None), old), (is_better, new), else_=old)


class Sums:
    """Rows being added up in memory by key, before one statement writes them all."""

    def __init__(self, key: Sequence[str], columns: Sequence[str]) -> None:
        self.key, self.columns = tuple(key), tuple(columns)
        self.rows: dict[tuple[Any, ...], list[int]] = {}

    def add(self, key: tuple[Any, ...], values: Sequence[int]) -> None:
        row = self.rows.get(key)
        if row is None:
            self.rows[key] = list(values)
        else:
            for position, value in enumerate(values):
                row[position] += value

    def as_rows(self) -> list[dict[str, Any]]:
        names = self.key + self.columns
        return [dict(zip(names, (*key, *values), strict=True)) for key, values in sorted(self.rows.items())]
