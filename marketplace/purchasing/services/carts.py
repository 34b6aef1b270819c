"""One person's cart for one unit: what is in it, at the version that was seen."""

from datetime import datetime

from sqlalchemy import delete, select

from marketplace.accounts.permissions import Actor, Permission, Target
from marketplace.catalogue.models import Product, ProductStatus
from marketplace.extensions import db
from marketplace.purchasing.errors import BadQuantity, BelowMinimumOrder, NotAllowed, NotListed
from marketplace.purchasing.models import CartLine

QUANTITY_MAX = 1_000_000
LINES_MAX = 100


def add_to_cart(actor: Actor, *, buyer_id: int, product_id: int, quantity: int, now: datetime) -> CartLine:
    """The same product again adds to its line and takes up the product as it is now."""
    _check_may(actor, buyer_id)
    product = _listed_product(product_id)
    line = _line(actor, buyer_id, product_id)
    total = quantity + (line.quantity if line else 0)
    _check_quantity(product, total)
    if line is None:
        line = CartLine(user_id=actor.user_id, buyer_id=buyer_id, product_id=product_id, added_at=now)
        db.session.add(line)
    line.quantity, line.product_version = total, product.version
    return line


def change_cart_line(actor: Actor, *, buyer_id: int, product_id: int, quantity: int) -> None:
    """A new quantity; seeing the line again also accepts the product as it is now. Nothing is zero: it leaves."""
    if quantity == 0:
        remove_from_cart(actor, buyer_id=buyer_id, product_id=product_id)
        return
    line = _line(actor, buyer_id, product_id)
    if line is None:
        raise NotListed(product=f"#{product_id}")
    product = _listed_product(product_id)
    _check_quantity(product, quantity)
    line.quantity, line.product_version = quantity, product.version


def remove_from_cart(actor: Actor, *, buyer_id: int, product_id: int) -> None:
    """Taking out what is not there changes nothing."""
    db.session.execute(
        delete(CartLine).where(
            CartLine.user_id == actor.user_id, CartLine.buyer_id == buyer_id, CartLine.product_id == product_id
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


def _line(actor: Actor, buyer_id: int, product_id: int) -> CartLine | None:
    return db.session.scalar(
        select(CartLine).where(
            CartLine.user_id == actor.user_id, CartLine.buyer_id == buyer_id, CartLine.product_id == product_id
        )
    )


def _check_quantity(product: Product, quantity: int) -> None:
    if not 1 <= quantity <= QUANTITY_MAX:
        raise BadQuantity(line=product.name, max=QUANTITY_MAX)
    if quantity < product.min_order:
        raise BelowMinimumOrder(product=product.name, minimum=product.min_order)
