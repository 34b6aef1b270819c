"""Which orders a person sees: her unit's, her shop's once it was asked, her region's; no others exist for her."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true
from sqlalchemy.orm import selectinload

from marketplace.accounts.models import Buyer, Supplier
from marketplace.accounts.permissions import TABLE, Actor, Appointment, Permission, Scope
from marketplace.extensions import db
from marketplace.purchasing.models import Order, OrderDocument
from marketplace.purchasing.queries.todo import waiting_for
from marketplace.values.period import start_of_day

PER_PAGE = 25
# The unit's deliberations are its own: a shop sees an order once it was asked for an offer or sent a letter.
ASKED = or_(Order.rfq_count > 0, Order.issued_at.is_not(None))


@dataclass(frozen=True, slots=True)
class OrderFilters:
    """What a list shows; every field narrows it."""

    statuses: tuple[str, ...] = ()
    text: str = ""
    mine_to_do: bool = False
    package_id: int | None = None
    since: date | None = None
    until: date | None = None  # first day that is out


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order as a list shows it."""

    number: str
    title: str
    status: str
    method: str
    gross_idr: int
    accepted_net_idr: int | None
    created_at: datetime
    needed_on: date
    due_on: date | None
    respond_by: datetime | None
    buyer_name: str
    supplier_name: str


@dataclass(frozen=True, slots=True)
class OrderPage:
    """One page of a list and how many there are in all."""

    rows: list[OrderRow]
    total: int
    page: int
    pages: int


def order_for(actor: Actor, number: str) -> Order | None:
    """The order of this number with its lines, or None where this person may not know of it."""
    return db.session.scalar(
        select(Order).where(Order.number == number, visible_to(actor)).options(selectinload(Order.lines))
    )


def document_for(actor: Actor, number: str, document_id: int) -> OrderDocument | None:
    """A document of an order this person sees."""
    return db.session.scalar(
        select(OrderDocument)
        .join(Order, Order.id == OrderDocument.order_id)
        .where(Order.number == number, OrderDocument.id == document_id, visible_to(actor))
    )


def group_of(actor: Actor, order: Order) -> list[OrderRow]:
    """The other orders born from the same cart."""
    if order.group_key is None:
        return []
    same = and_(Order.group_key == order.group_key, Order.id != order.id)
    return _rows(and_(same, visible_to(actor)), limit=50, offset=0)


def orders_for(
    actor: Actor, filters: OrderFilters | None = None, page: int = 1, per_page: int = PER_PAGE
) -> OrderPage:
    """The orders this person sees, newest first, in two statements."""
    where = and_(visible_to(actor), *_conditions(actor, filters or OrderFilters()))
    total = db.session.scalar(select(func.count()).select_from(Order).where(where)) or 0
    pages = max(1, -(-total // per_page))
    page = min(max(page, 1), pages)
    return OrderPage(_rows(where, limit=per_page, offset=(page - 1) * per_page), total, page, pages)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The orders of this person's places, by the permission table."""
    return or_(false(), *(_in_place(appointment) for appointment in actor.appointments))


def sees_everybody(actor: Actor) -> bool:
    """Those who watch the whole market: auditors and whoever runs it."""
    return any(TABLE[Permission.ORDER_VIEW].get(role) is Scope.ALL for role in actor.roles)


def passes_money_on(actor: Actor) -> bool:
    return actor.may(Permission.PAYMENT_PAY_OUT)


def _in_place(appointment: Appointment) -> ColumnElement[bool]:
    scope, place = TABLE[Permission.ORDER_VIEW].get(appointment.role), appointment.place
    if scope is Scope.OWN_UNIT and place.buyer_id is not None:
        return Order.buyer_id == place.buyer_id
    if scope is Scope.OWN_SHOP and place.supplier_id is not None:
        return and_(Order.supplier_id == place.supplier_id, ASKED)
    if scope is Scope.REGION and place.region_code is not None:
        return Order.region_code == place.region_code
    if scope is Scope.PROVINCE and place.region_code is not None:
        return Order.region_code.startswith(place.region_code.split(".")[0] + ".")
    return true() if scope is Scope.ALL else false()


def _conditions(actor: Actor, filters: OrderFilters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filters.statuses:
        conditions.append(Order.status.in_(filters.statuses))
    if filters.mine_to_do:
        conditions.append(waiting_for(actor))
    if filters.package_id is not None:
        conditions.append(Order.package_id == filters.package_id)
    if filters.since is not None:
        conditions.append(Order.created_at >= start_of_day(filters.since))
    if filters.until is not None:
        conditions.append(Order.created_at < start_of_day(filters.until))
    if words := filters.text.strip()[:80]:
        conditions.append(or_(Order.number.icontains(words, autoescape=True),
                              Order.title.icontains(words, autoescape=True)))  # fmt: skip
    return conditions


def _rows(where: ColumnElement[bool], *, limit: int, offset: int) -> list[OrderRow]:
    statement: Any = (
        select(
            Order.number, Order.title, Order.status, Order.method, Order.gross_idr, Order.accepted_net_idr,
            Order.created_at, Order.needed_on, Order.due_on, Order.respond_by, Buyer.short_name, Supplier.name,
        )
        .join(Buyer, Buyer.id == Order.buyer_id)
        .join(Supplier, Supplier.id == Order.supplier_id)
        .where(where)
        .order_by(Order.created_at.desc(), Order.id.desc())
        .limit(limit)
        .offset(offset)
    )  # fmt: skip
    return [OrderRow(*row) for row in db.session.execute(statement)]
