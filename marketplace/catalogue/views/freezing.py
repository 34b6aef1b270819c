"""Taking a product off the shelf and letting it back (R17): the desk of the region's UKPBJ, with the reason said."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from marketplace.accounts.permissions import Permission
from marketplace.accounts.sessions import current_actor, requires
from marketplace.catalogue import messages, queries, services
from marketplace.catalogue.errors import CatalogueError
from marketplace.catalogue.forms import FreezeForm
from marketplace.catalogue.models import Product
from marketplace.catalogue.views.blueprint import LARGEST_ID, bp
from marketplace.catalogue.views.products import product_for_member
from marketplace.extensions import db
from marketplace.web.now import world_now

PRODUCT_PATH = f"/produk/<int(max={LARGEST_ID}):product_id>"


@bp.get("/pembekuan")
@requires(Permission.PRODUCT_FREEZE)
def freezes() -> str:
    """What is frozen in the own region; what a shop has changed since waits for a second look."""
    return render_template("catalogue/freezes.html", freezes=queries.freezes_for(current_actor()))


@bp.post(f"{PRODUCT_PATH}/pembekuan")
@requires(Permission.PRODUCT_FREEZE)
def freeze(product_id: int) -> Response | tuple[str, int]:
    """The shop reads the reason; orders already made go on."""
    form, product = FreezeForm(), _product(product_id)
    if not form.validate():
        return _again(product_id, form)
    try:
        services.freeze_product(product, reason=form.reason.data, actor=current_actor(), now=world_now())
    except CatalogueError as error:
        return _again(product_id, form, messages.sentence(error))
    return _done(product, gettext("%(name)s dibekukan. Toko membaca alasan Anda di mejanya.", name=product.name))


@bp.post(f"{PRODUCT_PATH}/pembukaan")
@requires(Permission.PRODUCT_FREEZE)
def thaw(product_id: int) -> Response:
    """Back to the shop, which decides when to sell it again."""
    product = _product(product_id)
    try:
        services.thaw_product(product, actor=current_actor(), now=world_now())
    except CatalogueError as error:
        db.session.rollback()
        flash(messages.sentence(error), "stop")
        return redirect(url_for("catalogue.product", product_id=product_id), 303)
    return _done(product, gettext("%(name)s dibuka kembali. Toko dapat menayangkannya.", name=product.name))


def _product(product_id: int) -> Product:
    return queries.product_for_admin(current_actor(), product_id) or abort(404)


def _done(product: Product, sentence: str) -> Response:
    product_id = product.id
    db.session.commit()
    flash(sentence, "good")
    return redirect(url_for("catalogue.product", product_id=product_id), 303)


def _again(product_id: int, form: FreezeForm, *extra: Any) -> tuple[str, int]:
    """The page with what was typed and what is wrong; the database is left to others meanwhile."""
    db.session.rollback()
    g.database = "read"
    return product_for_member(product_id, freeze_form=form, extra=extra), 422
