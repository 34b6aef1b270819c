"""From a cart to orders: one order for each shop, all in one group, all or none.

The same code shows what would be ordered (`preview`) and orders it (`place_orders_from_cart`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import selectinload

from marketplace.accounts.models import Buyer
from marketplace.accounts.permissions import Actor, Permission, Role, Target
from marketplace.catalogue.queries import price_reference
from marketplace.extensions import db
from marketplace.purchasing import facts, numbers, pricing, rules
from marketplace.purchasing.errors import (
    BadChoice,
    EmptyCart,
    NotAllowed,
    PackageMissing,
    PackageUnusable,
)
from marketplace.purchasing.models import CartLine, Order, OrderLine, PaymentPath, PlanPackage, PurchaseMethod
from marketplace.purchasing.services import checks, comparisons, listings, means
from marketplace.purchasing.states import advance
from marketplace.purchasing.statuses import OrderAction, OrderStatus
from marketplace.values.period import local_day, timezone_of


class Intent(StrEnum):
    """What the person wants with the cart."""

    SUBMIT = "ajukan"  # buy at the listed price: straight up for approval
    REQUEST = "minta_penawaran"  # ask the shops for their offers first
    DRAFT = "simpan"


@dataclass(frozen=True, slots=True)
class OrderDetails:
    """What the person fills in once for all orders of the group."""

    needed_on: date
    delivery_address: str
    delivery_region_code: str
    recipient_name: str
    recipient_phone: str = ""
    title: str = ""
    purpose: str = ""
    payment_path: str = PaymentPath.UP
    payment_term_days: int = 0
    reason_not_cheapest: str = ""
    compared_product_ids: tuple[int, ...] = ()
    reasons: dict[str, str] = field(default_factory=dict)  # rule id -> written reason for a warning


@dataclass(frozen=True, slots=True)
class PlannedOrder:
    """An order as it would be placed, not stored yet, with the warnings it raises."""

    order: Order
    supplier: Any  # the shop's row
    parties: facts.Parties
    findings: list[rules.Finding]
    payout_idr: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where the money comes from and whose it is."""

    package: PlanPackage
    buyer_code: str
    buyer_kind: str
    region_code: str


# Built once: this is the path that many people take at once.
SOURCE = (
    select(PlanPackage, Buyer.code, Buyer.kind, Buyer.region_code)
    .join(Buyer, Buyer.id == PlanPackage.buyer_id)
    .where(PlanPackage.id == bindparam("package"))
)
SOURCE_LOCKED = SOURCE.with_for_update(of=PlanPackage, key_share=True)
IS_PLACED = select(Order.id).where(Order.group_key == bindparam("key")).limit(1)
PLACED = (
    select(Order).where(Order.group_key == bindparam("key")).options(selectinload(Order.lines)).order_by(Order.id)
)
CART: Any = CartLine.__table__
TAKE_OUT = delete(CART).where(
    CART.c.user_id == bindparam("user"),
    CART.c.buyer_id == bindparam("buyer"),
    CART.c.product_id.in_(bindparam("products", expanding=True)),
)


def place_orders_from_cart(
    actor: Actor, *, buyer_id: int, package_id: int, details: OrderDetails, once_key: str, now: datetime,
    intent: Intent = Intent.SUBMIT, supplier_ids: Sequence[int] | None = None,
) -> list[Order]:  # fmt: skip
    """The cart becomes one order per shop; the same key again returns the same orders and makes none.

    Locks in the order every writer keeps: the package first, then products, counters, and the ledger last.
    """
    role = _drafting_role(actor, buyer_id)
    source = _source(package_id, buyer_id, lock=True)
    key = _own_key(actor, once_key)
    if db.session.connection().execute(IS_PLACED, {"key": key}).first():
        return list(db.session.scalars(PLACED, {"key": key}))
    planned = _plan(actor, role, source, details, now, supplier_ids, intent)
    orders = [plan.order for plan in planned]
    for order in orders:
        rules.check_package(source.package, buyer_id=buyer_id, year=local_day(now).year, gross_idr=order.gross_idr)
    if intent is Intent.SUBMIT:
        _commit_means(planned, source.package, details)
    _take_out_of_cart(actor, buyer_id, orders)
    db.session.flush()  # the package
    _number(orders, key, source.package.fiscal_year)  # from here on every other buyer of the market waits
    for plan in planned:
        _open(plan, actor, now, intent)
    db.session.add_all(orders)  # only now, so that each order is one INSERT in its final state
    db.session.flush()
    return orders


