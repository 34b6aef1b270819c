"""Up to six products side by side, down to what a quantity costs delivered to one region."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext

from marketplace.catalogue import cards, details, labels, queries
from marketplace.catalogue.memory import page_names
from marketplace.catalogue.views.blueprint import LARGEST_ID, bp
from marketplace.catalogue.views.ready import is_visitor
from marketplace.values.period import local_day
from marketplace.values.tax import TaxClass, line_tax
from marketplace.web.filters import number, rupiah
from marketplace.web.now import world_now

MOST = 6
LARGEST_QUANTITY = 100_000


@dataclass(frozen=True, slots=True)
class Landed:
    """What a quantity of one product costs at the buyer's door; shipping is taxed like a service of a PKP shop."""

    goods_idr: int
    shipping_idr: int
    tax_idr: int
    total_idr: int
    is_delivered: bool
    quantity: int


@bp.get("/bandingkan")
def compare() -> str:
    """Nothing is stored: the address is the comparison, so it can be kept in a file or sent to the PPK."""
    chosen, today = _chosen(), local_day(world_now())
    products = queries.products_compared(chosen[:MOST])
    names, region = page_names(queries.revision()), request.args.get("daerah", "")[:13]
    quantity = _quantity()
    areas = queries.delivery_areas([product.id for product in products])
    offers = [
        landed(product, quantity, region, {code for code, _ in areas[product.id]}, today) for product in products
    ]
    return render_template(
        "catalogue/compare.html",
        public_page=is_visitor(),
        products=[_head(product, products, region, quantity) for product in products],
        rows=_rows(products, offers, names),
        left_out=max(0, len(chosen) - MOST),
        quantity=quantity,
        region=region,
        regions=sorted({pair for found in areas.values() for pair in found}, key=lambda pair: pair[1]),
        region_name=names.region(region) if region else "",
        ids=[product.id for product in products],
        cheapest=_cheapest(products, offers),
    )


def landed(product: Any, quantity: int, region: str, areas: Container[str], on: date) -> Landed:
    """Goods, shipping and tax for at least the least order, to the region asked for or the shop's own."""
    amount = max(quantity, product.min_order)
    is_local = not region or region == product.region_code
    shipping = product.shipping_local_idr if is_local else product.shipping_other_idr
    goods = line_tax(product.unit_price_net_idr * amount, TaxClass(product.tax_class), is_pkp=product.is_pkp, on=on)
    carried = line_tax(shipping, TaxClass.PPN, is_pkp=product.is_pkp, on=on)
    total = goods + carried
    return Landed(goods.net_idr, shipping, total.tax_idr, total.gross_idr, not region or region in areas, amount)


def _chosen() -> list[int]:
    """`produk=1,2,3` and `produk=1&produk=2` say the same; what is no number is left out."""
    found: dict[int, None] = {}
    for text in ",".join(request.args.getlist("produk"))[:400].split(","):
        text = text.strip()
        if text.isascii() and text.isdigit() and len(text) < 11 and 0 < int(text) <= LARGEST_ID:
            found[int(text)] = None
    return list(found)


def _quantity() -> int:
    text = request.args.get("jumlah", "").replace(".", "").strip()
    return min(max(1, int(text)), LARGEST_QUANTITY) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _head(product: Any, products: list[Any], region: str, quantity: int) -> dict[str, Any]:
    """A column's head: picture, name, and the same comparison without it."""
    rest = ",".join(str(other.id) for other in products if other.id != product.id)
    return {
        "name": product.name,
        "href": url_for("catalogue.product", product_id=product.id),
        "picture": cards.picture_of(product, small=True),
        "without": url_for("catalogue.compare", produk=rest, daerah=region or None, jumlah=quantity),
    }


def _cheapest(products: list[Any], offers: list[Landed]) -> int | None:
    """The column with the lowest total among those that deliver; none if nothing can be compared."""
    totals = [offer.total_idr for offer in offers if offer.is_delivered]
    if len(totals) < 2:
        return None
    return next(n for n, offer in enumerate(offers) if offer.is_delivered and offer.total_idr == min(totals))


def _rows(products: list[Any], offers: list[Landed], names: queries.Names) -> list[tuple[Any, list[Any], bool]]:
    """Label, one value for each product, and whether the row is the sum that counts."""
    standings = queries.shop_standing([product.supplier_code for product in products])

    def standing(product: Any) -> queries.Standing:
        return standings.get(product.supplier_code) or queries.NO_RECORD

    def delivered(offer: Landed, amount_idr: int, otherwise: str) -> str:
        return rupiah(amount_idr) if offer.is_delivered else otherwise

    def origin(product: Any) -> Any:
        return f"TKDN {product.tkdn_percent}%" if product.tkdn_percent else labels.DOMESTIC[product.domestic_status]

    pairs, nowhere = list(zip(products, offers, strict=True)), gettext("tidak dikirim ke sana")
    return [
        (gettext("Harga satuan"), [f"{rupiah(p.unit_price_net_idr)} / {p.unit}" for p in products], False),
        (gettext("Jumlah dihitung"), [f"{number(o.quantity)} {p.unit}" for p, o in pairs], False),
        (gettext("Barang atau jasa"), [rupiah(o.goods_idr) for o in offers], False),
        (gettext("Ongkos kirim"), [delivered(o, o.shipping_idr, "–") for o in offers], False),
        (gettext("PPN"), [rupiah(o.tax_idr) if o.tax_idr else gettext("tidak ada") for o in offers], False),
        (gettext("Biaya sampai di tempat"), [delivered(o, o.total_idr, nowhere) for o in offers], True),
        (gettext("Ketersediaan"), [cards.supply_of(p, exact=True) for p in products], False),
        (gettext("Dalam negeri"), [origin(p) for p in products], False),
        (gettext("Toko"), [p.supplier_name for p in products], False),
        (gettext("Kelas usaha"), [labels.CLASSES[p.business_class] for p in products], False),
        (gettext("Daerah toko"), [names.region(p.region_code) for p in products], False),
        (gettext("Tepat waktu"), [details.share(standing(p).on_time_permille) for p in products], False),
        (gettext("Pesanan selesai toko"), [number(standing(p).orders) for p in products], False),
    ]
