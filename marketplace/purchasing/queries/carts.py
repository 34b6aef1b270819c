"""What is in a person's cart for a unit, shop by shop, with what changed since it was put there."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from marketplace.accounts.models import Buyer, Supplier
from marketplace.accounts.permissions import Actor
from marketplace.catalogue.models import Product, ProductStatus
from marketplace.extensions import db
from marketplace.purchasing.models import CartLine, PlanPackage

_COUNT = select(func.count()).where(CartLine.user_id == bindparam("user_id"))
_HERE = CartLine.user_id == bindparam("user_id"), CartLine.buyer_id == bindparam("buyer_id")
_SHOPS = (
    select(Supplier.id, Supplier.name)
    .distinct()
    .join(Product, Product.supplier_id == Supplier.id)
    .join(CartLine, CartLine.product_id == Product.id)
    .where(*_HERE)
    .order_by(Supplier.id)
)
_PACKAGES = select(PlanPackage.id).where(
    PlanPackage.buyer_id == bindparam("buyer_id"),
    PlanPackage.fiscal_year == bindparam("year"),
    PlanPackage.announced_at.is_not(None),
)
_REGION = select(Buyer.region_code).where(Buyer.id == bindparam("buyer_id"))


@dataclass(frozen=True, slots=True)
class CartItem:
    """One product in the cart as it is now."""

    product_id: int
    name: str
    unit: str
    quantity: int
    unit_price_net_idr: int
    min_order: int
    stock: int | None
    daily_capacity: int | None
    lead_days: int
    photo_id: int | None
    category_code: str
    tax_class: str
    is_listed: bool
    has_changed: bool

    @property
    def net_idr(self) -> int:
        return self.quantity * self.unit_price_net_idr


@dataclass(frozen=True, slots=True)
class CartGroup:
    """What will become one order."""

    supplier_id: int
    supplier_name: str
    supplier_class: str
    supplier_region: str
    is_pkp: bool
    shipping_local_idr: int
    shipping_other_idr: int
    items: tuple[CartItem, ...]

    @property
    def goods_net_idr(self) -> int:
        return sum(item.net_idr for item in self.items)

    def shipping_to(self, region_code: str) -> int:
        return self.shipping_local_idr if region_code == self.supplier_region else self.shipping_other_idr


@dataclass(frozen=True, slots=True)
class Checkout:
    """What a sent cart may choose from: its shops and the unit's announced packages."""

    buyer_id: int
    region_code: str
    shops: list[tuple[int, str]]
    package_ids: list[int]


def checkout_of(connection: Connection, actor: Actor, buyer_id: int, fiscal_year: int) -> Checkout:
    """Asked before anything is locked, so only what the form needs."""
    values = {"user_id": actor.user_id, "buyer_id": buyer_id, "year": fiscal_year}
    region_code = connection.execute(_REGION, values).scalar_one()
    shops = [(shop, name) for shop, name in connection.execute(_SHOPS, values)]
    return Checkout(buyer_id, region_code, shops, [package for (package,) in connection.execute(_PACKAGES, values)])


def cart_of(actor: Actor, buyer_id: int) -> list[CartGroup]:
    """The cart in one statement."""
    rows = db.session.execute(
        select(
            Supplier.id, Supplier.name, Supplier.business_class, Supplier.region_code, Supplier.is_pkp,
            Supplier.shipping_local_idr, Supplier.shipping_other_idr, Product.id, Product.name, Product.unit,
            CartLine.quantity, Product.unit_price_net_idr, Product.min_order, Product.stock, Product.daily_capacity,
            Product.lead_days, Product.photo_id, Product.category_code, Product.tax_class, Product.status,
            Product.version, CartLine.product_version,
        )
        .join(Product, Product.id == CartLine.product_id)
        .join(Supplier, Supplier.id == Product.supplier_id)
        .where(CartLine.user_id == actor.user_id, CartLine.buyer_id == buyer_id)
        .order_by(Supplier.id, CartLine.id)
    ).all()  # fmt: skip
    shops: Iterable[Any] = groupby(rows, key=lambda row: tuple(row[:7]))
    return [_group(*shop, _items(group)) for shop, group in shops]


def cart_count(connection: Connection, actor: Actor) -> int:
    """How many products lie in this person's carts; for the header of every page."""
    return connection.scalar(_COUNT, {"user_id": actor.user_id}) or 0


def _group(*columns: Any) -> CartGroup:
    return CartGroup(*columns)


def _items(rows: Iterable[Any]) -> tuple[CartItem, ...]:
    return tuple(_item(*row[7:]) for row in rows)


def _item(*columns: Any) -> CartItem:
    status, version, seen_version = columns[-3:]
    return CartItem(*columns[:-3], status == ProductStatus.ACTIVE, version != seen_version)  # type: ignore[call-arg]
