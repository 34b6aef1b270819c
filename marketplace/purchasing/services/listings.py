"""What must hold on the shelf when ordering: listed, verified, not suspended, delivered there, in time."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, exists, select

from marketplace.accounts.models import Buyer, Sanction, Supplier
from marketplace.accounts.permissions import Actor, Role
from marketplace.catalogue.models import Product, ProductArea, ProductSearch, ProductStatus
from marketplace.extensions import db
from marketplace.purchasing.errors import (
    BadDate,
    BelowMinimumOrder,
    NotAllowed,
    NotDeliveredThere,
    NotListed,
    ProductChanged,
    SupplierNotVerified,
    SupplierSuspended,
)
from marketplace.purchasing.models import CartLine, Order, OrderLine, PurchaseMethod
from marketplace.purchasing.queries import blocks_now, running_sanction
from marketplace.values.period import local_day, timezone_of
from marketplace.web.columns import UtcTime

# One statement reads the cart with everything an order copies from product and shop; built once for all orders.
CART_ROWS = (
    select(
        CartLine.quantity, CartLine.product_version, Product.id, Product.version, Product.status, Product.name,
        Product.category_code, Product.unit, Product.unit_price_net_idr, Product.tax_class, Product.min_order,
        Product.lead_days, Product.domestic_status, Product.tkdn_percent, Product.supplier_id,
        Supplier.code.label("supplier_code"), Supplier.name.label("supplier_name"), Supplier.business_class,
        Supplier.is_pkp, Supplier.region_code.label("supplier_region"), Supplier.verified_at,
        Supplier.shipping_local_idr, Supplier.shipping_other_idr, ProductSearch.peer_key,
        exists()
        .where(ProductArea.product_id == Product.id, ProductArea.region_code == bindparam("region"))
        .label("is_delivered_here"),
        exists()
        .where(Sanction.supplier_id == Supplier.id, blocks_now(bindparam("now", type_=UtcTime())))
        .label("is_suspended"),
    )
    .select_from(CartLine)
    .join(Product, Product.id == CartLine.product_id)
    .join(Supplier, Supplier.id == Product.supplier_id)
    .outerjoin(ProductSearch, ProductSearch.product_id == Product.id)
    .where(CartLine.user_id == bindparam("user"), CartLine.buyer_id == bindparam("buyer"))
    .order_by(Product.supplier_id, CartLine.id)
)  # fmt: skip


def cart_rows(actor: Actor, buyer_id: int, region_code: str, now: datetime) -> Sequence[Any]:
    """What lies in a person's cart for a unit, shop by shop, as it is on the shelf now."""
    values = {"user": actor.user_id, "buyer": buyer_id, "region": region_code, "now": now}
    return db.session.connection().execute(CART_ROWS, values).all()


def check_listed(row: Any, now: datetime) -> None:
    """Only what is listed, by a verified shop that is not suspended, delivered where it is wanted (R12, R22, R39)."""
    if row.verified_at is None:
        raise SupplierNotVerified(supplier=row.supplier_name)
    if row.is_suspended:
        raise SupplierSuspended(supplier=row.supplier_name, until=_until(row.supplier_id, now))
    if row.status != ProductStatus.ACTIVE:
        raise NotListed(product=row.name)
    if row.product_version != row.version:
        raise ProductChanged(product=row.name)
    if row.quantity < row.min_order:
        raise BelowMinimumOrder(product=row.name, minimum=row.min_order)
    if not row.is_delivered_here:
        raise NotDeliveredThere(product=row.name)


def _until(supplier_id: int, now: datetime) -> date | None:
    """The last day of what keeps a shop away, for the sentence that says so."""
    sanction = running_sanction(supplier_id, now)
    return local_day(sanction.ends_at) if sanction and sanction.ends_at else None


def check_date(needed_on: date, today: date, lead_days: int, fiscal_year: int) -> None:
    """Goods are needed no earlier than they can be made, and inside the budget's year."""
    earliest, latest = today + timedelta(days=lead_days), date(fiscal_year, 12, 31)
    if not earliest <= needed_on <= latest:
        raise BadDate(earliest=earliest, latest=latest)


def check_still_listed(order: Order, now: datetime, *, lead_days: int | None = None) -> Any:
    """An order waits between draft and submission; the shelf may have changed meanwhile. Returns the shop.

    `lead_days` is what the shop has offered; without an offer its listed days count.
    """
    rows = _rows(order, now)
    for row in rows:
        check_listed(row, now)
        if order.method == PurchaseMethod.DIRECT and row.unit_price_net_idr != row.line_price_idr:
            raise ProductChanged(product=row.name)
    today = local_day(now, timezone_of(order.region_code))
    listed = max(row.lead_days for row in rows)
    check_date(order.needed_on, today, listed if lead_days is None else lead_days, today.year)
    return rows[0]


def check_approver(order: Order, role: Role) -> None:
    """A unit may want its PA/KPA, not the PPK, to approve above an amount."""
    limit = db.session.scalar(select(Buyer.kpa_approval_above_idr).where(Buyer.id == order.buyer_id))
    if limit is not None and order.gross_idr > limit and role is not Role.BUDGET_HOLDER:
        raise NotAllowed(action="approve_above")


def _rows(order: Order, now: datetime) -> list[Any]:
    here = exists().where(
        ProductArea.product_id == Product.id, ProductArea.region_code == order.delivery_region_code[:5]
    )
    suspended = exists().where(Sanction.supplier_id == Supplier.id, blocks_now(now))
    return list(
        db.session.execute(
            select(
                OrderLine.quantity, OrderLine.list_price_net_idr.label("line_price_idr"), Product.version,
                Product.version.label("product_version"), Product.status, Product.name, Product.min_order,
                Product.lead_days, Product.unit_price_net_idr, Product.supplier_id,
                Supplier.name.label("supplier_name"),
                Supplier.verified_at, Supplier.business_class, here.label("is_delivered_here"),
                suspended.label("is_suspended"),
            )
            .join(Product, Product.id == OrderLine.product_id)
            .join(Supplier, Supplier.id == Product.supplier_id)
            .where(OrderLine.order_id == order.id)
            .order_by(OrderLine.line_number)
        )
    )  # fmt: skip
