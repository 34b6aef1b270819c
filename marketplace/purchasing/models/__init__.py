"""Tables from plan to paid."""

from marketplace.purchasing.models.documents import DocumentCounter, DocumentType, OrderDocument
from marketplace.purchasing.models.exchanges import Amendment, Assessment, Complaint, Offer, OrderNote
from marketplace.purchasing.models.orders import Order, OrderCounter, OrderLine, PaymentPath, PurchaseMethod, Side
from marketplace.purchasing.models.plans import CartLine, PlanPackage

__all__ = [
    "Amendment", "Assessment", "CartLine", "Complaint", "DocumentCounter", "DocumentType", "Offer", "Order",
    "OrderCounter", "OrderDocument", "OrderLine", "OrderNote", "PaymentPath", "PlanPackage", "PurchaseMethod", "Side",
]  # fmt: skip
