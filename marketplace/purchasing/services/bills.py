"""Bills: the shop countersigns the BAST and bills, the treasurer checks the papers and passes or returns them."""

from collections.abc import Collection
from datetime import datetime

from marketplace.accounts.permissions import Actor
from marketplace.purchasing import facts
from marketplace.purchasing.errors import ChecklistIncomplete
from marketplace.purchasing.models import DocumentType, Order, OrderDocument
from marketplace.purchasing.services import desk, papers
from marketplace.purchasing.states import advance
from marketplace.purchasing.statuses import OrderAction as A

CHECKLIST = ("surat_pesanan", "bast", "tagihan", "pajak")


def bill(
    order: Order, *, actor: Actor, now: datetime, seen: int | None = None
) -> tuple[OrderDocument, OrderDocument]:
    """The shop countersigns the BAST and bills what was accepted, with invoice and kuitansi."""
    order = desk.take_up(order, A.BILL, actor, seen)
    papers.countersign(order, DocumentType.HANDOVER, actor, now)
    invoice = papers.draw_up(order, DocumentType.INVOICE, actor, now)
    receipt = papers.draw_up(order, DocumentType.RECEIPT, actor, now)
    entry = advance(order, A.BILL, actor, now, seen=seen, details=facts.billed(order, invoice.number))
    papers.prove(entry, invoice, receipt)
    return invoice, receipt


def return_bill(
    order: Order, *, actor: Actor, now: datetime, seen: int | None = None, reason: str = "dokumen_tidak_lengkap",
    note: str,
) -> None:  # fmt: skip
    """Papers that are wrong or missing go back to the shop, which bills again."""
    order = desk.take_up(order, A.RETURN_BILL, actor, seen)
    details = desk.checked_reason(reason)
    desk.write_note(order, A.RETURN_BILL, actor, now, desk.required_text(note))
    advance(order, A.RETURN_BILL, actor, now, seen=seen, details=details)


def verify_bill(
    order: Order, *, actor: Actor, now: datetime, seen: int | None = None, checked: Collection[str] = CHECKLIST
) -> None:
    """Surat Pesanan, BAST, bill and tax are all in order; otherwise the bill goes back."""
    order = desk.take_up(order, A.VERIFY_BILL, actor, seen)
    missing = [item for item in CHECKLIST if item not in checked]
    if missing:
        raise ChecklistIncomplete(missing=missing)
    order.verified_by = actor.user_id
    advance(order, A.VERIFY_BILL, actor, now, seen=seen, details=facts.verified(order))
