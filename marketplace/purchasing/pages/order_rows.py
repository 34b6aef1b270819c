"""An order as one row of a list: the other party, the deadline, whether it is late."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from marketplace.accounts.permissions import Actor
from marketplace.purchasing.queries import OrderRow
from marketplace.purchasing.states import DEAD
from marketplace.purchasing.statuses import OrderStatus as S
from marketplace.values.period import local_day

DELIVERED = (
    S.RECEIVED, S.INSPECTED, S.HANDED_OVER, S.BILLED, S.BILL_RETURNED, S.VERIFIED, S.AWAITING_PAYMENT,
    S.PAYMENT_FAILED, S.PAID, S.TAX_DEPOSITED, S.AWAITING_ASSESSMENT, S.COMPLETED, S.STOPPED, S.TERMINATED, *DEAD,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    number: str
    title: str
    status: str
    partner: str
    gross_idr: int
    created_at: datetime
    deadline: datetime | None
    is_late: bool


def row_of(row: OrderRow, actor: Actor, now: datetime) -> Row:
    """A shop reads the unit's name, a unit the shop's, everybody else both."""
    if actor.supplier_ids and not actor.buyer_ids:
        partner = row.buyer_name
    elif actor.buyer_ids and not actor.supplier_ids:
        partner = row.supplier_name
    else:
        partner = f"{row.buyer_name} · {row.supplier_name}"
    late = row.due_on is not None and row.status not in DELIVERED and local_day(now) > row.due_on
    return Row(
        row.number, row.title, row.status, partner, row.gross_idr, row.created_at, last_day(row.respond_by), late
    )


def last_day(deadline: datetime | None) -> datetime | None:
    """A deadline is the first moment that is too late; people want the last day that is not."""
    return deadline - timedelta(seconds=1) if deadline else None
