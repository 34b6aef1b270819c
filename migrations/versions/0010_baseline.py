"""Every table, index, trigger and search structure of the first release.

The SQL of each engine stands beside this file; statements are separated by a line `--`.
"""

from pathlib import Path

from alembic import op

revision = "0010"
down_revision = None


def upgrade() -> None:
    connection = op.get_bind()
    text = Path(__file__).with_suffix(f".{connection.dialect.name}.sql").read_text()
    for statement in text.split(";\n--\n"):
        connection.exec_driver_sql(statement.strip().removesuffix(";"))


def downgrade() -> None:
    raise RuntimeError("There is nothing before the first release: make a new database.")
