"""How many orders somebody sees, by state, in one statement for a whole page."""

from sqlalchemy import func, select

from marketplace.accounts.permissions import Actor
from marketplace.extensions import db
from marketplace.purchasing import queries
from marketplace.purchasing.models import Order
from marketplace.purchasing.states import DEAD
from marketplace.purchasing.statuses import OrderStatus as S

ENDED = (S.COMPLETED, *DEAD)
RUNNING = tuple(status for status in S if status not in ENDED)


def counts_for(actor: Actor) -> dict[str, int]:
    """Each group of the list with its number: to do, under way, completed, dead, all."""
    rows = db.session.execute(
        select(Order.status, func.count()).where(queries.visible_to(actor)).group_by(Order.status)
    ).all()
    by_status: dict[str, int] = {status: int(count) for status, count in rows}
    return {
        "perlu": sum(queries.todo_for(actor).values()),
        "berjalan": sum(by_status.get(status, 0) for status in RUNNING),
        "selesai": by_status.get(S.COMPLETED, 0),
        "gagal": sum(by_status.get(status, 0) for status in DEAD),
        "semua": sum(by_status.values()),
        "dibayar": by_status.get(S.PAID, 0),
        "sengketa": by_status.get(S.DISPUTED, 0),
    }
