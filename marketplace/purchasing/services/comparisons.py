"""The comparison sheet: what other shops would cost, delivered and taxed, beside the chosen one."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from marketplace.accounts.models import Supplier
from marketplace.catalogue.models import Product, ProductStatus
from marketplace.extensions import db
from marketplace.purchasing import pricing
from marketplace.purchasing.models import Order, OrderLine


def compare(order: Order, product_ids: Sequence[int], reason: str) -> None:
    """Offers of other shops are weighed by landed cost for the order's main line; the sheet stays as it was then."""
    line = max(order.lines, key=lambda line: (line.net_idr, -line.line_number))
    rivals = [row for row in _products(product_ids) if row.supplier_id != order.supplier_id]
    sheet = [_entry(order, line, row) for row in rivals]
    chosen = {"product_id": line.product_id, "supplier_id": order.supplier_id, "gross_idr": _alone(order, line),
              "chosen": True}  # fmt: skip
    order.comparison = [chosen, *sheet]
    order.compared_count = 1 + len({row.supplier_id for row in rivals})
    order.is_cheapest = all(entry["gross_idr"] >= chosen["gross_idr"] for entry in sheet)
    order.reason_not_cheapest = reason.strip()[:300] or None


def _products(product_ids: Sequence[int]) -> Sequence[Any]:
    return db.session.execute(
        select(Product.id, Product.name, Product.unit_price_net_idr, Product.tax_class, Product.category_code,
               Product.supplier_id, Product.tkdn_percent, Supplier.name.label("supplier_name"), Supplier.is_pkp,
               Supplier.business_class, Supplier.region_code, Supplier.shipping_local_idr,
               Supplier.shipping_other_idr)
        .join(Supplier, Supplier.id == Product.supplier_id)
        .where(Product.id.in_(product_ids[:20]), Product.status == ProductStatus.ACTIVE)
        .order_by(Product.id)
    ).all()  # fmt: skip


def _entry(order: Order, line: OrderLine, row: Any) -> dict[str, Any]:
    shipping = row.shipping_local_idr if row.region_code == order.region_code else row.shipping_other_idr
    gross = _landed(order, line, row.unit_price_net_idr, row.tax_class, row.is_pkp, shipping)
    return {
        "product_id": row.id, "product_name": row.name, "supplier_id": row.supplier_id,
        "supplier_name": row.supplier_name, "supplier_class": row.business_class, "tkdn": row.tkdn_percent,
        "unit_idr": row.unit_price_net_idr, "shipping_idr": shipping, "gross_idr": gross, "chosen": False,
    }  # fmt: skip


def _alone(order: Order, line: OrderLine) -> int:
    return _landed(order, line, line.unit_price_net_idr, line.tax_class, order.is_pkp, order.shipping_net_idr)


def _landed(order: Order, line: OrderLine, price: int, tax_class: str, is_pkp: bool, shipping: int) -> int:
    """What this quantity would cost at a door of the unit: goods, delivery and PPN."""
    imagined = Order(created_at=order.created_at, region_code=order.region_code, is_pkp=is_pkp,
                     shipping_net_idr=shipping)  # fmt: skip
    imagined.lines = [
        OrderLine(line_number=1, category_code=line.category_code, tax_class=tax_class, quantity=line.quantity,
                  list_price_net_idr=price, unit_price_net_idr=price)
    ]  # fmt: skip
    pricing.reckon(imagined)
    return imagined.gross_idr
