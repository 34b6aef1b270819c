"""Orders with all their entries, a page at a time: by entry for what is new, by number for the whole."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from marketplace.extensions import db
from marketplace.ledger.models import LedgerEntry
from marketplace.transparency.models import PublicOrder, PublicSupplier, PublicUnit
from marketplace.transparency.ocds.parties import BUYER_SCHEME, SUPPLIER_SCHEME, Organisation
from marketplace.transparency.ocds.releases import Dossier, Release, releases_of
from marketplace.transparency.queries.orders import Step
from marketplace.transparency.reference import category_names, region_names

ENTRIES_A_PAGE, ORDERS_A_PAGE = 100, 20  # some 300 and 1000 kB
Address = Callable[[str], str]  # of an order's public page
STEP = (
    LedgerEntry.index, LedgerEntry.kind, LedgerEntry.occurred_at, LedgerEntry.from_status, LedgerEntry.to_status,
    LedgerEntry.actor_role, LedgerEntry.amount_idr, LedgerEntry.facts, LedgerEntry.leaf_hash,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """Releases in log order, and the entry the next page starts at; None at the end of the log."""

    releases: list[Release]
    following: int | None


def releases_from(start: int, address: Address) -> ReleasePage:
    """At most a page; entries that change nothing public are passed over, so a page is never empty before the end."""
    while True:
        rows = db.session.execute(
            select(LedgerEntry.index, LedgerEntry.order_number)
            .where(LedgerEntry.index >= start, LedgerEntry.kind.startswith("order."))
            .order_by(LedgerEntry.index)
            .limit(ENTRIES_A_PAGE)
        ).all()
        wanted = frozenset(index for index, _ in rows)
        found = [r for dossier in dossiers({row.order_number for row in rows}, address)
                 for r in releases_of(dossier, wanted)]  # fmt: skip
        following = rows[-1][0] + 1 if len(rows) == ENTRIES_A_PAGE else None
        if found or following is None:
            return ReleasePage(sorted(found, key=lambda release: release.entry), following)
        start = following


def dossiers_after(number: str, address: Address) -> list[Dossier]:
    """A page of published orders by number."""
    later = select(PublicOrder.number).where(PublicOrder.number > number).order_by(PublicOrder.number)
    return dossiers(db.session.scalars(later.limit(ORDERS_A_PAGE)).all(), address)


def dossiers(numbers: Iterable[str], address: Address) -> list[Dossier]:
    """Published orders among these, by number."""
    wanted = sorted(set(numbers))
    rows = db.session.execute(
        select(
            PublicOrder.number,
            PublicOrder.region_code,
            PublicOrder.buyer_code,
            PublicUnit.name.label("buyer_name"),
            PublicUnit.kind,
            PublicSupplier.name.label("supplier_name"),
            PublicSupplier.nib,
            PublicSupplier.region_code.label("supplier_region"),
            PublicSupplier.business_class,
        )
        .join(PublicUnit, PublicUnit.buyer_code == PublicOrder.buyer_code)
        .join(PublicSupplier, PublicSupplier.supplier_code == PublicOrder.supplier_code)
        .where(PublicOrder.number.in_(wanted))
        .order_by(PublicOrder.number)
    ).all()
    steps = _steps([row.number for row in rows])
    regions = region_names({code for row in rows for code in (row.region_code, row.supplier_region)})
    categories = category_names("id")
    return [
        Dossier(
            row.number,
            Organisation(BUYER_SCHEME, row.buyer_code, row.buyer_name, row.region_code, row.kind),
            Organisation(SUPPLIER_SCHEME, row.nib, row.supplier_name, row.supplier_region, row.business_class),
            regions,
            categories,
            address(row.number),
            tuple(steps[row.number]),
        )
        for row in rows
    ]


def _steps(numbers: Sequence[str]) -> dict[str, list[Step]]:
    found: defaultdict[str, list[Step]] = defaultdict(list)
    rows: Any = db.session.execute(
        select(LedgerEntry.order_number, *STEP)
        .where(LedgerEntry.order_number.in_(numbers), LedgerEntry.kind.startswith("order."))
        .order_by(LedgerEntry.index)
    )
    for row in rows:
        step = Step(row[1], row.kind, row.occurred_at, row.from_status, row.to_status, row.actor_role, row.amount_idr,
                    json.loads(row.facts), row.leaf_hash)  # fmt: skip
        found[row.order_number].append(step)
    return found
