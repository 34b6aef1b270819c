"""Which rules a planned order touches, looked up where they need the past."""

from datetime import datetime, timedelta

from sqlalchemy import exists, func, or_, select

from marketplace.extensions import db
from marketplace.purchasing import rules
from marketplace.purchasing.errors import NotCheapestUnexplained, WarningsUnanswered
from marketplace.purchasing.models import Order, OrderLine, PlanPackage
from marketplace.purchasing.states import DEAD
from marketplace.purchasing.statuses import OrderStatus
from marketplace.values.period import local_day, timezone_of


def findings(
    order: Order, *, package: PlanPackage, business_class: str, now: datetime
) -> list[rules.Finding]:  # fmt: skip
    """Every warning this order raises today; each needs a written reason before it goes on."""
    today = local_day(now, timezone_of(order.region_code))
    return [
        *rules.check_supplier_class(business_class, package.pagu_idr, today),
        *rules.check_domestic(order.lines, today),
        *rules.check_split(recent_purchases(order, now), order.gross_idr),
    ]


def recent_purchases(order: Order, now: datetime) -> rules.RecentPurchases:
    """What the unit bought in the last 14 days from the same shop or on the same shelf, this order aside."""
    shelves = {line.category_code for line in order.lines}
    same_shelf = exists().where(OrderLine.order_id == Order.id, OrderLine.category_code.in_(shelves))
    statement = select(
        func.count(), func.coalesce(func.sum(Order.gross_idr), 0), func.coalesce(func.max(Order.gross_idr), 0)
    ).where(
        Order.buyer_id == order.buyer_id,
        Order.created_at > now - timedelta(days=rules.SPLIT_WINDOW_DAYS),
        Order.status.not_in([*DEAD, OrderStatus.DRAFT]),
        or_(Order.supplier_id == order.supplier_id, same_shelf),
    )
    if order.id is not None:
        statement = statement.where(Order.id != order.id)
    with db.session.no_autoflush:
        count, gross, largest = db.session.execute(statement).one()
    return rules.RecentPurchases(int(count), int(gross), int(largest))


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
