"""The writer's lock and the next number: one writer at a time, so that numbers have no gaps."""

from sqlalchemy import Connection, func, select, text

from marketplace.ledger.models import LedgerEntry

WRITERS_LOCK = 0x70_6B_6F  # any number, the same for every writer of one database
TAKE_LOCK = text("SELECT pg_advisory_xact_lock(:key)")
HEAD = select(func.max(LedgerEntry.index))


class WriterLockMissing(RuntimeError):
    """An entry was about to be written on a connection that does not hold the writer's lock."""


def take_writers_lock(connection: Connection) -> None:
    """Held until commit, so that entry order is commit order."""
    if connection.dialect.name == "postgresql":
        connection.execute(TAKE_LOCK, {"key": WRITERS_LOCK})
    elif "lock" not in (connection.connection.record_info or ()):
        # The write engine takes the file lock and says BEGIN IMMEDIATE; any other connection must not write here.
        raise WriterLockMissing("Entries are written through the primary engine only.")


def next_index(connection: Connection) -> int:
    """How many entries there are, which is the number of the next one."""
    last = connection.execute(HEAD).scalar()
    return 0 if last is None else last + 1
