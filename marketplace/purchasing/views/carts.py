"""The cart of one person for her unit: lines, full cost before ordering, and one order for each shop."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired

from marketplace.accounts.models import Buyer
from marketplace.accounts.permissions import TABLE, Actor, Permission
from marketplace.accounts.sessions import current_actor, requires
from marketplace.extensions import db
from marketplace.purchasing import queries, rules
from marketplace.purchasing.errors import PurchasingError
from marketplace.purchasing.forms import (
    CartLineForm,
    CheckoutForm,
    QuantityForm,
    reason_fields,
    reasons_given,
    with_fields,
)
from marketplace.purchasing.messages import sentence
from marketplace.purchasing.models import Order
from marketplace.purchasing.pages.cart_page import Cart, cart_for
from marketplace.purchasing.pages.notices import notices_for
from marketplace.purchasing.queries import Checkout
from marketplace.purchasing.services import carts, placing
from marketplace.purchasing.services.placing import Intent
from marketplace.purchasing.views.blueprint import bp
from marketplace.purchasing.views.steps import look_only
from marketplace.values.period import local_day
from marketplace.web.filters import rupiah
from marketplace.web.forms import BaseForm, choices
from marketplace.web.now import world_now
from marketplace.web.reading import reading

METHODS: dict[str, Any] = {
    Intent.SUBMIT: _l("Beli langsung dengan harga tayang"),
    Intent.REQUEST: _l("Minta penawaran (negosiasi)"),
    Intent.DRAFT: _l("Simpan sebagai draf dahulu"),
}


@bp.get("/keranjang")
@requires(Permission.ORDER_DRAFT)
def cart() -> str:
    actor = current_actor()
    unit = _unit(actor)
    shown = cart_for(actor, unit, world_now())
    return _cart_page(shown, _checkout_form(shown, unit, actor))


@bp.post("/keranjang/baris")
@requires(Permission.ORDER_DRAFT)
def add_cart_line() -> Any:
    """From a product's page into the cart; the product's page is where a refusal is read."""
    actor, form = current_actor(), CartLineForm()
    if not form.validate():
        return _refused_line(_first_error(form))
    product_id, quantity = int(form.product_id.data), form.quantity.data or 0
    buyer_id = _unit_id(actor)
    return _change_line(
        lambda: carts.add_to_cart(
            actor, buyer_id=buyer_id, product_id=product_id, quantity=quantity, now=world_now()
        ),
        gettext("Masuk keranjang."),
    )


@bp.post("/keranjang/baris/<int(max=2147483647):product_id>")
@requires(Permission.ORDER_DRAFT)
def change_cart_line(product_id: int) -> Any:
    actor, form = current_actor(), QuantityForm()
    if not form.validate():
        return _refused_line(_first_error(form))
    buyer_id, quantity = _unit_id(actor), form.quantity.data or 0
    return _change_line(
        lambda: carts.change_cart_line(actor, buyer_id=buyer_id, product_id=product_id, quantity=quantity),
        gettext("Keranjang diubah."),
    )


@bp.post("/keranjang/baris/<int(max=2147483647):product_id>/penghapusan")
@requires(Permission.ORDER_DRAFT)
def remove_cart_line(product_id: int) -> Any:
    actor = current_actor()
    buyer_id = _unit_id(actor)
    return _change_line(
        lambda: carts.remove_from_cart(actor, buyer_id=buyer_id, product_id=product_id), gettext("Barang dihapus.")
    )


@bp.post("/keranjang/pesanan")
@requires(Permission.ORDER_DRAFT)
def order_cart() -> Any:
    """The cart becomes one order per shop, all or none; the same page sent twice makes them once.

    The form is read and checked before the first statement that keeps other writers waiting.
    """
    actor, now = current_actor(), world_now()
    checkout = queries.checkout_of(reading(), actor, _unit_id(actor), local_day(now).year)
    form = _sent_form(checkout)
    if not form.validate():
        return _refused(form, checkout.buyer_id, actor)
    try:
        orders = _place(actor, checkout, form, now)
    except PurchasingError as error:
        return _refused(form, checkout.buyer_id, actor, error)
    numbers = [order.number for order in orders]
    db.session.commit()
    flash(ngettext("%(num)s pesanan dibuat.", "%(num)s pesanan dibuat.", len(numbers)), "success")
    if len(numbers) == 1:
        return redirect(url_for("purchasing.order", number=numbers[0]), 303)
    return redirect(url_for("purchasing.orders", kelompok="berjalan"), 303)


def _place(actor: Actor, checkout: Checkout, form: Any, now: datetime) -> list[Order]:
    """Shops bought from in the same way are placed together; each way has its own one-time key."""
    orders: list[Order] = []
    for intent in Intent:
        shops = [int(field.name[7:]) for field in form if field.name.startswith("method_") and field.data == intent]
        if shops:
            orders += placing.place_orders_from_cart(
                actor, buyer_id=checkout.buyer_id, package_id=int(form.package_id.data),
                details=_details(form, checkout.region_code),
                once_key=f"{form.once_key.data}-{intent[0]}", now=now, intent=intent, supplier_ids=shops,
            )  # fmt: skip
    return orders


def _details(form: Any, region_code: str) -> placing.OrderDetails:
    return placing.OrderDetails(
        needed_on=form.needed_on.data,
        delivery_address=form.delivery_address.data,
        delivery_region_code=region_code,
        recipient_name=form.recipient_name.data,
        recipient_phone=form.recipient_phone.data or "",
        title=form.title.data,
        purpose=form.purpose.data or "",
        payment_path=form.payment_path.data,
        reasons=reasons_given(form),
    )


def _checkout_form(cart: Cart, unit: Buyer, actor: Actor, *, blank: bool = False) -> Any:
    """The common part, a way to buy for each shop, and a box for each warning's reason."""
    made = _form_for([(shop.id, shop.name) for shop in cart.shops], {*cart.findings, *_reasons_typed()})
    form = made(formdata=None) if blank else made()
    form.package_id.choices = choices({str(package["id"]): _package_words(package) for package in cart.packages})
    if blank or not form.is_submitted():
        form.needed_on.data, form.delivery_address.data = cart.earliest, unit.address
        form.recipient_name.data = actor.name
        form.title.data = _suggested_title(cart)
    return form


