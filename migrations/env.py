"""Alembic runs inside an app: it uses that app's engine and every area's tables."""

from alembic import context

from marketplace.extensions import db


def run() -> None:
    with db.engine.connect() as connection:
        context.configure(connection=connection, target_metadata=db.metadata, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
