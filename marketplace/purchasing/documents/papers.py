"""Each kind of paper, in the words and order officials know. Amounts come from the order; nothing is decided here."""

from collections.abc import Callable
from typing import Any

from marketplace.purchasing.documents import billing, delivery, negotiation, order_letter
from marketplace.purchasing.documents.parts import frame
from marketplace.purchasing.documents.sources import Source
from marketplace.purchasing.models import DocumentType

Paper = dict[str, Any]
Builder = Callable[[Source], Paper]

BUILDERS: dict[str, Builder] = {
    DocumentType.PURCHASE_ORDER: order_letter.surat_pesanan,
    DocumentType.AMENDMENT: order_letter.amendment,
    DocumentType.DELIVERY_NOTE: delivery.delivery_note,
    DocumentType.INSPECTION: delivery.inspection,
    DocumentType.HANDOVER: delivery.handover,
    DocumentType.INVOICE: billing.invoice,
    DocumentType.RECEIPT: billing.receipt,
    DocumentType.WITHHOLDING: billing.withholding,
}


def paper_for(source: Source, proof: dict[str, str] | None) -> Paper:
    """The paper of the source's document, or the negotiation record where none is named."""
    build = negotiation.record if source.document is None else BUILDERS[source.document.type]
    return frame(source, build(source), proof)
