"""Rows for pages of many products, and the names they are shown under. Core rows: these pages are hot."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select

from marketplace.accounts.models import Supplier
from marketplace.catalogue.models import CatalogueRevision, Category, Photo, Product, ProductSearch, ProductStatus
from marketplace.extensions import db
from marketplace.regions.models import Region


def revision() -> int:
    """The number that changes when a visitor could see something else: the catalogue's cache key."""
    return db.session.scalar(select(CatalogueRevision.number).where(CatalogueRevision.id == 1)) or 0


def cards(product_ids: Sequence[int]) -> list[Any]:
    """The rows of a page of cards, in the order asked for."""
    rows = {row.id: row for row in db.session.connection().execute(_CARDS, {"ids": list(product_ids)})}
    return [rows[product] for product in product_ids if product in rows]


# tables, not mapped classes, and one constant statement: half the cost of the page's hottest query
_product, _shop, _search = Product.__table__, Supplier.__table__, ProductSearch.__table__
_CARDS = (
    select(
        _product.c.id, _product.c.name, _product.c.category_code, _product.c.unit, _product.c.unit_price_net_idr,
        _product.c.min_order, _product.c.stock, _product.c.daily_capacity, _product.c.lead_days,
        _product.c.domestic_status, _product.c.tkdn_percent, _product.c.photo_id,
        _shop.c.code.label("supplier_code"), _shop.c.name.label("supplier_name"), _shop.c.business_class,
        _shop.c.region_code, _search.c.on_time_permille,
    )
    .join(_shop, _shop.c.id == _product.c.supplier_id)
    .join(_search, _search.c.product_id == _product.c.id)
    .where(_product.c.id.in_(bindparam("ids", expanding=True)))
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """Category and region names by code, in both languages; read once per revision of the catalogue."""

    categories: dict[str, tuple[str, str]]
    regions: dict[str, str]

    def category(self, code: str, language: str) -> str:
        return self.categories.get(code, (code, code))[language == "en"]

    def region(self, code: str) -> str:
        return self.regions.get(code, code)


def names() -> Names:
    categories = db.session.execute(select(Category.code, Category.name, Category.name_en)).all()
    regions = db.session.execute(select(Region.code, Region.name).where(Region.level.in_(("province", "regency"))))
    return Names({row.code: (row.name, row.name_en) for row in categories}, {row.code: row.name for row in regions})


def photo(photo_id: int, *, small: bool) -> bytes | None:
    """The bytes of a shop's photo as WebP."""
    return db.session.scalar(select(Photo.thumbnail if small else Photo.content).where(Photo.id == photo_id))


def shop_product_ids(supplier_id: int, page: int, page_size: int) -> tuple[int, list[int]]:
    """How many products a shop sells and those of one page, best sellers first."""
    on_sale = (Product.supplier_id == supplier_id, Product.status == ProductStatus.ACTIVE)
    total = db.session.scalar(select(func.count()).select_from(Product).where(*on_sale)) or 0
    ids = select(Product.id).where(*on_sale).order_by(Product.sold_count.desc(), Product.id)
    return total, list(db.session.scalars(ids.limit(page_size).offset((page - 1) * page_size)))


def related_ids(product: Any, most: int) -> list[int]:
    """Other shops' comparable products first, then the same shelf; the popular ones of each."""
    ids: list[int] = []
    for same in (ProductSearch.peer_key == product.peer_key, ProductSearch.category_code == product.category_code):
        if len(ids) < most:
            more = (
                select(ProductSearch.product_id)
                .where(same, ProductSearch.is_visible.is_(True), ProductSearch.product_id.not_in([product.id, *ids]))
                .order_by(ProductSearch.is_available.desc(), ProductSearch.place)
                .limit(most - len(ids))
            )
            ids += db.session.scalars(more)
    return ids
