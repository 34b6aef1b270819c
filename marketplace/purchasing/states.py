"""The order's lifecycle: the single table of what may follow what, who may do it, and the one way to take a step.

Buttons, services, the simulation and tests read it; nothing else knows the order of things.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import select

from marketplace.accounts.permissions import FORBIDDEN_PAIRS, SYSTEM, Actor, Role, Target
from marketplace.accounts.permissions import Permission as P
from marketplace.extensions import db
from marketplace.ledger import services as ledger
from marketplace.purchasing import facts
from marketplace.purchasing.errors import DutiesNotSeparate, IllegalTransition, NotAllowed, StaleOrder
from marketplace.purchasing.models import Order
from marketplace.purchasing.statuses import OrderAction, OrderStatus
from marketplace.regions.models import Holiday
from marketplace.values.period import WorkingDays, local_day, start_of_day, timezone_of

__all__ = ["TRANSITIONS", "WHO", "OrderAction", "OrderStatus", "advance", "may_follow", "next_status", "role_in"]

A, S = OrderAction, OrderStatus

TRANSITIONS: dict[tuple[OrderStatus, OrderAction], OrderStatus] = {
    # choosing
    (S.DRAFT, A.COMPARE): S.COMPARED,
    (S.DRAFT, A.SEND_RFQ): S.RFQ_SENT,
    (S.COMPARED, A.COMPARE): S.COMPARED,
    (S.COMPARED, A.SEND_RFQ): S.RFQ_SENT,
    (S.RFQ_SENT, A.OFFER): S.OFFER_RECEIVED,
    (S.RFQ_SENT, A.DECLINE_RFQ): S.RFQ_DECLINED,
    (S.RFQ_SENT, A.EXPIRE_RFQ): S.RFQ_EXPIRED,
    (S.OFFER_RECEIVED, A.COUNTER): S.NEGOTIATING,
    (S.OFFER_RECEIVED, A.DECLINE_RFQ): S.RFQ_DECLINED,  # the shop takes its offer back
    (S.NEGOTIATING, A.OFFER): S.OFFER_RECEIVED,
    (S.NEGOTIATING, A.DECLINE_RFQ): S.RFQ_DECLINED,
    (S.NEGOTIATING, A.EXPIRE_RFQ): S.RFQ_EXPIRED,
    (S.OFFER_RECEIVED, A.PROPOSE): S.PROPOSED,
    # deciding
    (S.DRAFT, A.SUBMIT): S.AWAITING_APPROVAL,
    (S.COMPARED, A.SUBMIT): S.AWAITING_APPROVAL,
    (S.PROPOSED, A.SUBMIT): S.AWAITING_APPROVAL,
    (S.AWAITING_APPROVAL, A.WITHDRAW): S.DRAFT,
    (S.AWAITING_APPROVAL, A.APPROVE): S.APPROVED,
    (S.AWAITING_APPROVAL, A.RETURN): S.RETURNED,
    (S.AWAITING_APPROVAL, A.DISAPPROVE): S.DISAPPROVED,
    (S.APPROVED, A.ISSUE): S.ISSUED,
    (S.ISSUED, A.ACCEPT): S.ACCEPTED,
    (S.ISSUED, A.REFUSE): S.REFUSED,
    (S.ISSUED, A.EXPIRE_ISSUE): S.ISSUE_EXPIRED,
    (S.RETURNED, A.REVISE): S.DRAFT,
    (S.RFQ_DECLINED, A.REVISE): S.DRAFT,
    (S.RFQ_EXPIRED, A.REVISE): S.DRAFT,
    (S.REFUSED, A.REVISE): S.DRAFT,
    (S.ISSUE_EXPIRED, A.REVISE): S.DRAFT,
    # delivering
    (S.ACCEPTED, A.START): S.IN_PROCESS,
    (S.ACCEPTED, A.DESPATCH): S.DESPATCHED,
    (S.ACCEPTED, A.PERFORM): S.BEING_PERFORMED,
    (S.IN_PROCESS, A.DESPATCH): S.DESPATCHED,
    (S.IN_PROCESS, A.PERFORM): S.BEING_PERFORMED,
    (S.ACCEPTED, A.PROPOSE_AMENDMENT): S.AMENDING,
    (S.IN_PROCESS, A.PROPOSE_AMENDMENT): S.AMENDING,
    (S.AMENDING, A.AGREE_AMENDMENT): S.IN_PROCESS,
    (S.AMENDING, A.DECLINE_AMENDMENT): S.IN_PROCESS,
    (S.DESPATCHED, A.DESPATCH): S.DESPATCHED,  # a second van before the first has arrived
    (S.DESPATCHED, A.RECEIVE_PART): S.PARTLY_RECEIVED,
    (S.DESPATCHED, A.RECEIVE): S.RECEIVED,
    (S.BEING_PERFORMED, A.RECEIVE_PART): S.PARTLY_RECEIVED,
    (S.BEING_PERFORMED, A.RECEIVE): S.RECEIVED,
    (S.PARTLY_RECEIVED, A.DESPATCH): S.DESPATCHED,
    (S.PARTLY_RECEIVED, A.PERFORM): S.BEING_PERFORMED,
    (S.PARTLY_RECEIVED, A.RECEIVE_PART): S.PARTLY_RECEIVED,
    (S.PARTLY_RECEIVED, A.RECEIVE): S.RECEIVED,
    # accepting
    (S.RECEIVED, A.INSPECT): S.INSPECTED,
    (S.PARTLY_RECEIVED, A.INSPECT): S.INSPECTED,  # short-close: the rest never comes
    (S.RECEIVED, A.FIND_DEFECT): S.NONCONFORMING,
    (S.PARTLY_RECEIVED, A.FIND_DEFECT): S.NONCONFORMING,
    (S.INSPECTED, A.HAND_OVER): S.HANDED_OVER,
    (S.NONCONFORMING, A.SEND_BACK): S.RETURNING,
    (S.NONCONFORMING, A.ASK_REPAIR): S.REPAIRING,
    (S.NONCONFORMING, A.CUT_PRICE): S.PRICE_CUT,
    (S.NONCONFORMING, A.DISPUTE): S.DISPUTED,
    (S.RETURNING, A.DESPATCH): S.DESPATCHED,
    (S.REPAIRING, A.INSPECT): S.INSPECTED,
    (S.REPAIRING, A.FIND_DEFECT): S.NONCONFORMING,
    (S.PRICE_CUT, A.AGREE_CUT): S.PRICE_CUT,
    (S.PRICE_CUT, A.HAND_OVER): S.HANDED_OVER,  # both sign: the supplier agrees to the lower value
    (S.PRICE_CUT, A.DISPUTE): S.DISPUTED,
    (S.DISPUTED, A.SETTLE): S.NONCONFORMING,
    # paying
    (S.HANDED_OVER, A.BILL): S.BILLED,
    (S.BILLED, A.RETURN_BILL): S.BILL_RETURNED,
    (S.VERIFIED, A.RETURN_BILL): S.BILL_RETURNED,
    (S.BILL_RETURNED, A.BILL): S.BILLED,
    (S.BILLED, A.VERIFY_BILL): S.VERIFIED,
    (S.VERIFIED, A.AUTHORISE_PAYMENT): S.AWAITING_PAYMENT,
    (S.AWAITING_PAYMENT, A.PAY): S.PAID,
    (S.AWAITING_PAYMENT, A.FAIL_PAYMENT): S.PAYMENT_FAILED,
    (S.PAYMENT_FAILED, A.RETRY_PAYMENT): S.AWAITING_PAYMENT,
    (S.PAYMENT_FAILED, A.GIVE_UP_PAYMENT): S.FAILED,
    (S.PAID, A.PAY_OUT): S.TAX_DEPOSITED,
    (S.TAX_DEPOSITED, A.REQUEST_ASSESSMENT): S.AWAITING_ASSESSMENT,
    (S.AWAITING_ASSESSMENT, A.ASSESS): S.COMPLETED,
    (S.AWAITING_ASSESSMENT, A.CLOSE_UNASSESSED): S.COMPLETED,
    # what had been accepted before a stop is still handed over and paid
    (S.STOPPED, A.HAND_OVER): S.HANDED_OVER,
    (S.TERMINATED, A.HAND_OVER): S.HANDED_OVER,
}

BEFORE_ISSUE = (
    S.DRAFT, S.COMPARED, S.RFQ_SENT, S.OFFER_RECEIVED, S.NEGOTIATING, S.PROPOSED, S.AWAITING_APPROVAL, S.RETURNED,
    S.APPROVED,
)  # fmt: skip
UNDER_WAY = (
    S.ACCEPTED, S.IN_PROCESS, S.AMENDING, S.DESPATCHED, S.BEING_PERFORMED, S.PARTLY_RECEIVED, S.NONCONFORMING,
    S.RETURNING, S.REPAIRING, S.PRICE_CUT, S.DISPUTED,
)  # fmt: skip
DEAD = (
    S.CANCELLED, S.DISAPPROVED, S.RFQ_DECLINED, S.RFQ_EXPIRED, S.REFUSED, S.ISSUE_EXPIRED, S.FAILED,
    S.CLOSED_AT_YEAR_END,
)  # fmt: skip

TRANSITIONS |= {(status, A.CANCEL): S.CANCELLED for status in BEFORE_ISSUE}
TRANSITIONS |= {(status, A.REQUEST_STOP): status for status in UNDER_WAY}
TRANSITIONS |= {(status, A.STOP): S.STOPPED for status in UNDER_WAY}
TRANSITIONS |= {(status, A.TERMINATE): S.TERMINATED for status in UNDER_WAY}
TRANSITIONS |= {(status, A.CLOSE_YEAR): S.CLOSED_AT_YEAR_END for status in (*BEFORE_ISSUE, S.ISSUED, *UNDER_WAY)}

SYSTEM_ONLY: tuple[P, ...] = ()  # in WHO: a timer of the world, never a person

# Any one of the named permissions will do; where both sides are named, the service minds whose turn it is.
WHO: dict[OrderAction, tuple[P, ...]] = {
    **dict.fromkeys(
        (A.COMPARE, A.SEND_RFQ, A.COUNTER, A.PROPOSE, A.SUBMIT, A.WITHDRAW, A.REVISE, A.CANCEL), (P.ORDER_DRAFT,)
    ),
    **dict.fromkeys(
        (A.OFFER, A.DECLINE_RFQ, A.ACCEPT, A.REFUSE, A.START, A.DESPATCH, A.PERFORM, A.AGREE_CUT, A.BILL),
        (P.ORDER_ANSWER,),
    ),
    **dict.fromkeys((A.APPROVE, A.RETURN, A.DISAPPROVE, A.ISSUE, A.TERMINATE), (P.ORDER_APPROVE,)),
    **dict.fromkeys((A.RECEIVE_PART, A.RECEIVE), (P.ORDER_RECEIVE,)),
    **dict.fromkeys(
        (A.INSPECT, A.FIND_DEFECT, A.SEND_BACK, A.ASK_REPAIR, A.CUT_PRICE, A.HAND_OVER), (P.ORDER_INSPECT,)
    ),
    **dict.fromkeys(
        (A.PROPOSE_AMENDMENT, A.AGREE_AMENDMENT, A.DECLINE_AMENDMENT, A.REQUEST_STOP, A.STOP),
        (P.ORDER_APPROVE, P.ORDER_ANSWER),  # either proposes, the other answers
    ),
    A.DISPUTE: (P.ORDER_INSPECT, P.ORDER_ANSWER),
    A.SETTLE: (P.DISPUTE_MEDIATE,),
    **dict.fromkeys((A.RETURN_BILL, A.VERIFY_BILL), (P.BILL_VERIFY,)),
    A.AUTHORISE_PAYMENT: (P.PAYMENT_AUTHORISE,),
    **dict.fromkeys((A.PAY, A.FAIL_PAYMENT, A.RETRY_PAYMENT, A.GIVE_UP_PAYMENT), (P.PAYMENT_MAKE,)),
    A.PAY_OUT: (P.PAYMENT_PAY_OUT,),  # also done by the platform's timer after one working day
    A.ASSESS: (P.SUPPLIER_ASSESS,),
    **dict.fromkeys(
        (A.EXPIRE_RFQ, A.EXPIRE_ISSUE, A.REQUEST_ASSESSMENT, A.CLOSE_UNASSESSED, A.CLOSE_YEAR), SYSTEM_ONLY
    ),
}
BY_TIMER = frozenset(
    {A.EXPIRE_RFQ, A.EXPIRE_ISSUE, A.PAY_OUT, A.REQUEST_ASSESSMENT, A.CLOSE_UNASSESSED, A.CLOSE_YEAR}
)


def may_follow(status: OrderStatus) -> frozenset[OrderAction]:
    """Every action the table allows from here."""
    return frozenset(action for (start, action) in TRANSITIONS if start is status)


# How long each status may last before the world's timer looks at it: simulator defaults, not law.
WORKING_DAYS_IN = {S.RFQ_SENT: 3, S.NEGOTIATING: 3, S.ISSUED: 3, S.RECEIVED: 3, S.PAID: 1}
CALENDAR_DAYS_IN = {S.AWAITING_ASSESSMENT: 30}
SHOP_ROLES = frozenset({Role.SHOP_OWNER, Role.SHOP_STAFF})


def advance(
    order: Order, action: OrderAction, actor: Actor, now: datetime, *, seen: int | None = None,
    details: facts.Details = facts.NOTHING,
) -> ledger.Entry:  # fmt: skip
    """Take one step of an order, or refuse: the only place where a status changes and a step enters the ledger.

    The caller holds the order's row locked; `seen` is the version the person had before their eyes.
    """
    if seen is not None and seen != order.version:
        raise StaleOrder(number=order.number)
    before = OrderStatus(order.status)
    after = next_status(before, action)
    role = role_in(order, action, actor)
    _sign(order, actor, role)
    order.status = after
    order.version += 1
    if after is not before:
        order.respond_by = _deadline_after(order, after, now)
    return ledger.record(
        facts.step(order, action, from_status=before, to_status=after, at=now, role=role,
                   commitment=actor.commitment, details=details)
    )  # fmt: skip


def next_status(status: OrderStatus, action: OrderAction) -> OrderStatus:
    """Where an action leads from here; the table knows no other way."""
    try:
        return TRANSITIONS[status, action]
    except KeyError:
        raise IllegalTransition(status=str(status), action=str(action)) from None


def role_in(order: Order, action: OrderAction, actor: Actor) -> Role:
    """The role under which this person may take the step; duties that must be apart stay apart on one order (R02)."""
    if actor is SYSTEM:
        if action in BY_TIMER:
            return Role.SYSTEM
        raise NotAllowed(action=str(action))
    target = target_of(order)
    roles = [role for permission in WHO[action] if (role := actor.role_for(permission, target))]
    if not roles:
        raise NotAllowed(action=str(action))
    if action in (A.APPROVE, A.RETURN, A.DISAPPROVE) and actor.user_id == order.drafted_by:
        raise DutiesNotSeparate(role=str(roles[0]), other="pengusul")
    _refuse_mixed_duties(order, actor, roles[0])
    return roles[0]


def target_of(order: Order) -> Target:
    return Target(order.buyer_id, order.supplier_id, order.region_code)


def deadline(status: OrderStatus, now: datetime, *, region_code: str, holidays: Iterable[date]) -> datetime | None:
    """When the world's timer looks at an order that came into this status now; None where time does not matter."""
    if status in CALENDAR_DAYS_IN:
        return now + timedelta(days=CALENDAR_DAYS_IN[status])
    if status not in WORKING_DAYS_IN:
        return None
    zone = timezone_of(region_code)
    last_day = WorkingDays(holidays).add(local_day(now, zone), WORKING_DAYS_IN[status])
    return start_of_day(last_day + timedelta(days=1), zone)


def _deadline_after(order: Order, status: OrderStatus, now: datetime) -> datetime | None:
    holidays: Iterable[date] = ()
    if status in WORKING_DAYS_IN:
        today = local_day(now)
        nearby = Holiday.day.between(today, today + timedelta(days=30))
        holidays = db.session.scalars(select(Holiday.day).where(nearby)).all()
    return deadline(status, now, region_code=order.region_code, holidays=holidays)


def _refuse_mixed_duties(order: Order, actor: Actor, role: Role) -> None:
    for user_id, held in order.signers or ():
        other = Role(held)
        if user_id == actor.user_id and other is not role and _must_be_apart(role, other):
            raise DutiesNotSeparate(role=str(role), other=str(other))


def _must_be_apart(one: Role, other: Role) -> bool:
    """The pairs of R02, and of course both sides of one deal."""
    if (one in SHOP_ROLES) is not (other in SHOP_ROLES):
        return True
    return (one, other) in FORBIDDEN_PAIRS or (other, one) in FORBIDDEN_PAIRS


def _sign(order: Order, actor: Actor, role: Role) -> None:
    mark = [actor.user_id, str(role)]
    if actor.user_id is not None and mark not in (order.signers or []):
        order.signers = [*(order.signers or []), mark]
