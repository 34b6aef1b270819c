"""Categories, products and what belongs to one product."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import DDL, BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, event, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.extensions import Model
from marketplace.web.columns import UtcTime


class ProductStatus(StrEnum):
    ACTIVE = "aktif"
    PAUSED = "jeda"  # by the shop
    FROZEN = "beku"  # by a regional or platform admin


class DomesticStatus(StrEnum):
    """`status_pdn`: domestic product, import, or not filled in (R09 warns on the last two)."""

    DOMESTIC = "pdn"
    IMPORT = "impor"
    UNKNOWN = "belum_diisi"


class Category(Model):
    """A shelf: top level `01`, leaf `01.01` (seed/categories.csv)."""

    __tablename__ = "categories"

    code: Mapped[str] = mapped_column(String(5), primary_key=True)
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("categories.code"))
    name: Mapped[str] = mapped_column(String(100))  # Bahasa Indonesia
    name_en: Mapped[str] = mapped_column(String(100))
    kbli: Mapped[str] = mapped_column(String(5))
    tax_class: Mapped[str | None] = mapped_column(String(12))  # values.tax.TaxClass; leaves only
    unit: Mapped[str] = mapped_column(String(20))


SERVICES = ("12.03", "15")  # vehicle servicing; services and rent


def is_service(category_code: str) -> bool:
    """Work that is done at the unit, not goods that travel there."""
    return category_code.startswith(SERVICES)


class Product(Model):
    """One thing one shop sells, at one price before tax. Stock is goods on the shelf or capacity per day."""

    __tablename__ = "products"

    id: Mapped[int] = mapped_column(primary_key=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("suppliers.id"))
    category_code: Mapped[str] = mapped_column(ForeignKey("categories.code"))
    name: Mapped[str] = mapped_column(String(160))
    description: Mapped[str] = mapped_column(Text, default="")
    unit: Mapped[str] = mapped_column(String(20))
    unit_price_net_idr: Mapped[int] = mapped_column(BigInteger)
    tax_class: Mapped[str] = mapped_column(String(12))
    min_order: Mapped[int] = mapped_column(default=1)
    stock: Mapped[int | None]  # goods; NULL for what is made or done to order
    daily_capacity: Mapped[int | None]  # made to order: the most that can be delivered on one day
    lead_days: Mapped[int] = mapped_column(default=1)
    weight_g: Mapped[int | None]
    domestic_status: Mapped[str] = mapped_column(String(12))
    tkdn_percent: Mapped[int | None]
    tkdn_number: Mapped[str | None] = mapped_column(String(40))
    tkdn_until: Mapped[date | None]
    bmp_percent: Mapped[int | None]
    pirt_number: Mapped[str | None] = mapped_column(String(40))
    halal_number: Mapped[str | None] = mapped_column(String(40))
    nie_number: Mapped[str | None] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(8), default=ProductStatus.ACTIVE)
    sold_count: Mapped[int] = mapped_column(default=0)  # completed order lines; orders search results
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("photos.id"))
    once_key: Mapped[str | None] = mapped_column(String(64), unique=True)  # one-time key of the form that made it
    listed_at: Mapped[datetime] = mapped_column(UtcTime)
    price_changed_at: Mapped[datetime] = mapped_column(UtcTime)
    version: Mapped[int] = mapped_column(default=1)  # grows with each edit; carts compare it

    areas: Mapped[list["ProductArea"]] = relationship(lazy="raise", cascade="all, delete-orphan")

    __table_args__ = (
        CheckConstraint("unit_price_net_idr > 0", name="price"),
        CheckConstraint("stock IS NULL OR stock >= 0", name="stock"),  # never oversold, whoever runs at once
        CheckConstraint("(stock IS NULL) <> (daily_capacity IS NULL)", name="stock_or_capacity"),
        CheckConstraint("min_order >= 1", name="min_order"),
        CheckConstraint("tkdn_percent IS NULL OR (tkdn_percent >= 0 AND tkdn_percent <= 100)", name="tkdn"),
        Index("ix_products_supplier", "supplier_id", "status"),
        Index("ix_products_category", "category_code", "status"),
    )


class ProductArea(Model):
    """A regency the shop delivers this product to."""

    __tablename__ = "product_areas"

    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), primary_key=True)
    region_code: Mapped[str] = mapped_column(ForeignKey("regions.code"), primary_key=True)

    __table_args__ = ({"sqlite_with_rowid": False},)


class CapacityUse(Model):
    """How much of a made-to-order product's daily capacity is taken on one delivery day."""

    __tablename__ = "capacity_uses"

    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    used: Mapped[int]

    __table_args__ = (CheckConstraint("used >= 0", name="used"), {"sqlite_with_rowid": False})


