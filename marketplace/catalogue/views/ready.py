"""Pages that are the same for everyone: finished once, kept until the shelf changes, answered with an ETag."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from flask import current_app, render_template, request, session
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.accounts.sessions import current_actor
from marketplace.catalogue.memory import memory
from marketplace.web.navigation import cart_count


@dataclass(frozen=True, slots=True)
class Ready:
    """A page for everyone, finished: bytes and their ETag."""

    body: bytes
    etag: str


def for_reader(key: tuple[Any, ...], template: str, part: Callable[[], dict[str, Any]]) -> Response | str:
    """The same page for all: whole and ready for visitors, its middle ready for people who are signed in."""
    if is_visitor():
        return ready_for_visitor(
            key, lambda: render_template(template, public_page=True, **memory().fragments.get(key, part))
        )
    return _ready_for_member(
        (*key, current_actor(), cart_count()), lambda: render_template(template, **memory().fragments.get(key, part))
    )


def _ready_for_member(key: tuple[Any, ...], page: Callable[[], str]) -> Response | str:
    """One person's page, kept while nothing on it changes; a message that is shown once is never kept."""
    if "_flashes" in session:
        return page()
    ready = memory().own_pages.get((*key, request.script_root), lambda: _ready(page()))
    response = Response(ready.body, mimetype="text/html")
    response.set_etag(ready.etag)
    response.headers["Cache-Control"] = "private, no-cache"
    return response.make_conditional(request)


def is_visitor() -> bool:
    """Without our cookie nobody can be signed in, and the session need not be opened to know it."""
    if current_app.config["SESSION_COOKIE_NAME"] not in request.cookies:
        return True
    return not current_user.is_authenticated


def ready_for_visitor(key: tuple[Any, ...], page: Callable[[], str]) -> Response:
    """The finished bytes, made once for each key; a browser that has them is told so in no bytes at all."""
    ready = memory().responses.get((*key, request.script_root), lambda: _ready(page()))
    response = Response(ready.body, mimetype="text/html")
    response.set_etag(ready.etag)
    response.headers["Cache-Control"] = "no-cache"  # keep it, but ask whether it still holds
    response.vary.add("Cookie")
    return response.make_conditional(request)


def _ready(page: str) -> Ready:
    body = page.encode()
    return Ready(body, sha256(body).hexdigest()[:24])
