"""What a paper is made from: the order and its parties as stored, read once. Reads only; decides nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select

from marketplace.accounts.models import Buyer, Supplier, User
from marketplace.extensions import db
from marketplace.ledger.models import LedgerEntry
from marketplace.purchasing.models import DocumentType, Offer, Order, OrderDocument, OrderLine, PlanPackage
from marketplace.regions.models import Region


@dataclass(frozen=True, slots=True)
class Source:
    """One order with everything its papers name. `document` is the paper asked for."""

    order: Order
    lines: list[OrderLine]
    buyer: Buyer
    parent: Buyer | None
    supplier: Supplier
    package: PlanPackage
    region: Region
    documents: list[OrderDocument]
    document: OrderDocument | None
    people: dict[int, User] = field(default_factory=dict)
    offers: list[Offer] = field(default_factory=list)
    entry: LedgerEntry | None = None

    @property
    def zone(self) -> str:
        return self.region.timezone

    def person(self, user_id: int | None) -> User | None:
        return self.people.get(user_id) if user_id is not None else None

    def paper_of(self, kind: DocumentType) -> OrderDocument | None:
        """The newest document of this kind, which later papers cite."""
        return next((d for d in reversed(self.documents) if d.type == kind), None)


def source_of(order: Order, document_id: int | None) -> Source | None:
    """The order's document with this id, or none: an id of another order's document finds nothing.

    `document_id` None asks for papers that have no number of their own (the negotiation record).
    """
    documents = db.session.scalars(
        select(OrderDocument).where(OrderDocument.order_id == order.id).order_by(OrderDocument.id)
    ).all()
    document = next((d for d in documents if d.id == document_id), None)
    if document_id is not None and document is None:
        return None
    buyer = db.session.get_one(Buyer, order.buyer_id)
    offers = db.session.scalars(
        select(Offer).where(Offer.order_id == order.id).order_by(Offer.attempt, Offer.round, Offer.by_supplier.desc())
    ).all()
    return Source(
        order=order,
        lines=list(
            db.session.scalars(
                select(OrderLine).where(OrderLine.order_id == order.id).order_by(OrderLine.line_number)
            )
        ),
        buyer=buyer,
        parent=db.session.get(Buyer, buyer.parent_id) if buyer.parent_id else None,
        supplier=db.session.get_one(Supplier, order.supplier_id),
        package=db.session.get_one(PlanPackage, order.package_id),
        region=db.session.get_one(Region, buyer.region_code),
        documents=list(documents),
        document=document,
        people=_people(order, documents, offers),
        offers=list(offers),
        entry=_entry_behind(document),
    )


def _people(order: Order, documents: Iterable[OrderDocument], offers: Iterable[Offer]) -> dict[int, User]:
    named = {order.drafted_by, order.approved_by, order.issued_by, order.verified_by, order.paid_by}
    named |= {person for d in documents for person in (d.signed_by, d.countersigned_by)}
    named |= {offer.made_by for offer in offers}
    found = db.session.scalars(select(User).where(User.id.in_(person for person in named if person is not None)))
    return {person.id: person for person in found}


def _entry_behind(document: OrderDocument | None) -> LedgerEntry | None:
    if document is None or document.entry_index is None:
        return None
    return db.session.get(LedgerEntry, document.entry_index)
