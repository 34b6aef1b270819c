"""The rules of buying for everybody: what each does, where it comes from, and the way out."""

from typing import Any

from flask import render_template
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from marketplace.purchasing.pages.notices import source_words
from marketplace.purchasing.rules import RULES, Rule, RuleAction
from marketplace.purchasing.views.blueprint import bp

ACTIONS: dict[str, tuple[Any, str]] = {
    RuleAction.BLOCK: (_l("menahan"), "stop"),
    RuleAction.WARN: (_l("memperingatkan"), "wait"),
    RuleAction.LOG: (_l("mencatat"), "info"),
    RuleAction.AUTOMATIC: (_l("menghitung sendiri"), "good"),
}


@bp.get("/aturan")
def rules() -> str:
    return render_template("purchasing/rules.html", rules=[_shown(rule) for rule in RULES], public_page=True)


def _shown(rule: Rule) -> dict[str, Any]:
    word, tone = ACTIONS[rule.action]
    return {
        "id": rule.id,
        "title": gettext(rule.title),
        "sentence": gettext(rule.sentence),
        "way_out": gettext(rule.way_out),
        "source": source_words(rule),
        "word": word,
        "tone": tone,
        "valid_from": rule.valid_from,
        "valid_until": rule.valid_until,
    }
