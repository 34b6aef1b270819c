"""One person's cart for one unit: what is in it, at the version that was seen."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, text, update

from marketplace.accounts.permissions import Actor, Permission, Target
from marketplace.catalogue.models import Product, ProductStatus
from marketplace.extensions import db
from marketplace.purchasing.errors import BadQuantity, BelowMinimumOrder, NotAllowed, NotListed
from marketplace.purchasing.models import CartLine
from marketplace.web.columns import UtcTime

QUANTITY_MAX = 1_000_000
CART: Any = CartLine.__table__


# One statement whoever else changes or orders this cart meanwhile; both engines know it.
PUT = text(
    "INSERT INTO cart_lines (user_id, buyer_id, product_id, product_version, quantity, added_at)"
    " VALUES (:user, :buyer, :product, :version, :quantity, :now)"
    " ON CONFLICT (user_id, buyer_id, product_id) DO UPDATE"
    " SET quantity = excluded.quantity, product_version = excluded.product_version"
).bindparams(bindparam("now", type_=UtcTime()))


def add_to_cart(actor: Actor, *, buyer_id: int, product_id: int, quantity: int, now: datetime) -> None:
    """The same product again adds to its line and takes up the product as it is now."""
    _check_may(actor, buyer_id)
    product = _listed_product(product_id)
    total = quantity + (_quantity_in_cart(actor, buyer_id, product_id) or 0)
    _check_quantity(product, total)
    values = {"user": actor.user_id, "buyer": buyer_id, "product": product_id, "version": product.version}
    db.session.execute(PUT, values | {"quantity": total, "now": now})


def change_cart_line(actor: Actor, *, buyer_id: int, product_id: int, quantity: int) -> None:
    """A new quantity; seeing the line again also accepts the product as it is now. Nothing is zero: it leaves."""
    if quantity == 0:
        remove_from_cart(actor, buyer_id=buyer_id, product_id=product_id)
        return
    product = _listed_product(product_id)
    _check_quantity(product, quantity)
    if _quantity_in_cart(actor, buyer_id, product_id) is None:
        raise NotListed(product=product.name)
    db.session.execute(
        update(CART)
        .where(CART.c.user_id == actor.user_id, CART.c.buyer_id == buyer_id, CART.c.product_id == product_id)
        .values(quantity=quantity, product_version=product.version)
    )


def remove_from_cart(actor: Actor, *, buyer_id: int, product_id: int) -> None:
    """Taking out what is not there changes nothing."""
    db.session.execute(
        delete(CART).where(
            CART.c.user_id == actor.user_id, CART.c.buyer_id == buyer_id, CART.c.product_id == product_id
        )
    )


def _check_may(actor: Actor, buyer_id: int) -> None:
    if not actor.may(Permission.ORDER_DRAFT, Target(buyer_id=buyer_id)):
        raise NotAllowed(action="cart")


def _listed_product(product_id: int) -> Product:
    product = db.session.get(Product, product_id)
    if product is None or product.status != ProductStatus.ACTIVE:
        raise NotListed(product=product.name if product else f"#{product_id}")
    return product


def _quantity_in_cart(actor: Actor, buyer_id: int, product_id: int) -> int | None:
    quantity: int | None = db.session.scalar(
        select(CART.c.quantity).where(
            CART.c.user_id == actor.user_id, CART.c.buyer_id == buyer_id, CART.c.product_id == product_id
        )
    )
    return quantity


def _check_quantity(product: Product, quantity: int) -> None:
    if not 1 <= quantity <= QUANTITY_MAX:
        raise BadQuantity(line=product.name, max=QUANTITY_MAX)
    if quantity < product.min_order:
        raise BelowMinimumOrder(product=product.name, minimum=product.min_order)
