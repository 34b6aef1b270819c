"""The queue is brought up to what should happen next; planning can be repeated, it changes only what differs."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import and_, delete, func, or_, select
from sqlalchemy.orm import selectinload

from marketplace.accounts.models import Membership, User
from marketplace.extensions import db
from marketplace.purchasing.models import Complaint, Order
from marketplace.purchasing.services.complaints import RESOLVED
from marketplace.purchasing.states import SHOP_ROLES
from marketplace.purchasing.statuses import OrderStatus as S
from marketplace.training.bots import errands, log, needs
from marketplace.training.bots.acts import Turn
from marketplace.training.bots.cast import BotCast
from marketplace.training.bots.deciding import decide, moment
from marketplace.training.bots.desks import Desks, Holder
from marketplace.training.bots.wanted import Wanted
from marketplace.training.models import BotEvent
from marketplace.training.office import Office
from marketplace.values.period import local_day

NOT_IN_THE_LOG = (S.DRAFT, S.COMPARED)  # a unit's own drafts; the log begins with a request or a submission


def plan(now: datetime, cast: BotCast, *, touched_from: int | None = None) -> int:
    """Put on the queue what bots should do next, and take off what is no longer theirs; returns what is waiting.

    Looks at every order the class has touched, or only at those with entries from `touched_from` on, when the rest
    is known to be planned.
    """
    office, desks = Office(now), Desks(cast, local_day(now))
    began_at = log.began_at(cast.since_entry) or now
    units, shops = _places(cast, now)
    touched = log.touched_since(cast.since_entry if touched_from is None else max(touched_from, cast.since_entry))
    orders = _orders(touched, units, shops, began_at)
    wanted = [
        *_next_steps(cast, desks, office, orders, touched, now),
        *errands.about_orders(cast, desks, office, orders),
        *errands.about_shops(cast, desks, office, began_at, shops),
        *needs.wanted(cast, office),
    ]
    _bring_up_to_date(wanted, now, office, of_orders=None if touched_from is None else [o.number for o in orders])
    return db.session.scalar(select(func.count()).where(BotEvent.due_at.is_not(None))) or 0


def turn_for(order: Order, holder: Holder, cast: BotCast, now: datetime) -> Turn:
    temperament = cast.temperament_of(holder.username)
    return Turn(order, holder.username, holder.user_id, holder.role, temperament, cast.seed, now)


def drop(username: str) -> None:
    """A seat is handed to a person: what its bot was about to do, or could not do, is forgotten."""
    db.session.execute(
        delete(BotEvent).where(
            BotEvent.username == username, or_(BotEvent.due_at.is_not(None), BotEvent.refusal.is_not(None))
        )
    )


def next_due() -> datetime | None:
    """When the next bot acts."""
    return db.session.scalar(select(func.min(BotEvent.due_at)))


def _places(cast: BotCast, now: datetime) -> tuple[list[int], list[int]]:
    """Units and shops in which the class has a seat."""
    day = local_day(now)
    rows = db.session.execute(
        select(Membership.buyer_id, Membership.supplier_id)
        .join(User, User.id == Membership.user_id)
        .where(User.username.in_(cast.seated), Membership.valid_from <= day,
               or_(Membership.valid_until.is_(None), Membership.valid_until > day))
    ).all()  # fmt: skip
    return sorted({row[0] for row in rows if row[0]}), sorted({row[1] for row in rows if row[1]})


def _orders(touched: Iterable[str], units: list[int], shops: list[int], began_at: datetime) -> Sequence[Order]:
    here = or_(Order.buyer_id.in_(units), Order.supplier_id.in_(shops))
    drafts = (Order.buyer_id.in_(units), Order.status.in_(NOT_IN_THE_LOG), Order.created_at >= began_at)
    statement = select(Order).where(or_(Order.number.in_(list(touched)) & here, and_(*drafts)))
    return db.session.scalars(
        statement.order_by(Order.id).options(selectinload(Order.lines)).execution_options(populate_existing=True)
    ).all()


def _next_steps(
    cast: BotCast, desks: Desks, office: Office, orders: Sequence[Order], touched: dict[str, datetime], now: datetime
) -> Iterator[Wanted]:
    complained = _complained(orders)
    for order in orders:
        holder = desks.turn_of(order)
        if holder is None:
            continue
        turn = turn_for(order, holder, cast, now)
        act = decide(turn)
        if act is None:
            continue
        since = max(touched.get(order.number, order.created_at), order.created_at)
        due_at = moment(turn, act, office, since, complained.get((order.id, _is_shop(holder))))
        if due_at is not None:
            yield Wanted(
                order.number, order.version, order.number, holder.username, turn.temperament, act.action, due_at
            )


def _is_shop(holder: Holder) -> bool:
    return holder.role in SHOP_ROLES


def _complained(orders: Sequence[Order]) -> dict[tuple[int, bool], datetime]:
    """Open complaints by order and by the side they are about, with the time of the first."""
    rows = db.session.execute(
        select(Complaint.order_id, Complaint.by_supplier, func.min(Complaint.filed_at))
        .where(Complaint.order_id.in_([order.id for order in orders]), Complaint.status != RESOLVED)
        .group_by(Complaint.order_id, Complaint.by_supplier)
    )
    return {(order_id, not by_supplier): filed_at for order_id, by_supplier, filed_at in rows}


def _bring_up_to_date(wanted: list[Wanted], now: datetime, office: Office, of_orders: list[str] | None) -> None:
    """One line of the queue for each wanted act; what is done stays done, what nobody wants any more goes."""
    subjects = {want.subject for want in wanted}
    about = or_(BotEvent.due_at.is_not(None), BotEvent.subject.in_(subjects))
    there = {(event.subject, event.version): event for event in db.session.scalars(select(BotEvent).where(about))}
    for want in wanted:
        event = there.pop((want.subject, want.version), None)
        if event is None:
            db.session.add(_event(want, now, office))
        elif _differs(event, want):
            _change(event, want, now, office)
    for event in there.values():
        if event.due_at is not None and (of_orders is None or event.order_number in of_orders):
            db.session.delete(event)
    db.session.flush()


def _event(want: Wanted, now: datetime, office: Office) -> BotEvent:
    return BotEvent(
        subject=want.subject, version=want.version, order_number=want.order_number, username=want.username,
        temperament=want.temperament, action=want.action, due_at=_not_before(want, now, office), tries=0, flaws={},
    )  # fmt: skip


def _not_before(want: Wanted, now: datetime, office: Office) -> datetime:
    """A bot that takes over late does not make up for lost time in one blink: it begins now."""
    return want.due_at if want.due_at >= now else office.after(now, 1)


def _differs(event: BotEvent, want: Wanted) -> bool:
    if event.username != want.username:
        return event.due_at is not None or event.refusal is not None
    if event.due_at is None or event.tries:
        return False
    is_other = (event.temperament, event.action) != (want.temperament, want.action)
    return is_other or want.due_at < event.due_at


def _change(event: BotEvent, want: Wanted, now: datetime, office: Office) -> None:
    event.username, event.temperament, event.action = want.username, want.temperament, want.action
    event.due_at, event.tries, event.refusal = _not_before(want, now, office), 0, None
