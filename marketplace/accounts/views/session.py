"""Logging in and out; in the demonstration, stepping into a character with one click."""

from typing import Any

from flask import abort, current_app, make_response, redirect, render_template, request, url_for
from flask_limiter.util import get_remote_address
from werkzeug.wrappers import Response

from marketplace.accounts import queries, sessions
from marketplace.accounts.errors import AccountsError
from marketplace.accounts.forms import LoginForm
from marketplace.accounts.messages import sentence
from marketplace.accounts.views.account import remember_language
from marketplace.accounts.views.blueprint import bp
from marketplace.accounts.views.checks import authenticate
from marketplace.extensions import db, limiter
from marketplace.values.period import local_day
from marketplace.web.now import world_now

DESK = "/meja"  # where everybody's day begins: each role finds its own work there


def _who_tries() -> str:
    """Attempts are counted for an address and a name together: a class behind one address may log in at once."""
    return f"{get_remote_address()} {request.form.get('username', '').strip().lower()[:80]}"


@bp.get("/masuk")
def login() -> Any:
    form = LoginForm(formdata=None, lanjut=sessions.safe_next(request.args.get("lanjut")) or "")
    return _login_page(form)


@bp.post("/masuk")
@limiter.limit("20 per minute", key_func=_who_tries)
@limiter.limit("300 per minute")
def login_attempt() -> Any:
    form = LoginForm()
    if not form.validate():
        return _login_page(form, status=422)
    try:
        account = authenticate(form.username.data, form.password.data)
    except AccountsError as error:
        db.session.rollback()
        return _login_page(form, status=422, extra=[sentence(error)])
    return begin(account, form.lanjut.data)


@bp.post("/masuk/tokoh")
def persona() -> Any:
    """One click into a character of the open demonstration; outside it there is no such door."""
    account = queries.persona_credentials(request.form.get("username", "")[:80]) if is_demo() else None
    if account is None:
        abort(404)
    return begin(account, request.form.get("lanjut"))


@bp.post("/keluar")
def logout() -> Response:
    sessions.end()
    return redirect(url_for("web.home"), 303)


def begin(account: queries.Credentials, wanted: str | None) -> Response:
    """A session on a clean cookie, in the person's own language, at the page they wanted or at their desk."""
    actor = sessions.start(account.user_id, account.session_epoch)
    response = redirect(sessions.safe_next(wanted) or request.script_root + desk(), 303)
    if actor.locale:
        remember_language(response, actor.locale)
    return response


def desk() -> str:
    return DESK if DESK in current_app.extensions.get("pages", frozenset()) else "/"


def is_demo() -> bool:
    return bool(current_app.extensions["settings"].has_open_personas)


def _login_page(form: LoginForm, *, status: int = 200, extra: Any = ()) -> Any:
    characters = queries.personas(local_day(world_now())) if is_demo() else []
    page = render_template("accounts/login.html", form=form, extra=extra, characters=characters, demo=is_demo())
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response
