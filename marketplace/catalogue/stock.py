"""Stock on the shelf and capacity per day: taken and given back in the caller's transaction, never below zero.

Call these before `ledger.record`: every writer then takes product rows, the revision and the log in one order.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Date, bindparam, text

from marketplace.catalogue.errors import NotForSale, OutOfStock, OverCapacity
from marketplace.catalogue.models import ProductStatus
from marketplace.catalogue.search import index
from marketplace.extensions import db

Item = tuple[int, int]  # product id, quantity
DAY = bindparam("day", type_=Date())

# One conditional statement decides: whoever comes second sees the stock the first one left.
TAKE_STOCK = text(
    "UPDATE products SET stock = stock - :quantity"
    " WHERE id = :product AND stock >= :quantity AND status = :active RETURNING stock, min_order"
)
GIVE_STOCK = text("UPDATE products SET stock = stock + :quantity WHERE id = :product RETURNING stock, min_order")
TAKE_CAPACITY = text(
    "INSERT INTO capacity_uses (product_id, day, used)"
    " SELECT id, :day, :quantity FROM products"
    " WHERE id = :product AND daily_capacity >= :quantity AND status = :active"
    " ON CONFLICT (product_id, day) DO UPDATE SET used = capacity_uses.used + excluded.used"
    " WHERE capacity_uses.used + excluded.used"
    " <= (SELECT daily_capacity FROM products WHERE id = excluded.product_id)"
).bindparams(DAY)
GIVE_CAPACITY = text(
    "UPDATE capacity_uses SET used = CASE WHEN used > :quantity THEN used - :quantity ELSE 0 END"
    " WHERE product_id = :product AND day = :day"
).bindparams(DAY)
SHELF = text("SELECT name, stock, daily_capacity, status FROM products WHERE id = :product")
CAPACITY_USED = text("SELECT used FROM capacity_uses WHERE product_id = :product AND day = :day").bindparams(DAY)


def reserve_stock(items: Iterable[Item], day: date) -> None:
    """Goods leave the shelf and capacity of the delivery day is taken, for all items or for none.

    Raises for the first item that cannot be had; the caller rolls back.
    """
    crossed = [product for product, quantity in _in_lock_order(items) if _take(product, quantity, day)]
    index.availability_changed(db.session(), crossed)


def release_stock(items: Iterable[Item], day: date) -> None:
    """What an order that died had taken goes back to the shelf and to the delivery day."""
    crossed = [product for product, quantity in _in_lock_order(items) if _give(product, quantity, day)]
    index.availability_changed(db.session(), crossed)


def record_sale(product_id: int, lines: int = 1) -> None:
    """A completed order line makes its product more popular; results are ordered by it at the next rebuild."""
    db.session.execute(
        text("UPDATE products SET sold_count = sold_count + :lines WHERE id = :product"),
        {"product": product_id, "lines": lines},
    )


def _in_lock_order(items: Iterable[Item]) -> list[Item]:
    """The same product twice is one take, and rows are locked in one order: two carts cannot block each other."""
    totals: Counter[int] = Counter()
    for product, quantity in items:
        if quantity < 1:
            raise ValueError("A quantity is at least one.")
        totals[product] += quantity
    return sorted(totals.items())


def _take(product: int, quantity: int, day: date) -> bool:
    """Whether this take made the product unavailable to the next visitor."""
    values = {"product": product, "quantity": quantity, "active": ProductStatus.ACTIVE.value}
    row = db.session.connection().execute(TAKE_STOCK, values).first()
    if row is None:
        _take_capacity(product, quantity, day, values)
        return False
    left, min_order = row
    return bool(left < min_order <= left + quantity)


def _take_capacity(product: int, quantity: int, day: date, values: dict[str, Any]) -> None:
    """What did not come off the shelf is made for its day, or cannot be had."""
    name, left, capacity, status = _shelf(product)
    if status != ProductStatus.ACTIVE:
        raise NotForSale(name=name)
    if capacity is None:
        raise OutOfStock(name=name, asked=quantity, left=left)
    if db.session.execute(TAKE_CAPACITY, values | {"day": day}).rowcount == 0:  # type: ignore[attr-defined]
        raise OverCapacity(name=name, asked=quantity, left=capacity_left(product, day), day=day)


def _give(product: int, quantity: int, day: date) -> bool:
    """Whether this return made the product available again."""
    if _shelf(product)[2] is not None:
        db.session.execute(GIVE_CAPACITY, {"product": product, "quantity": quantity, "day": day})
        return False
    now_left, min_order = db.session.execute(GIVE_STOCK, {"product": product, "quantity": quantity}).one()
    return bool(now_left - quantity < min_order <= now_left)


def capacity_left(product_id: int, day: date) -> int:
    """What a made-to-order product can still deliver on that day."""
    used = db.session.execute(CAPACITY_USED, {"product": product_id, "day": day}).scalar() or 0
    return (_shelf(product_id)[2] or 0) - used


def _shelf(product: int) -> tuple[str, int | None, int | None, str]:
    row = db.session.execute(SHELF, {"product": product}).first()
    if row is None:
        raise NotForSale(name=f"#{product}")
    return row.name, row.stock, row.daily_capacity, row.status
