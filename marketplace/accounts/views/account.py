"""One's own account: who I am here, which roles I hold, the language I read, my password."""

from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from marketplace.accounts import passwords, queries, sessions
from marketplace.accounts import services as accounts
from marketplace.accounts.errors import (
    AccountsError,
    CurrentPasswordWrong,
    OpenAccount,
    PasswordUnchanged,
    WrongPassword,
)
from marketplace.accounts.forms import LanguageForm, PasswordForm
from marketplace.accounts.messages import told
from marketplace.accounts.permissions import Permission
from marketplace.accounts.sessions import current_actor, requires_sign_in
from marketplace.accounts.views.blueprint import app_passwords, bp
from marketplace.accounts.views.checks import authenticate
from marketplace.extensions import db
from marketplace.values.period import local_day
from marketplace.web.languages import chosen_locale
from marketplace.web.now import world_now

YEAR_SECONDS = 365 * 24 * 3600
# What a person may look after in this area: shown on the own page to those who may.
DESKS = (
    (Permission.STAFF_MANAGE, _l("Data toko"), "accounts.shop_papers"),
    (Permission.STAFF_MANAGE, _l("Staf toko"), "accounts.staff"),
    (Permission.SUPPLIER_VERIFY, _l("Verifikasi toko"), "accounts.verifications"),
    (Permission.ROLE_HAND_OVER, _l("Serah terima jabatan"), "accounts.offices"),
    (Permission.USERS_MANAGE, _l("Pengguna dan peran"), "accounts.people"),
)


@bp.get("/akun")
@requires_sign_in
def profile() -> str:
    actor = current_actor()
    person = queries.person_of(actor.user_id or 0) or abort(404)
    history = queries.memberships_of([person.id], local_day(world_now()))[person.id]
    form = LanguageForm(formdata=None, locale=actor.locale or chosen_locale())
    desks = [(label, endpoint) for permission, label, endpoint in DESKS if actor.may(permission)]
    return render_template(
        "accounts/profile.html", person=person, actor=actor, history=history, form=form, desks=desks
    )


@bp.post("/akun/bahasa")
@requires_sign_in
def language() -> Response:
    form = LanguageForm()
    if form.validate():
        accounts.choose_language(current_actor(), form.locale.data)
        db.session.commit()
    response = redirect(url_for("accounts.profile"), 303)
    remember_language(response, form.locale.data if form.locale.data in ("id", "en") else "id")
    return response


@bp.get("/akun/sandi")
@requires_sign_in
def password() -> Any:
    return _password_page(PasswordForm(formdata=None))


@bp.post("/akun/sandi")
@requires_sign_in
def password_change() -> Any:
    """The old password is proved and the new one hashed before the database is touched."""
    form = PasswordForm()
    if not form.validate():
        return _password_page(form, status=422)
    actor = current_actor()
    try:
        epoch = _change(form)
        db.session.commit()
    except AccountsError as error:
        db.session.rollback()
        return _password_page(form, status=422, extra=told(error, form))
    sessions.start(actor.user_id or 0, epoch)
    flash(gettext("Kata sandi diganti. Semua sesi Anda yang lain sudah berakhir."), "good")
    return redirect(url_for("accounts.profile"), 303)


def _change(form: PasswordForm) -> int:
    actor = current_actor()
    account = queries.credentials_of(actor.user_id) if actor.user_id and not actor.is_persona else None
    if account is None:
        raise OpenAccount
    try:
        authenticate(account.username, form.current.data)
    except WrongPassword:
        raise CurrentPasswordWrong from None
    if form.current.data == form.new.data:
        raise PasswordUnchanged
    passwords.refuse_weak(form.new.data, [account.username, *actor.name.split()])
    return accounts.change_password(actor, new_hash=app_passwords().hash(form.new.data), epoch=account.session_epoch)


def remember_language(response: Response, code: str) -> None:
    response.set_cookie(
        "bahasa",
        code,
        max_age=YEAR_SECONDS,
        path=request.script_root or "/",
        samesite="Lax",
        httponly=True,
        secure=not current_app.extensions["settings"].demo,
    )


def _password_page(form: PasswordForm, *, status: int = 200, extra: Any = ()) -> Any:
    return render_template("accounts/password.html", form=form, extra=extra, actor=current_actor()), status
