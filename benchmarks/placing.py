"""Placing an order through the service, beside raw sqlite3 doing the very same statements."""

import sqlite3
import statistics
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event, or_, select

from benchmarks import worlds
from benchmarks.report import Report
from marketplace.accounts import queries as accounts
from marketplace.accounts.models import Buyer, Membership, Sanction, Supplier
from marketplace.accounts.permissions import Actor, Role
from marketplace.catalogue.models import Product, ProductArea, ProductStatus
from marketplace.extensions import db
from marketplace.purchasing.models import CartLine, PlanPackage
from marketplace.purchasing.services import carts, placing
from marketplace.values.period import local_day
from marketplace.web.now import world_now

ORDERS = 300
REASONS = dict.fromkeys(("R04", "R04a", "R08", "R09", "R28"), "Kebutuhan rutin bulanan, sudah dibandingkan.")


def measure(report: Report, world: Path) -> None:
    with worlds.copy(world, "placing-capture") as folder:
        captured = _capture(folder)
    report.note("statements for one order of one line", f"{statistics.median(map(len, captured)):.0f}")
    with worlds.copy(world, "placing-raw") as folder:
        raw = _replay(folder / "toko.sqlite3", captured)
    with worlds.copy(world, "placing-service") as folder:
        service = _time(folder)
    report.note("orders a second, service and raw", f"{1 / service:,.0f} and {1 / raw:,.0f}")
    report.at_least("placing an order, share of raw sqlite3 (synchronous=FULL)", raw / service, 0.12, "x")


def _capture(folder: Path) -> list[list[tuple[str, Any]]]:
    """Every statement of every order, with its values."""
    said: list[list[tuple[str, Any]]] = []
    with worlds.opened(folder):
        buyer = Customer()

        @event.listens_for(db.engine, "before_cursor_execute")
        def listen(_c: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
            if statement != "BEGIN IMMEDIATE":
                said[-1] += [(statement, v) for v in values] if many else [(statement, values)]

        for number in range(ORDERS):
            said.append([])
            buyer.fill_cart(number)
            said[-1] = []
            buyer.place(number)
    return said


def _time(folder: Path) -> float:
    """Median seconds of one order, committed."""
    taken = []
    with worlds.opened(folder):
        buyer = Customer()
        for number in range(ORDERS):
            buyer.fill_cart(number)
            started = time.perf_counter()
            buyer.place(number)
            taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def _replay(database: Path, orders: list[list[tuple[str, Any]]]) -> float:
    taken = []
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    for statements in orders:
        started = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        for statement, values in statements:
            connection.execute(statement, values or ()).fetchall()
        connection.execute("COMMIT")
        taken.append(time.perf_counter() - started)
    connection.close()
    return statistics.median(taken)


def officials(now: datetime) -> list[tuple[int, int, int]]:
    """Each person who drafts for one unit, with the unit's richest announced package; most money first."""
    rows = db.session.execute(
        select(Membership.user_id, Buyer.id, PlanPackage.id)
        .join(Buyer, Buyer.id == Membership.buyer_id)
        .join(PlanPackage, PlanPackage.buyer_id == Buyer.id)
        .where(
            Membership.role == Role.PROCUREMENT_OFFICIAL,
            Membership.valid_from <= local_day(now),
            or_(Membership.valid_until.is_(None), Membership.valid_until > local_day(now)),
            Buyer.region_code == "35.73",
            PlanPackage.fiscal_year == local_day(now).year,
            PlanPackage.announced_at.is_not(None),
        )
        .order_by((PlanPackage.pagu_idr - PlanPackage.held_idr - PlanPackage.posted_idr).desc(), Membership.user_id)
    ).all()
    people: dict[int, tuple[int, int, int]] = {}
    for user_id, buyer_id, package_id in rows:
        if buyer_id not in {unit for _user, unit, _package in people.values()}:
            people.setdefault(user_id, (user_id, buyer_id, package_id))
    return list(people.values())


class Customer:
    """One procurement official of Kota Malang with budget, and things to buy."""

    def __init__(self, skip: int = 0) -> None:
        self.now = world_now()
        self.user_id, self.buyer_id, self.package_id = officials(self.now)[skip]
        actor = accounts.actor_of(self.user_id, local_day(self.now))
        assert actor is not None
        self.actor: Actor = actor
        self.products = db.session.scalars(
            select(Product.id)
            .join(ProductArea, ProductArea.product_id == Product.id)
            .join(Supplier, Supplier.id == Product.supplier_id)
            .where(
                ProductArea.region_code == "35.73",
                Product.status == ProductStatus.ACTIVE,
                Product.stock > 50,
                Product.min_order == 1,
                Product.unit_price_net_idr < 60_000,
                Supplier.verified_at <= self.now,
                Supplier.id.not_in(select(Sanction.supplier_id)),
            )
            .order_by(Product.stock.desc(), Product.id)
            .limit(200)
        ).all()
        db.session.commit()

    def fill_cart(self, number: int) -> CartLine:
        product_id = self.products[number % len(self.products)]
        line = carts.add_to_cart(self.actor, buyer_id=self.buyer_id, product_id=product_id, quantity=1, now=self.now)
        db.session.commit()
        return line

    def place(self, number: int) -> None:
        placing.place_orders_from_cart(
            self.actor,
            buyer_id=self.buyer_id,
            package_id=self.package_id,
            details=self.details(),
            once_key=f"bench-{number:08}",
            now=self.now + timedelta(milliseconds=number),
        )
        db.session.commit()

    def details(self) -> placing.OrderDetails:
        return placing.OrderDetails(
            needed_on=local_day(self.now) + timedelta(days=21),
            delivery_address="Kantor satuan kerja",
            delivery_region_code="35.73",
            recipient_name="Penerima",
            reason_not_cheapest="Satu-satunya yang tersedia pada tanggal itu.",
            reasons=REASONS,
        )
