"""Orders still in the unit's own hands: changed, compared with other shops, taken up again after they came back."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select

from marketplace.accounts.permissions import Actor, Permission
from marketplace.catalogue.models import Product
from marketplace.extensions import db
from marketplace.purchasing import facts, pricing
from marketplace.purchasing.errors import (
    BadChoice,
    BadQuantity,
    IllegalTransition,
    NotAllowed,
    NothingOrdered,
    PackageMissing,
    StaleOrder,
)
from marketplace.purchasing.models import Order, PaymentPath, PlanPackage, PurchaseMethod
from marketplace.purchasing.services import comparisons, desk
from marketplace.purchasing.states import advance, target_of
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.purchasing.statuses import OrderStatus

EDITABLE = (OrderStatus.DRAFT, OrderStatus.COMPARED)
TEXTS = {"title": 200, "purpose": 300, "recipient_name": 120, "recipient_phone": 30, "delivery_address": 300}


def change_draft(
    order: Order, *, actor: Actor, seen: int | None = None, quantities: Mapping[int, int] | None = None,
    needed_on: date | None = None, payment_path: str | None = None, package_id: int | None = None, **texts: str,
) -> None:  # fmt: skip
    """A draft may still change in everything but its shop; a line of nothing leaves it. The log knows no drafts."""
    order = _editable(order, actor, seen)
    _change_quantities(order, quantities or {})
    for name, text in texts.items():
        if name not in TEXTS:
            raise BadChoice(field=name)
        setattr(order, name, text.strip()[: TEXTS[name]])
    if payment_path is not None and payment_path not in set(PaymentPath):
        raise BadChoice(field="payment_path")
    order.payment_path = payment_path or order.payment_path
    order.needed_on = needed_on or order.needed_on
    if package_id is not None:
        order.package_id = _package_of_unit(package_id, order)
    pricing.reckon(order)
    if order.comparison:
        comparisons.compare(order, _compared(order), order.reason_not_cheapest or "")
    order.version += 1


def compare_offers(
    order: Order,
    *,
    actor: Actor,
    now: datetime,
    seen: int | None = None,
    product_ids: Sequence[int],
    reason: str = "",
) -> None:
    """The comparison sheet is filled in with other shops' landed costs; taking a dearer one needs a reason."""
    order = desk.take_up(order, A.COMPARE, actor, seen)
    comparisons.compare(order, product_ids, reason)
    advance(order, A.COMPARE, actor, now, seen=seen, details=facts.compared(order))


def revise(order: Order, *, actor: Actor, now: datetime, seen: int | None = None) -> None:
    """What came back, was declined, refused or expired becomes a draft again, at the prices listed today."""
    order = desk.take_up(order, A.REVISE, actor, seen)
    _as_listed(order)
    order.method = PurchaseMethod.DIRECT
    order.approved_by = order.issued_by = order.issued_at = order.due_on = order.closed_at = None
    order.warnings, order.comparison, order.compared_count, order.is_cheapest = [], [], 1, True
    order.reason_not_cheapest = None
    advance(order, A.REVISE, actor, now, seen=seen)


def _editable(order: Order, actor: Actor, seen: int | None) -> Order:
    order = desk.locked(order)
    if not actor.may(Permission.ORDER_DRAFT, target_of(order)):
        raise NotAllowed(action="change_draft")
    if seen is not None and seen != order.version:
        raise StaleOrder(number=order.number)
    if order.status not in EDITABLE:
        raise IllegalTransition(status=order.status, action="change_draft")
    return order


def _package_of_unit(package_id: int, order: Order) -> int:
    package = db.session.get(PlanPackage, package_id)
    if package is None or package.buyer_id != order.buyer_id:
        raise PackageMissing()
    return package.id


def _change_quantities(order: Order, quantities: Mapping[int, int]) -> None:
    for line in list(order.lines):
        quantity = quantities.get(line.line_number, line.quantity)
        if not 0 <= quantity <= 1_000_000:
            raise BadQuantity(line=line.product_name, max=1_000_000)
        if quantity:
            line.quantity = quantity
        else:
            order.lines.remove(line)
    if not order.lines:
        raise NothingOrdered()


def _compared(order: Order) -> list[int]:
    return [offer["product_id"] for offer in order.comparison if not offer["chosen"]]


def _as_listed(order: Order) -> None:
    """Prices of the shelf as it is now; quantities and words stay."""
    ids = [line.product_id for line in order.lines]
    listed = db.session.execute(select(Product.id, Product.unit_price_net_idr).where(Product.id.in_(ids)))
    prices = {product_id: price for product_id, price in listed}  # noqa: C416  rows unpack, dict() cannot tell
    for line in order.lines:
        line.list_price_net_idr = line.unit_price_net_idr = prices[line.product_id]
        line.cut_price_net_idr = None
    pricing.reckon(order)
