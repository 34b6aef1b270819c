"""Writes the baseline revision's SQL from the tables as they are, for both engines.

For use before the first release only; afterwards the baseline stays as it is and changes are revisions of their own.
Usage: python migrations/freeze.py postgresql+psycopg://user@host/an_empty_database
"""

import sys
import tempfile
from itertools import groupby
from pathlib import Path

from sqlalchemy import event

from marketplace import create_app
from marketplace.config import Settings
from marketplace.extensions import db

VERSIONS = Path(__file__).parent / "versions"
READING = ("SELECT", "PRAGMA", "SHOW", "BEGIN")


def statements(url: str) -> list[str]:
    """Every statement that makes the schema on an empty database, in order."""
    said: list[str] = []
    app = create_app(Settings(database_url=url, testing=True))
    with app.app_context():

        @event.listens_for(db.engine, "before_cursor_execute")
        def listen(_connection, _cursor, statement, *_rest) -> None:  # type: ignore[no-untyped-def]
            if not statement.lstrip().upper().startswith(READING):
                said.append(statement.strip().replace("%%", "%"))

        with db.engine.begin() as connection:
            db.metadata.create_all(connection)
        db.engine.dispose()
    return said


def in_order(said: list[str]) -> list[str]:
    """Indexes that stand together are told by name, so that the file changes only when the schema does."""
    ordered: list[str] = []
    for is_index, group in groupby(said, key=lambda statement: statement.startswith("CREATE INDEX")):
        together = list(group)
        ordered += sorted(together) if is_index else together
    return ordered


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        targets = {"sqlite": f"sqlite:///{folder}/baseline.sqlite3", "postgresql": sys.argv[1]}
        for dialect, url in targets.items():
            text = ";\n--\n".join(in_order(statements(url))) + ";\n"
            (VERSIONS / f"0010_baseline.{dialect}.sql").write_text(text)


if __name__ == "__main__":
    main()
