"""A product as purchasing needs it: everything an order copies, from as few statements as may be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from marketplace.accounts.models import Supplier
from marketplace.catalogue.models import Product, ProductArea, ProductSearch
from marketplace.extensions import db


@dataclass(frozen=True, slots=True)
class OrderableProduct:
    """A product with what an order copies from it and from its shop."""

    id: int
    version: int
    status: str
    name: str
    category_code: str
    unit: str
    unit_price_net_idr: int
    tax_class: str
    min_order: int
    stock: int | None
    daily_capacity: int | None
    lead_days: int
    weight_g: int | None
    domestic_status: str
    tkdn_percent: int | None
    tkdn_number: str | None
    tkdn_until: date | None
    bmp_percent: int | None
    photo_id: int | None
    supplier_id: int
    supplier_code: str
    supplier_name: str
    business_class: str
    is_pkp: bool
    supplier_region: str
    shipping_local_idr: int
    shipping_other_idr: int
    peer_key: str
    areas: frozenset[str]

    @property
    def is_for_sale(self) -> bool:
        return self.status == "aktif"

    def delivers_to(self, region_code: str) -> bool:
        return region_code in self.areas

    def shipping_to(self, region_code: str) -> int:
        """What the shop asks for one delivery: less inside its own region."""
        return self.shipping_local_idr if region_code == self.supplier_region else self.shipping_other_idr


def product_for_order(product_id: int) -> OrderableProduct | None:
    """One product as an order would copy it; None if there is none."""
    return products_for_order([product_id]).get(product_id)


def products_for_order(product_ids: Iterable[int]) -> dict[int, OrderableProduct]:
    """Several products at once, in two statements however many they are."""
    ids = sorted(set(product_ids))
    areas: dict[int, set[str]] = {product: set() for product in ids}
    for product, region in db.session.execute(
        select(ProductArea.product_id, ProductArea.region_code).where(ProductArea.product_id.in_(ids))
    ):
        areas[product].add(region)
    return {
        row.id: OrderableProduct(**row._mapping, areas=frozenset(areas[row.id]))
        for row in db.session.execute(_orderable().where(Product.id.in_(ids)))
    }


def _orderable() -> Any:
    return (
        select(
            Product.id, Product.version, Product.status, Product.name, Product.category_code, Product.unit,
            Product.unit_price_net_idr, Product.tax_class, Product.min_order, Product.stock,
            Product.daily_capacity, Product.lead_days, Product.weight_g, Product.domestic_status,
            Product.tkdn_percent, Product.tkdn_number, Product.tkdn_until, Product.bmp_percent, Product.photo_id,
            Product.supplier_id, Supplier.code.label("supplier_code"), Supplier.name.label("supplier_name"),
            Supplier.business_class, Supplier.is_pkp, Supplier.region_code.label("supplier_region"),
            Supplier.shipping_local_idr, Supplier.shipping_other_idr,
            func.coalesce(ProductSearch.peer_key, "").label("peer_key"),
        )
        .join(Supplier, Supplier.id == Product.supplier_id)
        .outerjoin(ProductSearch, ProductSearch.product_id == Product.id)
    )  # fmt: skip
