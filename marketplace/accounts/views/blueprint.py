"""The blueprint all pages of this area hang on."""

from typing import Any

from flask import Blueprint, current_app

from marketplace.accounts.labels import CLASSES, LEGAL_FORMS, ROLES
from marketplace.accounts.passwords import Passwords

bp = Blueprint("accounts", __name__)


def app_passwords() -> Passwords:
    keeper: Passwords = current_app.extensions["passwords"]
    return keeper


@bp.context_processor
def labels() -> dict[str, Any]:
    """Words for roles, classes and legal forms, for the templates of this area."""
    return {"role_label": ROLES.__getitem__, "class_label": CLASSES.get, "legal_form_label": LEGAL_FORMS.get}
