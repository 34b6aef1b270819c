"""What bots read in the ledger: which orders a class has touched, and since when each stands as it stands."""

from datetime import datetime

from sqlalchemy import func, select

from marketplace.extensions import db
from marketplace.ledger.models import LedgerEntry

ENTRIES = LedgerEntry.__table__


def touched_since(entry: int) -> dict[str, datetime]:
    """Orders with entries from this one on, with the time of the latest."""
    rows = db.session.execute(
        select(ENTRIES.c.order_number, func.max(ENTRIES.c.entry_index))
        .where(ENTRIES.c.entry_index >= entry, ENTRIES.c.order_number.is_not(None))
        .group_by(ENTRIES.c.order_number)
    ).all()
    latest = {index: number for number, index in rows}
    times = select(ENTRIES.c.entry_index, ENTRIES.c.occurred_at).where(ENTRIES.c.entry_index.in_(latest))
    return {latest[index]: at for index, at in db.session.execute(times)}


def last_entry_at(order_number: str) -> datetime | None:
    return db.session.scalar(
        select(ENTRIES.c.occurred_at)
        .where(ENTRIES.c.order_number == order_number)
        .order_by(ENTRIES.c.entry_index.desc())
        .limit(1)
    )


def began_at(since_entry: int) -> datetime | None:
    """World time at which the class began: of the last entry that was there before it."""
    return db.session.scalar(select(ENTRIES.c.occurred_at).where(ENTRIES.c.entry_index == since_entry - 1))


def next_entry() -> int:
    """The number the next entry will have."""
    return int(db.session.scalar(select(func.coalesce(func.max(ENTRIES.c.entry_index), -1) + 1)) or 0)
