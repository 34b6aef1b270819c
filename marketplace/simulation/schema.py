"""An empty database gets its tables: by the migrations of this release."""

from alembic.script import ScriptDirectory
from flask_migrate import upgrade
from sqlalchemy import inspect

from marketplace.config import PROJECT_ROOT
from marketplace.extensions import db

MIGRATIONS = PROJECT_ROOT / "migrations"


def create() -> None:
    if ScriptDirectory(str(MIGRATIONS)).get_current_head():
        upgrade()
        return
    with db.engine.begin() as connection:
        db.metadata.create_all(connection)


def is_empty() -> bool:
    return not inspect(db.engine).has_table("worlds")


def drop_everything() -> None:
    """Only ever called for a world whose seed did not finish."""
    with db.engine.begin() as connection:
        db.metadata.drop_all(connection)
        connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")
