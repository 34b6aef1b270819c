"""The ticker's daily work: the shelf's ranking follows the sales, once per day of the world, whoever beats."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import insert, select, update

from marketplace import create_app
from marketplace.catalogue import queries
from marketplace.catalogue.models import Product, ProductSearch
from marketplace.catalogue.stock import record_sale
from marketplace.extensions import db
from marketplace.ledger.models import World
from marketplace.operations import ticker
from marketplace.transparency.models import SupplierStanding
from tests.engines import settings_for
from tests.factories import NOW

NOTHING = dict.fromkeys(
    ("orders", "value_idr", "first_time", "scored", "score_permille", "paid", "pay_days", "complaints",
     "complaints_solved", "complaints_solved_in_time"), 0,
)  # fmt: skip


def best_seller() -> tuple[str, int | None]:
    first = (
        select(Product.name, ProductSearch.on_time_permille)
        .join(ProductSearch, ProductSearch.product_id == Product.id)
        .order_by(ProductSearch.place)
    )
    name, on_time = db.session.execute(first).first()
    db.session.rollback()
    return name, on_time


def revision() -> int:
    number = queries.revision()
    db.session.rollback()
    return number


def sold(name: str) -> None:
    record_sale(db.session.scalars(select(Product.id).where(Product.name == name)).one(), lines=1_000)
    db.session.commit()


def tomorrow() -> None:
    db.session.execute(update(World).values(clock_world_at=NOW + timedelta(days=1)))
    db.session.commit()


@pytest.fixture
def other(database_url: str) -> Iterator[Flask]:
    app = create_app(settings_for(database_url))
    yield app
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()


def test_best_sellers_and_on_time_shares_are_counted_once_a_day(app: Flask) -> None:
    ticker.beat(app)
    db.session.execute(
        insert(SupplierStanding).values(supplier_code="P-35710001", lines=10, lines_on_time=9, **NOTHING)
    )
    sold("Kertas HVS impor")
    before = revision()
    ticker.beat(app)
    assert revision() == before  # the day has its ranking
    tomorrow()
    for _ in range(3):
        ticker.beat(app)
    assert best_seller() == ("Kertas HVS impor", 900)
    assert revision() == before + 1


def test_two_tickers_count_once(app: Flask, other: Flask) -> None:
    ticker.beat(app)
    tomorrow()
    before, gate = revision(), threading.Barrier(2)

    def beat(one: Flask) -> None:
        gate.wait()
        ticker.beat(one)

    beats = [threading.Thread(target=beat, args=(one,)) for one in (app, other)]
    for one in beats:
        one.start()
    for one in beats:
        one.join(60)
    assert revision() == before + 1
