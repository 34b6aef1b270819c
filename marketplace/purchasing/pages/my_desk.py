"""What waits for one person today: counts by state, the work of each role, the last purchases to repeat."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import request, url_for
from flask_babel import gettext
from sqlalchemy import select

from marketplace.accounts.permissions import Actor, Permission
from marketplace.extensions import db
from marketplace.purchasing import queries
from marketplace.purchasing.labels import role_label
from marketplace.purchasing.models import CartLine, Order, OrderLine
from marketplace.purchasing.pages.desk_sections import (
    STEPS,
    Queue,
    Section,
    lesson,
    sections_for,
    shops_to_verify,
    shortcuts,
    sold_out,
)
from marketplace.purchasing.pages.order_groups import counts_for
from marketplace.purchasing.states import DEAD
from marketplace.web.order_statuses import status_word

REPEATABLE = 4


@dataclass(frozen=True, slots=True)
class MyDesk:
    counts: list[tuple[str, str, int]]  # status, its word, how many wait
    total: int
    sections: list[Section]
    figures: list[tuple[int, str, str]]  # how many, of what, where they are
    shops: Queue | None
    lesson: list[dict[str, str]]
    shortcuts: list[tuple[str, str]]
    repeatable: list[dict[str, Any]]
    roles: list[tuple[str, str]]


def my_desk(actor: Actor, now: datetime) -> MyDesk:
    counts = queries.todo_for(actor)
    sections, shops = sections_for(actor, now), shops_to_verify(actor)
    return MyDesk(
        counts=[(status, status_word(status), count) for status, count in counts.items()],
        total=sum(counts.values()),
        sections=sections,
        figures=_figures(actor, counts_for(actor), shops),
        shops=shops,
        lesson=lesson(actor),
        shortcuts=shortcuts(actor),
        repeatable=_repeatable(actor),
        roles=[(role_label(each.role), each.place_name) for each in actor.appointments],
    )


def _figures(actor: Actor, groups: dict[str, int], shops: Queue | None) -> list[tuple[int, str, str]]:
    """The numbers of this person's day; nobody reads a zero that can never be anything else."""

    def orders(group: str) -> str:
        return url_for("purchasing.orders", kelompok=group)

    found = []
    if shops is not None:
        found.append((shops.total, gettext("toko menunggu verifikasi"), f"{request.script_root}/verifikasi"))
    if any(actor.may(step) for step in STEPS):
        found.append((groups["perlu"], gettext("menunggu Anda"), orders("perlu")))
    if queries.passes_money_on(actor):
        found.append((groups["dibayar"], gettext("dana siap diteruskan"), orders("dibayar")))
    if queries.sees_everybody(actor):
        found.append((groups["sengketa"], gettext("sengketa berjalan"), orders("sengketa")))
    if actor.may(Permission.ORDER_VIEW):
        found.append((groups["berjalan"], gettext("pesanan berjalan"), orders("berjalan")))
        found.append((groups["selesai"], gettext("pesanan selesai"), orders("selesai")))
    if actor.may(Permission.ORDER_DRAFT):
        found.append((_in_cart(actor), gettext("barang di keranjang"), url_for("purchasing.cart")))
    if empty := sold_out(actor):
        found.append((empty, gettext("barang habis stok"), f"{request.script_root}/toko?status=habis"))
    return found


def _repeatable(actor: Actor) -> list[dict[str, Any]]:
    """The unit's last purchases, each product once, to buy again in one step."""
    if not actor.may(Permission.ORDER_DRAFT):
        return []
    rows = db.session.execute(
        select(OrderLine.product_id, OrderLine.product_name, OrderLine.quantity, OrderLine.unit)
        .join(Order, Order.id == OrderLine.order_id)
        .where(Order.buyer_id.in_(actor.buyer_ids), Order.status.not_in(DEAD))
        .order_by(Order.id.desc(), OrderLine.line_number)
        .limit(40)
    ).all()
    last: dict[int, dict[str, Any]] = {}
    for row in rows:
        last.setdefault(row.product_id, dict(row._mapping))
    return list(last.values())[:REPEATABLE]


def _in_cart(actor: Actor) -> int:
    rows = db.session.scalars(select(CartLine.id).where(CartLine.user_id == actor.user_id)).all()
    return len(rows)
