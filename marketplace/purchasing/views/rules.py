"""The rules of buying for everybody: what each does, where it comes from, and the way out."""

from typing import Any

from flask import render_template
from flask_babel import lazy_gettext as _l

from marketplace.purchasing.rules import RULES, RuleAction
from marketplace.purchasing.views.blueprint import bp

ACTIONS: dict[str, tuple[Any, str]] = {
    RuleAction.BLOCK: (_l("menahan"), "stop"),
    RuleAction.WARN: (_l("memperingatkan"), "wait"),
    RuleAction.LOG: (_l("mencatat"), "info"),
    RuleAction.AUTOMATIC: (_l("menghitung sendiri"), "good"),
}


@bp.get("/aturan")
def rules() -> str:
    return render_template("purchasing/rules.html", rules=RULES, words=ACTIONS, public_page=True)
