"""What a shop does to its shelf: list, edit, pause, resume, restock; and what an admin does: freeze.

Stock for orders is taken and given back by `stock.py`. Everything runs in the caller's transaction.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select, text
from sqlalchemy.dialects import postgresql, sqlite

from marketplace.accounts.models import Supplier
from marketplace.accounts.permissions import Actor, Permission, Target
from marketplace.catalogue import errors
from marketplace.catalogue.models import (
    Category,
    Photo,
    PriceChange,
    Product,
    ProductArea,
    ProductFreeze,
    ProductStatus,
)
from marketplace.catalogue.photos import Encoded
from marketplace.catalogue.search import index
from marketplace.extensions import db
from marketplace.regions.models import Region

STAFF_PRICE_MOVE_PERMILLE = 100  # domain.md 4: a staff member may move a price by at most a tenth
NIE_CATEGORIES = frozenset({"10.01", "10.02", "10.03"})  # medical consumables, devices, medicines (R40)


@dataclass(frozen=True, slots=True)
class ProductValues:
    """What a shop states about a product; tax class and KBLI follow from the category."""

    name: str
    category_code: str
    unit: str
    unit_price_net_idr: int
    areas: tuple[str, ...]
    domestic_status: str
    description: str = ""
    min_order: int = 1
    stock: int | None = None
    daily_capacity: int | None = None
    lead_days: int = 1
    weight_g: int | None = None
    tkdn_percent: int | None = None
    tkdn_number: str | None = None
    tkdn_until: date | None = None
    bmp_percent: int | None = None
    pirt_number: str | None = None
    halal_number: str | None = None
    nie_number: str | None = None


def add_product(
    supplier_id: int, values: ProductValues, *, actor: Actor, now: datetime, once_key: str | None = None
) -> Product:
    """Only a verified shop lists, only what its NIB covers, and medical goods only with a permit (R39, R40)."""
    shop = _shop_of(supplier_id, actor)
    made: Product | None = None
    if once_key:
        made = db.session.scalar(select(Product).where(Product.once_key == once_key))
    if made is not None:
        if made.supplier_id != shop.id:
            raise errors.NotAllowed()
        return made  # the same form sent twice is one product
    category = _checked(shop, values)
    product = Product(
        supplier_id=shop.id, tax_class=category.tax_class, listed_at=now, price_changed_at=now, once_key=once_key,
        sold_count=0, version=1, status=ProductStatus.ACTIVE, **_columns(values),
    )  # fmt: skip
    product.areas = [ProductArea(region_code=code) for code in values.areas]
    db.session.add(product)
    db.session.flush()
    _remember_price(product, now)
    index.put_product(db.session(), product.id)
    return product


def edit_product(product: Product, values: ProductValues, *, actor: Actor, now: datetime, version: int) -> None:
    """An edit grows the version, so that carts notice; a new price is remembered, a big one is the owner's (R17)."""
    shop = _shop_of(product.supplier_id, actor)
    _lock(product, version)
    category = _checked(shop, values)
    if values.unit_price_net_idr != product.unit_price_net_idr:
        _may_move_price(product, values.unit_price_net_idr, actor)
        product.price_changed_at = now
    changed_price = values.unit_price_net_idr != product.unit_price_net_idr
    for name, value in _columns(values).items():
        setattr(product, name, value)
    product.tax_class = str(category.tax_class)
    product.version += 1
    _set_areas(product, values.areas)
    if changed_price:
        _remember_price(product, now)
    index.put_product(db.session(), product.id)


def restock(product: Product, amount: int, *, actor: Actor) -> None:
    """What is now on the shelf, or what can be made on one day; goods stay goods."""
    _shop_of(product.supplier_id, actor)
    db.session.refresh(product, with_for_update=True)
    if product.stock is None:
        product.daily_capacity = amount
        db.session.flush()
        return
    was_available = product.stock >= product.min_order
    product.stock = amount
    db.session.flush()
    if was_available != (amount >= product.min_order):
        index.availability_changed(db.session(), [product.id])


