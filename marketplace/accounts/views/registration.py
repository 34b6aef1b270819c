"""Registering a shop, and putting its papers right when the verifier sent them back."""

import secrets
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from marketplace.accounts import passwords, queries, sessions
from marketplace.accounts import services as accounts
from marketplace.accounts.errors import AccountsError, AlreadyMade
from marketplace.accounts.forms import PapersForm, RegistrationForm, with_regions
from marketplace.accounts.messages import told
from marketplace.accounts.models import Supplier
from marketplace.accounts.permissions import Permission
from marketplace.accounts.sessions import current_actor, requires
from marketplace.accounts.views.blueprint import app_passwords, bp
from marketplace.extensions import db, limiter
from marketplace.regions import queries as regions
from marketplace.values import identifiers
from marketplace.web.now import world_now


@bp.get("/daftar-toko")
def registration() -> Any:
    """The numbers of the simulation are offered ready-made, so that nobody types real ones."""
    serial = secrets.randbelow(1_000_000)
    suggested = {"nib": identifiers.fictitious_nib(serial), "npwp": identifiers.fictitious_npwp(serial)}
    form = with_regions(RegistrationForm(formdata=None, data=suggested), regions.regency_options())
    return render_template("accounts/registration.html", form=form)


@bp.post("/daftar-toko")
@limiter.limit("20 per hour")
def register() -> Any:
    form = with_regions(RegistrationForm(), regions.regency_options())
    if not form.validate():
        return render_template("accounts/registration.html", form=form), 422
    try:
        _register(form)
        db.session.commit()
    except AlreadyMade:
        db.session.rollback()
    except AccountsError as error:
        db.session.rollback()
        return render_template("accounts/registration.html", form=form, extra=told(error, form)), 422
    return _enter_new_shop(form)


def _register(form: RegistrationForm) -> None:
    own_words = [form.username.data, *(form.owner_name.data or "").split()]
    passwords.refuse_weak(form.password.data, own_words)
    accounts.register_supplier(
        form.papers(),
        username=form.username.data,
        owner_name=form.owner_name.data or "",
        password_hash=app_passwords().hash(form.password.data),
        once_key=form.once_key.data or "",
        now=world_now(),
        email=form.email.data or None,
        phone=form.phone.data or None,
    )


def _enter_new_shop(form: RegistrationForm) -> Response:
    """The new owner is signed in; a second click on the same form only if name and password still agree."""
    account = queries.credentials(form.username.data)
    if account is None or not app_passwords().matches(account.password_hash, form.password.data):
        return redirect(url_for("accounts.login"), 303)
    sessions.start(account.user_id, account.session_epoch)
    flash(gettext("Toko Anda terdaftar. Admin daerah akan memeriksa datanya sebelum toko dapat berjualan."), "good")
    return redirect(url_for("accounts.shop_papers"), 303)


@bp.get("/toko/data")
@requires(Permission.STAFF_MANAGE)
def shop_papers() -> Any:
    """What the shop declared and where its verification stands; open to correction until it is verified."""
    shop = queries.shop_of_owner(current_actor()) or abort(404)
    form = with_regions(PapersForm.of(shop), regions.regency_options())
    return _papers_page(shop, form)


@bp.post("/toko/data")
@requires(Permission.STAFF_MANAGE)
def correct_papers() -> Any:
    form = with_regions(PapersForm(), regions.regency_options())
    shop = queries.shop_of_owner(current_actor()) or abort(404)
    if not form.validate():
        return _papers_page(shop, form), 422
    try:
        accounts.correct_supplier(current_actor(), shop, form.papers())
        db.session.commit()
    except AccountsError as error:
        db.session.rollback()
        return _papers_page(shop, form, told(error, form)), 422
    flash(gettext("Data toko dikirim untuk diperiksa."), "good")
    return redirect(url_for("accounts.shop_papers"), 303)


def _papers_page(shop: Supplier, form: PapersForm, extra: Any = ()) -> str:
    return render_template(
        "accounts/shop_papers.html", shop=shop, form=form, extra=extra, owner=queries.owner_of(shop),
        region=regions.region(shop.region_code),
    )  # fmt: skip
