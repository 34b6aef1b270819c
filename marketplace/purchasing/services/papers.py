"""Documents of an order: numbered when they are born, proven by the ledger entry of the same step."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from marketplace.accounts.models import Buyer
from marketplace.accounts.permissions import Actor
from marketplace.extensions import db
from marketplace.ledger.services import Entry
from marketplace.purchasing import numbers
from marketplace.purchasing.models import DocumentType, Order, OrderDocument
from marketplace.purchasing.queries import latest_document
from marketplace.values.period import local_day, timezone_of


def draw_up(
    order: Order, kind: DocumentType, actor: Actor, now: datetime, **data: Any
) -> OrderDocument:  # fmt: skip
    """A new document with the next number of the unit's own series."""
    unit_code = db.session.scalars(select(Buyer.document_code).where(Buyer.id == order.buyer_id)).one()
    day = local_day(now, timezone_of(order.region_code))
    sequence, number = numbers.next_document_number(order.buyer_id, unit_code, kind, day)
    document = OrderDocument(
        order_id=order.id, type=kind, number=number, sequence=sequence, issued_at=now, signed_by=actor.user_id,
        data=data,
    )  # fmt: skip
    db.session.add(document)
    return document


def prove(entry: Entry, *documents: OrderDocument) -> None:
    """The entry that says a document was made is its proof."""
    for document in documents:
        document.entry_index = entry.index


def countersign(order: Order, kind: DocumentType, actor: Actor, now: datetime) -> None:
    """The other side signs the newest document of a kind."""
    document = latest_document(order, kind)
    if document is not None:
        document.countersigned_by, document.countersigned_at = actor.user_id, now