def preview(
    actor: Actor, *, buyer_id: int, package_id: int, details: OrderDetails, now: datetime,
    supplier_ids: Sequence[int] | None = None,
) -> list[PlannedOrder]:  # fmt: skip
    """What the cart would cost and which rules it touches, before anything is written."""
    role = _drafting_role(actor, buyer_id)
    source = _source(package_id, buyer_id, lock=False)
    return _plan(actor, role, source, details, now, supplier_ids, Intent.DRAFT)


def _drafting_role(actor: Actor, buyer_id: int) -> Role:
    role = actor.role_for(Permission.ORDER_DRAFT, Target(buyer_id=buyer_id))
    if role is None:
        raise NotAllowed(action=str(OrderAction.SUBMIT))
    return role


def _own_key(actor: Actor, once_key: str) -> str:
    """A key belongs to one person: nobody can fetch another's orders by guessing it."""
    if not 8 <= len(once_key) <= 40:
        raise BadChoice(field="once_key")
    return f"{actor.user_id}/{once_key}"


def _source(package_id: int, buyer_id: int, *, lock: bool) -> Source:
    """The package with its unit; locked first of all, so that a second click waits here and finds the orders made."""
    row = db.session.execute(
        SOURCE_LOCKED if lock else SOURCE, {"package": package_id}, execution_options={"populate_existing": True}
    ).one_or_none()
    if row is None:
        raise PackageMissing()
    source = Source(*row)
    if source.package.buyer_id != buyer_id:
        raise PackageUnusable(why="satker_lain")
    return source


def _number(orders: list[Order], key: str, year: int) -> None:
    for order, number in zip(orders, numbers.next_order_numbers(year, len(orders)), strict=True):
        order.number, order.group_key, order.once_key = number, key, f"{key}/{order.supplier_id}"


def _plan(
    actor: Actor, role: Role, source: Source, details: OrderDetails, now: datetime,
    supplier_ids: Sequence[int] | None, intent: Intent,
) -> list[PlannedOrder]:  # fmt: skip
    _check_choices(details)
    rows = listings.cart_rows(actor, source.package.buyer_id, details.delivery_region_code[:5], now)
    chosen = [row for row in rows if supplier_ids is None or row.supplier_id in supplier_ids]
    if not chosen:
        raise EmptyCart()
    shops = [list(group) for _, group in groupby(chosen, key=lambda row: row.supplier_id)]
    orders = [_planned_order(actor, source, shop, details, now, intent) for shop in shops]
    for order in orders:
        rules.check_authority(role, order.gross_idr)
    return [
        _with_findings(order, source, shop[0], [other for other in orders if other is not order], now)
        for order, shop in zip(orders, shops, strict=True)
    ]


def _check_choices(details: OrderDetails) -> None:
    if details.payment_path not in set(PaymentPath):
        raise BadChoice(field="payment_path")
    if not 0 <= details.payment_term_days <= 90:
        raise BadChoice(field="payment_term_days")


def _planned_order(
    actor: Actor, source: Source, rows: list[Any], details: OrderDetails, now: datetime, intent: Intent
) -> Order:
    for row in rows:
        listings.check_listed(row, now)
    today = local_day(now, timezone_of(source.region_code))
    listings.check_date(details.needed_on, today, max(row.lead_days for row in rows), source.package.fiscal_year)
    order = _drafted(actor, source, rows[0], details, now, intent)
    order.lines = [_line(n, row, source.region_code) for n, row in enumerate(rows, start=1)]
    order.title = details.title.strip()[:200] or _title(rows)
    pricing.reckon(order)
    if details.compared_product_ids:
        comparisons.compare(order, details.compared_product_ids, details.reason_not_cheapest)
    return order


