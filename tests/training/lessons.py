"""One group plays a scenario by hand: each seat's steps through the services, as the people of the cast."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from marketplace.accounts.models import Buyer, Supplier, User
from marketplace.accounts.permissions import SYSTEM, Actor
from marketplace.accounts.queries.actors import actor_of
from marketplace.catalogue.models import Product
from marketplace.extensions import db
from marketplace.ledger.models import World
from marketplace.ledger.queries import head
from marketplace.purchasing.models import Order, PlanPackage
from marketplace.purchasing.services import (
    assessments,
    bills,
    carts,
    deliveries,
    handovers,
    inspections,
    orders,
    payments,
    placing,
)
from marketplace.training import casting, checks, happenings, scenarios
from marketplace.training.checks import Happening, Progress, State
from marketplace.values.period import local_day

REASONS = dict.fromkeys(("R04", "R04a", "R08", "R09"), "sudah ditimbang")


class Lesson:
    """A class of one scenario; `group` is the one that plays. Time goes on by ten minutes at each act."""

    def __init__(self, code: str, *, groups: int = 1, group: int = 1) -> None:
        self.scenario = scenarios.load(code)
        self.cast = casting.cast(db.session(), self.scenario, groups=groups)
        self.group = group
        self.start = head() + 1
        world = db.session.get_one(World, 1)
        self.now = max(self.scenario.clock or world.clock_world_at, world.clock_world_at)

    def at(self, seat: str) -> dict[str, Any]:
        """Who acts and when, for a service."""
        self.now += timedelta(minutes=10)
        return {"actor": self.actor(seat), "now": self.now}

    def actor(self, seat: str) -> Actor:
        username = self.cast.username(self.group, seat)
        user_id = db.session.scalars(select(User.id).where(User.username == username)).one()
        actor = actor_of(user_id, local_day(self.now))
        assert actor is not None
        return actor

    def next_day(self, days: int = 1) -> None:
        self.now += timedelta(days=days)

    def today(self) -> date:
        return local_day(self.now)

    def unit(self, where: str = "unit") -> Buyer:
        place = self.cast.place(self.group, where)
        assert place is not None
        return db.session.get_one(Buyer, place.id)

    def shop(self, where: str = "shop") -> Supplier:
        place = self.cast.place(self.group, where)
        assert place is not None
        return db.session.get_one(Supplier, place.id)

    def product(self, words: str, shop: int) -> Product:
        found = select(Product).where(Product.supplier_id == shop, Product.name.icontains(words))
        return db.session.scalars(found.order_by(Product.id)).first() or _no_product(words)

    def rivals(self, product: Product, count: int) -> tuple[int, ...]:
        """The same thing at other shops."""
        found = select(Product.id).where(Product.name == product.name, Product.supplier_id != product.supplier_id)
        return tuple(db.session.scalars(found.order_by(Product.unit_price_net_idr, Product.id).limit(count)))

    def place(
        self, words: str, quantity: int, *, shop: str = "shop", seat: str = "pp", compared: int = 1, days: int = 10,
        intent: placing.Intent = placing.Intent.SUBMIT, reason: str = "Pelayanannya sudah teruji.",
        package: str = "", elsewhere: int | None = None,
    ) -> Order:  # fmt: skip
        """The seat orders from the group's shop, or from another one by its id."""
        unit = self.unit()
        product = self.product(words, elsewhere or self.shop(shop).id)
        by = self.at(seat)
        carts.add_to_cart(by["actor"], buyer_id=unit.id, product_id=product.id, quantity=quantity, now=self.now)
        details = placing.OrderDetails(
            needed_on=self.today() + timedelta(days=days), delivery_address=unit.address,
            delivery_region_code=unit.region_code, recipient_name="Penerima", purpose="Pelayanan warga dan rapat RW bulan September",
            compared_product_ids=self.rivals(product, compared), reason_not_cheapest=reason, reasons=REASONS,
        )  # fmt: skip
        (order,) = placing.place_orders_from_cart(
            by["actor"], buyer_id=unit.id, package_id=self.package(package), details=details, now=self.now,
            once_key=f"lesson-{self.now.timestamp():.0f}", intent=intent,
        )  # fmt: skip
        return order

    def package(self, words: str) -> int:
        wish = next(place for place in self.scenario.places if place.where == "unit")
        found = select(PlanPackage.id).where(
            PlanPackage.buyer_id == self.unit().id, PlanPackage.name.icontains(words or wish.package)
        )
        return db.session.scalars(found.order_by(PlanPackage.pagu_idr.desc())).first() or _no_product(words)

    def approve_and_issue(self, order: Order) -> None:
        orders.approve(order, **self.at("kpa"))
        orders.issue_order(order, **self.at("kpa"))

    def deliver(self, order: Order, *, seat: str = "toko") -> None:
        """Accepted, sent, counted; on the day it is due."""
        orders.accept(order, **self.at(seat))
        deliveries.despatch(order, **self.at(seat))
        deliveries.record_receipt(order, **self.at("pp"))

    def hand_over(self, order: Order, *, seat: str = "kpa") -> None:
        inspections.inspect(order, **self.at(seat))
        handovers.hand_over(order, **self.at(seat))

    def pay(self, order: Order, *, seat: str = "toko", kpa: str = "kpa") -> None:
        """Billed, verified, authorised, paid, passed on and assessed."""
        bills.bill(order, **self.at(seat))
        bills.verify_bill(order, **self.at("bendahara"))
        payments.authorise_payment(order, **self.at(kpa))
        payments.pay(order, reference="NPD-001", **self.at("bendahara"))
        self.next_day()
        payments.pay_out(order, actor=SYSTEM, now=self.now)
        assessments.assess(order, marks=(3, 3, 3, 3), **self.at(kpa))

    def happenings(self) -> list[Happening]:
        return happenings.since(self.start, self.cast)

    def progress(self) -> dict[str, Progress]:
        found = checks.progress(self.scenario, self.cast, self.happenings())
        return {step: one for (group, step), one in found.items() if group == self.group}

    def open_steps(self) -> dict[str, Any]:
        """What is not done yet, and why."""
        return {step: one.problem for step, one in self.progress().items() if one.state is not State.DONE}


def _no_product(words: str) -> Any:
    raise AssertionError(f"nothing called {words}")
