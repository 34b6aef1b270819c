"""Who is asking: the session cookie turned into an `Actor`, and the doors in front of views.

`current_actor()` is what views use. Flask-Login's `current_user` in templates answers everything an `Actor`
does. The cookie holds "<id>.<epoch>": a new password raises the epoch and ends every other session.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, abort, redirect, request, session, url_for
from flask_babel import lazy_gettext
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response

from marketplace.accounts import passwords, queries
from marketplace.accounts.permissions import VISITOR, Actor, Permission
from marketplace.extensions import login_manager
from marketplace.values.period import local_day
from marketplace.web.now import world_now
from marketplace.web.reading import give_back, reading
from marketplace.web.requests import SAFE_METHODS


class SignedIn:
    """A signed-in person as Flask-Login wants one; everything else is asked of the actor."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, actor: Actor, epoch: int) -> None:
        self.actor = actor
        self.epoch = epoch

    def get_id(self) -> str:
        return f"{self.actor.user_id}.{self.epoch}"

    def __getattr__(self, name: str) -> Any:
        return getattr(self.actor, name)


class Visitor:
    """Nobody in particular: may look at what is public."""

    is_authenticated = False
    is_active = False
    is_anonymous = True
    actor = VISITOR

    def get_id(self) -> None:
        return None

    def __getattr__(self, name: str) -> Any:
        return getattr(VISITOR, name)


def init_app(app: Flask) -> None:
    app.extensions["passwords"] = passwords.Passwords()
    login_manager.anonymous_user = Visitor
    login_manager.session_protection = None  # phones change address while shopping
    login_manager.user_loader(load_signed_in)
    login_manager.unauthorized_handler(ask_to_sign_in)


def load_signed_in(session_id: str) -> SignedIn | None:
    """The person a cookie names, unless the account was closed or its sessions were ended."""
    user_id, _, epoch = session_id.partition(".")
    if not (user_id.isascii() and user_id.isdigit() and epoch.isascii() and epoch.isdigit()):
        return None
    actor = _actor(int(user_id), int(epoch))
    return SignedIn(actor, int(epoch)) if actor else None


def _actor(user_id: int, epoch: int) -> Actor | None:
    return queries.load_actor(reading(), user_id, epoch, local_day(world_now()))


def current_actor() -> Actor:
    """Whoever is asking; a visitor with the public's role when nobody is signed in."""
    actor: Actor = current_user.actor
    return actor


def start(user_id: int, epoch: int) -> Actor:
    """Begin a session on a clean cookie: nothing planted before the log-in survives it."""
    session.clear()
    give_back()  # what this request has just written must be seen: a new shop, a new epoch
    actor = _actor(user_id, epoch)
    if actor is None:
        return VISITOR
    login_user(SignedIn(actor, epoch))
    return actor


def end() -> None:
    logout_user()
    session.clear()


def requires(permission: Permission) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Only people who hold this permission somewhere; on which object is for the query to decide."""

    def door(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            actor = current_actor()
            if not actor.is_signed_in:
                return ask_to_sign_in()
            if not actor.may(permission):
                abort(403, description=lazy_gettext("Peran Anda tidak mencakup halaman atau tindakan ini."))
            return view(*args, **kwargs)

        return guarded

    return door


def requires_sign_in(view: Callable[..., Any]) -> Callable[..., Any]:
    """Anybody with an account."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        return view(*args, **kwargs) if current_actor().is_signed_in else ask_to_sign_in()

    return guarded


def ask_to_sign_in() -> Response:
    """To the log-in page and back; a form that was sent comes back to the page it stood on."""
    if request.method in SAFE_METHODS:
        wanted = request.full_path.removesuffix("?")
    else:
        wanted = urlsplit(request.referrer or "").path.removeprefix(request.script_root)
    target = safe_next(request.script_root + wanted)
    return redirect(url_for("accounts.login", lanjut=target), 303)


def safe_next(target: str | None) -> str | None:
    """A place inside this app and nowhere else: open redirects help people who fish for passwords."""
    if not target or not target.startswith(f"{request.script_root}/") or target.startswith("//"):
        return None
    if "\\" in target or any(ord(sign) < 33 or ord(sign) == 127 for sign in target):
        return None
    return target