def _with_findings(order: Order, source: Source, shop: Any, siblings: list[Order], now: datetime) -> PlannedOrder:
    parties = facts.Parties(
        source.region_code, source.buyer_code, source.buyer_kind, shop.supplier_code, shop.supplier_region,
        shop.business_class, source.package.rup_code, source.package.account_code,
    )  # fmt: skip
    findings = checks.findings(
        order, package=source.package, business_class=shop.business_class, now=now, siblings=siblings
    )
    today = local_day(now, timezone_of(source.region_code))
    return PlannedOrder(order, shop, parties, findings, pricing.expected_payout(order, today).credited_idr)


def _drafted(
    actor: Actor, source: Source, shop: Any, details: OrderDetails, now: datetime, intent: Intent
) -> Order:  # fmt: skip
    at_home = source.region_code == shop.supplier_region
    return Order(
        buyer_id=source.package.buyer_id, supplier_id=shop.supplier_id, package_id=source.package.id,
        region_code=source.region_code,
        is_pkp=shop.is_pkp, status=OrderStatus.DRAFT, version=1, drafted_by=actor.user_id, signers=[], warnings=[],
        method=PurchaseMethod.NEGOTIATED if intent is Intent.REQUEST else PurchaseMethod.DIRECT,
        purpose=details.purpose.strip()[:300], recipient_name=details.recipient_name.strip()[:120],
        recipient_phone=details.recipient_phone.strip()[:30], delivery_address=details.delivery_address.strip()[:300],
        delivery_region_code=details.delivery_region_code, needed_on=details.needed_on,
        payment_path=details.payment_path, payment_term_days=details.payment_term_days, compared_count=1,
        is_cheapest=True, comparison=[], held_idr=0, defects=0, penalty_idr=0, withheld_idr=0, late_days=0,
        rfq_count=0, payment_reference="", created_at=now,
        shipping_net_idr=shop.shipping_local_idr if at_home else shop.shipping_other_idr,
    )  # fmt: skip


def _line(number: int, row: Any, region_code: str) -> OrderLine:
    reference = price_reference(row.peer_key, region_code) if row.peer_key else None
    return OrderLine(
        line_number=number, product_id=row.id, product_name=row.name, category_code=row.category_code, unit=row.unit,
        domestic_status=row.domestic_status, tkdn_percent=row.tkdn_percent, tax_class=row.tax_class,
        quantity=row.quantity, list_price_net_idr=row.unit_price_net_idr, unit_price_net_idr=row.unit_price_net_idr,
        reference_price_idr=reference.median_idr if reference else None, despatched=0, received=0, accepted=0,
    )  # fmt: skip


def _title(rows: list[Any]) -> str:
    more = f" dan {len(rows) - 1} lainnya" if len(rows) > 1 else ""
    return f"{rows[0].name[: 200 - len(more)]}{more}"


def _commit_means(planned: list[PlannedOrder], package: PlanPackage, details: OrderDetails) -> None:
    """Money and goods are taken for all orders of the group before the first is written."""
    for plan in planned:
        checks.answer_warnings(plan.order, plan.findings, details.reasons)
        checks.refuse_unexplained(plan.order)
    means.take([plan.order for plan in planned], package)


def _take_out_of_cart(actor: Actor, buyer_id: int, orders: list[Order]) -> None:
    products = [line.product_id for order in orders for line in order.lines]
    db.session.connection().execute(TAKE_OUT, {"user": actor.user_id, "buyer": buyer_id, "products": products})


def _open(plan: PlannedOrder, actor: Actor, now: datetime, intent: Intent) -> None:
    """A draft is the unit's own business; the log begins with the request or the submission."""
    details = facts.opening(plan.order, plan.parties)
    if intent is Intent.SUBMIT:
        advance(plan.order, OrderAction.SUBMIT, actor, now, details=details)
    elif intent is Intent.REQUEST:
        plan.order.rfq_count = 1
        advance(plan.order, OrderAction.SEND_RFQ, actor, now, details=details)
