"""Where the log stands: the number every public page is computed at."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from marketplace.extensions import db
from marketplace.ledger import queries as ledger
from marketplace.ledger.models import LedgerEntry


@dataclass(frozen=True, slots=True)
class AsOf:
    """The last entry a page has seen, when it happened, and the checkpoint it can be checked against."""

    entry: int  # -1 while the log is empty
    occurred_at: datetime | None
    as_json: dict[str, Any]


def as_of() -> AsOf:
    place = ledger.as_of()
    when = db.session.scalar(select(LedgerEntry.occurred_at).where(LedgerEntry.index == place.entry))
    return AsOf(place.entry, when, place.as_json)