def pause_product(product: Product, *, actor: Actor) -> None:
    """The shop takes a product off the shelf for a while; running orders are not touched."""
    _shop_of(product.supplier_id, actor)
    _move(product, ProductStatus.PAUSED, allowed_from=(ProductStatus.ACTIVE,))


def resume_product(product: Product, *, actor: Actor) -> None:
    """Back on the shelf; what an admin froze only an admin can thaw."""
    shop = _shop_of(product.supplier_id, actor)
    if shop.verified_at is None:
        raise errors.ShopNotVerified(name=shop.name)
    _move(product, ProductStatus.ACTIVE, allowed_from=(ProductStatus.PAUSED,))


def freeze_product(product: Product, *, reason: str, actor: Actor, now: datetime) -> None:
    """The region's UKPBJ takes a product off the shelf (R17) and says why; only an admin puts it back."""
    admin_id = _admin_of(product, actor)
    if not _move(product, ProductStatus.FROZEN, allowed_from=(ProductStatus.ACTIVE, ProductStatus.PAUSED)):
        return
    frozen = ProductFreeze(product_id=product.id, reason=reason, frozen_at=now, frozen_by_id=admin_id,
                           frozen_version=product.version)  # fmt: skip
    db.session.add(frozen)
    db.session.flush()


def thaw_product(product: Product, *, actor: Actor, now: datetime) -> None:
    """A frozen product comes back paused: the shop decides when to sell it again."""
    admin_id = _admin_of(product, actor)
    if not _move(product, ProductStatus.PAUSED, allowed_from=(ProductStatus.FROZEN,)):
        return
    still_open = (ProductFreeze.product_id == product.id, ProductFreeze.thawed_at.is_(None))
    for frozen in db.session.scalars(select(ProductFreeze).where(*still_open)):
        frozen.thawed_at, frozen.thawed_by_id = now, admin_id
    db.session.flush()


def set_photo(product: Product, encoded: Encoded, *, actor: Actor) -> Photo:
    """R39 asks for the shop's own photo; the newest is shown, the drawn picture stands in until there is one."""
    _shop_of(product.supplier_id, actor)
    photo = Photo(supplier_id=product.supplier_id, sha256=encoded.sha256, width=encoded.width, height=encoded.height,
                  content=encoded.content, thumbnail=encoded.thumbnail)  # fmt: skip
    db.session.add(photo)
    db.session.flush()
    product.photo_id = photo.id
    product.version += 1
    index.put_product(db.session(), product.id)
    return photo


def load_categories(rows: Iterable[Mapping[str, str]]) -> int:
    """The rows of seed/categories.csv, parents first; a category that is already there is brought up to date."""
    values = [
        {
            "code": row["code"], "parent_code": row["parent"] or None, "name": row["name_id"],
            "name_en": row["name_en"], "kbli": row["kbli"], "unit": row["unit"],
            "tax_class": TAX_CLASSES[row["ppn"]],
        }
        for row in rows
    ]  # fmt: skip
    dialect = postgresql if db.session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(Category)
    changed = {
        name: statement.excluded[name] for name in ("parent_code", "name", "name_en", "kbli", "unit", "tax_class")
    }
    for row in sorted(values, key=lambda row: str(row["code"])):
        db.session.execute(statement.values(row).on_conflict_do_update(index_elements=["code"], set_=changed))
    return len(values)


TAX_CLASSES = {"": None, "yes": "ppn", "no": "bebas", "regional tax": "pbjt"}


def load_products(
    products: list[dict[str, Any]], areas: list[dict[str, Any]], price_changes: list[dict[str, Any]]
) -> None:
    """For seeding: plain rows of the three tables, many at once; call `rebuild_index` when all shops are in."""
    for table, rows in ((Product, products), (ProductArea, areas), (PriceChange, price_changes)):
        if rows:
            db.session.execute(insert(table), rows)
    if db.session.get_bind().dialect.name == "postgresql":
        for statement in CONTINUE_IDS:  # rows that bring their own number leave the sequence behind
            db.session.execute(text(statement))


