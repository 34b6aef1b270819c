"""Which rules a planned order touches, looked up where they need the past."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, exists, func, or_, select

from marketplace.extensions import db
from marketplace.purchasing import rules
from marketplace.purchasing.errors import NotCheapestUnexplained, WarningsUnanswered
from marketplace.purchasing.models import Order, OrderLine, PlanPackage
from marketplace.purchasing.states import DEAD
from marketplace.purchasing.statuses import OrderStatus
from marketplace.values.period import local_day, timezone_of
from marketplace.web.columns import UtcTime

# What the unit bought lately from the same shop or on the same shelf; built once.
LINES, ORDERS = OrderLine.__table__, Order.__table__
RECENT = select(
    func.count(), func.coalesce(func.sum(ORDERS.c.gross_idr), 0), func.coalesce(func.max(ORDERS.c.gross_idr), 0)
).where(
    ORDERS.c.buyer_id == bindparam("buyer"),
    ORDERS.c.created_at > bindparam("since", type_=UtcTime()),
    ORDERS.c.status.not_in([status.value for status in (*DEAD, OrderStatus.DRAFT)]),
    ORDERS.c.id != bindparam("but"),
    or_(
        ORDERS.c.supplier_id == bindparam("supplier"),
        exists().where(
            LINES.c.order_id == ORDERS.c.id,
            LINES.c.category_code.in_(bindparam("shelves", expanding=True)),
        ),
    ),
)


def findings(
    order: Order, *, package: PlanPackage, business_class: str, now: datetime, siblings: Sequence[Order] = ()
) -> list[rules.Finding]:
    """Every warning this order raises today; each needs a written reason before it goes on."""
    today = local_day(now, timezone_of(order.region_code))
    return [
        *rules.check_supplier_class(business_class, package.pagu_idr, today),
        *rules.check_domestic(order.lines, today),
        *rules.check_split(recent_purchases(order, now, siblings), order.gross_idr),
    ]


def recent_purchases(order: Order, now: datetime, siblings: Sequence[Order] = ()) -> rules.RecentPurchases:
    """What the unit bought in 14 days from the same shop or on the same shelf, the rest of this cart included."""
    shelves = {line.category_code for line in order.lines}
    values = {
        "buyer": order.buyer_id, "since": now - timedelta(days=rules.SPLIT_WINDOW_DAYS), "but": order.id or 0,
        "supplier": order.supplier_id, "shelves": sorted(shelves),
    }  # fmt: skip
    count, gross, largest = db.session.connection().execute(RECENT, values).one()
    alike = [other.gross_idr for other in siblings if shelves & {line.category_code for line in other.lines}]
    return rules.RecentPurchases(count + len(alike), int(gross) + sum(alike), max([int(largest), *alike]))


def answer_warnings(order: Order, findings: list[rules.Finding], reasons: dict[str, str]) -> None:
    """A warning is passed only with a written reason, which stays with the order."""
    open_findings = rules.unanswered(findings, reasons)
    if open_findings:
        raise WarningsUnanswered(findings=open_findings)
    order.warnings = [{"rule": finding.rule, "reason": reasons[finding.rule].strip()[:300]} for finding in findings]


def refuse_unexplained(order: Order) -> None:
    """Whoever compared and takes a dearer offer says why."""
    if not order.is_cheapest and not (order.reason_not_cheapest or "").strip():
        cheapest = min(offer["gross_idr"] for offer in order.comparison)
        raise NotCheapestUnexplained(cheapest_idr=cheapest, chosen_idr=order.gross_idr)
