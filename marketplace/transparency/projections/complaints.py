"""Complaints from filing to solution, and what they mean for the supplier's standing."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from marketplace.ledger.services import Entry
from marketplace.transparency.models import PublicComplaint
from marketplace.transparency.months import month_of
from marketplace.transparency.projections.completions import STANDING, STANDING_COLUMNS

COMPLAINTS = PublicComplaint.__table__
SOLVED_IN_TIME_DAYS = 14


class Complaints:
    """A solution closes the oldest open complaint of the same order, side and kind. Rare, so one at a time."""

    tables: Sequence[Any] = (COMPLAINTS,)

    def apply(self, session: Session, entries: Sequence[Entry]) -> None:
        for entry in entries:
            if entry.fact.kind == "complaint.filed":
                self._file(session, entry)
            elif entry.fact.kind == "complaint.resolved":
                self._solve(session, entry)

    def _file(self, session: Session, entry: Entry) -> None:
        fact = entry.fact
        session.connection().execute(
            insert(COMPLAINTS).values(
                entry_index=entry.index,
                order_number=fact.order_number,
                month=month_of(fact.occurred_at),
                region_code=fact.region_code,
                buyer_code=fact.buyer_code,
                supplier_code=fact.supplier_code,
                kind=fact.facts["kind"],
                filed_by=fact.facts["by"],
                filed_at=fact.occurred_at,
            )
        )
        if fact.facts["by"] == "buyer":
            _add_to_standing(session, str(fact.supplier_code), complaints=1)

    def _solve(self, session: Session, entry: Entry) -> None:
        fact = entry.fact
        oldest = (
            session.connection()
            .execute(
                select(COMPLAINTS.c.entry_index)
                .where(
                    COMPLAINTS.c.order_number == fact.order_number,
                    COMPLAINTS.c.kind == fact.facts["kind"],
                    COMPLAINTS.c.filed_by == fact.facts["by"],
                    COMPLAINTS.c.solved_entry.is_(None),
                )
                .order_by(COMPLAINTS.c.entry_index)
                .limit(1)
            )
            .scalar()
        )
        if oldest is None:
            return
        days = fact.facts["days"]
        session.connection().execute(
            update(COMPLAINTS)
            .where(COMPLAINTS.c.entry_index == oldest)
            .values(solved_entry=entry.index, solved_days=days)
        )
        if fact.facts["by"] == "buyer":
            in_time = int(days <= SOLVED_IN_TIME_DAYS)
            _add_to_standing(session, str(fact.supplier_code), complaints_solved=1, complaints_solved_in_time=in_time)


def _add_to_standing(session: Session, supplier_code: str, **more: int) -> None:
    row = dict.fromkeys(STANDING_COLUMNS, 0) | more
    STANDING.run(
        session.connection(), [row | {"supplier_code": supplier_code, "first_month": None, "last_month": None}]
    )
