"""What the log is told and what it gives back: a fact, an entry, a projection.

Owns the shape of these three; refuses to know what any kind of fact means.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Fact:
    """What a caller wants remembered. No personal data: a person is a role and a salted commitment.

    `facts` holds only str, int, bool, None-free lists and dicts (canonical JSON has no floats here).
    """

    kind: str
    occurred_at: datetime
    order_number: str | None = None
    from_status: str | None = None
    to_status: str | None = None
    actor_role: str | None = None
    actor: bytes | None = None
    region_code: str | None = None
    buyer_code: str | None = None
    supplier_code: str | None = None
    amount_idr: int | None = None
    corrects: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """A recorded fact with its place in the log; what projections are given."""

    index: int
    recorded_at: datetime
    fact: Fact
    leaf_hash: bytes


class Projection(Protocol):
    """Tables derived from the log, kept in the same transaction as the entries.

    `apply` gets one entry from `record` and many from `record_many` and `rebuild`, always in log order, and
    must come to the same rows however they are cut. It reaches the database through the given session only,
    because a verification plays the whole log into temporary tables. `tables` are emptied before a rebuild.
    """

    tables: Sequence[Any]

    def apply(self, session: Session, entries: Sequence[Entry]) -> None: ...
