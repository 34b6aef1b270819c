"""Frozen products: why, for the shop and for the admin who can thaw them (R17)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Executable, select

from marketplace.accounts.models import Supplier, User
from marketplace.accounts.permissions import Actor, Permission, Target
from marketplace.catalogue.models import Product, ProductFreeze
from marketplace.extensions import db
from marketplace.regions.models import Region


@dataclass(frozen=True, slots=True)
class Freeze:
    """One freeze that lasts: what is wrong, who said so, and whether the shop has changed the product since."""

    product_id: int
    product_name: str
    supplier_name: str
    region_name: str
    reason: str
    frozen_at: datetime
    admin_name: str
    admin_position: str
    is_changed: bool


_FREEZE = (
    select(
        Product.id, Product.name, Supplier.name, Region.name, ProductFreeze.reason, ProductFreeze.frozen_at,
        User.name, User.position, Product.version > ProductFreeze.frozen_version,
    )
    .select_from(ProductFreeze)
    .join(Product, Product.id == ProductFreeze.product_id)
    .join(Supplier, Supplier.id == Product.supplier_id)
    .join(Region, Region.code == Supplier.region_code)
    .join(User, User.id == ProductFreeze.frozen_by_id)
    .where(ProductFreeze.thawed_at.is_(None))
)  # fmt: skip


def freezes_of(product_ids: list[int]) -> dict[int, Freeze]:
    """The freeze that lasts, by product."""
    return {row.product_id: row for row in _read(_FREEZE.where(Product.id.in_(product_ids)))}


def freezes_for(actor: Actor) -> list[Freeze]:
    """Everything frozen in the actor's regions; what the shop has changed since comes first, then the oldest."""
    reach = actor.regions_for(Permission.PRODUCT_FREEZE)
    changed = Product.version > ProductFreeze.frozen_version
    statement = _FREEZE.order_by(changed.desc(), ProductFreeze.frozen_at, ProductFreeze.id)
    return _read(statement if reach is None else statement.where(Supplier.region_code.in_(reach)))


def product_for_admin(actor: Actor, product_id: int) -> Product | None:
    """A product of the actor's regions; any other is not theirs to freeze."""
    product = db.session.get(Product, product_id)
    return product if product is not None and may_freeze(actor, product.supplier_id) else None


def may_freeze(actor: Actor, supplier_id: int) -> bool:
    if not actor.may(Permission.PRODUCT_FREEZE):
        return False
    region = db.session.scalar(select(Supplier.region_code).where(Supplier.id == supplier_id))
    return actor.may(Permission.PRODUCT_FREEZE, Target(supplier_id=supplier_id, region_code=region))


def _read(statement: Executable) -> list[Freeze]:
    return [Freeze(*row) for row in db.session.execute(statement)]
