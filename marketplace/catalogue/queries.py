"""Reads of the shelf for pages and for other areas. Core rows on every hot path."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from marketplace.accounts.models import Supplier
from marketplace.accounts.permissions import Actor, Permission
from marketplace.catalogue.models import CatalogueRevision, Category, Photo, Product, ProductArea, ProductSearch
from marketplace.extensions import db
from marketplace.regions.models import Region

SAMPLE_MIN = 5  # a reference over fewer products would name single shops


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


def own_product(actor: Actor, product_id: int) -> Product | None:
    """A product of a shop this person works for, else None: somebody else's does not exist for her."""
    if not actor.may(Permission.PRODUCT_EDIT) or not actor.supplier_ids:
        return None
    return db.session.scalar(
        select(Product).where(Product.id == product_id, Product.supplier_id.in_(actor.supplier_ids))
    )


@dataclass(frozen=True, slots=True)
class PriceReference:
    """What comparable products cost: quartiles, how many, and where (a region's code, or the province's)."""

    quartile_low_idr: int
    median_idr: int
    quartile_high_idr: int
    sample: int
    region_code: str


def price_reference(peer_key: str, region_code: str) -> PriceReference | None:
    """The regional median of comparable products; the province's where the region has fewer than five."""
    if not peer_key:
        return None
    for place in (region_code, region_code.split(".")[0]):
        prices = _peer_prices(peer_key, place)
        if len(prices) >= SAMPLE_MIN:
            return PriceReference(*(_quantile(prices, q) for q in (1, 2, 3)), len(prices), place)
    return None


def _peer_prices(peer_key: str, place: str) -> Sequence[int]:
    where = (
        ProductSearch.region_code == place if "." in place else ProductSearch.region_code.between(place, place + "/")
    )
    return db.session.scalars(
        select(ProductSearch.unit_price_net_idr)
        .where(ProductSearch.peer_key == peer_key, where, ProductSearch.is_visible.is_(True))
        .order_by(ProductSearch.unit_price_net_idr)
    ).all()


def _quantile(ordered: Sequence[int], quarter: int) -> int:
    """The value a quarter, half or three quarters up, between neighbours, in whole rupiah, rounded down."""
    position = (len(ordered) - 1) * quarter
    low, rest = divmod(position, 4)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * rest // 4


def revision() -> int:
    """The number that changes when a visitor could see something else: the catalogue's cache key."""
    return db.session.scalar(select(CatalogueRevision.number).where(CatalogueRevision.id == 1)) or 0


def cards(product_ids: Sequence[int]) -> list[Any]:
    """The rows of a page of cards, in the order asked for."""
    rows = {row.id: row for row in db.session.execute(_CARDS.where(Product.id.in_(product_ids)))}
    return [rows[product] for product in product_ids if product in rows]


_CARDS = (
    select(
        Product.id, Product.name, Product.category_code, Product.unit, Product.unit_price_net_idr, Product.min_order,
        Product.stock, Product.daily_capacity, Product.lead_days, Product.domestic_status, Product.tkdn_percent,
        Product.photo_id, Supplier.code.label("supplier_code"), Supplier.name.label("supplier_name"),
        Supplier.business_class, Supplier.region_code, ProductSearch.on_time_permille,
    )
    .join(Supplier, Supplier.id == Product.supplier_id)
    .join(ProductSearch, ProductSearch.product_id == Product.id)
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
