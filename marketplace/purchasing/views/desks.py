"""Meja saya: where a signed-in person starts the day."""

from flask import render_template

from marketplace.accounts.permissions import Permission
from marketplace.accounts.sessions import current_actor, requires_sign_in
from marketplace.purchasing.pages.my_desk import my_desk
from marketplace.purchasing.views.blueprint import bp
from marketplace.web.now import world_now


@bp.get("/meja")
@requires_sign_in
def desk() -> str:
    actor = current_actor()
    return render_template(
        "purchasing/desk.html",
        desk=my_desk(actor, world_now()),
        actor=actor,
        may_buy=actor.may(Permission.ORDER_DRAFT),
        may_sell=actor.may(Permission.ORDER_ANSWER),
    )
