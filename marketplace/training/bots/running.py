"""The queue is worked off: one event, one transaction, through the services that people use, as the seat's person."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from marketplace.accounts.errors import AccountsError, NotAllowed
from marketplace.accounts.models import User
from marketplace.accounts.permissions import Actor
from marketplace.accounts.queries import actor_of
from marketplace.catalogue.errors import CatalogueError
from marketplace.extensions import db
from marketplace.purchasing.errors import PurchasingError
from marketplace.purchasing.models import Order
from marketplace.training.bots import errands, log
from marketplace.training.bots.cast import BotCast
from marketplace.training.bots.deciding import decide
from marketplace.training.bots.desks import Desks
from marketplace.training.bots.marking import mark
from marketplace.training.bots.planning import plan, turn_for
from marketplace.training.models import BotEvent
from marketplace.values.period import local_day

TRIES = 3
PAUSE = timedelta(hours=1)  # before the next try
REFUSALS = (PurchasingError, AccountsError, CatalogueError)


def run_due(now: datetime, cast: BotCast, *, commit: Callable[[], None], limit: int = 100) -> int:
    """Let bots do what is due by now, at most `limit` events; returns how many. What follows is planned with each.

    `commit` is the edge's: it ends the transaction of one event.
    """
    done, planned_to = 0, log.next_entry()
    while done < limit and run_next(now, cast):
        plan(now, cast, touched_from=planned_to)
        planned_to = log.next_entry()
        commit()
        done += 1
    commit()
    return done


def run_next(now: datetime, cast: BotCast) -> bool:
    """The oldest due event; False when there is none. Two tickers never take the same one."""
    event = db.session.scalar(
        select(BotEvent)
        .where(BotEvent.due_at <= now)
        .order_by(BotEvent.due_at, BotEvent.subject, BotEvent.version)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    if event is None:
        return False
    if event.username in cast.people:
        db.session.delete(event)
    else:
        _do(event, cast, now)
    db.session.flush()
    return True


def _do(event: BotEvent, cast: BotCast, now: datetime) -> None:
    mark(event.username)
    user_id = db.session.scalars(select(User.id).where(User.username == event.username)).one()
    actor = actor_of(user_id, local_day(now))
    try:
        if actor is None:
            raise NotAllowed
        with db.session.begin_nested():
            is_done = _act(event, cast, actor, now)
    except REFUSALS as refusal:
        event.tries += 1
        event.refusal = refusal.code
        event.due_at = now + PAUSE if event.tries < TRIES else None
        return
    if is_done:
        event.due_at = event.refusal = None
    else:
        db.session.delete(event)


def _act(event: BotEvent, cast: BotCast, actor: Actor, now: datetime) -> bool:
    """Decided again from the order as it is now; False when it has moved on or is another's, and nothing is done."""
    if errands.is_errand(event.subject):
        errands.do(event.subject, cast, actor, now, event.tries)
        return True
    order = db.session.scalars(
        select(Order)
        .where(Order.number == event.order_number)
        .options(selectinload(Order.lines))
        .execution_options(populate_existing=True)
    ).one()
    holder = Desks(cast, local_day(now)).turn_of(order)
    if order.version != event.version or holder is None or holder.username != event.username:
        return False
    act = decide(turn_for(order, holder, cast, now))
    if act is None:
        return False
    act.do(order, actor=actor, now=now, seen=order.version, **act.values)
    event.action, event.flaws = act.action, {str(line): pieces for line, pieces in act.flaws.items()}
    return True
