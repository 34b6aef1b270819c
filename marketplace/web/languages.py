"""Bahasa Indonesia is the source language; each area keeps its own English catalogue in translations/<area>/."""

from typing import Any

from flask import Flask, g, request
from flask_babel import get_translations

from marketplace.config import PROJECT_ROOT

LOCALES = ("id", "en")


def directories() -> str:
    """Every area's translation folder, in the form Flask-Babel wants."""
    return ";".join(str(folder) for folder in sorted((PROJECT_ROOT / "translations").glob("*")))


def chosen_locale() -> str:
    """The visitor's cookie, else Indonesian: public pages must look the same to everyone who has not chosen."""
    chosen = request.cookies.get("bahasa", "id") if request else "id"
    return chosen if chosen in LOCALES else "id"


def init_app(app: Flask) -> None:
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: texts().ugettext(text),
        ngettext=lambda one, many, count: texts().ungettext(one, many, count),
        newstyle=True,
    )


def texts() -> Any:
    """The reader's catalogue, found once a request: a page has hundreds of texts and each would search again."""
    if getattr(g.get("_flask_babel"), "forced_babel_locale", None):
        return get_translations()
    if "texts" not in g:
        g.texts = get_translations()
    return g.texts
