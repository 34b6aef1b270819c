"""The owner's helpers: each with an account of their own, ended with one click."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext

from marketplace.accounts import passwords, queries
from marketplace.accounts import services as accounts
from marketplace.accounts.errors import AccountsError, AlreadyMade
from marketplace.accounts.forms import StaffForm
from marketplace.accounts.messages import sentence, told
from marketplace.accounts.models import Supplier
from marketplace.accounts.permissions import Permission
from marketplace.accounts.sessions import current_actor, requires
from marketplace.accounts.views.blueprint import app_passwords, bp
from marketplace.extensions import db
from marketplace.values.period import local_day
from marketplace.web.now import world_now


@bp.get("/toko/staf")
@requires(Permission.STAFF_MANAGE)
def staff() -> Any:
    return _page(_own_shop(), StaffForm(formdata=None))


@bp.post("/toko/staf")
@requires(Permission.STAFF_MANAGE)
def staff_new() -> Any:
    """The password is hashed before the database is touched."""
    form = StaffForm()
    if not form.validate():
        return _page(_own_shop(), form, status=422)
    try:
        passwords.refuse_weak(form.password.data, [form.username.data, *form.name.data.split()])
        _add(form, app_passwords().hash(form.password.data))
        db.session.commit()
    except AlreadyMade:
        db.session.rollback()
    except AccountsError as error:
        db.session.rollback()
        return _page(_own_shop(), form, status=422, extra=told(error, form))
    flash(gettext("%(name)s dapat masuk sebagai staf toko Anda.", name=form.name.data), "good")
    return redirect(url_for("accounts.staff"), 303)


@bp.post("/toko/staf/<int(max=2147483647):membership_id>/pengakhiran")
@requires(Permission.STAFF_MANAGE)
def staff_end(membership_id: int) -> Any:
    membership = queries.staff_membership_for(current_actor(), membership_id) or abort(404)
    helper = queries.person_of(membership.user_id) or abort(404)
    name = helper.name
    try:
        accounts.end_appointment(current_actor(), membership, on=local_day(world_now()))
        db.session.commit()
    except AccountsError as error:
        db.session.rollback()
        return _page(_own_shop(), StaffForm(formdata=None), status=422, extra=[sentence(error)])
    flash(gettext("%(name)s bukan staf toko Anda lagi mulai hari ini.", name=name), "info")
    return redirect(url_for("accounts.staff"), 303)


def _add(form: StaffForm, password_hash: str) -> None:
    accounts.add_staff(
        current_actor(),
        _own_shop(),
        username=form.username.data,
        name=form.name.data,
        password_hash=password_hash,
        once_key=form.once_key.data or "",
        now=world_now(),
    )


def _own_shop() -> Supplier:
    return queries.shop_of_owner(current_actor()) or abort(404)


def _page(shop: Supplier, form: StaffForm, *, status: int = 200, extra: Any = ()) -> Any:
    helpers = queries.staff_of(shop, local_day(world_now()))
    return render_template("accounts/staff.html", shop=shop, helpers=helpers, form=form, extra=extra), status
