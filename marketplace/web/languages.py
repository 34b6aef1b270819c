"""Bahasa Indonesia is the source language; each area keeps its own English catalogue in translations/<area>/."""

from flask import request

from marketplace.config import PROJECT_ROOT

LOCALES = ("id", "en")


def directories() -> str:
    """Every area's translation folder, in the form Flask-Babel wants."""
    return ";".join(str(folder) for folder in sorted((PROJECT_ROOT / "translations").glob("*")))


def chosen_locale() -> str:
    """The visitor's cookie, else Indonesian: public pages must look the same to everyone who has not chosen."""
    chosen = request.cookies.get("bahasa", "id") if request else "id"
    return chosen if chosen in LOCALES else "id"
