"""The list of orders for whoever asks, and the desk of one order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import StringField

from marketplace.accounts.permissions import Actor, Permission
from marketplace.accounts.sessions import current_actor, requires_sign_in
from marketplace.purchasing import queries
from marketplace.purchasing.models import Order
from marketplace.purchasing.pages.notices import Notice, blocked
from marketplace.purchasing.pages.order_desk import desk_for
from marketplace.purchasing.pages.order_groups import RUNNING, counts_for
from marketplace.purchasing.pages.order_rows import row_of
from marketplace.purchasing.states import DEAD
from marketplace.purchasing.statuses import OrderStatus as S
from marketplace.purchasing.views.blueprint import bp
from marketplace.purchasing.views.steps import Step
from marketplace.purchasing.views.tables import STEPS
from marketplace.web.forms import BaseForm
from marketplace.web.now import world_now

GROUPS: dict[str, tuple[Any, queries.OrderFilters]] = {
    "perlu": (_l("Perlu Anda kerjakan"), queries.OrderFilters(mine_to_do=True)),
    "dibayar": (_l("Siap diteruskan"), queries.OrderFilters(statuses=(S.PAID,))),
    "sengketa": (_l("Sengketa"), queries.OrderFilters(statuses=(S.DISPUTED,))),
    "berjalan": (_l("Berjalan"), queries.OrderFilters(statuses=RUNNING)),
    "selesai": (_l("Selesai"), queries.OrderFilters(statuses=(S.COMPLETED,))),
    "gagal": (_l("Batal dan gagal"), queries.OrderFilters(statuses=DEAD)),
    "semua": (_l("Semua"), queries.OrderFilters()),
}


# Groups that are only some people's business: those who pass money on, those who watch everybody.
ONLY_FOR: dict[str, Callable[[Actor], bool]] = {
    "dibayar": queries.passes_money_on,
    "sengketa": queries.sees_everybody,
}


class SearchForm(BaseForm):
    """A search is an address: it can be bookmarked and needs no token."""

    class Meta(BaseForm.Meta):
        csrf = False

    q = StringField(_l("Nomor atau judul pesanan"))


@dataclass(frozen=True, slots=True)
class Choice:
    """One step as the order's page offers it."""

    label: str
    href: str
    kind: str
    is_press: bool


@bp.get("/pesanan")
@requires_sign_in
def orders() -> str:
    actor = current_actor()
    group, counts = request.args.get("kelompok", ""), counts_for(actor)
    groups = [name for name in GROUPS if name not in ONLY_FOR or ONLY_FOR[name](actor)]
    if group not in groups:
        group = next((name for name in groups if counts[name]), "semua")
    search = SearchForm(request.args)
    filters = GROUPS[group][1]
    found = queries.orders_for(actor, _narrowed(filters, search.q.data or ""), request.args.get("halaman", 1, int))
    today = world_now()
    return render_template(
        "purchasing/orders.html",
        rows=[row_of(row, actor, today) for row in found.rows],
        page_number=found.page,
        pages=found.pages,
        group=group,
        tabs=_tabs(groups, counts, group),
        search=search,
        whose=_whose(actor),
        may_buy=actor.may(Permission.ORDER_DRAFT),
        url_for_page=_address(group, search.q.data or ""),
    )


def _narrowed(filters: queries.OrderFilters, text: str) -> queries.OrderFilters:
    return queries.OrderFilters(statuses=filters.statuses, mine_to_do=filters.mine_to_do, text=text)


def _tabs(groups: list[str], counts: dict[str, int], current: str) -> list[dict[str, Any]]:
    return [
        {
            "label": str(GROUPS[group][0]),
            "count": counts[group],
            "href": url_for("purchasing.orders", kelompok=group),
            "is_current": group == current,
        }
        for group in groups
    ]


def _whose(actor: Actor) -> str:
    places = [appointment.place_name for appointment in actor.appointments if appointment.place_name]
    return ", ".join(dict.fromkeys(places)) or gettext("Semua satuan kerja")


def _address(group: str, text: str) -> Callable[[int], str]:
    return lambda page: url_for("purchasing.orders", kelompok=group, q=text or None, halaman=page)


@bp.get("/pesanan/<number>")
@requires_sign_in
def order(number: str) -> str:
    actor = current_actor()
    found = queries.order_for(actor, number) or abort(404)
    main, aside, hindrances = choices_for(found, actor)
    return render_template(
        "purchasing/order.html",
        desk=desk_for(found, actor, world_now()),
        actions=main,
        other_actions=aside,
        hindrances=hindrances,
    )


def choices_for(order: Order, actor: Actor) -> tuple[list[Choice], list[Choice], list[Notice]]:
    """What this person can do now: the straight road, side exits, and what keeps a step of hers from being taken."""
    possible = {each.action: each for each in queries.actions_for(actor, order)}
    main: list[Choice] = []
    aside: list[Choice] = []
    hindrances: list[Notice] = []
    for step in STEPS:
        found = [possible[action] for action in step.actions if action in possible]
        if not step.is_possible(order) or not (found or (not step.actions and step.is_for(order, actor))):
            continue
        errors = [each.blocked for each in found if each.blocked]
        if errors:
            hindrances.append(blocked(errors[0]))
        else:
            (aside if step.is_aside else main).append(_choice(step, order))
    main.sort(key=lambda choice: choice.kind != "primary")
    return main, aside, hindrances


def _choice(step: Step, order: Order) -> Choice:
    kind = "quiet" if step.kind == "danger" else step.kind
    return Choice(str(step.button), url_for(step.endpoint, number=order.number), kind, step.is_ready(order))
