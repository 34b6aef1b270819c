"""From a cart to orders: one order for each shop, all in one group, all or none.

The same code shows what would be ordered (`preview`) and orders it (`place_orders_from_cart`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from typing import Any

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import selectinload

from marketplace.accounts.models import Buyer, Sanction, Supplier
from marketplace.accounts.permissions import Actor, Permission, Role, Target
from marketplace.catalogue.models import Product, ProductArea
from marketplace.extensions import db
from marketplace.purchasing import facts, numbers, pricing, rules
from marketplace.purchasing.errors import (
    BadChoice,
    EmptyCart,
    NotAllowed,
    PackageMissing,
)
from marketplace.purchasing.models import CartLine, Order, OrderLine, PaymentPath, PlanPackage, PurchaseMethod
from marketplace.purchasing.queries import blocks_now
from marketplace.purchasing.services import budgets, checks, comparisons, listings, means
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


def place_orders_from_cart(
    actor: Actor, *, buyer_id: int, package_id: int, details: OrderDetails, once_key: str, now: datetime,
    intent: Intent = Intent.SUBMIT, supplier_ids: Sequence[int] | None = None,
) -> list[Order]:  # fmt: skip
    """The cart becomes one order per shop; the same key again returns the same orders and makes none.

    Locks in the order every writer keeps: the package first, then products, counters, and the ledger last.
    """
    role = _drafting_role(actor, buyer_id)
    package = budgets.lock_package(package_id)
    key = _own_key(actor, once_key)
    if placed := _already_placed(key):
        return placed
    planned = _plan(actor, role, package, buyer_id, details, now, supplier_ids, intent)
    orders = [plan.order for plan in planned]
    for order in orders:
        rules.check_package(package, buyer_id=buyer_id, year=local_day(now).year, gross_idr=order.gross_idr)
    if intent is Intent.SUBMIT:
        _commit_means(planned, package, details)
    for order, number in zip(orders, numbers.next_order_numbers(package.fiscal_year, len(orders)), strict=True):
        order.number, order.group_key = number, key
        order.once_key = f"{key}/{order.supplier_id}"
    db.session.add_all(orders)
    _take_out_of_cart(actor, buyer_id, orders)
    for plan in planned:
        _open(plan, actor, now, intent)
    return orders


def preview(
    actor: Actor, *, buyer_id: int, package_id: int, details: OrderDetails, now: datetime,
    supplier_ids: Sequence[int] | None = None,
) -> list[PlannedOrder]:  # fmt: skip
    """What the cart would cost and which rules it touches, before anything is written."""
    role = _drafting_role(actor, buyer_id)
    package = db.session.get(PlanPackage, package_id)
    if package is None:
        raise PackageMissing()
    return _plan(actor, role, package, buyer_id, details, now, supplier_ids, Intent.DRAFT)


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


def _already_placed(key: str) -> list[Order]:
    return list(
        db.session.scalars(
            select(Order).where(Order.group_key == key).options(selectinload(Order.lines)).order_by(Order.id)
        )
    )


def _plan(
    actor: Actor, role: Role, package: PlanPackage, buyer_id: int, details: OrderDetails, now: datetime,
    supplier_ids: Sequence[int] | None, intent: Intent,
) -> list[PlannedOrder]:  # fmt: skip
    buyer = db.session.execute(
        select(Buyer.id, Buyer.code, Buyer.kind, Buyer.region_code).where(Buyer.id == buyer_id)
    ).one()
    rows = _cart_rows(actor, buyer_id, details.delivery_region_code[:5], now, supplier_ids)
    if not rows:
        raise EmptyCart()
    _check_choices(details)
    planned = []
    for _, group in groupby(rows, key=lambda row: row.supplier_id):
        planned.append(_planned_order(actor, package, buyer, list(group), details, now, intent))
    for plan in planned:
        rules.check_authority(role, plan.order.gross_idr)
    return planned


def _cart_rows(
    actor: Actor, buyer_id: int, region_code: str, now: datetime, supplier_ids: Sequence[int] | None
) -> Sequence[Any]:
    """The cart with everything an order copies from product and shop, in one statement."""
    here = exists().where(ProductArea.product_id == Product.id, ProductArea.region_code == region_code)
    suspended = exists().where(Sanction.supplier_id == Supplier.id, blocks_now(now))
    statement = (
        select(
            CartLine.quantity, CartLine.product_version, Product.id, Product.version, Product.status, Product.name,
            Product.category_code, Product.unit, Product.unit_price_net_idr, Product.tax_class, Product.min_order,
            Product.lead_days, Product.domestic_status, Product.tkdn_percent, Product.supplier_id,
            Supplier.code.label("supplier_code"), Supplier.name.label("supplier_name"), Supplier.business_class,
            Supplier.is_pkp, Supplier.region_code.label("supplier_region"), Supplier.verified_at,
            Supplier.shipping_local_idr, Supplier.shipping_other_idr, here.label("is_delivered_here"),
            suspended.label("is_suspended"),
        )
        .join(Product, Product.id == CartLine.product_id)
        .join(Supplier, Supplier.id == Product.supplier_id)
        .where(CartLine.user_id == actor.user_id, CartLine.buyer_id == buyer_id)
        .order_by(Product.supplier_id, CartLine.id)
    )  # fmt: skip
    if supplier_ids is not None:
        statement = statement.where(Product.supplier_id.in_(supplier_ids))
    return db.session.execute(statement).all()


def _check_choices(details: OrderDetails) -> None:
    if details.payment_path not in set(PaymentPath):
        raise BadChoice(field="payment_path")
    if not 0 <= details.payment_term_days <= 90:
        raise BadChoice(field="payment_term_days")


def _planned_order(
    actor: Actor, package: PlanPackage, buyer: Any, rows: list[Any], details: OrderDetails, now: datetime,
    intent: Intent,
) -> PlannedOrder:  # fmt: skip
    for row in rows:
        listings.check_listed(row)
    today = local_day(now, timezone_of(buyer.region_code))
    listings.check_date(details.needed_on, today, max(row.lead_days for row in rows), package.fiscal_year)
    shop = rows[0]
    order = _drafted(actor, package, buyer, shop, details, now, intent)
    order.lines = [_line(n, row) for n, row in enumerate(rows, start=1)]
    order.title = details.title.strip()[:200] or _title(rows)
    pricing.reckon(order)
    if details.compared_product_ids:
        comparisons.compare(order, details.compared_product_ids, details.reason_not_cheapest)
    parties = facts.Parties(
        buyer.region_code, buyer.code, buyer.kind, shop.supplier_code, shop.supplier_region, shop.business_class,
        package.rup_code, package.account_code,
    )  # fmt: skip
    findings = checks.findings(order, package=package, business_class=shop.business_class, now=now)
    return PlannedOrder(order, shop, parties, findings, pricing.expected_payout(order, today).credited_idr)


def _drafted(
    actor: Actor,
    package: PlanPackage,
    buyer: Any,
    shop: Any,
    details: OrderDetails,
    now: datetime,
    intent: Intent,
) -> Order:
    at_home = buyer.region_code == shop.supplier_region
    return Order(
        buyer_id=buyer.id, supplier_id=shop.supplier_id, package_id=package.id, region_code=buyer.region_code,
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


def _line(number: int, row: Any) -> OrderLine:
    return OrderLine(
        line_number=number, product_id=row.id, product_name=row.name, category_code=row.category_code, unit=row.unit,
        domestic_status=row.domestic_status, tkdn_percent=row.tkdn_percent, tax_class=row.tax_class,
        quantity=row.quantity, list_price_net_idr=row.unit_price_net_idr, unit_price_net_idr=row.unit_price_net_idr,
        despatched=0, received=0, accepted=0,
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
    db.session.execute(
        delete(CartLine).where(
            CartLine.user_id == actor.user_id, CartLine.buyer_id == buyer_id, CartLine.product_id.in_(products)
        )
    )


def _open(plan: PlannedOrder, actor: Actor, now: datetime, intent: Intent) -> None:
    """A draft is the unit's own business; the log begins with the request or the submission."""
    details = facts.opening(plan.order, plan.parties)
    if intent is Intent.SUBMIT:
        advance(plan.order, OrderAction.SUBMIT, actor, now, details=details)
    elif intent is Intent.REQUEST:
        plan.order.rfq_count = 1
        advance(plan.order, OrderAction.SEND_RFQ, actor, now, details=details)
