"""Where the log stands: the number every public page is computed at."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from marketplace.extensions import db
from marketplace.ledger.models import Checkpoint, LedgerEntry

HEAD = select(func.coalesce(func.max(LedgerEntry.index), -1))


@dataclass(frozen=True, slots=True)
class AsOf:
    """The last entry and the last signed checkpoint a page has seen."""

    entry: int | None
    occurred_at: datetime | None
    checkpoint: int | None


def head() -> int:
    """Number of the last entry; -1 for an empty log."""
    return int(db.session.execute(HEAD).scalar_one())


def as_of() -> AsOf:
    last = db.session.execute(
        select(LedgerEntry.index, LedgerEntry.occurred_at).order_by(LedgerEntry.index.desc()).limit(1)
    ).one_or_none()
    size = db.session.scalar(select(func.max(Checkpoint.size)))
    return AsOf(*(last or (None, None)), size)
