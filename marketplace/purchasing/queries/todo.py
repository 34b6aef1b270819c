"""What waits for a person: orders standing where one of her appointments takes the next step. From the one table."""

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select

from marketplace.accounts.permissions import TABLE, Actor, Appointment, Permission, Role, Scope
from marketplace.extensions import db
from marketplace.purchasing.models import Amendment, Complaint, Order, OrderLine, Side
from marketplace.purchasing.queries.exchanges import answers_complaints
from marketplace.purchasing.states import SHOP_ROLES, TRANSITIONS, UNDER_WAY, WHO
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.purchasing.statuses import OrderStatus

# Ways out and second thoughts are possible at many places; they are nobody's next step.
NOT_NEXT = frozenset(
    {A.CANCEL, A.TERMINATE, A.REQUEST_STOP, A.STOP, A.WITHDRAW, A.PROPOSE_AMENDMENT, A.RETURN_BILL, A.DISPUTE,
     A.COMPARE, A.PAY_OUT, A.GIVE_UP_PAYMENT}
)  # fmt: skip
DRAFTING = frozenset(
    {OrderStatus.RFQ_DECLINED, OrderStatus.RFQ_EXPIRED, OrderStatus.REFUSED, OrderStatus.ISSUE_EXPIRED}
)  # may be taken up again, or left

UNDER_WAY_TO_UNIT = {OrderStatus.DESPATCHED, OrderStatus.PARTLY_RECEIVED}


def todo_for(actor: Actor) -> dict[OrderStatus, int]:
    """How many orders wait for this person, by status, in one statement."""
    rows = db.session.execute(select(Order.status, func.count()).where(waiting_for(actor)).group_by(Order.status))
    return {OrderStatus(status): count for status, count in rows}


def waiting_for(actor: Actor) -> ColumnElement[bool]:
    """Orders whose next step is this person's."""
    return or_(false(), *(_waiting(actor, appointment) for appointment in actor.appointments))


def statuses_of(role: Role) -> dict[OrderStatus, set[Permission]]:
    """Where a role takes the next step, and by which permission."""
    found: dict[OrderStatus, set[Permission]] = {}
    for status, action in TRANSITIONS:
        if action in NOT_NEXT or status in DRAFTING:
            continue
        granted = {permission for permission in WHO[action] if role in TABLE[permission]}
        if granted:
            found.setdefault(status, set()).update(granted)
    return found


def _waiting(actor: Actor, appointment: Appointment) -> ColumnElement[bool]:
    turns = statuses_of(appointment.role)
    if not turns:
        return false()
    drafts = {status for status, permissions in turns.items() if permissions == {Permission.ORDER_DRAFT}}
    sending = set(turns) & UNDER_WAY_TO_UNIT if appointment.role in SHOP_ROLES else set()
    others = set(turns) - drafts - sending - {OrderStatus.AMENDING}
    here = _here(appointment)
    mine = Order.drafted_by == actor.user_id if appointment.role is Role.COMMITMENT_OFFICIAL else here
    return or_(
        and_(here, Order.status.in_(sorted(others))),
        and_(here, mine, Order.status.in_(sorted(drafts))),
        and_(here, Order.status.in_(sorted(sending)), _has_more_to_send()),
        and_(here, Order.status == OrderStatus.AMENDING, _asked_by_other_side(appointment)),
        and_(here, _stop_asked_by_other_side(appointment)),
        and_(here, _complaint_to_answer(appointment)),
    )


def _asked_by_other_side(appointment: Appointment) -> ColumnElement[bool]:
    """An amendment waits for the side that did not propose it."""
    if appointment.role not in {Role.COMMITMENT_OFFICIAL, Role.BUDGET_HOLDER, Role.SHOP_OWNER, Role.SHOP_STAFF}:
        return false()
    is_unit = appointment.place.buyer_id is not None
    return exists().where(
        Amendment.order_id == Order.id, Amendment.is_agreed.is_(None), Amendment.by_supplier.is_(is_unit)
    )


def _has_more_to_send() -> ColumnElement[bool]:
    """A shop whose goods are all on their way waits for the unit, not the other way round."""
    return exists().where(OrderLine.order_id == Order.id, OrderLine.despatched < OrderLine.quantity)


def _stop_asked_by_other_side(appointment: Appointment) -> ColumnElement[bool]:
    """A wish to stop waits for whoever may agree to it."""
    if not any(appointment.role in TABLE[permission] for permission in WHO[A.STOP]):
        return false()
    other = Side.BUYER if appointment.place.supplier_id is not None else Side.SUPPLIER
    return and_(Order.stop_asked_by == other, Order.status.in_(sorted(UNDER_WAY)))


def _complaint_to_answer(appointment: Appointment) -> ColumnElement[bool]:
    """A complaint waits for the side it is about."""
    is_unit = appointment.place.buyer_id is not None
    if appointment.role not in TABLE[answers_complaints(by_supplier=is_unit)]:
        return false()
    return exists().where(
        Complaint.order_id == Order.id, Complaint.by_supplier.is_(is_unit), Complaint.replied_at.is_(None),
        Complaint.resolved_at.is_(None),
    )  # fmt: skip


def _here(appointment: Appointment) -> ColumnElement[bool]:
    place = appointment.place
    if place.buyer_id is not None:
        return Order.buyer_id == place.buyer_id
    if place.supplier_id is not None:
        return Order.supplier_id == place.supplier_id
    if place.region_code is None:
        return false()
    if TABLE[Permission.DISPUTE_MEDIATE].get(appointment.role) is Scope.PROVINCE:
        return Order.region_code.startswith(place.region_code.split(".")[0] + ".")
    return Order.region_code == place.region_code
