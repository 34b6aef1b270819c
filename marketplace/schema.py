"""The schema of one database: brought to this release's revision, looked at, thrown away when half made.

Owns no table: those are the areas'. Revisions are in `migrations/`.
"""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, inspect

from marketplace.config import PROJECT_ROOT
from marketplace.extensions import db


def upgrade() -> None:
    """Bring the current app's database to the newest revision; nothing happens when it is there."""
    if current_revision() != newest_revision():
        command.upgrade(_config(), "head")


def current_revision() -> str | None:
    with db.engines["read"].connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    return ScriptDirectory.from_config(_config()).get_current_head()


def is_empty() -> bool:
    return not inspect(db.engine).has_table("worlds")


def drop_everything() -> None:
    """Only ever called for a world whose seed did not finish."""
    with db.engine.begin() as connection:
        everything = MetaData()
        everything.reflect(connection)
        everything.drop_all(connection)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(PROJECT_ROOT / "migrations"))
    config.set_main_option("path_separator", "os")
    return config
