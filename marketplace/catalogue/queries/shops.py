"""Shops as everyone may see them (R42: no tax number, no bank, no address), and their record from the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, select

from marketplace.accounts.models import Supplier
from marketplace.extensions import db

SAMPLE_MIN = 5  # with fewer delivered lines or marks a share says nothing: "belum dinilai"


@dataclass(frozen=True, slots=True)
class Standing:
    """What completed orders say about a shop; None where the sample is too small to speak."""

    orders: int
    on_time_permille: int | None
    first_time_permille: int | None
    score_permille: int | None  # mean assessment (R25), 3000 is the best
    assessments: int


NO_RECORD = Standing(0, None, None, None, 0)


def shop_standing(supplier_codes: Iterable[str]) -> dict[str, Standing]:
    """Each shop's record as the projection over the ledger has it; a shop without orders is missing."""
    table: Table | None = db.metadata.tables.get("supplier_standing")
    if table is None:
        return {}
    rows = db.session.execute(select(table).where(table.c.supplier_code.in_(sorted(set(supplier_codes)))))
    return {row.supplier_code: _standing(row) for row in rows}


def _standing(row: Any) -> Standing:
    return Standing(
        orders=row.orders,
        on_time_permille=_share(row.lines_on_time, row.lines),
        first_time_permille=_share(row.first_time, row.orders),
        score_permille=row.score_permille // row.scored if row.scored >= SAMPLE_MIN else None,
        assessments=row.scored,
    )


def _share(part: int, whole: int) -> int | None:
    return part * 1000 // whole if whole >= SAMPLE_MIN else None


def public_shop(code: str) -> Any | None:
    """A shop by its public code, without what is private."""
    return db.session.execute(
        select(
            Supplier.id, Supplier.code, Supplier.name, Supplier.description, Supplier.legal_form,
            Supplier.business_class, Supplier.is_pkp, Supplier.region_code, Supplier.shipping_local_idr,
            Supplier.shipping_other_idr, Supplier.verified_at, Supplier.created_at,
        ).where(Supplier.code == code)
    ).first()  # fmt: skip
