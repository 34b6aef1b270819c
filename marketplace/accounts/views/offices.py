"""Mutasi in a unit: its budget holder, or the region's administrator, hands a role to a successor."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext

from marketplace.accounts import queries
from marketplace.accounts import services as accounts
from marketplace.accounts.errors import AccountsError, UnknownPerson
from marketplace.accounts.forms import HandOverForm
from marketplace.accounts.messages import told
from marketplace.accounts.models import Buyer, Membership
from marketplace.accounts.permissions import Permission, Role
from marketplace.accounts.sessions import current_actor, requires
from marketplace.accounts.views.blueprint import bp
from marketplace.extensions import db
from marketplace.values.period import local_day
from marketplace.web.now import world_now


@bp.get("/akun/jabatan")
@requires(Permission.ROLE_HAND_OVER)
def offices() -> Any:
    """Who holds which role in the own units; a region's administrator asks for a unit by its name or code."""
    return _page(request.args.get("satker", "").replace("\0", "").strip()[:80])


@bp.post("/akun/jabatan/<int(max=2147483647):membership_id>/serah-terima")
@requires(Permission.ROLE_HAND_OVER)
def office_handover(membership_id: int) -> Any:
    membership, unit = queries.office_for(current_actor(), membership_id) or abort(404)
    form, code = HandOverForm(), unit.code
    if not form.validate():
        return _page(code, form, membership_id)
    try:
        _hand_over(membership, unit, form)
        db.session.commit()
    except AccountsError as error:
        db.session.rollback()
        return _page(code, form, membership_id, told(error, form))
    flash(gettext("Jabatan diserahterimakan."), "good")
    return redirect(url_for("accounts.offices", satker=code), 303)


def _hand_over(membership: Membership, unit: Buyer, form: HandOverForm) -> None:
    successor = queries.person_by_username(form.successor.data)
    predecessor = queries.person_of(membership.user_id) or abort(404)
    if successor is None:
        raise UnknownPerson(username=form.successor.data)
    accounts.hand_over_role(
        current_actor(),
        from_user=predecessor,
        to_user=successor,
        buyer=unit,
        role=Role(membership.role),
        on=form.on.data,
    )


def _page(code: str, refused: HandOverForm | None = None, shown: int = 0, extra: Any = ()) -> Any:
    """The units with their officials; the refused form keeps what was typed."""
    today = local_day(world_now())
    if refused:
        refused.marked(shown)
    units = queries.units_for_handover(current_actor(), code)
    page = render_template(
        "accounts/offices.html",
        units=units,
        officials=queries.officials_of([unit.id for unit in units], today),
        fresh=HandOverForm(formdata=None, on=today),
        refused=refused,
        shown=shown,
        code=code,
        extra=extra,
    )
    return page, 422 if refused else 200