CONTINUE_IDS = tuple(
    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), greatest(max(id), 1)) FROM {table}"  # noqa: S608
    for table in ("products", "price_changes")
)


def rebuild_index() -> int:
    """Search tables made anew from the shelf, best sellers first."""
    return index.rebuild_index(db.session())


def _shop_of(supplier_id: int, actor: Actor) -> Supplier:
    shop = db.session.get(Supplier, supplier_id)
    if shop is None or not actor.may(Permission.PRODUCT_EDIT, Target(supplier_id=supplier_id)):
        raise errors.NotAllowed()
    return shop


def _admin_of(product: Product, actor: Actor) -> int:
    shop = db.session.get_one(Supplier, product.supplier_id)
    place = Target(supplier_id=shop.id, region_code=shop.region_code)
    if actor.user_id is None or not actor.may(Permission.PRODUCT_FREEZE, place):
        raise errors.NotAllowed()
    return actor.user_id


def _checked(shop: Supplier, values: ProductValues) -> Category:
    """R39 and R40, and the shape no CHECK can hold: a real leaf, real regencies, stock or capacity."""
    category = db.session.get(Category, values.category_code)
    if category is None or category.parent_code is None or category.tax_class is None:
        raise errors.UnknownCategory(category=values.category_code)
    if shop.verified_at is None:
        raise errors.ShopNotVerified(name=shop.name)
    if category.kbli not in shop.kbli:
        raise errors.BusinessFieldMismatch(category=category.name, kbli=category.kbli)
    if category.code in NIE_CATEGORIES and not values.nie_number:
        raise errors.RegistrationMissing(category=category.name)
    if (values.stock is None) == (values.daily_capacity is None):
        raise errors.WrongSupply()
    known = select(Region.code).where(Region.code.in_(values.areas), Region.level == "regency")
    if not values.areas or set(db.session.scalars(known)) != set(values.areas):
        raise errors.UnknownArea()
    return category


def _may_move_price(product: Product, wanted: int, actor: Actor) -> None:
    if actor.may(Permission.PRODUCT_PRICE_FREELY, Target(supplier_id=product.supplier_id)):
        return
    was = product.unit_price_net_idr
    if abs(wanted - was) * 1000 > was * STAFF_PRICE_MOVE_PERMILLE:
        raise errors.PriceMoveTooLarge(was=was, lowest=was - was // 10, highest=was + was // 10)


def _columns(values: ProductValues) -> dict[str, Any]:
    return {name: getattr(values, name) for name in ProductValues.__slots__ if name != "areas"}


def _lock(product: Product, version: int) -> None:
    """Two people with the same form open: the second is told, not silently overwritten."""
    db.session.refresh(product, with_for_update=True)
    if product.version != version:
        raise errors.StaleProduct(name=product.name)


def _set_areas(product: Product, areas: tuple[str, ...]) -> None:
    db.session.refresh(product, ["areas"])
    kept = {area.region_code: area for area in product.areas}
    product.areas = [kept.get(code) or ProductArea(region_code=code) for code in areas]


def _move(product: Product, status: ProductStatus, *, allowed_from: tuple[ProductStatus, ...]) -> bool:
    """Whether there was anything to move; pressed twice, the second time finds it done."""
    db.session.refresh(product, with_for_update=True)
    if product.status == status:
        return False
    if product.status not in allowed_from:
        raise errors.NotForSale(name=product.name)
    product.status = status
    product.version += 1
    db.session.flush()
    index.availability_changed(db.session(), [product.id])
    return True


def _remember_price(product: Product, now: datetime) -> None:
    db.session.add(PriceChange(product_id=product.id, changed_at=now, unit_price_net_idr=product.unit_price_net_idr))
    db.session.flush()
