"""Stock and capacity never fall below zero, whoever runs at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select, text

from marketplace.catalogue import errors, queries, stock
from marketplace.catalogue.models import CapacityUse, Product, ProductSearch
from marketplace.catalogue.search import index
from marketplace.extensions import db

DAY = date(2023, 9, 5)


def product_named(name: str) -> Product:
    return db.session.scalars(select(Product).where(Product.name == name)).one()


def test_reserving_takes_from_the_shelf_and_releasing_gives_back(app: Flask) -> None:
    paper = product_named("Kertas HVS A4 70 gram").id
    stock.reserve_stock([(paper, 30)], DAY)
    assert queries.product_for_order(paper).stock == 70
    stock.release_stock([(paper, 30)], DAY)
    assert queries.product_for_order(paper).stock == 100


def test_more_than_the_shelf_holds_is_refused_with_what_is_left(app: Flask) -> None:
    paper = product_named("Kertas HVS F4 75 gram").id
    with pytest.raises(errors.OutOfStock) as refusal:
        stock.reserve_stock([(paper, 3), (paper, 3)], DAY)
    assert refusal.value.values["left"] == 5


def test_a_refused_item_leaves_nothing_behind_after_the_rollback(app: Flask) -> None:
    a4, f4 = product_named("Kertas HVS A4 70 gram").id, product_named("Kertas HVS F4 75 gram").id
    with pytest.raises(errors.OutOfStock):
        stock.reserve_stock([(a4, 10), (f4, 10)], DAY)
    db.session.rollback()
    assert queries.product_for_order(a4).stock == 100


def test_made_to_order_takes_capacity_of_the_delivery_day_only(app: Flask) -> None:
    rice = product_named("Nasi kotak ayam bakar").id
    stock.reserve_stock([(rice, 150)], DAY)
    with pytest.raises(errors.OverCapacity) as refusal:
        stock.reserve_stock([(rice, 60)], DAY)
    assert refusal.value.values["left"] == 50
    stock.reserve_stock([(rice, 60)], date(2023, 9, 6))
    stock.release_stock([(rice, 150)], DAY)
    assert stock.capacity_left(rice, DAY) == 200


def test_more_than_a_whole_day_can_hold_is_refused_at_once(app: Flask) -> None:
    with pytest.raises(errors.OverCapacity):
        stock.reserve_stock([(product_named("Nasi kotak ayam bakar").id, 201)], DAY)


def test_a_paused_product_cannot_be_reserved(app: Flask) -> None:
    paper = product_named("Kertas HVS A4 70 gram")
    paper.status = "jeda"
    db.session.flush()
    with pytest.raises(errors.NotForSale):
        stock.reserve_stock([(paper.id, 1)], DAY)


def test_the_revision_moves_only_when_the_shelf_empties_or_fills(app: Flask) -> None:
    index.rebuild_index(db.session)
    paper = product_named("Kertas HVS F4 75 gram").id
    before = queries.revision()
    stock.reserve_stock([(paper, 4)], DAY)
    assert queries.revision() == before
    stock.reserve_stock([(paper, 1)], DAY)
    assert queries.revision() == before + 1
    available = select(ProductSearch.is_available).where(ProductSearch.product_id == paper)
    assert db.session.scalar(available) is False
    stock.release_stock([(paper, 5)], DAY)
    assert queries.revision() == before + 2
    assert db.session.scalar(available) is True


@pytest.mark.parametrize(("name", "most"), [("Kertas HVS A4 70 gram", 100), ("Nasi kotak ayam bakar", 200)])
def test_eight_writers_never_sell_more_than_there_is(app: Flask, name: str, most: int) -> None:
    product = product_named(name).id
    db.session.commit()

    def buyer(_: int) -> int:
        with app.app_context():
            bought = 0
            try:
                for _ in range(10):
                    try:
                        stock.reserve_stock([(product, 7)], DAY)
                        db.session.commit()
                        bought += 7
                    except (errors.OutOfStock, errors.OverCapacity):
                        db.session.rollback()
            finally:
                db.session.remove()
            return bought

    with ThreadPoolExecutor(8) as pool:
        sold = sum(pool.map(buyer, range(8)))
    assert sold == most - most % 7
    left = db.session.execute(text("SELECT stock FROM products WHERE id = :id"), {"id": product}).scalar()
    used = db.session.scalar(select(CapacityUse.used).where(CapacityUse.product_id == product)) or 0
    assert (left if left is not None else 200 - used) == most % 7
