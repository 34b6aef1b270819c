"""Money of a plan package: held when an order is submitted, posted when it is paid, released when it dies (R38)."""

from sqlalchemy import select

from marketplace.extensions import db
from marketplace.purchasing.errors import BudgetExceeded, PackageMissing
from marketplace.purchasing.models import Order, PlanPackage


def lock_package(package_id: int) -> PlanPackage:
    """The package's row, locked: whoever comes second sees what the first one left."""
    package: PlanPackage | None = db.session.scalar(
        select(PlanPackage)
        .where(PlanPackage.id == package_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    if package is None:
        raise PackageMissing()
    return package


def hold(order: Order, package: PlanPackage, amount_idr: int) -> None:
    """Nobody may commit more than the package has left."""
    if amount_idr > package.free_idr:
        raise BudgetExceeded(amount_idr=amount_idr, free_idr=package.free_idr)
    package.held_idr += amount_idr
    order.held_idr += amount_idr


def hold_only(order: Order, amount_idr: int) -> None:
    """An order that shrinks or dies keeps less; the rest is free for other orders."""
    surplus = order.held_idr - amount_idr
    if surplus > 0:
        lock_package(order.package_id).held_idr -= surplus
        order.held_idr = amount_idr


def post(order: Order) -> None:
    """What is paid leaves the budget for good; what was held beyond it is free again."""
    package = lock_package(order.package_id)
    package.held_idr -= order.held_idr
    package.posted_idr += order.payable_idr
    order.held_idr = 0
