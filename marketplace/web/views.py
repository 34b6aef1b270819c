"""Pages of no area: home, the style guide, the language switch, health, and the joined assets."""

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as Answer

from marketplace.extensions import db
from marketplace.web import assets, specimens
from marketplace.web.errors import SENTENCES
from marketplace.web.languages import LOCALES
from marketplace.web.navigation import page

bp = Blueprint("web", __name__)
YEAR = 365 * 24 * 3600


@bp.get("/")
def home() -> str:
    """What this is, in one screen. The figures come from whoever offers them (`home_figures`)."""
    figures = current_app.extensions.get("home_figures")
    return render_template("web/home.html", figures=figures() if figures else [])


@bp.get("/panduan-gaya")
def style_guide() -> str:
    """Every component in every state, from the real macros: the guide cannot drift."""
    form = specimens.filled_form()
    return render_template("web/style_guide.html", form=form, specimen=specimens, public_page=True)


@bp.get("/bahasa/<code>")
def language(code: str) -> Answer:
    """Anyone may read in either language; the choice stays a year and leads back to the page it was made on."""
    if code not in LOCALES:
        abort(404)
    response = redirect(safe_return(request.args.get("kembali", "")), 303)
    response.set_cookie(
        "bahasa",
        code,
        max_age=YEAR,
        path=request.script_root or "/",
        samesite="Lax",
        httponly=True,
        secure=not current_app.extensions["settings"].demo,
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def safe_return(path: str) -> str:
    """Only a page of this app: a path from the root, nothing a browser could read as another host."""
    if not path.startswith("/") or path.startswith("//") or "\\" in path or not path.isprintable():
        path = "/"
    return page(path)


@bp.get("/healthz")
def alive() -> Response:
    return Response("ok\n", mimetype="text/plain")


@bp.get("/readyz")
def ready() -> Response:
    """Ready means the database answers and its world was seeded to the end."""
    try:
        ready_at = db.session.execute(text("SELECT ready_at FROM worlds")).scalar()
    except SQLAlchemyError:
        ready_at = None
    if ready_at is None:
        return Response(f"{SENTENCES[503][0]}. {SENTENCES[503][1]}\n", 503, mimetype="text/plain")
    return Response("ok\n", mimetype="text/plain")


@bp.get("/aset/<name>")
def asset(name: str) -> Response:
    return assets.serve(name)
