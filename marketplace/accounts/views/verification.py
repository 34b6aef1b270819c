"""The regional administrator's desk: shops that wait to be verified (R39)."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from marketplace.accounts import queries
from marketplace.accounts import services as accounts
from marketplace.accounts.errors import AccountsError
from marketplace.accounts.forms import ReturnForm
from marketplace.accounts.messages import sentence
from marketplace.accounts.models import Supplier
from marketplace.accounts.permissions import Permission
from marketplace.accounts.sessions import current_actor, requires
from marketplace.accounts.views.blueprint import bp
from marketplace.extensions import db
from marketplace.regions import queries as regions
from marketplace.web.now import world_now


@bp.get("/verifikasi")
@requires(Permission.SUPPLIER_VERIFY)
def verifications() -> str:
    shops = queries.pending_shops_for(current_actor())
    waiting = [shop for shop in shops if shop.returned_at is None]
    returned = [shop for shop in shops if shop.returned_at is not None]
    return render_template("accounts/verifications.html", waiting=waiting, returned=returned)


@bp.get("/verifikasi/<code>")
@requires(Permission.SUPPLIER_VERIFY)
def verification(code: str) -> Any:
    return _page(_shop(code), ReturnForm(formdata=None))


@bp.post("/verifikasi/<code>/persetujuan")
@requires(Permission.SUPPLIER_VERIFY)
def verify(code: str) -> Any:
    shop = _shop(code)
    try:
        accounts.verify_supplier(current_actor(), shop, now=world_now())
        name = shop.name
        db.session.commit()
    except AccountsError as error:
        db.session.rollback()
        return _page(_shop(code), ReturnForm(formdata=None), [sentence(error)])
    flash(gettext("%(name)s terverifikasi dan dapat berjualan.", name=name), "good")
    return redirect(url_for("accounts.verifications"), 303)


@bp.post("/verifikasi/<code>/pengembalian")
@requires(Permission.SUPPLIER_VERIFY)
def send_back(code: str) -> Any:
    shop, form = _shop(code), ReturnForm()
    if not form.validate():
        return _page(shop, form)
    try:
        accounts.return_supplier(current_actor(), shop, reason=form.reason.data, now=world_now())
        name = shop.name
        db.session.commit()
    except AccountsError as error:
        db.session.rollback()
        return _page(_shop(code), form, [sentence(error)])
    return _sent_back(name)


def _sent_back(name: str) -> Response:
    flash(gettext("%(name)s dikembalikan kepada pemiliknya beserta alasannya.", name=name), "info")
    return redirect(url_for("accounts.verifications"), 303)


def _shop(code: str) -> Supplier:
    return queries.shop_for_verifier(current_actor(), code) or abort(404)


def _page(shop: Supplier, form: ReturnForm, extra: Any = ()) -> Any:
    owner = queries.owner_of(shop)
    region = regions.region(shop.region_code)
    checks = queries.paper_checks(shop, owner.name if owner else "")
    page = render_template(
        "accounts/verification.html", shop=shop, owner=owner, region=region, checks=checks, form=form, extra=extra
    )
    return page, 422 if extra or form.errors else 200