def _sent_form(checkout: Checkout) -> Any:
    """The same form when it comes back; its words are not needed until it is refused and drawn anew."""
    form = _form_for(checkout.shops, _reasons_typed())()
    form.package_id.choices = [(str(package), "") for package in checkout.package_ids]
    return form


def _form_for(shops: Sequence[tuple[int, str]], reasons: set[str]) -> type[BaseForm]:
    fields: dict[str, Any] = {
        f"method_{shop}": RadioField(name, [InputRequired()], choices=choices(METHODS), default=Intent.SUBMIT)
        for shop, name in shops
    }
    return with_fields(CheckoutForm, fields | reason_fields(sorted(reasons)))


def _package_words(package: dict[str, Any]) -> str:
    return f"{package['rup_code']} · {package['name']} · {gettext('sisa')} {rupiah(package['free_idr'])}"


def _reasons_typed() -> set[str]:
    """Reason boxes that came back with the form stay, whatever the cart says now."""
    known = {rule.id for rule in rules.RULES}
    return {name[7:] for name in request.form if name.startswith("reason_") and name[7:] in known}


def _suggested_title(cart: Cart) -> str:
    lines = [line for shop in cart.shops for line in shop.lines]
    return f"{lines[0]['name']}, {lines[0]['quantity']} {lines[0]['unit']}" if len(lines) == 1 else ""


def _cart_page(cart: Cart, form: Any, refusals: Sequence[str] = (), error: PurchasingError | None = None) -> str:
    for shop in cart.shops:
        for line in shop.lines:
            line["form"] = _quantity_form(line)
    return render_template(
        "purchasing/cart.html",
        cart=cart,
        form=form,
        refusals=[sentence(error)] if error else refusals,
        callouts=notices_for(error) if error else [],
    )


def _quantity_form(line: dict[str, Any]) -> QuantityForm:
    form = QuantityForm(formdata=None, quantity=line["quantity"])
    form.quantity.id = f"quantity-{line['product_id']}"
    return form


def _refused(form: Any, unit_id: int, actor: Actor, error: PurchasingError | None = None) -> Any:
    """The cart as it is now with everything that was typed; a warning brings its reason box along."""
    look_only()
    unit = db.session.get_one(Buyer, unit_id)
    cart = cart_for(actor, unit, world_now())
    again = _checkout_form(cart, unit, actor)
    if form.errors:
        again.validate()
    return _cart_page(cart, again, error=error), 422


def _change_line(change: Any, done: str) -> Any:
    try:
        change()
    except PurchasingError as error:
        return _refused_line(sentence(error))
    db.session.commit()
    flash(done, "success")
    return redirect(url_for("purchasing.cart"), 303)


def _refused_line(text: str) -> Any:
    """A line that cannot be: the cart as it is, with the sentence on top."""
    look_only()
    actor = current_actor()
    unit = _unit(actor)
    cart = cart_for(actor, unit, world_now())
    return _cart_page(cart, _checkout_form(cart, unit, actor, blank=True), [text]), 422


def _first_error(form: Any) -> str:
    return str(next(iter(form.errors.values()))[0])


def _unit_id(actor: Actor) -> int:
    """The unit this person buys for: the first place where she may draft."""
    places = [each.place.buyer_id for each in actor.appointments if each.role in TABLE[Permission.ORDER_DRAFT]]
    return next((place for place in places if place is not None), 0) or abort(403)


def _unit(actor: Actor) -> Buyer:
    return db.session.get_one(Buyer, _unit_id(actor))
