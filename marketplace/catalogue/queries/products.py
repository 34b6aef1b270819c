"""One product's page: everything about it, its shop, and where it is delivered."""

from typing import Any

from sqlalchemy import select

from marketplace.accounts.models import Supplier
from marketplace.catalogue.models import Product, ProductArea, ProductSearch
from marketplace.extensions import db
from marketplace.regions.models import Region

_PRODUCT = (
    select(
        *Product.__table__.columns, Supplier.code.label("supplier_code"), Supplier.name.label("supplier_name"),
        Supplier.business_class, Supplier.is_pkp, Supplier.region_code, Supplier.shipping_local_idr,
        Supplier.shipping_other_idr, Supplier.verified_at, ProductSearch.on_time_permille, ProductSearch.peer_key,
    )
    .join(Supplier, Supplier.id == Product.supplier_id)
    .join(ProductSearch, ProductSearch.product_id == Product.id)
)  # fmt: skip


def product_page(product_id: int) -> Any | None:
    """The product with its shop; paused and frozen ones too: orders and links outlive them."""
    return db.session.execute(_PRODUCT.where(Product.id == product_id)).first()


def products_compared(product_ids: list[int]) -> list[Any]:
    """Several products side by side, in the order asked for."""
    rows = {row.id: row for row in db.session.execute(_PRODUCT.where(Product.id.in_(product_ids)))}
    return [rows[product] for product in product_ids if product in rows]


def delivery_areas(product_ids: list[int]) -> dict[int, list[tuple[str, str]]]:
    """Codes and names of the regencies each product is delivered to."""
    areas: dict[int, list[tuple[str, str]]] = {product: [] for product in product_ids}
    rows = db.session.execute(
        select(ProductArea.product_id, Region.code, Region.name)
        .join(Region, Region.code == ProductArea.region_code)
        .where(ProductArea.product_id.in_(product_ids))
        .order_by(Region.code)
    )
    for product, code, name in rows:
        areas[product].append((code, name))
    return areas


def shelf_state(product_id: int) -> tuple[int, int | None, str] | None:
    """What a kept product page depends on beyond the catalogue revision: version, stock, status."""
    row = db.session.execute(
        select(Product.version, Product.stock, Product.status).where(Product.id == product_id)
    ).first()
    return (row.version, row.stock, row.status) if row else None
