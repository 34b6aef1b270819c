"""Other shops' products for the comparison sheet: the same shelf, delivered to the unit."""

from sqlalchemy import select

from marketplace.accounts.models import Supplier
from marketplace.catalogue.models import Product, ProductArea, ProductStatus
from marketplace.extensions import db
from marketplace.purchasing.models import Order
from marketplace.web.filters import rupiah

MOST = 12


def rivals_of(order: Order) -> list[tuple[int, str]]:
    """The cheapest listed products on the shelf of the order's main line, of other shops."""
    line = max(order.lines, key=lambda line: (line.net_idr, -line.line_number))
    rows = db.session.execute(
        select(Product.id, Product.name, Product.unit, Product.unit_price_net_idr, Supplier.name)
        .join(Supplier, Supplier.id == Product.supplier_id)
        .join(ProductArea, ProductArea.product_id == Product.id)
        .where(
            Product.category_code == line.category_code,
            Product.status == ProductStatus.ACTIVE,
            Product.supplier_id != order.supplier_id,
            ProductArea.region_code == order.region_code,
        )
        .order_by(Product.unit_price_net_idr, Product.id)
        .limit(MOST)
    ).all()
    return [(row[0], f"{row[4]}: {row[1]}, {rupiah(row[3])} per {row[2]}") for row in rows]
