"""Pages of this area."""

from flask import Blueprint, render_template

bp = Blueprint("accounts", __name__)


@bp.get("/masuk")
def login() -> str:
    return render_template("accounts/login.html")
