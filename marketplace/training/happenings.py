"""What happened in a room since it began: the log in its own order, then shelves, offices and answers in theirs."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select

from marketplace.accounts.models import Buyer, Membership, Supplier, User
from marketplace.catalogue.models import Product
from marketplace.extensions import db
from marketplace.ledger.models import LedgerEntry
from marketplace.training.casting import Cast
from marketplace.training.checks import Happening
from marketplace.training.models import TrainingAnswer
from marketplace.training.vocabulary import ANSWER_GIVEN, OFFICE_HANDED_OVER, PRODUCT_LISTED
from marketplace.values.period import local_day, start_of_day

ENTRIES: Any = LedgerEntry.__table__


def since(start: int, cast: Cast) -> list[Happening]:
    """From entry `start` on, the first that the class itself wrote."""
    entries = [
        _of_entry(row)
        for row in db.session.execute(
            select(ENTRIES).where(ENTRIES.c.entry_index >= start).order_by(ENTRIES.c.entry_index)
        )
    ]
    began = db.session.scalars(select(ENTRIES.c.occurred_at).where(ENTRIES.c.entry_index == start - 1)).one()
    others = [*_listed(cast, began), *_handed_over(cast, began), *_answers()]
    return [*entries, *sorted(others, key=lambda one: one.at)]


def _of_entry(row: Any) -> Happening:
    return Happening(
        row.kind, row.occurred_at, row.entry_index, row.order_number, row.to_status, row.actor_role, row.actor,
        row.buyer_code, row.supplier_code, row.amount_idr, None, json.loads(row.facts),
    )  # fmt: skip


def _listed(cast: Cast, began: datetime) -> Iterable[Happening]:
    """Products that the class's own shops have put on their shelves."""
    shops = {place.id for place in cast.places if place.where.startswith("shop")}
    rows = db.session.execute(
        select(Product.listed_at, Product.category_code, Product.unit_price_net_idr, Product.domestic_status,
               Product.stock, Product.daily_capacity, Supplier.code)
        .join(Supplier, Supplier.id == Product.supplier_id)
        .where(Product.supplier_id.in_(shops), Product.listed_at > began)
    )  # fmt: skip
    for at, category, price, pdn, stock, capacity, code in rows:
        facts = {"category": category, "price": price, "pdn": str(pdn), "stock": stock or capacity or 0}
        yield Happening(PRODUCT_LISTED, at, supplier_code=code, facts=facts)


def _handed_over(cast: Cast, began: datetime) -> Iterable[Happening]:
    """Roles that began in the class's own offices: a transfer takes effect with its day."""
    offices = {place.id for place in cast.places if place.where.startswith("unit")}
    rows = db.session.execute(
        select(Membership.valid_from, Membership.role, Buyer.code, User.commitment)
        .join(Buyer, Buyer.id == Membership.buyer_id)
        .join(User, User.id == Membership.user_id)
        .where(Membership.buyer_id.in_(offices), Membership.valid_from >= local_day(began))
    )
    for day, role, code, commitment in rows:
        at = max(start_of_day(day), began)
        yield Happening(OFFICE_HANDED_OVER, at, buyer_code=code, actor=commitment, facts={"role": str(role)})


def _answers() -> Iterable[Happening]:
    rows = db.session.scalars(select(TrainingAnswer).order_by(TrainingAnswer.id))
    for row in rows:
        yield Happening(ANSWER_GIVEN, row.given_at, username=row.username, facts={"step": row.step, **row.score})
