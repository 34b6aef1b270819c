"""What happens when nobody acts: requests and letters expire, money is paid out, silence closes an order.

Each event is one transaction of whoever lets time pass, so a ticker that dies loses nothing and locks never pile up;
sanctions need no timer, they end by their date.
"""

from datetime import date, datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import selectinload

from marketplace.accounts.permissions import SYSTEM, Role
from marketplace.extensions import db
from marketplace.purchasing import facts
from marketplace.purchasing.models import Order, OrderNote, PlanPackage
from marketplace.purchasing.services import assessments, means, payments
from marketplace.purchasing.states import TRANSITIONS, advance
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.purchasing.statuses import OrderStatus as S
from marketplace.values.period import local_day, start_of_day

REMINDER = "Pengingat: barang sudah tiba lebih dari tiga hari kerja dan belum diperiksa."
YEAR_END = tuple(status for status, action in TRANSITIONS if action is A.CLOSE_YEAR)
_OF_LAST_YEAR = (
    select(Order)
    .join(PlanPackage, PlanPackage.id == Order.package_id)
    .where(PlanPackage.fiscal_year < bindparam("year"), Order.status.in_(YEAR_END), Order.received_at.is_(None))
    .order_by(Order.id)
    .limit(1)
)


def run_next(now: datetime) -> bool:
    """One due event, the oldest; False when there is none. Two tickers never take the same one."""
    if order := _next_due(now):
        _act(order, now)
    elif order := _next_of_last_year(now):
        _close_year(order, now)
    return order is not None


def next_due() -> datetime | None:
    """When the next deadline runs out."""
    return db.session.scalar(select(func.min(Order.respond_by)))


def start_of_year(now: datetime) -> datetime:
    """The moment at which the budget year before this one was over (R41)."""
    return start_of_day(date(local_day(now).year, 1, 1))


def is_left_from_last_year(now: datetime) -> bool:
    """Whether an order of an older budget year is still to be closed."""
    return db.session.execute(_OF_LAST_YEAR, {"year": local_day(now).year}).first() is not None


def _next_due(now: datetime) -> Order | None:
    return db.session.scalar(
        select(Order)
        .where(Order.respond_by <= now)
        .order_by(Order.respond_by, Order.id)
        .limit(1)
        .options(selectinload(Order.lines))
        .with_for_update(of=Order, key_share=True, skip_locked=True)
        .execution_options(populate_existing=True)
    )


def _next_of_last_year(now: datetime) -> Order | None:
    """R41: the budget year is over for what is not delivered; what has arrived is still inspected and paid."""
    return db.session.scalar(
        _OF_LAST_YEAR.options(selectinload(Order.lines))
        .with_for_update(of=Order, key_share=True, skip_locked=True)
        .execution_options(populate_existing=True),
        {"year": local_day(now).year},
    )


def _act(order: Order, now: datetime) -> None:
    match S(order.status):
        case S.RFQ_SENT | S.NEGOTIATING:
            advance(order, A.EXPIRE_RFQ, SYSTEM, now, details=facts.reason("penyedia_tidak_menanggapi"))
        case S.ISSUED:
            means.give_back(order)
            advance(order, A.EXPIRE_ISSUE, SYSTEM, now, details=facts.reason("penyedia_tidak_menanggapi"))
        case S.PAID:
            payments.pay_out(order, now=now)
        case S.AWAITING_ASSESSMENT:
            assessments.close_unassessed(order, now=now)
        case _:
            _remind(order, now)


def _remind(order: Order, now: datetime) -> None:
    """A silent buyer is reminded, never taken to have accepted."""
    order.respond_by = None
    db.session.add(
        OrderNote(order_id=order.id, action=A.INSPECT, by_user=None, role=Role.SYSTEM, at=now, text=REMINDER)
    )


def _close_year(order: Order, now: datetime) -> None:
    means.give_back(order)
    order.closed_at = now
    advance(order, A.CLOSE_YEAR, SYSTEM, now, details=facts.reason("akhir_tahun_anggaran"))
