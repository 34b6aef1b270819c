"""Which orders a person may see: one rule for a single order and for lists of them."""

from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlalchemy.orm import selectinload

from marketplace.accounts.permissions import TABLE, Actor, Permission, Place, Scope
from marketplace.extensions import db
from marketplace.purchasing.models import Order
from marketplace.purchasing.statuses import OrderStatus as S

SEEING = (Permission.ORDER_VIEW, Permission.DISPUTE_MEDIATE)
UNITS_OWN = (S.DRAFT, S.COMPARED)  # a draft is the unit's own business until the shop has been asked


def order_for(actor: Actor, number: str) -> Order | None:
    """The order of this number with its lines, if this person may see it; else nothing, as if there were none."""
    return db.session.scalar(
        select(Order).where(Order.number == number, visible_to(actor)).options(selectinload(Order.lines))
    )


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The orders of one's unit, shop, region or province; all of them for the auditor and the platform."""
    return or_(
        false(),
        *(
            _reach(TABLE[permission][appointment.role], appointment.place)
            for permission in SEEING
            for appointment in actor.appointments
            if appointment.role in TABLE[permission]
        ),
    )


def _reach(scope: Scope, place: Place) -> ColumnElement[bool]:
    buyer_id, supplier_id, region = place.buyer_id, place.supplier_id, place.region_code
    if scope is Scope.ALL:
        return true()
    if scope is Scope.OWN_UNIT and buyer_id is not None:
        return Order.buyer_id == buyer_id
    if scope is Scope.OWN_SHOP and supplier_id is not None:
        asked = or_(Order.status.not_in(UNITS_OWN), Order.rfq_count > 0)
        return and_(Order.supplier_id == supplier_id, asked)
    if scope is Scope.REGION and region is not None:
        return Order.region_code == region
    if scope is Scope.PROVINCE and region is not None:
        return Order.region_code.startswith(region.split(".")[0] + ".")
    return false()
