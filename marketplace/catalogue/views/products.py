"""One product's page: what it is, what it costs here, who sells it, and how that compares."""

from typing import Any

from flask import abort, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.accounts.permissions import Permission
from marketplace.accounts.sessions import current_actor
from marketplace.catalogue import cards, details, labels, queries
from marketplace.catalogue.forms import FreezeForm
from marketplace.catalogue.memory import page_names
from marketplace.catalogue.models import ProductStatus
from marketplace.catalogue.views.blueprint import LARGEST_ID, bp
from marketplace.catalogue.views.ready import is_visitor, ready_for_visitor
from marketplace.values.period import local_day
from marketplace.web.languages import chosen_locale
from marketplace.web.now import world_now

RELATED = 6


@bp.get(f"/produk/<int(max={LARGEST_ID}):product_id>")
def product(product_id: int) -> Response | str:
    """Paused and frozen products keep their page: orders and links outlive the offer."""
    state = queries.shelf_state(product_id)
    if state is None:
        abort(404)
    if not is_visitor():
        return product_for_member(product_id)
    key = ("produk", product_id, state, queries.revision(), local_day(world_now()), chosen_locale())
    return ready_for_visitor(key, lambda: render_template("catalogue/product.html", public_page=True, can_order=False,
                                                          **product_context(product_id)))  # fmt: skip


def product_for_member(product_id: int, *, freeze_form: FreezeForm | None = None, extra: Any = ()) -> str:
    """The page for somebody signed in: buyers may order, the region's admin may freeze (R17)."""
    context, actor = product_context(product_id), current_actor()
    found = context["product"]
    oversees = queries.may_freeze(actor, found.supplier_id)
    is_own, is_frozen = found.supplier_id in actor.supplier_ids, found.status == ProductStatus.FROZEN
    return render_template(
        "catalogue/product.html", can_order=may_order(), oversees=oversees, extra=extra,
        freeze=queries.freezes_of([product_id]).get(product_id) if is_frozen and (oversees or is_own) else None,
        freeze_form=(freeze_form or FreezeForm(formdata=None)) if oversees and not is_frozen else None,
        edit_href=url_for("catalogue.edit_form", product_id=product_id) if is_own else None, **context,
    )  # fmt: skip


def may_order() -> bool:
    """Only buyers have a cart."""
    return bool(current_user.actor.may(Permission.ORDER_DRAFT))


def product_context(product_id: int) -> dict[str, Any]:
    found, today = queries.product_page(product_id), local_day(world_now())
    if found is None:
        abort(404)
    names, language = page_names(queries.revision()), chosen_locale()
    standing = queries.shop_standing([found.supplier_code]).get(found.supplier_code)
    reference = queries.price_reference(found.peer_key, found.region_code)
    related = queries.cards(queries.related_ids(found, RELATED))
    return {
        "product": found,
        "picture": cards.picture_of(found),
        "tags": cards.tags_of(found),
        "price": details.price_of(found, 1, today),
        "least": details.price_of(found, found.min_order, today),
        "is_for_sale": found.status == "aktif",
        "is_available": found.stock is None or found.stock >= found.min_order,
        "status": labels.STATUSES[found.status],
        "supply": details.supply_rows(found, names, language),
        "papers": details.paper_rows(found),
        "shop": details.shop_rows(found, standing, names),
        "shop_href": details.shop_href(found.supplier_code),
        "areas": [name for _, name in queries.delivery_areas([found.id])[found.id]],
        "comparison": details.comparison(found.unit_price_net_idr, reference, names),
        "history": details.history_of(queries.price_history(found.id), found.unit_price_net_idr, today),
        "related": [cards.card_of(row, names.region(row.region_code)) for row in related],
        "department": found.category_code[:2],
        "department_name": names.category(found.category_code[:2], language),
        "category_name": names.category(found.category_code, language),
        "region_name": names.region(found.region_code),
    }
