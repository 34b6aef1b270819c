"""What a person may do with an order now, from the table; a step she sees but cannot take comes with the reason."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select

from marketplace.accounts.models import Buyer
from marketplace.accounts.permissions import Actor, Role
from marketplace.catalogue.models import is_service
from marketplace.extensions import db
from marketplace.purchasing import rules
from marketplace.purchasing.errors import (
    DutiesNotSeparate,
    NotAllowed,
    OfferMissing,
    OwnProposal,
    PriceCutNotAgreed,
    PurchasingError,
    TooManyRounds,
)
from marketplace.purchasing.models import Order, OrderLine, Side
from marketplace.purchasing.queries.exchanges import latest_offer, open_amendment, rounds_left
from marketplace.purchasing.states import SHOP_ROLES, TRANSITIONS, role_in
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.purchasing.statuses import OrderStatus as S


@dataclass(frozen=True, slots=True)
class Possible:
    """One step this person's role takes here; `blocked` says why it cannot be taken now."""

    action: A
    role: Role
    blocked: PurchasingError | None = None


def actions_for(actor: Actor, order: Order) -> list[Possible]:
    """The steps in the order of the table; partial receipt is the same button as receipt."""
    found = []
    for start, action in TRANSITIONS:
        if start == order.status and action is not A.RECEIVE_PART and _makes_sense(order, action):
            possible = _possible(actor, order, action)
            if possible is not None:
                found.append(possible)
    return found


def _possible(actor: Actor, order: Order, action: A) -> Possible | None:
    try:
        role = role_in(order, action, actor)
    except NotAllowed:
        return None
    except DutiesNotSeparate as error:
        return Possible(action, Role(error.values["role"]), error)
    side = Side.SUPPLIER if role in SHOP_ROLES else Side.BUYER
    if action is A.STOP and order.stop_asked_by in (None, side):
        return None
    if action is A.REQUEST_STOP and order.stop_asked_by is not None:
        return None
    check = CHECKS.get(action)
    return Possible(action, role, check(order, role, side) if check else None)


def _makes_sense(order: Order, action: A) -> bool:
    """Steps the table knows but this order has no use for."""
    if action is A.HAND_OVER and order.is_stopped:
        return any(line.received for line in order.lines)
    if action is A.AGREE_CUT:
        return order.price_cut_agreed_at is None
    if action in (A.DESPATCH, A.PERFORM):
        return any(line.despatched < line.quantity and _goes_by(order, line, action) for line in order.lines)
    if action is A.RECEIVE:
        return any(line.received < line.despatched for line in order.lines)
    return True


def _goes_by(order: Order, line: OrderLine, action: A) -> bool:
    """Goods travel with a delivery note, services are performed; what was sent back travels again."""
    if order.status == S.RETURNING:
        return action is A.DESPATCH
    return is_service(line.category_code) is (action is A.PERFORM)


def _submission(order: Order, role: Role, side: Side) -> PurchasingError | None:
    try:
        rules.check_authority(role, order.gross_idr)
    except PurchasingError as error:
        return error
    return None


def _approval(order: Order, role: Role, side: Side) -> PurchasingError | None:
    limit = db.session.scalar(select(Buyer.kpa_approval_above_idr).where(Buyer.id == order.buyer_id))
    above = limit is not None and order.gross_idr > limit and role is not Role.BUDGET_HOLDER
    return NotAllowed(action="approve_above", limit_idr=limit) if above else None


def _haggling(order: Order, role: Role, side: Side) -> PurchasingError | None:
    return None if rounds_left(order) > 0 else TooManyRounds(rounds=rules.ROUNDS_MAX)


def _proposal(order: Order, role: Role, side: Side) -> PurchasingError | None:
    return None if latest_offer(order, by_supplier=True) else OfferMissing()


def _amendment(order: Order, role: Role, side: Side) -> PurchasingError | None:
    amendment = open_amendment(order)
    own = amendment is not None and amendment.by_supplier is (side is Side.SUPPLIER)
    return OwnProposal() if own else None


def _hand_over(order: Order, role: Role, side: Side) -> PurchasingError | None:
    waits = order.status == S.PRICE_CUT and order.price_cut_agreed_at is None
    return PriceCutNotAgreed() if waits else None


CHECKS: dict[A, Callable[[Order, Role, Side], PurchasingError | None]] = {
    A.SUBMIT: _submission,
    A.APPROVE: _approval,
    A.COUNTER: _haggling,
    A.PROPOSE: _proposal,
    A.AGREE_AMENDMENT: _amendment,
    A.DECLINE_AMENDMENT: _amendment,
    A.HAND_OVER: _hand_over,
}
