"""Everything a played history leaves behind, besides its facts: rows of the business tables, kept until the end."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table

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


TableRows = tuple[Table, Sequence[str], Iterable[Sequence[Any]]]


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
    offers: list[tuple[Any, ...]] = field(default_factory=list)
    notes: list[tuple[Any, ...]] = field(default_factory=list)
    assessments: list[tuple[Any, ...]] = field(default_factory=list)
    complaints: list[list[Any]] = field(default_factory=list)
    amendments: list[list[Any]] = field(default_factory=list)
    sanctions: list[tuple[Any, ...]] = field(default_factory=list)
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

    def tables(self, orders: list[PlayedOrder], packages: list[Package]) -> Iterator[TableRows]:
        """All rows, parents first."""
        yield PlanPackage.__table__, PACKAGE, (_package(package) for package in packages)
        yield Order.__table__, ORDER_COLUMNS, (order_row(order) for order in orders)
        yield OrderLine.__table__, LINE_COLUMNS, (line_row(line) for order in orders for line in order.lines)
        yield OrderDocument.__table__, DOCUMENT, self.documents
        yield Offer.__table__, OFFER, self.offers
        yield OrderNote.__table__, NOTE, self.notes
        yield Assessment.__table__, ASSESSMENT, self.assessments
        yield Complaint.__table__, COMPLAINT, self.complaints
        yield Amendment.__table__, AMENDMENT, self.amendments
        yield Sanction.__table__, SANCTION, self.sanctions
        counters = ((*key, last) for key, last in sorted(self.counters.items()))
        yield DocumentCounter.__table__, ("buyer_id", "fiscal_year", "type", "last"), counters
        years = Counter(int(order.number[3:7]) for order in orders)
        yield OrderCounter.__table__, ("fiscal_year", "last"), sorted(years.items())
        used = ((product, day, amount) for (product, day), amount in sorted(self.capacity.items()) if amount)
        yield CapacityUse.__table__, ("product_id", "day", "used"), used


def _package(package: Package) -> tuple[Any, ...]:
    return (
        package.id, package.rup_code, package.unit.id, package.year, package.name, package.account_code,
        package.account_name, "APBD", package.department, package.pagu, package.held, package.posted,
        package.announced_ms,
    )  # fmt: skip
