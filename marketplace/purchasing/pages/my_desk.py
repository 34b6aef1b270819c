"""What waits for one person today: counts by state, the nearest deadlines, the last purchases to repeat."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from marketplace.accounts.permissions import Actor, Permission
from marketplace.extensions import db
from marketplace.purchasing import queries
from marketplace.purchasing.labels import role_label
from marketplace.purchasing.models import CartLine, Order, OrderLine
from marketplace.purchasing.pages.order_groups import counts_for
from marketplace.purchasing.pages.order_rows import Row, row_of
from marketplace.purchasing.states import DEAD
from marketplace.web.order_statuses import status_word

URGENT = 6
REPEATABLE = 4


@dataclass(frozen=True, slots=True)
class MyDesk:
    counts: list[tuple[str, str, int]]  # status, its word, how many wait
    total: int
    waiting: list[Row]
    running: int
    completed: int
    to_pay_out: int
    repeatable: list[dict[str, Any]]
    in_cart: int
    roles: list[tuple[str, str]]


def my_desk(actor: Actor, now: datetime) -> MyDesk:
    counts = queries.todo_for(actor)
    waiting = queries.orders_for(actor, queries.OrderFilters(mine_to_do=True), per_page=URGENT)
    groups = counts_for(actor)
    pays_out = actor.may(Permission.PAYMENT_PAY_OUT)
    return MyDesk(
        counts=[(status, status_word(status), count) for status, count in counts.items()],
        total=sum(counts.values()),
        waiting=[row_of(row, actor, now) for row in waiting.rows],
        running=groups["berjalan"],
        completed=groups["selesai"],
        to_pay_out=groups["dibayar"] if pays_out else 0,
        repeatable=_repeatable(actor),
        in_cart=_in_cart(actor),
        roles=[(role_label(each.role), each.place_name) for each in actor.appointments],
    )


def _repeatable(actor: Actor) -> list[dict[str, Any]]:
    """The unit's last purchases, each product once, to buy again in one step."""
    if not actor.may(Permission.ORDER_DRAFT):
        return []
    rows = db.session.execute(
        select(OrderLine.product_id, OrderLine.product_name, OrderLine.quantity, OrderLine.unit)
        .join(Order, Order.id == OrderLine.order_id)
        .where(Order.buyer_id.in_(actor.buyer_ids), Order.status.not_in(DEAD))
        .order_by(Order.id.desc(), OrderLine.line_number)
        .limit(40)
    ).all()
    last: dict[int, dict[str, Any]] = {}
    for row in rows:
        last.setdefault(row.product_id, dict(row._mapping))
    return list(last.values())[:REPEATABLE]


def _in_cart(actor: Actor) -> int:
    rows = db.session.scalars(select(CartLine.id).where(CartLine.user_id == actor.user_id)).all()
    return len(rows)
