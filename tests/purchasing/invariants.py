"""What must hold in every world, whatever anybody did: money, goods, and the log beside them."""

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from marketplace.catalogue.models import Product
from marketplace.extensions import db
from marketplace.ledger.models import LedgerEntry
from marketplace.purchasing.models import Order, OrderLine, PlanPackage
from marketplace.purchasing.states import DEAD
from marketplace.purchasing.statuses import OrderStatus as S

BEFORE_SUBMISSION = {S.DRAFT, S.COMPARED, S.RFQ_SENT, S.OFFER_RECEIVED, S.NEGOTIATING, S.PROPOSED, S.RETURNED}


def taken(order: Order, line: OrderLine) -> int:
    """How much of a line is off the shelf because of this order."""
    if order.handed_over_at is not None:
        return line.accepted
    if order.status in BEFORE_SUBMISSION or order.status in DEAD:
        return 0
    return line.received if order.is_stopped else line.quantity


def check_invariants(stock_at_first: dict[int, int]) -> None:
    db.session.flush()
    db.session.expire_all()
    orders = db.session.scalars(select(Order).options(selectinload(Order.lines))).all()
    for package in db.session.scalars(select(PlanPackage)):
        cited = [order for order in orders if order.package_id == package.id]
        assert package.held_idr == sum(order.held_idr for order in cited)
        assert package.posted_idr == sum(order.payable_idr for order in cited if order.paid_at)
        assert package.free_idr >= 0
    off_the_shelf = dict.fromkeys(stock_at_first, 0)
    for order in orders:
        for line in order.lines:
            if line.product_id in off_the_shelf:
                off_the_shelf[line.product_id] += taken(order, line)
        assert order.gross_idr == sum(line.net_idr for line in order.lines) + order.shipping_net_idr + order.tax_idr
        assert (order.accepted_net_idr or 0) <= order.goods_net_idr + order.shipping_net_idr
        assert 0 <= order.payable_idr <= order.gross_idr
    now = dict(db.session.execute(select(Product.id, Product.stock).where(Product.stock.is_not(None))).all())
    assert {product: now[product] + off_the_shelf[product] for product in stock_at_first} == stock_at_first
    _check_log({order.number: order.status for order in orders})


def _check_log(statuses: dict[str, str]) -> None:
    """The last step in the log is where the order stands; a draft is not in the log."""
    last = (
        select(func.max(LedgerEntry.index))
        .where(LedgerEntry.to_status.is_not(None))
        .group_by(LedgerEntry.order_number)
    )
    rows = db.session.execute(
        select(LedgerEntry.order_number, LedgerEntry.to_status).where(LedgerEntry.index.in_(last))
    )
    for number, status in rows:
        assert statuses[number] == status


def stock_now() -> dict[int, int]:
    rows = db.session.execute(select(Product.id, Product.stock).where(Product.stock.is_not(None)))
    return {product: stock for product, stock in rows}  # noqa: C416
