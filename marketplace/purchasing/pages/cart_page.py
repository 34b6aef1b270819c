"""The cart as its page shows it: shop by shop, the full cost with tax, and which rules an order would touch."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext
from sqlalchemy import select

from marketplace.accounts.models import Buyer
from marketplace.accounts.permissions import Actor
from marketplace.catalogue.models import PriceChange
from marketplace.extensions import db
from marketplace.purchasing import queries
from marketplace.purchasing.errors import ProductChanged, PurchasingError
from marketplace.purchasing.models import CartLine
from marketplace.purchasing.pages.notices import Notice, blocked, warnings
from marketplace.purchasing.queries import CartGroup, CartItem, PackageRow
from marketplace.purchasing.services import placing
from marketplace.values.period import local_day
from marketplace.web.filters import rupiah


@dataclass(frozen=True, slots=True)
class Shop:
    id: int
    name: str
    facts: str
    lines: list[dict[str, Any]]
    sums: list[tuple[str, str]]
    notices: list[Notice]
    findings: list[Any]
    gross_idr: int


@dataclass(frozen=True, slots=True)
class Cart:
    unit_name: str
    shops: list[Shop] = field(default_factory=list)
    packages: list[dict[str, Any]] = field(default_factory=list)
    sums: list[tuple[str, str]] = field(default_factory=list)
    earliest: date | None = None

    @property
    def findings(self) -> dict[str, Any]:
        """Every warning once, by rule: one reason answers it for all orders of the cart."""
        return {finding.rule: finding for shop in self.shops for finding in shop.findings}


def cart_for(actor: Actor, buyer: Buyer, now: datetime, details: placing.OrderDetails | None = None,
             package_id: int | None = None) -> Cart:  # fmt: skip
    groups = queries.cart_of(actor, buyer.id)
    today = local_day(now)
    packages = queries.packages_of(buyer.id, fiscal_year=today.year, announced_only=True)
    earliest = today + timedelta(days=max((item.lead_days for group in groups for item in group.items), default=1))
    details = details or _imagined(buyer, earliest)
    chosen = package_id or (packages[0].id if packages else None)
    old_prices = _prices_when_added(actor, buyer.id)
    shops = [_shop(actor, buyer, group, details, chosen, now, old_prices) for group in groups]
    total = sum(shop.gross_idr for shop in shops)
    return Cart(
        buyer.name,
        shops,
        [meter_of(package) for package in packages],
        [(gettext("Jumlah semua pesanan, dengan PPN"), rupiah(total))] if total else [],
        earliest,
    )


def _imagined(buyer: Buyer, earliest: date) -> placing.OrderDetails:
    """Before anything is filled in: delivered to the unit itself, as soon as it can be."""
    return placing.OrderDetails(
        needed_on=earliest, delivery_address=buyer.address, delivery_region_code=buyer.region_code, recipient_name="-"
    )


def _shop(
    actor: Actor, buyer: Buyer, group: CartGroup, details: placing.OrderDetails, package_id: int | None,
    now: datetime, old_prices: dict[int, int],
) -> Shop:  # fmt: skip
    notices, findings, sums, gross = [], [], [], 0
    try:
        planned = placing.preview(
            actor, buyer_id=buyer.id, package_id=package_id or 0, details=details, now=now,
            supplier_ids=[group.supplier_id],
        )[0]  # fmt: skip
        findings, gross = planned.findings, planned.order.gross_idr
        notices, sums = warnings(findings), _sums(planned)
    except ProductChanged:
        sums = _goods_only(group)
    except PurchasingError as error:
        notices, sums = [blocked(error)], _goods_only(group)
    return Shop(
        group.supplier_id, group.supplier_name, _facts(group), [_line(item, old_prices) for item in group.items],
        sums, notices, findings, gross,
    )  # fmt: skip


def _facts(group: CartGroup) -> str:
    return " · ".join((group.supplier_class, gettext("PKP") if group.is_pkp else gettext("bukan PKP")))


def _sums(planned: placing.PlannedOrder) -> list[tuple[str, str]]:
    order = planned.order
    return [
        (gettext("Barang"), rupiah(order.goods_net_idr)),
        (gettext("Ongkos kirim"), rupiah(order.shipping_net_idr)),
        (gettext("PPN"), rupiah(order.tax_idr)),
        (gettext("Dibayar unit"), rupiah(order.gross_idr)),
        (gettext("Diterima penyedia, setelah PPN dan PPh 22 dipungut"), rupiah(planned.payout_idr)),
    ]


def _goods_only(group: CartGroup) -> list[tuple[str, str]]:
    return [(gettext("Barang, sebelum pajak"), rupiah(group.goods_net_idr))]


def _line(item: CartItem, old_prices: dict[int, int]) -> dict[str, Any]:
    return {
        "product_id": item.product_id,
        "name": item.name,
        "unit": item.unit,
        "quantity": item.quantity,
        "price_idr": item.unit_price_net_idr,
        "net_idr": item.net_idr,
        "min_order": item.min_order,
        "is_changed": item.has_changed or not item.is_listed,
        "news": _news(item, old_prices.get(item.product_id)),
    }


def _news(item: CartItem, old_price: int | None) -> str:
    if not item.is_listed:
        return str(gettext("Produk ini tidak lagi tayang."))
    if old_price is not None and old_price != item.unit_price_net_idr:
        changed: str = gettext(
            "Harga berubah dari %(old)s menjadi %(new)s sejak Anda memasukkannya.",
            old=rupiah(old_price),
            new=rupiah(item.unit_price_net_idr),
        )
        return changed
    return str(gettext("Penjual mengubah keterangan produk ini sejak Anda memasukkannya."))


def _prices_when_added(actor: Actor, buyer_id: int) -> dict[int, int]:
    """What each product of the cart cost when it was put there."""
    rows: Sequence[Any] = db.session.execute(
        select(PriceChange.product_id, PriceChange.unit_price_net_idr)
        .join(CartLine, CartLine.product_id == PriceChange.product_id)
        .where(
            CartLine.user_id == actor.user_id,
            CartLine.buyer_id == buyer_id,
            PriceChange.changed_at <= CartLine.added_at,
        )
        .order_by(PriceChange.changed_at, PriceChange.id)
    ).all()
    return dict(tuple(row) for row in rows)


def meter_of(package: PackageRow) -> dict[str, Any]:
    """A package with its bar: posted, held and free in thousandths of the pagu."""
    used = package.held_idr + package.posted_idr
    return {
        "id": package.id,
        "name": package.name,
        "rup_code": package.rup_code,
        "pagu_idr": package.pagu_idr,
        "held_idr": package.held_idr,
        "posted_idr": package.posted_idr,
        "free_idr": package.free_idr,
        "used_idr": used,
        "used_permille": used * 1000 // package.pagu_idr,
        "posted_permille": package.posted_idr * 1000 // package.pagu_idr,
    }
