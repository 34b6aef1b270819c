"""The area's blueprint, apart so that every page module can hang its routes on it."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from marketplace.purchasing import queries

bp = Blueprint("purchasing", __name__)


@bp.record_once
def bind_cart_count(state: BlueprintSetupState) -> None:
    """The header, drawn below this area, shows how many products lie in the cart."""
    state.app.extensions["cart_count"] = queries.cart_count
