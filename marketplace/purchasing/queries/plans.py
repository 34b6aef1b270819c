"""A unit's packages with what is held, posted and free."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from marketplace.accounts.models import Buyer
from marketplace.accounts.permissions import Actor, Permission, Target
from marketplace.extensions import db
from marketplace.purchasing.models import Order, PlanPackage


@dataclass(frozen=True, slots=True)
class PackageRow:
    """A package as a list shows it, with the number of orders that cite it."""

    id: int
    rup_code: str
    name: str
    fiscal_year: int
    account_code: str
    account_name: str
    category_code: str | None
    pagu_idr: int
    held_idr: int
    posted_idr: int
    announced_at: datetime | None
    orders: int

    @property
    def free_idr(self) -> int:
        return self.pagu_idr - self.held_idr - self.posted_idr


def packages_of(buyer_id: int, *, fiscal_year: int | None = None, announced_only: bool = False) -> list[PackageRow]:
    """The packages of a unit, newest year first."""
    orders = select(func.count()).where(Order.package_id == PlanPackage.id).scalar_subquery()
    statement = (
        select(
            PlanPackage.id, PlanPackage.rup_code, PlanPackage.name, PlanPackage.fiscal_year, PlanPackage.account_code,
            PlanPackage.account_name, PlanPackage.category_code, PlanPackage.pagu_idr, PlanPackage.held_idr,
            PlanPackage.posted_idr, PlanPackage.announced_at, orders,
        )
        .where(PlanPackage.buyer_id == buyer_id)
        .order_by(PlanPackage.fiscal_year.desc(), PlanPackage.rup_code)
    )  # fmt: skip
    if fiscal_year is not None:
        statement = statement.where(PlanPackage.fiscal_year == fiscal_year)
    if announced_only:
        statement = statement.where(PlanPackage.announced_at.is_not(None))
    rows: Iterable[Any] = db.session.execute(statement)
    return [PackageRow(*row) for row in rows]


def package_for(actor: Actor, rup_code: str) -> PlanPackage | None:
    """The package of this code, or None where this person may not see it."""
    row = db.session.execute(
        select(PlanPackage, Buyer.region_code)
        .join(Buyer, Buyer.id == PlanPackage.buyer_id)
        .where(PlanPackage.rup_code == rup_code)
    ).first()
    if row is None:
        return None
    package, region_code = row
    target = Target(buyer_id=package.buyer_id, region_code=region_code)
    return package if actor.may(Permission.PLAN_VIEW, target) else None
