"""What completed orders add up to: by region, unit, supplier, category, method and month."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from marketplace.ledger.services import Entry
from marketplace.transparency.models import (
    RegionHistogram,
    RegionMonth,
    RegionShare,
    SupplierMonth,
    SupplierStanding,
    UnitMonth,
)
from marketplace.transparency.months import month_of
from marketplace.transparency.outcomes import COMPLETIONS
from marketplace.transparency.projections.orders import main_category
from marketplace.transparency.projections.upserts import Sums, Upsert

PAID_IN_TIME_DAYS = 10  # full points of `hari_bayar` (docs/metode.md)
PAY_DAYS_LIMIT = 90  # a median never depends on how late the latest are
PRICE_STEP, PRICE_LOW, PRICE_HIGH = 10, 500, 1500  # permille of the regional reference
SMALL = frozenset({"mikro", "kecil", "koperasi"})  # UMK-Koperasi; menengah is not (Perpres 12/2021 Pasal 65)

REGION_COLUMNS = (
    "orders", "value_idr", "tax_idr", "local_orders", "local_value_idr", "small_value_idr", "domestic_value_idr",
    "lines", "lines_on_time", "first_time", "scored", "score_permille", "not_cheapest", "reasoned", "planned",
    "compared",
)  # fmt: skip
UNIT_COLUMNS = ("orders", "value_idr", "tax_idr", "paid", "pay_days", "paid_in_time", "scored")
SUPPLIER_COLUMNS = ("orders", "value_idr")
STANDING_COLUMNS = (
    "orders", "value_idr", "lines", "lines_on_time", "first_time", "scored", "score_permille", "paid", "pay_days",
    "complaints", "complaints_solved", "complaints_solved_in_time",
)  # fmt: skip

REGION = Upsert(RegionMonth.__table__, add=REGION_COLUMNS)
HISTOGRAM = Upsert(RegionHistogram.__table__, add=["orders"])
SHARE = Upsert(RegionShare.__table__, add=["orders", "value_idr"])
UNIT = Upsert(UnitMonth.__table__, add=UNIT_COLUMNS)
SUPPLIER = Upsert(SupplierMonth.__table__, add=SUPPLIER_COLUMNS)
STANDING = Upsert(SupplierStanding.__table__, add=STANDING_COLUMNS, lowest=["first_month"], highest=["last_month"])


class Completions:
    """Seven small writes for one completion, the same seven statements for twenty thousand."""

    tables: Sequence[Any] = tuple(
        model.__table__
        for model in (RegionMonth, RegionHistogram, RegionShare, UnitMonth, SupplierMonth, SupplierStanding)
    )

    def apply(self, session: Session, entries: Sequence[Entry]) -> None:
        completed = [entry for entry in entries if entry.fact.kind in COMPLETIONS]
        if not completed:
            return
        totals = Totals()
        for entry in completed:
            totals.take(entry)
        totals.write(session.connection())


class Totals:
    """The completions of one batch, added up before anything is written."""

    def __init__(self) -> None:
        self.regions = Sums(("month", "region_code"), REGION_COLUMNS)
        self.histograms = Sums(("month", "measure", "region_code", "bucket"), ("orders",))
        self.shares = Sums(("month", "dimension", "region_code", "share_key"), ("orders", "value_idr"))
        self.units = Sums(("month", "region_code", "buyer_code"), UNIT_COLUMNS)
        self.suppliers = Sums(("month", "region_code", "supplier_code", "is_local"), SUPPLIER_COLUMNS)
        self.standings = Sums(("supplier_code",), STANDING_COLUMNS)
        self.first_months: dict[str, int] = {}
        self.last_months: dict[str, int] = {}

    def take(self, entry: Entry) -> None:
        fact, facts = entry.fact, entry.fact.facts
        month, region, supplier = month_of(fact.occurred_at), fact.region_code, fact.supplier_code
        value = fact.amount_idr or 0
        local = int(facts["supplier_region"] == region)
        self.regions.add((month, region), _region_sums(facts, value, local))
        self.units.add((month, region, fact.buyer_code), _unit_sums(facts, value))
        self.suppliers.add((month, region, supplier, bool(local)), (1, value))
        self._share(month, str(region), facts, value)
        self._histogram(month, str(region), facts)
        self._standing(month, str(supplier), facts, value)

    def _share(self, month: int, region: str, facts: Any, value: int) -> None:
        for dimension, key in (
            ("kategori", main_category(facts["categories"])),
            ("metode", facts["method"]),
            ("kelas", facts["supplier_class"]),
        ):
            self.shares.add((month, dimension, region, key), (1, value))

    def _histogram(self, month: int, region: str, facts: Any) -> None:
        if (days := facts.get("pay_days")) is not None:
            self.histograms.add((month, "days", region, max(0, min(days, PAY_DAYS_LIMIT))), (1,))
        if (ratio := facts.get("price_ratio_permille")) is not None:
            bucket = max(PRICE_LOW, min(ratio // PRICE_STEP * PRICE_STEP, PRICE_HIGH))
            self.histograms.add((month, "price", region, bucket), (1,))

    def _standing(self, month: int, supplier: str, facts: Any, value: int) -> None:
        score, days = facts.get("score_permille"), facts.get("pay_days")
        self.standings.add(
            (supplier,),
            (
                1, value, facts.get("lines", 0), facts.get("lines_on_time", 0), int(facts.get("first_time", False)),
                int(score is not None), score or 0, int(days is not None), days or 0, 0, 0, 0,
            ),
        )  # fmt: skip
        self.first_months[supplier] = min(month, self.first_months.get(supplier, month))
        self.last_months[supplier] = max(month, self.last_months.get(supplier, month))

    def write(self, connection: Any) -> None:
        REGION.run(connection, self.regions.as_rows())
        UNIT.run(connection, self.units.as_rows())
        SUPPLIER.run(connection, self.suppliers.as_rows())
        SHARE.run(connection, self.shares.as_rows())
        HISTOGRAM.run(connection, self.histograms.as_rows())
        STANDING.run(
            connection,
            [
                row
                | {
                    "first_month": self.first_months[row["supplier_code"]],
                    "last_month": self.last_months[row["supplier_code"]],
                }
                for row in self.standings.as_rows()
            ],
        )


def _region_sums(facts: Any, value: int, local: int) -> tuple[int, ...]:
    score = facts.get("score_permille")
    not_cheapest = facts.get("cheapest") is False
    return (
        1,
        value,
        facts.get("tax", 0),
        local,
        value * local,
        value if facts["supplier_class"] in SMALL else 0,
        facts.get("pdn_net", 0),
        facts.get("lines", 0),
        facts.get("lines_on_time", 0),
        int(facts.get("first_time", False)),
        int(score is not None),
        score or 0,
        int(not_cheapest),
        int(not_cheapest and bool(facts.get("reason"))),
        int(bool(facts.get("rup_code"))),
        int(facts.get("compared", 0) >= 2),
    )


def _unit_sums(facts: Any, value: int) -> tuple[int, ...]:
    days = facts.get("pay_days")
    return (
        1,
        value,
        facts.get("tax", 0),
        int(days is not None),
        days or 0,
        int(days is not None and days <= PAID_IN_TIME_DAYS),
        int(facts.get("score_permille") is not None),
    )
