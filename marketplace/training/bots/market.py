"""What a bot finds on the shelf: products that fit a need, the cheapest delivered first, and what to compare with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, or_, select

from marketplace.accounts.models import Sanction, Supplier
from marketplace.catalogue.models import Product, ProductArea, ProductSearch, ProductStatus
from marketplace.extensions import db
from marketplace.purchasing.models import Order
from marketplace.purchasing.queries import blocks_now
from marketplace.values.period import local_day, timezone_of
from marketplace.values.tax import TaxClass, TaxedAmount, line_tax

RIVALS = 3
LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class Find:
    """A product that would do, with what it costs at the unit's door."""

    product_id: int
    supplier_id: int
    supplier_code: str
    lead_days: int
    gross_idr: int


def finds(
    *, category_code: str, words: str, quantity: int, region_code: str, now: datetime, own_shop: str | None = None
) -> list[Find]:  # fmt: skip
    """What can be had there in this quantity, the cheapest first, one product of each shop, the own shop's always."""
    statement = (
        select(Product.id, Product.supplier_id, Product.lead_days, Product.unit_price_net_idr, Product.tax_class,
               Supplier.code, Supplier.is_pkp, Supplier.region_code, Supplier.shipping_local_idr,
               Supplier.shipping_other_idr)
        .join(Supplier, Supplier.id == Product.supplier_id)
        .where(
            Product.status == ProductStatus.ACTIVE,
            Product.category_code.startswith(category_code, autoescape=True),
            Product.min_order <= quantity,
            or_(Product.stock >= quantity, Product.daily_capacity >= quantity),
            Supplier.verified_at.is_not(None),
            exists().where(ProductArea.product_id == Product.id, ProductArea.region_code == region_code[:5]),
            ~exists().where(Sanction.supplier_id == Supplier.id, blocks_now(now)),
            *(Product.name.icontains(word, autoescape=True) for word in words.split()),
        )
        .order_by(Supplier.code != own_shop, Product.unit_price_net_idr, Product.id)
        .limit(LOOKED_AT)
    )  # fmt: skip
    found = [_find(row, quantity, region_code, now) for row in db.session.execute(statement)]
    cheapest: dict[int, Find] = {}
    for find in sorted(found, key=lambda find: (find.gross_idr, find.product_id)):
        cheapest.setdefault(find.supplier_id, find)
    return list(cheapest.values())


def _find(row: Any, quantity: int, region_code: str, now: datetime) -> Find:
    shipping = row.shipping_local_idr if row.region_code == region_code else row.shipping_other_idr
    on = local_day(now, timezone_of(region_code))
    parts = (row.unit_price_net_idr * quantity, shipping)
    taxed = [line_tax(net, TaxClass(row.tax_class), is_pkp=row.is_pkp, on=on) for net in parts]
    return Find(row.id, row.supplier_id, row.code, row.lead_days, TaxedAmount.total(taxed).gross_idr)


def rivals_of(order: Order) -> Sequence[int]:
    """Products of the same kind at other shops, the cheapest first: what the order's main line is weighed against."""
    line = max(order.lines, key=lambda line: (line.net_idr, -line.line_number))
    kind = select(ProductSearch.peer_key).where(ProductSearch.product_id == line.product_id).scalar_subquery()
    return db.session.scalars(
        select(Product.id)
        .join(ProductSearch, ProductSearch.product_id == Product.id)
        .where(ProductSearch.peer_key == kind, ProductSearch.is_visible, Product.supplier_id != order.supplier_id)
        .order_by(Product.unit_price_net_idr, Product.id)
        .limit(RIVALS)
    ).all()


def lead_days_of(order: Order) -> int:
    """How long the slowest of the ordered products takes."""
    products = [line.product_id for line in order.lines]
    return db.session.scalar(select(func.max(Product.lead_days)).where(Product.id.in_(products))) or 0
