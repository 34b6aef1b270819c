"""The database refuses every change of the log, whoever asks and however."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from marketplace.extensions import db
from marketplace.ledger import services as ledger
from tests.ledger.facts import some_facts

TABLES = {"ledger_entries": "kind = 'x'", "ledger_tiles": "level = 9", "ledger_checkpoints": "signed_note = ''"}


@pytest.fixture(autouse=True)
def sealed(app: Flask) -> None:
    ledger.record_many(some_facts(300))
    ledger.seal()
    db.session.commit()


def refused(statement: str) -> str:
    with pytest.raises(DBAPIError) as caught:
        db.session.execute(text(statement))
    db.session.rollback()
    return str(caught.value)


@pytest.mark.parametrize("table", TABLES)
def test_rows_cannot_be_changed_or_removed(app: Flask, table: str) -> None:
    for statement in (f"UPDATE {table} SET {TABLES[table]}", f"DELETE FROM {table}"):
        assert "append-only" in refused(statement)


@pytest.mark.parametrize("table", TABLES)
def test_a_table_cannot_be_emptied_on_postgresql(app: Flask, table: str) -> None:
    statement = f"TRUNCATE {table}" if db.engine.dialect.name == "postgresql" else f"DELETE FROM {table} WHERE 1"
    assert "append-only" in refused(statement)


@pytest.mark.parametrize("table", TABLES)
def test_a_row_cannot_be_written_over(app: Flask, table: str) -> None:
    copy = f"INTO {table} SELECT * FROM {table}"
    if db.engine.dialect.name == "postgresql":
        assert "out of turn" in refused(f"INSERT {copy} ON CONFLICT DO NOTHING")
        return
    assert "out of turn" in refused(f"INSERT OR REPLACE {copy}")
    db.session.connection().exec_driver_sql("PRAGMA recursive_triggers = OFF")
    assert "out of turn" in refused(f"INSERT OR REPLACE {copy}")


def test_an_entry_comes_only_with_the_next_number(app: Flask) -> None:
    columns = "kind, occurred_at, recorded_at, facts, leaf_hash"
    for number in ("299", "301", "-1"):
        found = refused(
            f"INSERT INTO ledger_entries (entry_index, {columns}) "
            f"SELECT {number}, {columns} FROM ledger_entries WHERE entry_index = 0"
        )
        assert "out of turn" in found
