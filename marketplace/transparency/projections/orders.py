"""The published orders, and how those that were not completed ended."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from marketplace.ledger.services import Entry
from marketplace.transparency.models import LIVING, PublicOrder, RegionOutcome
from marketplace.transparency.months import month_of
from marketplace.transparency.outcomes import COMPLETED, COMPLETIONS, ENDS, OPENINGS, UNFULFILLED
from marketplace.transparency.projections.upserts import Sums, Upsert

ORDERS, OUTCOMES = PublicOrder.__table__, RegionOutcome.__table__

OPENING_COLUMNS = (
    "region_code", "buyer_code", "supplier_code", "supplier_region", "supplier_class", "category", "method",
    "payment_path", "title", "gross_idr",
)  # fmt: skip
STEP_COLUMNS = ("status", "last_entry", "closed_at", "closed_month")
RESULT_COLUMNS = (
    "value_idr", "tax_idr", "lines", "lines_on_time", "first_time", "pay_days", "score_permille", "category",
)  # fmt: skip

OPEN = Upsert(ORDERS, put=(*OPENING_COLUMNS, *STEP_COLUMNS))
STEP = (
    update(ORDERS)
    .where(ORDERS.c.number == bindparam("at_number"))
    .values({name: bindparam(name) for name in STEP_COLUMNS})
)
COMPLETE = (
    update(ORDERS)
    .where(ORDERS.c.number == bindparam("at_number"))
    .values({name: bindparam(name) for name in (*STEP_COLUMNS, *RESULT_COLUMNS)})
)
COUNT_OUTCOME = Upsert(OUTCOMES, add=["orders"])


class Orders:
    """Each published order as it stands, and the count of ends other than completion."""

    tables: Sequence[Any] = (ORDERS, OUTCOMES)

    def apply(self, session: Session, entries: Sequence[Entry]) -> None:
        steps = [entry for entry in entries if entry.fact.kind.startswith("order.")]
        if not steps:
            return
        connection = session.connection()
        batch = Batch(known=self._known(connection, steps))
        for entry in steps:
            batch.take(entry)
        OPEN.run(connection, list(batch.opened.values()))
        for statement, rows in ((STEP, batch.stepped), (COMPLETE, batch.completed)):
            if rows:
                connection.execute(statement, list(rows.values()))
        COUNT_OUTCOME.run(connection, batch.outcomes.as_rows())

    @staticmethod
    def _known(connection: Any, steps: Sequence[Entry]) -> dict[str, dict[str, Any]]:
        """Only an order that dies, or comes back, must be read first: its region and month are on its row."""
        numbers = sorted(
            {
                str(e.fact.order_number)
                for e in steps
                if e.fact.to_status in UNFULFILLED or e.fact.from_status in UNFULFILLED
            }
        )
        known: dict[str, dict[str, Any]] = {}
        for start in range(0, len(numbers), 500):
            rows = connection.execute(
                select(ORDERS.c.number, ORDERS.c.region_code, ORDERS.c.closed_month).where(
                    ORDERS.c.number.in_(numbers[start : start + 500])
                )
            )
            known |= {row.number: {"region_code": row.region_code, "closed_month": row.closed_month} for row in rows}
        return known


class Batch:
    """The entries of one batch folded to at most three rows per order: opened, moved on, completed."""

    def __init__(self, known: dict[str, dict[str, Any]]) -> None:
        self.known = known
        self.opened: dict[str, dict[str, Any]] = {}
        self.stepped: dict[str, dict[str, Any]] = {}
        self.completed: dict[str, dict[str, Any]] = {}
        self.outcomes = Sums(("month", "region_code", "status"), ("orders",))

    def take(self, entry: Entry) -> None:
        number = entry.fact.order_number
        assert number, "an order entry names its order"  # noqa: S101  held by ledger.record
        step = _step(entry)
        if entry.fact.kind in OPENINGS:
            self._open(number, entry, step)
        elif entry.fact.kind in COMPLETIONS:
            self.completed[number] = {"at_number": number, **step, **_result(entry)}
        else:
            self._move(number, step)
        self._count(number, entry, step)

    def _open(self, number: str, entry: Entry, step: dict[str, Any]) -> None:
        first = self.opened.get(number)
        opened_at = first["opened_at"] if first else entry.fact.occurred_at
        self.stepped.pop(number, None)
        self.opened[number] = {"number": number, "opened_at": opened_at, **_opening(entry), **step}

    def _move(self, number: str, step: dict[str, Any]) -> None:
        if number in self.opened:
            self.opened[number] |= step
        else:
            self.stepped[number] = {"at_number": number, **step}

    def _count(self, number: str, entry: Entry, step: dict[str, Any]) -> None:
        """One end counted where an order dies; taken back, in the month it was counted, where it returns."""
        fact = entry.fact
        row = self.known.get(number)
        if row is None and number in self.opened:
            row = self.known[number] = {"region_code": self.opened[number]["region_code"], "closed_month": LIVING}
        if row is None:
            return  # never published: it ended as a draft
        if row["closed_month"] != LIVING and fact.from_status in UNFULFILLED:
            self.outcomes.add((row["closed_month"], row["region_code"], fact.from_status), (-1,))
        if fact.to_status in UNFULFILLED:
            self.outcomes.add((step["closed_month"], row["region_code"], fact.to_status), (1,))
        row["closed_month"] = step["closed_month"]


def _step(entry: Entry) -> dict[str, Any]:
    fact = entry.fact
    ended = fact.to_status in ENDS
    return {
        "status": fact.to_status,
        "last_entry": entry.index,
        "closed_at": fact.occurred_at if ended else None,
        "closed_month": month_of(fact.occurred_at) if ended else LIVING,
    }


def _opening(entry: Entry) -> dict[str, Any]:
    fact, facts = entry.fact, entry.fact.facts
    return {
        "region_code": fact.region_code,
        "buyer_code": fact.buyer_code,
        "supplier_code": fact.supplier_code,
        "supplier_region": facts["supplier_region"],
        "supplier_class": facts["supplier_class"],
        "category": facts["category"],
        "method": facts["method"],
        "payment_path": facts.get("path", ""),
        "title": facts["title"][:200],
        "gross_idr": fact.amount_idr,
    }


def _result(entry: Entry) -> dict[str, Any]:
    fact, facts = entry.fact, entry.fact.facts
    return {
        "status": COMPLETED,
        "value_idr": fact.amount_idr,
        "tax_idr": facts.get("tax", 0),
        "lines": facts.get("lines", 0),
        "lines_on_time": facts.get("lines_on_time", 0),
        "first_time": facts.get("first_time"),
        "pay_days": facts.get("pay_days"),
        "score_permille": facts.get("score_permille"),
        "category": main_category(facts["categories"]),
    }


def main_category(categories: dict[str, int]) -> str:
    """An order belongs to the category with most of its value, so that categories add up to the total."""
    return min(categories, key=lambda code: (-categories[code], code))
