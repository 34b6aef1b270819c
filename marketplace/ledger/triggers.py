"""The database itself keeps the log append-only: rows of these tables are never changed, removed or replaced.

Attached to the tables, so that `create_all` makes the triggers too; `statements` gives them to a migration.
On SQLite the insert trigger also closes INSERT OR REPLACE for a connection that forgot `recursive_triggers`.
"""

from collections.abc import Iterator

from sqlalchemy import DDL, Table, event

from marketplace.ledger.models import Checkpoint, LedgerEntry, TreeTile

# What must not yet exist, or must hold, for a row to come in. Entries: the next number and no other.
_REFUSED_INSERT = {
    "ledger_entries": "NEW.entry_index <> (SELECT coalesce(max(entry_index) + 1, 0) FROM ledger_entries)",
    "ledger_tiles": ("EXISTS (SELECT 1 FROM ledger_tiles WHERE level = NEW.level AND position = NEW.position)"),
    "ledger_checkpoints": "NEW.size <= (SELECT coalesce(max(size), -1) FROM ledger_checkpoints)",
}
_OUT_OF_TURN = "out of turn: rows are only added at the end"
_REFUSE_ON_POSTGRESQL = """
CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only: ' || TG_OP || ' refused';
END $$
"""


def statements(table: str, dialect: str) -> Iterator[str]:
    """The statements that make one table append-only on one engine."""
    if dialect == "postgresql":
        yield from _on_postgresql(table)
    else:
        yield from _on_sqlite(table)


def _on_sqlite(table: str) -> Iterator[str]:
    for verb in ("UPDATE", "DELETE"):
        yield (
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only: {verb} refused'); END"
        )
    yield (
        f"CREATE TRIGGER {table}_in_turn BEFORE INSERT ON {table} WHEN {_REFUSED_INSERT[table]} "
        f"BEGIN SELECT RAISE(ABORT, '{table} {_OUT_OF_TURN}'); END"
    )


def _on_postgresql(table: str) -> Iterator[str]:
    yield _REFUSE_ON_POSTGRESQL
    yield (
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION ledger_refuse()"
    )
    yield (
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
    )
    yield (
        f"CREATE OR REPLACE FUNCTION {table}_in_turn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {_REFUSED_INSERT[table]} THEN RAISE EXCEPTION '{table} {_OUT_OF_TURN}'; END IF; RETURN NEW; END $$"
    )
    yield (f"CREATE TRIGGER {table}_in_turn BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_in_turn()")


def _attach(table: Table) -> None:
    for dialect in ("sqlite", "postgresql"):
        for statement in statements(table.name, dialect):
            ddl = DDL(statement.replace("%", "%%")).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]
            event.listen(table, "after_create", ddl)


for _model in (LedgerEntry, TreeTile, Checkpoint):
    _attach(_model.metadata.tables[_model.__tablename__])
