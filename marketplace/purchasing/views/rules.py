"""The rules of buying for everybody: what each does, where it comes from, and the way out."""

from flask import render_template

from marketplace.purchasing.rules import RULES
from marketplace.purchasing.views.blueprint import bp


@bp.get("/aturan")
def rules() -> str:
    return render_template("purchasing/rules.html", rules=RULES, public_page=True)
