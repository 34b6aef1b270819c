"""Numbered documents of an order and the counters their numbers come from."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.extensions import Model
from marketplace.web.columns import UtcTime


class DocumentType(StrEnum):
    """Documents with gap-free numbers per unit and year."""

    PURCHASE_ORDER = "SP"
    AMENDMENT = "AD"
    DELIVERY_NOTE = "SJ"
    INSPECTION = "BAP"
    HANDOVER = "BAST"
    INVOICE = "INV"
    RECEIPT = "KW"
    WITHHOLDING = "BP"


class OrderDocument(Model):
    """A numbered document of an order; its content is `data` plus the order, its PDF is made again on demand."""

    __tablename__ = "order_documents"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    type: Mapped[str] = mapped_column(String(4))
    # 041/SP/KEL-SUKUN/VIII/2023. UNIQUE is what keeps a number from being given twice where a document is not
    # written through the counters' row lock: by a seed, a restore, by hand.
    number: Mapped[str] = mapped_column(String(60), unique=True)
    sequence: Mapped[int]
    issued_at: Mapped[datetime] = mapped_column(UtcTime)
    signed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    countersigned_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    countersigned_at: Mapped[datetime | None] = mapped_column(UtcTime)
    entry_index: Mapped[int | None] = mapped_column(BigInteger)  # the ledger entry that proves it
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # what belongs to this document alone


class DocumentCounter(Model):
    """Gap-free numbers per unit, year and type: read and raised in the document's own transaction."""

    __tablename__ = "document_counters"

    buyer_id: Mapped[int] = mapped_column(ForeignKey("buyers.id"), primary_key=True)
    fiscal_year: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(String(4), primary_key=True)
    last: Mapped[int]
