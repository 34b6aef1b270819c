"""Everything a played history leaves behind, besides its facts: rows of the business tables, kept until the end."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from marketplace.accounts.models import Sanction
from marketplace.catalogue.models import CapacityUse
from marketplace.purchasing.models import (
    Amendment,
    Assessment,
    Complaint,
    DocumentCounter,
    DocumentType,
    Offer,
    Order,
    OrderCounter,
    OrderDocument,
    OrderLine,
    OrderNote,
    PlanPackage,
)
from marketplace.simulation import bulk
from marketplace.simulation.cast import Item
from marketplace.simulation.plans import Package
from marketplace.simulation.played import LINE_COLUMNS, ORDER_COLUMNS, PlayedOrder, line_row, order_row
from marketplace.values.identifiers import document_number

DOCUMENT = ("order_id", "type", "number", "sequence", "issued_at", "signed_by", "countersigned_by",
            "countersigned_at", "entry_index", "data")  # fmt: skip
OFFER = ("order_id", "attempt", "round", "by_supplier", "made_by", "lines", "goods_net_idr", "shipping_net_idr",
         "lead_days", "note", "valid_until", "made_at")  # fmt: skip
NOTE = ("order_id", "action", "by_user", "role", "at", "text")
ASSESSMENT = ("order_id", "by_supplier", "quality", "cost", "time", "service", "comment", "made_by", "made_at")
COMPLAINT = ("order_id", "kind", "by_supplier", "text", "status", "filed_at", "resolved_at")
AMENDMENT = ("order_id", "number", "by_supplier", "due_on", "lines", "reason", "proposed_by", "proposed_at",
             "is_agreed", "answered_by", "answered_at")  # fmt: skip
SANCTION = ("supplier_id", "kind", "order_number", "reason", "starts_at", "ends_at")
PACKAGE = ("id", "rup_code", "buyer_id", "fiscal_year", "name", "account_code", "account_name", "fund_source",
           "category_code", "pagu_idr", "held_idr", "posted_idr", "announced_at")  # fmt: skip


@dataclass(slots=True)
class OfferMade:
    """An offer as the facts read it."""

    round: int
    by_supplier: bool
    lines: list[dict[str, int]]
    goods_net_idr: int
    shipping_net_idr: int
    lead_days: int
    valid_until: datetime | None = None


@dataclass(slots=True)
class Archive:
    """Rows of one history. Counters give document numbers without gaps, per unit, year and kind."""

    documents: list[list[Any]] = field(default_factory=list)
    offers: list[tuple] = field(default_factory=list)
    notes: list[tuple] = field(default_factory=list)
    assessments: list[tuple] = field(default_factory=list)
    complaints: list[list[Any]] = field(default_factory=list)
    amendments: list[list[Any]] = field(default_factory=list)
    sanctions: list[tuple] = field(default_factory=list)
    counters: dict[tuple[int, int, str], int] = field(default_factory=dict)
    capacity: dict[tuple[int, date], int] = field(default_factory=dict)
    stock_taken: Counter[int] = field(default_factory=Counter)
    sold: Counter[int] = field(default_factory=Counter)

    def draw_up(self, order: PlayedOrder, kind: DocumentType, signer: int, now: datetime, day: date,
                data: dict[str, Any]) -> list[Any]:  # fmt: skip
        """A new document with the next number of the unit's own series."""
        key = (order.buyer_id, day.year, kind.value)
        sequence = self.counters[key] = self.counters.get(key, 0) + 1
        number = document_number(sequence, kind.value, order.unit.document_code, day)
        row = [order.id, kind.value, number, sequence, now, signer, None, None, None, data]
        self.documents.append(row)
        return row

    def take(self, item: Item | None, product_id: int, quantity: int, day: date) -> None:
        """From the shelf, or from the kitchen's day; a negative quantity goes back."""
        if item is not None and item.made_to_order:
            key = (product_id, day)
            self.capacity[key] = max(0, self.capacity.get(key, 0) + quantity)
        else:
            self.stock_taken[product_id] += quantity

    def settle_shelves(self, items: Iterable[Item]) -> None:
        """Shops restocked whenever their shelf would have run empty; kitchens are as large as their busiest day."""
        busiest: dict[int, int] = {}
        for (product, _), used in self.capacity.items():
            busiest[product] = max(busiest.get(product, 0), used)
        for item in items:
            item.sold += self.sold[item.id]
            if item.made_to_order:
                item.level = max(item.level, -(-busiest.get(item.id, 0) // 10) * 10)
            elif self.stock_taken[item.id] > item.level:
                item.level = max(item.min_order, item.level - self.stock_taken[item.id] % item.level)
            else:
                item.level -= self.stock_taken[item.id]

    def store(self, connection: Connection, orders: list[PlayedOrder], packages: list[Package]) -> None:
        """All rows, parents first."""
        bulk.insert(connection, PlanPackage.__table__, PACKAGE, (_package(package) for package in packages))
        bulk.insert(connection, Order.__table__, ORDER_COLUMNS, (order_row(order) for order in orders))
        lines = (line_row(line) for order in orders for line in order.lines)
        bulk.insert(connection, OrderLine.__table__, LINE_COLUMNS, lines)
        for table, columns, rows in (
            (OrderDocument, DOCUMENT, self.documents), (Offer, OFFER, self.offers), (OrderNote, NOTE, self.notes),
            (Assessment, ASSESSMENT, self.assessments), (Complaint, COMPLAINT, self.complaints),
            (Amendment, AMENDMENT, self.amendments), (Sanction, SANCTION, self.sanctions),
        ):  # fmt: skip
            bulk.insert(connection, table.__table__, columns, rows)  # type: ignore[attr-defined]
        self._store_counters(connection, orders)
        used = ((product, day, amount) for (product, day), amount in sorted(self.capacity.items()) if amount)
        bulk.insert(connection, CapacityUse.__table__, ("product_id", "day", "used"), used)
        bulk.restart_ids(connection, PlanPackage.__table__, Order.__table__)

    def _store_counters(self, connection: Connection, orders: list[PlayedOrder]) -> None:
        rows = ((*key, last) for key, last in sorted(self.counters.items()))
        bulk.insert(connection, DocumentCounter.__table__, ("buyer_id", "fiscal_year", "type", "last"), rows)
        years = Counter(int(order.number[3:7]) for order in orders)
        bulk.insert(connection, OrderCounter.__table__, ("fiscal_year", "last"), sorted(years.items()))


def _package(package: Package) -> tuple:
    return (
        package.id, package.rup_code, package.unit.id, package.year, package.name, package.account_code,
        package.account_name, "APBD", package.department, package.pagu, package.held, package.posted,
        package.announced_ms,
    )  # fmt: skip
