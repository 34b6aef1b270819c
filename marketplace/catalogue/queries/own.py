"""A shop's own shelf, as the people who work there see it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from marketplace.accounts.models import Supplier
from marketplace.accounts.permissions import Actor, Permission
from marketplace.catalogue.models import Category, Product, ProductArea
from marketplace.extensions import db

PAGE_SIZE = 25


def own_product(actor: Actor, product_id: int) -> Product | None:
    """A product of a shop this person works for, else None: somebody else's does not exist for her."""
    if not actor.may(Permission.PRODUCT_EDIT) or not actor.supplier_ids:
        return None
    return db.session.scalar(
        select(Product).where(Product.id == product_id, Product.supplier_id.in_(actor.supplier_ids))
    )


def own_shop(actor: Actor) -> Supplier | None:
    """The shop this person works for; the first, should there be several."""
    if not actor.may(Permission.PRODUCT_EDIT) or not actor.supplier_ids:
        return None
    return db.session.get(Supplier, min(actor.supplier_ids))


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One page of a shop's own products."""

    rows: list[Any]
    total: int
    pages: int
    counts: dict[str, int]  # by status; `habis` counts goods that ran out


def own_products(supplier_id: int, *, words: str, status: str, page: int) -> OwnPage:
    """Everything the shop ever listed, last changed first."""
    where = [Product.supplier_id == supplier_id]
    for word in words.split():
        where.append(func.lower(Product.name).contains(word.lower(), autoescape=True))
    counts = _counts(where)
    if status == "habis":
        where.append(Product.stock < Product.min_order)
    elif status:
        where.append(Product.status == status)
    total = db.session.scalar(select(func.count()).select_from(Product).where(*where)) or 0
    rows = db.session.execute(
        select(
            Product.id, Product.name, Product.category_code, Product.unit, Product.unit_price_net_idr, Product.stock,
            Product.daily_capacity, Product.min_order, Product.status, Product.sold_count, Product.photo_id,
            Product.version,
        )
        .where(*where)
        .order_by(Product.price_changed_at.desc(), Product.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()  # fmt: skip
    return OwnPage(list(rows), total, -(-total // PAGE_SIZE), counts)


def _counts(where: list[Any]) -> dict[str, int]:
    rows = db.session.execute(select(Product.status, func.count()).where(*where).group_by(Product.status))
    counts = {row[0]: row[1] for row in rows}
    out = select(func.count()).select_from(Product).where(*where, Product.stock < Product.min_order)
    return counts | {"habis": db.session.scalar(out) or 0, "": sum(counts.values())}


def areas_of(product_id: int) -> list[str]:
    return list(
        db.session.scalars(
            select(ProductArea.region_code)
            .where(ProductArea.product_id == product_id)
            .order_by(ProductArea.region_code)
        )
    )


def categories_for(shop: Supplier) -> list[Any]:
    """The leaves this shop may list: its NIB must name their KBLI (R39)."""
    return list(
        db.session.execute(
            select(Category.code, Category.name, Category.name_en, Category.unit)
            .where(Category.parent_code.is_not(None), Category.kbli.in_(shop.kbli or [""]))
            .order_by(Category.code)
        )
    )
