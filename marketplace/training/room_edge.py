"""The edge of a room: who gets in, what a closed or watched room refuses, what search engines see."""

from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, abort, current_app, redirect, request, session
from flask_babel import lazy_gettext

from marketplace.accounts.permissions import Permission
from marketplace.accounts.sessions import current_actor
from marketplace.training.house import House, Room
from marketplace.web.requests import SAFE_METHODS

LOG_INS = frozenset({"accounts.login", "accounts.login_attempt", "accounts.persona", "accounts.registration"})


def init_app(app: Flask) -> None:
    app.before_request(refuse_changes)
    app.before_request(show_the_way)
    app.after_request(hide_from_search)
    app.jinja_env.globals["in_class"] = True


def house() -> House:
    known: House = current_app.extensions["house"]
    return known


def this_room() -> Room:
    """The room this app serves, as the register knows it now."""
    return house().room(current_app.extensions["room_slug"]) or abort(404)


def refuse_changes() -> None:
    """A closed room is only read, and so is a seat that the trainer looks at."""
    if request.method in SAFE_METHODS or request.endpoint == "room.leave":
        return
    if current_app.extensions["settings"].read_only:
        abort(403, description=lazy_gettext("Kelas ini sudah ditutup; isinya hanya dapat dibaca."))
    if session.get("watching"):
        abort(
            403, description=lazy_gettext("Anda hanya melihat kursi ini. Kembali ke papan pelatih untuk bertindak.")
        )


def show_the_way() -> Any:
    """Nobody logs in here with a password: a seat is taken at the front door. Home is one's own work."""
    if request.endpoint in LOG_INS:
        return redirect(front_door(request.args.get("lanjut", "")), 303)
    if request.endpoint == "web.home" and current_actor().is_signed_in:
        page = "/papan" if current_actor().may(Permission.ROOM_RUN) else "/tugas"
        return redirect(request.script_root + page, 303)
    return None


def front_door(wanted: str) -> str:
    """Back to the front app, which knows this browser's seat."""
    outside = request.script_root.removesuffix(f"/kelas/{current_app.extensions['room_slug']}")
    asked = {"kelas": current_app.extensions["room_slug"], "lanjut": wanted.removeprefix(request.script_root)}
    return f"{outside}/gabung/kembali?{urlencode(asked)}"


def hide_from_search(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex"
    return response
