"""The shop's desk: its own shelf, and the forms that change it. Somebody else's product does not exist here."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from marketplace.accounts.models import Supplier
from marketplace.accounts.permissions import Permission
from marketplace.accounts.sessions import current_actor, requires
from marketplace.catalogue import cards, labels, messages, queries, services
from marketplace.catalogue.errors import CatalogueError
from marketplace.catalogue.forms import ProductForm, StockForm
from marketplace.catalogue.memory import page_names
from marketplace.catalogue.models import Product, ProductStatus
from marketplace.catalogue.photos import MOST_BYTES, Encoded, encode_photo
from marketplace.catalogue.views.blueprint import LARGEST_ID, bp
from marketplace.extensions import db
from marketplace.web.languages import chosen_locale
from marketplace.web.now import world_now

PRODUCT_PATH = f"/toko/produk/<int(max={LARGEST_ID}):product_id>"


@bp.get("/toko")
@requires(Permission.PRODUCT_EDIT)
def desk() -> str:
    """Everything this shop ever listed, with what needs a hand first in sight."""
    shop, words = _shop(), request.args.get("q", "")[:80].replace("\0", "")
    status = request.args.get("status", "")
    status = status if status in (*labels.STATUSES, "habis") else ""
    page = min(_page(), 1_000)
    found = queries.own_products(shop.id, words=words, status=status, page=page)

    def address(**changes: Any) -> str:
        return url_for("catalogue.desk", **{"q": words or None, "status": status or None} | changes)

    return render_template(
        "catalogue/desk.html", shop=shop, found=found, words=words, status=status, page_number=page, address=address,
        statuses=labels.STATUSES, tones=labels.STATUS_TONES, picture_of=cards.picture_of, stock_form=StockForm(),
        freezes=queries.freezes_of([row.id for row in found.rows if row.status == ProductStatus.FROZEN]),
        may_manage=current_actor().may(Permission.STAFF_MANAGE), url_for_page=lambda number: address(halaman=number),
    )  # fmt: skip


@bp.get("/toko/produk/baru")
@requires(Permission.PRODUCT_EDIT)
def new_product() -> str:
    """An empty form for a new product."""
    shop = _shop()
    form = _offered(ProductForm(formdata=None), shop)
    form.min_order.data, form.lead_days.data, form.supply.data = 1, 1, "stok"
    form.areas.data = [shop.region_code]
    return _form_page(form, shop_name=shop.name, is_verified=shop.verified_at is not None)


@bp.post("/toko/produk")
@requires(Permission.PRODUCT_EDIT)
def add_product() -> Response | tuple[str, int]:
    """The product goes on the shelf at once; the shop answers for what it states."""
    form = ProductForm()
    photo, refusal = _photo(form)
    shop = _shop()
    _offered(form, shop)
    kept: dict[str, Any] = {
        "shop_name": shop.name,
        "is_verified": shop.verified_at is not None,
        "photo_sent": photo is not None,
    }
    if not form.validate() or refusal:
        return _again(form, refusal, **kept)
    try:
        product = services.add_product(
            shop.id, form.values(), actor=current_actor(), now=world_now(), once_key=form.once_key.data
        )
        if photo:
            services.set_photo(product, photo, actor=current_actor())
    except CatalogueError as error:
        return _again(form, error, **kept)
    name = product.name
    db.session.commit()
    flash(gettext("%(name)s sekarang tayang di katalog.", name=name), "good")
    return redirect(url_for("catalogue.desk"), 303)


@bp.get(PRODUCT_PATH)
@requires(Permission.PRODUCT_EDIT)
def edit_form(product_id: int) -> str:
    """The product as it is, ready to be changed."""
    product, shop = _product(product_id), _shop()
    form = _offered(ProductForm(formdata=None), shop)
    form.show(product, queries.areas_of(product.id))
    return _form_page(form, shop_name=shop.name, is_verified=True, **_kept(product))


@bp.post(PRODUCT_PATH)
@requires(Permission.PRODUCT_EDIT)
def edit_product(product_id: int) -> Response | tuple[str, int]:
    """Carts with this product will show that it changed."""
    form = ProductForm()
    photo, refusal = _photo(form)
    product, shop = _product(product_id), _shop()
    _offered(form, shop)
    kept: dict[str, Any] = {"shop_name": shop.name, "is_verified": True} | _kept(product)
    kept["photo_sent"] = photo is not None
    if not form.validate() or refusal:
        return _again(form, refusal, **kept)
    try:
        services.edit_product(product, form.values(), actor=current_actor(), now=world_now(), version=form.seen.data)
        if photo:
            services.set_photo(product, photo, actor=current_actor())
    except CatalogueError as error:
        return _again(form, error, **kept)
    db.session.commit()
    flash(gettext("Perubahan tersimpan."), "good")
    return redirect(url_for("catalogue.edit_form", product_id=product_id), 303)


@bp.post(f"{PRODUCT_PATH}/stok")
@requires(Permission.PRODUCT_EDIT)
def restock(product_id: int) -> Response:
    """What is now on the shelf."""
    form = StockForm()
    product = _product(product_id)
    if not form.validate():
        wrong = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return _back(gettext("Stok %(name)s tidak berubah. %(reason)s", name=product.name, reason=wrong), "stop")
    services.restock(product, form.amount.data or 0, actor=current_actor())
    name = product.name
    db.session.commit()
    return _back(gettext("Stok %(name)s tersimpan.", name=name), "good")


@bp.post(f"{PRODUCT_PATH}/jeda")
@requires(Permission.PRODUCT_EDIT)
def pause(product_id: int) -> Response:
    """Off the shelf for a while; orders already made go on."""
    return _moved(product_id, services.pause_product, gettext("Produk dijeda dan tidak tampil di katalog."))


@bp.post(f"{PRODUCT_PATH}/penayangan")
@requires(Permission.PRODUCT_EDIT)
def resume(product_id: int) -> Response:
    """Back on the shelf."""
    return _moved(product_id, services.resume_product, gettext("Produk tayang lagi di katalog."))


def _moved(product_id: int, service: Any, done: str) -> Response:
    product = _product(product_id)
    try:
        service(product, actor=current_actor())
    except CatalogueError as error:
        return _back(messages.sentence(error), "stop")
    db.session.commit()
    return _back(done, "good")


def _back(sentence: str, tone: str) -> Response:
    """To the list as it was: same words, same page."""
    db.session.rollback()
    flash(sentence, tone)
    kept: dict[str, Any] = {
        name: request.form[name][:80] for name in ("q", "status", "halaman") if request.form.get(name)
    }
    return redirect(url_for("catalogue.desk", **kept), 303)


def _shop() -> Supplier:
    shop = queries.own_shop(current_actor())
    if shop is None:
        abort(404)
    return shop


def _product(product_id: int) -> Product:
    product = queries.own_product(current_actor(), product_id)
    if product is None:
        abort(404)
    return product


def _page() -> int:
    text = request.args.get("halaman", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _photo(form: ProductForm) -> tuple[Encoded | None, CatalogueError | None]:
    """The photo as we keep it, encoded before the database is touched: pixels take longer than a lock may last."""
    sent = form.photo.data
    if not sent or not getattr(sent, "filename", ""):
        return None, None
    try:
        return encode_photo(sent.read(MOST_BYTES + 1)), None
    except CatalogueError as error:
        return None, error
    finally:
        sent.close()


def _offered(form: ProductForm, shop: Supplier) -> ProductForm:
    names, language = page_names(queries.revision()), chosen_locale()
    categories = [
        (row.code, names.category(row.code, language), names.category(row.code[:2], language))
        for row in queries.categories_for(shop)
    ]
    province = f"{shop.region_code[:2]}."
    regions = sorted((code, name) for code, name in names.regions.items() if code.startswith(province))
    return form.offer(categories, regions)


def _kept(product: Product) -> dict[str, Any]:
    freeze = queries.freezes_of([product.id]).get(product.id) if product.status == ProductStatus.FROZEN else None
    return {
        "product_id": product.id,
        "product_name": product.name,
        "picture": cards.picture_of(product),
        "freeze": freeze,
    }


def _again(form: ProductForm, error: CatalogueError | None, *, photo_sent: bool, **kept: Any) -> tuple[str, int]:
    """The form with what was typed and what is wrong; the database is left to others meanwhile."""
    db.session.rollback()
    g.database = "read"
    if photo_sent:  # no browser lets a page fill this in again
        form.photo.errors = [*form.photo.errors, gettext("Fotonya sudah baik. Pilih sekali lagi sebelum mengirim.")]
    extra: tuple[str, ...] = ()
    if error is not None:
        field = messages.FIELDS.get(error.code)
        if field:
            form[field].errors = [*form[field].errors, messages.sentence(error)]
        else:
            extra = (messages.sentence(error),)
    return _form_page(form, extra=extra, rule=error.rule if error else None, **kept), 422


def _form_page(form: ProductForm, **context: Any) -> str:
    return render_template(
        "catalogue/product_form.html", form=form, **{"extra": (), "product_id": None, "freeze": None} | context
    )
