"""Sanctions on suppliers as those see them who may impose or watch them (R22, R23)."""

from flask import render_template

from marketplace.accounts.sessions import current_actor, requires_sign_in
from marketplace.purchasing.pages.sanction_list import sanctions_for, terminated_for
from marketplace.purchasing.views.blueprint import bp
from marketplace.web.now import world_now


@bp.get("/sanksi")
@requires_sign_in
def sanctions() -> str:
    actor, now = current_actor(), world_now()
    return render_template(
        "purchasing/sanctions.html", rows=sanctions_for(actor, now), terminated=terminated_for(actor)
    )
