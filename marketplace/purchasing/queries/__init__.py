"""Reads of purchasing for pages and services: what a person may see, what she may do, what waits for her."""

from marketplace.purchasing.queries.actions import Possible, actions_for
from marketplace.purchasing.queries.carts import CartGroup, CartItem, Checkout, cart_count, cart_of, checkout_of
from marketplace.purchasing.queries.exchanges import (
    amendments_of,
    assessments_for,
    complaint_to_answer,
    complaints_of,
    documents_of,
    latest_document,
    latest_note,
    latest_offer,
    offers_of,
    open_amendment,
    own_assessment,
    rounds_left,
)
from marketplace.purchasing.queries.orders import (
    OrderFilters,
    OrderPage,
    OrderRow,
    document_for,
    group_of,
    order_for,
    orders_for,
    passes_money_on,
    sees_everybody,
    visible_to,
)
from marketplace.purchasing.queries.plans import PackageRow, package_for, packages_of
from marketplace.purchasing.queries.shops import blocks_now, running_sanction, sanctions_after, sanctions_of
from marketplace.purchasing.queries.timeline import TimelineItem, timeline
from marketplace.purchasing.queries.todo import todo_for, waiting_for

__all__ = [
    "CartGroup", "CartItem", "Checkout", "OrderFilters", "OrderPage", "OrderRow", "PackageRow", "Possible",
    "TimelineItem", "actions_for", "amendments_of", "assessments_for", "blocks_now", "cart_count", "cart_of",
    "checkout_of", "complaint_to_answer", "complaints_of", "document_for", "documents_of", "group_of",
    "latest_document", "latest_note", "latest_offer", "offers_of", "open_amendment", "order_for", "orders_for",
    "own_assessment", "package_for", "packages_of", "passes_money_on", "rounds_left", "running_sanction",
    "sanctions_after", "sanctions_of", "sees_everybody", "timeline", "todo_for", "visible_to", "waiting_for",
]  # fmt: skip
