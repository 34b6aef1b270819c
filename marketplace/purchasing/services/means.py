"""Money and goods of an order go together: set aside when it goes up for approval, given back when it dies."""

from collections.abc import Sequence

from marketplace.purchasing import pricing
from marketplace.purchasing.models import Order, PlanPackage
from marketplace.purchasing.services import budgets, shelves


def take(orders: Sequence[Order], package: PlanPackage) -> None:
    """Money first, then goods, for all orders of a group or for none: the order in which every writer locks."""
    for order in orders:
        budgets.hold(order, package, order.gross_idr)
    shelves.reserve(orders)


def give_back(order: Order) -> None:
    """Everything set aside is free again; an order that holds no money holds no goods either."""
    if order.held_idr:
        budgets.hold_only(order, 0)
        shelves.release(order, {line.product_id: line.quantity for line in order.lines})


def give_back_undelivered(order: Order) -> None:
    """An order that fails at payment frees its money; what was handed over stays sold."""
    budgets.hold_only(order, 0)


def keep_received(order: Order) -> None:
    """Of an order that stops early only what has arrived can still be paid for; the rest is free again."""
    budgets.hold_only(order, min(order.held_idr, pricing.gross_of_received(order)))
    shelves.release(order, {line.product_id: line.quantity - line.received for line in order.lines})


def keep_accepted(order: Order) -> None:
    """The hand-over settles what is paid; what was not accepted goes back to budget and shelf."""
    taken = {line.product_id: line.received if order.is_stopped else line.quantity for line in order.lines}
    budgets.hold_only(order, min(order.held_idr, order.payable_idr))
    shelves.release(order, {line.product_id: taken[line.product_id] - line.accepted for line in order.lines})
