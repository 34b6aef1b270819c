"""What every step shares: taking an order up, who it concerns, and the free text beside it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from marketplace.accounts.models import Buyer, Supplier
from marketplace.accounts.permissions import Actor
from marketplace.extensions import db
from marketplace.purchasing import facts
from marketplace.purchasing.errors import BadChoice, NoteTooLong, ReasonRequired, StaleOrder
from marketplace.purchasing.models import Order, OrderNote, PlanPackage, Side
from marketplace.purchasing.states import SHOP_ROLES, next_status, role_in
from marketplace.purchasing.statuses import OrderAction, OrderStatus

NOTE_MAX = 1000


def take_up(order: Order, action: OrderAction, actor: Actor, seen: int | None) -> Order:
    """The order as it is now, locked until the transaction ends, for a person who may take this step from here.

    Of two people pressing, the second waits here, and is told that the first was faster. Nothing is touched
    before these checks.
    """
    order = locked(order)
    if seen is not None and seen != order.version:
        raise StaleOrder(number=order.number)
    next_status(OrderStatus(order.status), action)
    role_in(order, action, actor)
    return order


def locked(order: Order) -> Order:
    """The order's row and lines, fresh and ours until the transaction ends."""
    return db.session.scalars(
        select(Order)
        .where(Order.id == order.id)
        .options(selectinload(Order.lines))
        .with_for_update(of=Order, key_share=True)
        .execution_options(populate_existing=True)
    ).one()


def parties_of(order: Order) -> facts.Parties:
    """The public codes of unit, shop and plan, as they are now."""
    row = db.session.execute(
        select(Buyer.region_code, Buyer.code, Buyer.kind, Supplier.code, Supplier.region_code,
               Supplier.business_class, PlanPackage.rup_code, PlanPackage.account_code)
        .select_from(Order)
        .join(Buyer, Buyer.id == Order.buyer_id)
        .join(Supplier, Supplier.id == Order.supplier_id)
        .join(PlanPackage, PlanPackage.id == Order.package_id)
        .where(Order.id == order.id)
    ).one()  # fmt: skip
    return facts.Parties(*row)


def side_of(order: Order, action: OrderAction, actor: Actor) -> Side:
    """On whose side this person takes the step."""
    return Side.SUPPLIER if role_in(order, action, actor) in SHOP_ROLES else Side.BUYER


def write_note(order: Order, action: OrderAction, actor: Actor, now: datetime, text: str) -> None:
    """Free text stays beside the order and out of the ledger: it may name people."""
    words = text.strip()
    if len(words) > NOTE_MAX:
        raise NoteTooLong(max=NOTE_MAX)
    if words:
        role = role_in(order, action, actor)
        db.session.add(
            OrderNote(order_id=order.id, action=action, by_user=actor.user_id, role=role, at=now, text=words)
        )


def checked_reason(code: str) -> facts.Details:
    """Public reasons come from a fixed list."""
    if not code:
        raise ReasonRequired(field="reason")
    if code not in facts.REASONS:
        raise BadChoice(field="reason")
    return facts.reason(code)


def required_text(text: str, field: str = "note") -> str:
    """Some steps owe the other side an explanation."""
    if not text.strip():
        raise ReasonRequired(field=field)
    return text
