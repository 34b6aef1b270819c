"""Gap-free numbers of orders and documents, read and raised in the transaction that uses them."""

from datetime import date

from sqlalchemy import text

from marketplace.extensions import db
from marketplace.purchasing.models import DocumentType
from marketplace.values.identifiers import document_number, order_number

# The row stays locked until commit: two writers cannot get one number, and a rollback leaves no gap.
RAISE_ORDERS = text(
    "INSERT INTO order_counters (fiscal_year, last) VALUES (:year, :count)"
    " ON CONFLICT (fiscal_year) DO UPDATE SET last = order_counters.last + :count RETURNING last"
)
RAISE_DOCUMENTS = text(
    "INSERT INTO document_counters (buyer_id, fiscal_year, type, last) VALUES (:buyer, :year, :type, 1)"
    " ON CONFLICT (buyer_id, fiscal_year, type) DO UPDATE SET last = document_counters.last + 1 RETURNING last"
)


def next_order_numbers(year: int, count: int) -> list[str]:
    """Order numbers run through the fiscal year of the whole market."""
    last: int = db.session.connection().execute(RAISE_ORDERS, {"year": year, "count": count}).scalar_one()
    return [order_number(year, n) for n in range(last - count + 1, last + 1)]


def next_document_number(buyer_id: int, unit_code: str, kind: DocumentType, day: date) -> tuple[int, str]:
    """Each unit numbers its documents by kind and year, as on paper: 041/SP/KEL-SUKUN/VIII/2023."""
    values = {"buyer": buyer_id, "year": day.year, "type": kind.value}
    sequence: int = db.session.connection().execute(RAISE_DOCUMENTS, values).scalar_one()
    return sequence, document_number(sequence, kind.value, unit_code, day)
