"""Who takes part and what was planned: units, suppliers, sanctions, announced plans."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from marketplace.ledger.services import Entry
from marketplace.transparency.models import PublicSanction, PublicSupplier, PublicUnit, UnitPlan
from marketplace.transparency.months import month_of
from marketplace.transparency.projections.upserts import Sums, Upsert

UNIT = Upsert(PublicUnit.__table__, put=["region_code", "name", "short_name", "kind", "parent_code"])
SUPPLIER = Upsert(
    PublicSupplier.__table__, put=["region_code", "name", "business_class", "legal_form", "nib", "is_pkp"]
)
SANCTION = Upsert(PublicSanction.__table__)
PLAN = Upsert(UnitPlan.__table__, add=["packages", "pagu_idr"])


class Registers:
    """Registered units, verified suppliers, imposed sanctions and the announced plan per unit and year."""

    tables: Sequence[Any] = tuple(model.__table__ for model in (PublicUnit, PublicSupplier, PublicSanction, UnitPlan))

    def apply(self, session: Session, entries: Sequence[Entry]) -> None:
        self._put(session, entries, "unit.registered", UNIT, _unit)
        self._put(session, entries, "supplier.verified", SUPPLIER, _supplier)
        self._put(session, entries, "sanction.imposed", SANCTION, _sanction)
        self._plan(session, [entry for entry in entries if entry.fact.kind == "plan.announced"])

    @staticmethod
    def _put(
        session: Session, entries: Sequence[Entry], kind: str, upsert: Upsert, row: Callable[[Entry], dict[str, Any]]
    ) -> None:
        rows = [row(entry) for entry in entries if entry.fact.kind == kind]
        if rows:
            upsert.run(session.connection(), rows)

    @staticmethod
    def _plan(session: Session, entries: Sequence[Entry]) -> None:
        sums = Sums(("year", "region_code", "buyer_code"), ("packages", "pagu_idr"))
        for entry in entries:
            fact = entry.fact
            sums.add((fact.facts["year"], fact.region_code, fact.buyer_code), (1, fact.amount_idr or 0))
        if entries:
            PLAN.run(session.connection(), sums.as_rows())


def _unit(entry: Entry) -> dict[str, Any]:
    fact, facts = entry.fact, entry.fact.facts
    return {
        "buyer_code": fact.buyer_code,
        "region_code": fact.region_code,
        "name": facts["name"],
        "short_name": facts.get("short_name") or facts["name"],
        "kind": facts["kind"],
        "parent_code": facts.get("parent"),
    }


def _supplier(entry: Entry) -> dict[str, Any]:
    fact, facts = entry.fact, entry.fact.facts
    return {
        "supplier_code": fact.supplier_code,
        "region_code": fact.region_code,
        "name": facts["name"],
        "business_class": facts["class"],
        "legal_form": facts.get("legal_form", ""),
        "nib": facts["nib"],
        "is_pkp": facts["pkp"],
        "verified_at": fact.occurred_at,
    }


def _sanction(entry: Entry) -> dict[str, Any]:
    fact, facts = entry.fact, entry.fact.facts
    return {
        "entry_index": entry.index,
        "supplier_code": fact.supplier_code,
        "region_code": fact.region_code,
        "month": month_of(fact.occurred_at),
        "kind": facts["kind"],
        "rule": facts.get("rule", ""),
        "until": facts.get("until"),
        "imposed_at": fact.occurred_at,
    }
