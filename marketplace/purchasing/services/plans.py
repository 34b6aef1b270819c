"""Packages of the plan (RUP): drawn up by the PPK, announced by the KPA, their pagu never below what is used."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from marketplace.accounts.models import Buyer
from marketplace.accounts.permissions import Actor, Permission, Target
from marketplace.extensions import db
from marketplace.ledger import services as ledger
from marketplace.purchasing.errors import BadChoice, BadQuantity, NotAllowed, PaguTooLow, ReasonRequired
from marketplace.purchasing.models import PlanPackage
from marketplace.purchasing.services.budgets import lock_package

PAGU_MAX_IDR = 1_000_000_000_000
FIRST_CODE = 43_000_000


def create_package(
    actor: Actor, *, buyer_id: int, fiscal_year: int, name: str, account_code: str, account_name: str, pagu_idr: int,
    category_code: str | None = None, fund_source: str = "APBD",
) -> PlanPackage:  # fmt: skip
    """A package names what is to be bought, from which account, for at most how much."""
    _check_may(actor, Permission.PLAN_EDIT, buyer_id, "create_package")
    if not name.strip() or not account_code.strip():
        raise ReasonRequired(field="name")
    if not 0 < pagu_idr <= PAGU_MAX_IDR:
        raise BadQuantity(line="pagu", max=PAGU_MAX_IDR)
    if not 2020 <= fiscal_year <= 2100:
        raise BadChoice(field="fiscal_year")
    package = PlanPackage(
        buyer_id=buyer_id, fiscal_year=fiscal_year, name=name.strip()[:160],
        account_code=account_code.strip()[:20], account_name=account_name.strip()[:120], pagu_idr=pagu_idr,
        category_code=category_code, fund_source=fund_source.strip()[:20] or "APBD", held_idr=0, posted_idr=0,
    )  # fmt: skip
    _number(package)
    return package


def announce_package(package: PlanPackage, *, actor: Actor, now: datetime) -> None:
    """Only an announced package can be ordered from (R03); announcing twice changes nothing."""
    _check_may(actor, Permission.PLAN_ANNOUNCE, package.buyer_id, "announce_package")
    package = lock_package(package.id)
    if package.announced_at is not None:
        return
    package.announced_at = now
    _tell("plan.announced", package, Permission.PLAN_ANNOUNCE, actor, now)


def change_pagu(package: PlanPackage, pagu_idr: int, *, actor: Actor, now: datetime) -> None:
    """A pagu may rise, or fall to what is held and posted (R38); the log learns of announced ones."""
    _check_may(actor, Permission.PLAN_EDIT, package.buyer_id, "change_pagu")
    package = lock_package(package.id)
    used = package.held_idr + package.posted_idr
    if pagu_idr < max(used, 1):
        raise PaguTooLow(used_idr=used)
    if pagu_idr > PAGU_MAX_IDR:
        raise BadQuantity(line="pagu", max=PAGU_MAX_IDR)
    change = pagu_idr - package.pagu_idr
    package.pagu_idr = pagu_idr
    if package.announced_at is not None and change:
        _tell("plan.changed", package, Permission.PLAN_EDIT, actor, now, change=change)


def _tell(kind: str, package: PlanPackage, permission: Permission, actor: Actor, now: datetime, **more: int) -> None:
    role = actor.role_for(permission, Target(buyer_id=package.buyer_id))
    buyer = db.session.get_one(Buyer, package.buyer_id)
    ledger.record(
        ledger.Fact(
            kind, now, actor_role=role, actor=actor.commitment, region_code=buyer.region_code,
            buyer_code=buyer.code, amount_idr=package.pagu_idr,
            facts={"rup_code": package.rup_code, "name": package.name, "account": package.account_code,
                   "year": package.fiscal_year, **more},
        )
    )  # fmt: skip


def _check_may(actor: Actor, permission: Permission, buyer_id: int, action: str) -> None:
    if not actor.may(permission, Target(buyer_id=buyer_id)):
        raise NotAllowed(action=action)


def _number(package: PlanPackage) -> None:
    """The planning system numbers packages; of two drawn up at once the second takes the next number."""
    for last_try in (False, False, False, True):
        last = db.session.scalar(select(PlanPackage.rup_code).order_by(PlanPackage.rup_code.desc()).limit(1))
        package.rup_code = str(max(int(last or 0), FIRST_CODE) + 1)
        try:
            with db.session.begin_nested():
                db.session.add(package)
            return
        except IntegrityError:
            if last_try:
                raise