class PriceChange(Model):
    """Append-only price history; the first row of a product is its first price."""

    __tablename__ = "price_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    changed_at: Mapped[datetime] = mapped_column(UtcTime)
    unit_price_net_idr: Mapped[int] = mapped_column(BigInteger)

    __table_args__ = (CheckConstraint("unit_price_net_idr > 0", name="price"),)


class ProductFreeze(Model):
    """One time that an admin took a product off the shelf (R17): why, who, and until when. Kept as history."""

    __tablename__ = "product_freezes"

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    reason: Mapped[str] = mapped_column(Text)
    frozen_at: Mapped[datetime] = mapped_column(UtcTime)
    frozen_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    frozen_version: Mapped[int]  # a product with a higher version has been changed by its shop since
    thawed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    thawed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    __table_args__ = (
        CheckConstraint("(thawed_at IS NULL) = (thawed_by_id IS NULL)", name="thawed"),
        # a product is frozen once at a time
        Index(
            "ix_product_freezes_open", "product_id", unique=True,
            sqlite_where=text("thawed_at IS NULL"), postgresql_where=text("thawed_at IS NULL"),
        ),
    )  # fmt: skip


class Photo(Model):
    """A re-encoded product photo; kept in the database so that a room copy is one file."""

    __tablename__ = "photos"

    id: Mapped[int] = mapped_column(primary_key=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("suppliers.id"))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    width: Mapped[int]
    height: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)  # WebP
    thumbnail: Mapped[bytes] = mapped_column(LargeBinary)  # WebP, 480 px wide


class CatalogueRevision(Model):
    """One row whose number grows when a shelf changes in a way a visitor could see: the catalogue's cache key."""

    __tablename__ = "catalogue_revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, default=0)
    ranked_on: Mapped[date | None]  # the world's day on which the best sellers were last counted

    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)


class ProductSearch(Model):
    """What search and facets know of one product, copied here so that no search joins.

    `place` is the order of popularity at the last rebuild: the lowest place is the best-selling product, so the
    first matches an index yields are the ones to show. `revision` is the catalogue revision of the last change.
    """

    __tablename__ = "product_search"

    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), unique=True)
    revision: Mapped[int] = mapped_column(BigInteger, index=True)
    is_visible: Mapped[bool]
    is_available: Mapped[bool]
    category_code: Mapped[str] = mapped_column(String(5))
    region_code: Mapped[str] = mapped_column(String(13))  # of the shop
    domestic_band: Mapped[str] = mapped_column(String(12))
    business_class: Mapped[str] = mapped_column(String(10))
    on_time_permille: Mapped[int | None]
    unit_price_net_idr: Mapped[int] = mapped_column(BigInteger)
    listed_at: Mapped[datetime] = mapped_column(UtcTime)
    peer_key: Mapped[str] = mapped_column(String(120))  # products that may be compared by price
    name_words: Mapped[str] = mapped_column(Text)
    all_words: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        # covers the price reference of one kind of product in one region
        Index("ix_product_search_peers", "peer_key", "region_code", "is_visible", "unit_price_net_idr"),
    )


class SearchWord(Model):
    """The vocabulary of the shelf: a word as people write it and in how many products it stands."""

    __tablename__ = "search_words"

    word: Mapped[str] = mapped_column(String(60), primary_key=True)
    documents: Mapped[int]


FULL_TEXT = {
    "sqlite": (
        "CREATE VIRTUAL TABLE product_words USING fts5(name_words, all_words, content='product_search',"
        " content_rowid='place', tokenize='unicode61 remove_diacritics 0', prefix='2 3 4', detail='column')",
    ),
    "postgresql": (
        "ALTER TABLE product_search"
        " ADD COLUMN name_terms tsvector"
        " GENERATED ALWAYS AS (array_to_tsvector(string_to_array(name_words, ' '))) STORED,"
        " ADD COLUMN all_terms tsvector"
        " GENERATED ALWAYS AS (array_to_tsvector(string_to_array(all_words, ' '))) STORED",
        "CREATE INDEX ix_product_search_name_terms ON product_search USING gin (name_terms) WITH (fastupdate = off)",
        "CREATE INDEX ix_product_search_all_terms ON product_search USING gin (all_terms) WITH (fastupdate = off)",
    ),
}
for _dialect, _statements in FULL_TEXT.items():
    for _statement in _statements:
        event.listen(ProductSearch.__table__, "after_create", DDL(_statement).execute_if(dialect=_dialect))
