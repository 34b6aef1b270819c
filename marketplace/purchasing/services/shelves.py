"""What an order takes from the shop's shelf, and what goes back when less is bought than was reserved."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from marketplace.catalogue import stock
from marketplace.catalogue.errors import CatalogueError, NotForSale
from marketplace.catalogue.models import Product
from marketplace.extensions import db
from marketplace.purchasing.errors import NotListed, SoldOut
from marketplace.purchasing.models import Order


def reserve(orders: Iterable[Order]) -> None:
    """Goods leave the shelf when the order goes up for approval, the day's capacity likewise."""
    items: dict[date, list[tuple[int, int]]] = {}
    for order in orders:
        items.setdefault(delivery_day(order), []).extend((line.product_id, line.quantity) for line in order.lines)
    for day in sorted(items):
        _reserve(items[day], day)


def release(order: Order, quantities: dict[int, int]) -> None:
    """Some of it goes back."""
    items = [(product, quantity) for product, quantity in quantities.items() if quantity]
    if items:
        stock.release_stock(items, delivery_day(order))


def move_capacity(order: Order, day: date, to: date) -> None:
    """What is made to order is made for its delivery day; goods on the shelf do not mind which."""
    if day == to:
        return
    made = db.session.scalars(
        select(Product.id).where(
            Product.id.in_([line.product_id for line in order.lines]), Product.daily_capacity.is_not(None)
        )
    ).all()
    items = [(line.product_id, line.quantity) for line in order.lines if line.product_id in made]
    if items:
        stock.release_stock(items, day)
        _reserve(items, to)


def delivery_day(order: Order) -> date:
    return order.due_on or order.needed_on


def _reserve(items: list[tuple[int, int]], day: date) -> None:
    try:
        stock.reserve_stock(items, day)
    except NotForSale as error:
        raise NotListed(product=error.values["name"]) from error
    except CatalogueError as error:
        raise SoldOut(product=error.values["name"], available=error.values.get("left", 0)) from error
