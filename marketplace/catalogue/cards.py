"""A product as a card in a list: one row turned into words, so that the template decides nothing."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext, ngettext

from marketplace.accounts.models import BusinessClass
from marketplace.catalogue import labels
from marketplace.catalogue.pictures import VARIANTS
from marketplace.web.filters import number


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on one card. `tags` are (text, tone)."""

    id: int
    name: str
    href: str
    picture: str
    price_idr: int
    unit: str
    shop: str
    region: str
    tags: tuple[tuple[Any, str], ...]
    supply: str
    is_available: bool


def card_of(row: Any, region_name: str) -> Card:
    available = row.stock is None or row.stock >= row.min_order
    return Card(
        id=row.id,
        name=row.name,
        href=url_for("catalogue.product", product_id=row.id),
        picture=picture_of(row, small=True),
        price_idr=row.unit_price_net_idr,
        unit=row.unit,
        shop=row.supplier_name,
        region=region_name.replace("Kabupaten ", "Kab. "),
        tags=tuple(tags_of(row)),
        supply=supply_of(row),
        is_available=available,
    )


def picture_of(row: Any, *, small: bool = False) -> str:
    """The shop's own photo, else the drawn picture of its category in one of sixteen ways."""
    if row.photo_id:
        return url_for("catalogue.photo", photo_id=row.photo_id, kecil=1 if small else None)
    return url_for("catalogue.picture", category=row.category_code, variant=row.id % VARIANTS)


def tags_of(row: Any) -> list[tuple[Any, str]]:
    """What a buyer weighs: domestic content, business class, punctuality."""
    tags: list[tuple[Any, str]] = []
    if row.tkdn_percent:
        tags.append((f"TKDN {row.tkdn_percent}%", "good"))
    else:
        tags.append((labels.DOMESTIC_SHORT[row.domestic_status], "good" if row.domestic_status == "pdn" else "wait"))
    if BusinessClass(row.business_class).is_umk:
        tags.append((gettext("UMK"), "good"))
    if row.on_time_permille is not None and row.on_time_permille >= 800:
        tags.append((gettext("tepat waktu %(share)d%%", share=row.on_time_permille // 10), "info"))
    return tags


def supply_of(row: Any, *, exact: bool = False) -> str:
    """Whether it can be had, how much one must take, how soon it comes.

    Lists are kept until the shelf changes, and each unit sold is no such change: they say "ada", not how many.
    """
    if row.stock is None:
        amount = gettext("%(count)s per hari", count=number(row.daily_capacity))
    elif row.stock < row.min_order:
        amount = gettext("stok habis")
    else:
        amount = gettext("stok %(count)s", count=number(row.stock)) if exact else gettext("stok ada")
    parts = [amount]
    if row.min_order > 1:
        parts.append(gettext("min. %(count)s", count=number(row.min_order)))
    parts.append(ngettext("%(num)d hari", "%(num)d hari", row.lead_days))
    return " · ".join(parts)
