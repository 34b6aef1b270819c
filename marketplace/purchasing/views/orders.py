"""The list of orders for whoever asks, and the desk of one order."""

from dataclasses import dataclass

from flask import abort, render_template, url_for

from marketplace.accounts.permissions import Actor
from marketplace.accounts.sessions import current_actor, requires_sign_in
from marketplace.purchasing.models import Order
from marketplace.purchasing.pages.access import order_for
from marketplace.purchasing.pages.order_desk import desk_for
from marketplace.purchasing.views.blueprint import bp
from marketplace.purchasing.views.steps import Step
from marketplace.purchasing.views.tables import STEPS
from marketplace.web.now import world_now


@dataclass(frozen=True, slots=True)
class Choice:
    """One step as the order's page offers it."""

    label: str
    href: str
    kind: str
    is_press: bool


@bp.get("/pesanan/<number>")
@requires_sign_in
def order(number: str) -> str:
    actor = current_actor()
    found = order_for(actor, number) or abort(404)
    main, aside = choices_for(found, actor)
    return render_template(
        "purchasing/order.html", desk=desk_for(found, actor, world_now()), actions=main, other_actions=aside
    )


def choices_for(order: Order, actor: Actor) -> tuple[list[Choice], list[Choice]]:
    """What this person can do now: the straight road first, side exits apart."""
    open_steps = [step for step in STEPS if step.is_for(order, actor) and step.is_possible(order)]
    main = [_choice(step, order) for step in open_steps if not step.is_aside]
    return main, [_choice(step, order) for step in open_steps if step.is_aside]


def _choice(step: Step, order: Order) -> Choice:
    kind = "quiet" if step.kind == "danger" else step.kind
    return Choice(str(step.button), url_for(step.endpoint, number=order.number), kind, step.is_ready(order))
