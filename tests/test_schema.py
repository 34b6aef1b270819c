"""The migrations make exactly the schema that the models describe, on both engines."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace import create_app, schema
from marketplace.extensions import db
from tests.engines import PostgresStore, SqliteStore, settings_for


@pytest.fixture
def from_models(store: SqliteStore | PostgresStore) -> Iterator[Flask]:
    """An app whose empty database was filled from the models, without a migration."""
    with store.empty() as url:
        app = create_app(settings_for(url))
        with app.app_context():
            with db.engine.begin() as connection:
                db.metadata.create_all(connection)
            yield app
            db.session.remove()
            for engine in db.engines.values():
                engine.dispose()


def structure() -> set[tuple[str, ...]]:
    """Every table, index, trigger and function as the engine tells it."""
    if db.engine.dialect.name == "sqlite":
        rows = db.session.execute(text("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
        found = {(kind, name, " ".join(sql.split())) for kind, name, sql in rows}
    else:
        rows = db.session.execute(text(
            "SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
            " UNION ALL SELECT 'trigger', tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
            " UNION ALL SELECT 'constraint', conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE connamespace = 'public'::regnamespace"
            " UNION ALL SELECT 'function', proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
            " AND prolang <> (SELECT oid FROM pg_language WHERE lanname = 'c')"
            " UNION ALL SELECT 'column', table_name || '.' || column_name,"
            " concat_ws(' ', data_type, character_maximum_length, is_nullable, column_default, generation_expression)"
            " FROM information_schema.columns WHERE table_schema = 'public'"
        ))  # fmt: skip
        found = {(kind, name, definition) for kind, name, definition in rows}
    db.session.rollback()
    return {row for row in found if "alembic_version" not in row[1] and "alembic_version" not in row[2]}


def test_migrations_and_models_make_the_same_schema(app: Flask, from_models: Flask) -> None:
    with from_models.app_context():
        wanted = structure()
    with app.app_context():
        made = structure()
    assert made == wanted


def test_an_up_to_date_database_is_left_alone(app: Flask) -> None:
    assert schema.current_revision() == schema.newest_revision()
    schema.upgrade()
    assert not schema.is_empty()
