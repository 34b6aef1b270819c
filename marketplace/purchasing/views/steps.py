"""Every step a person can take on an order: one document under the order, one form, one service.

A step's page shows its form at the same address that takes it. The tables of the other modules name the steps;
this module only knows how to ask, do, refuse and come back.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from marketplace.accounts.permissions import Actor
from marketplace.accounts.sessions import current_actor, requires_sign_in
from marketplace.extensions import db
from marketplace.purchasing.errors import PurchasingError, StaleOrder
from marketplace.purchasing.forms import StepForm
from marketplace.purchasing.messages import sentence
from marketplace.purchasing.models import Order, OrderLine
from marketplace.purchasing.pages.notices import Notice, notices_for
from marketplace.purchasing.pages.order_desk import papers_of
from marketplace.purchasing.queries import order_for
from marketplace.purchasing.states import WHO, may_follow, target_of
from marketplace.purchasing.statuses import OrderAction, OrderStatus
from marketplace.purchasing.views.blueprint import bp
from marketplace.web.filters import date_long, rupiah
from marketplace.web.now import world_now

Perform = Callable[[Order, Any, Actor, datetime], object]
MakeForm = Callable[[Order], StepForm]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a person can do: its address, its words, what is asked and which service does it."""

    noun: str
    actions: tuple[OrderAction, ...]
    button: Any
    explains: Any
    perform: Perform
    done: Any
    make_form: MakeForm = field(default=lambda order: StepForm())
    title: Any = None
    kind: str = "primary"
    is_press: bool = False  # nothing to fill in: a button on the order's page does it
    is_aside: bool = False  # a side exit: offered among the other steps
    allowed: Callable[[Order, Actor], bool] | None = None  # for what is not a step of the table
    is_open: Callable[[Order], bool] = field(default=lambda order: True)
    advise: Callable[[Order], list[Notice]] = field(default=lambda order: [])  # shown beside the form

    hint: Callable[[OrderLine], str] = field(default=lambda line: _line_hint(line))  # under each line's field

    @property
    def endpoint(self) -> str:
        return f"purchasing.step_{self.noun.replace('-', '_')}"

    def is_for(self, order: Order, actor: Actor) -> bool:
        """Whether one of this person's roles may take it on this order, whatever state the order is in."""
        if self.allowed is not None:
            return self.allowed(order, actor)
        target = target_of(order)
        return any(actor.may(permission, target) for action in self.actions for permission in WHO[action])

    def is_possible(self, order: Order) -> bool:
        """Whether the order's state allows it now."""
        following = may_follow(OrderStatus(order.status))
        return self.is_open(order) and (not self.actions or any(action in following for action in self.actions))

    def is_ready(self, order: Order) -> bool:
        """Whether a button on the order's page is enough: a stopped order's BAST asks for counts first."""
        return self.is_press and not (order.is_stopped and OrderAction.HAND_OVER in self.actions)


def offer(steps: Iterable[Step]) -> None:
    """Give each step its two routes: ask at GET, do at POST."""
    for step in steps:
        bp.add_url_rule(
            f"/pesanan/<number>/{step.noun}",
            f"step_{step.noun.replace('-', '_')}",
            requires_sign_in(_page(step)),
            methods=("GET", "POST"),
        )


def _page(step: Step) -> Callable[[str], Any]:
    def page(number: str) -> Any:
        actor = current_actor()
        order = order_for(actor, number) or abort(404)
        if not step.is_for(order, actor):
            abort(403)
        form = step.make_form(order)
        if form.is_submitted():
            return _take(step, order, form, actor)
        if not step.is_possible(order):
            flash(gettext("Langkah itu tidak tersedia untuk pesanan yang berstatus ini."), "info")
            return to_order(number)
        form.seen.data = order.version
        return _asked(step, order, form)

    return page


def _take(step: Step, order: Order, form: StepForm, actor: Actor) -> Any:
    """The one way of every step: a typed form, one service, one commit; a refusal keeps what was typed."""
    if not form.validate():
        return _refused(step, order.number, form, actor)
    try:
        step.perform(order, form, actor, world_now())
    except PurchasingError as error:
        return _refused(step, order.number, form, actor, error)
    number = order.number
    flash(str(step.done), "success")
    db.session.commit()
    return to_order(number)


def _refused(step: Step, number: str, form: StepForm, actor: Actor, error: PurchasingError | None = None) -> Any:
    """The page as it is now, what was typed, and why not; whoever was overtaken sees the new state first."""
    look_only()
    order = order_for(actor, number) or abort(404)
    if isinstance(error, StaleOrder):
        form.seen.raw_data, form.seen.data = None, order.version
    return _asked(step, order, form, error), 422


def _asked(step: Step, order: Order, form: StepForm, error: PurchasingError | None = None) -> str:
    return render_template(
        "purchasing/step.html",
        step=step,
        order=order,
        form=form,
        refusals=[sentence(error)] if error else [],
        callouts=(notices_for(error) if error else []) or step.advise(order),
        hints={f"line_{line.line_number}": step.hint(line) for line in order.lines},
        about=_about(order),
        papers=papers_of(order),
    )


def _line_hint(line: OrderLine) -> str:
    hint: str = gettext(
        "Dipesan %(quantity)s %(unit)s, harga tayang %(price)s.",
        quantity=line.quantity,
        unit=line.unit,
        price=rupiah(line.list_price_net_idr),
    )
    return hint


def _about(order: Order) -> list[tuple[str, str]]:
    """What should be in sight while the form is filled in."""
    rows = [
        (gettext("Nomor"), order.number),
        (gettext("Dibayar unit"), rupiah(order.gross_idr)),
        (gettext("Dibutuhkan"), date_long(order.needed_on)),
    ]
    if order.due_on:
        rows.append((gettext("Batas penyerahan"), date_long(order.due_on)))
    if order.accepted_net_idr is not None:
        rows.append((gettext("Nilai diterima, sebelum pajak"), rupiah(order.accepted_net_idr)))
        rows.append((gettext("Hak tagih penyedia"), rupiah(order.payable_idr)))
    return rows


def look_only() -> None:
    """Nothing of a refused step stays, and its page is drawn without keeping the writer's lock."""
    db.session.rollback()
    g.database = "read"


def to_order(number: str) -> Response:
    return redirect(url_for("purchasing.order", number=number), 303)
