"""The catalogue for visitors, answered before Flask wakes up: one look at the revision, and the bytes as sent before.

Only for browsers without our session cookie; everybody else, and every page not kept yet, goes through the app.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask.sansio.app import App
from sqlalchemy import Engine
from werkzeug.http import parse_cookie

from marketplace.catalogue.cache import Lru
from marketplace.extensions import db

PATH = "/katalog"
MARK = "toko.catalogue_page"  # in the WSGI environ: the revision a page for visitors was made at
REVISION = "SELECT number FROM catalogue_revision WHERE id = 1"
Wsgi = Callable[..., Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished answer and the revision it was made at."""

    revision: int
    etag: str
    body: bytes
    headers: list[tuple[str, str]]


class VisitorPages:
    """WSGI in front of the app, with a store of its own."""

    def __init__(self, app: Any, inner: Wsgi) -> None:
        self.app, self.inner, self.pages = app, inner, Lru(256)
        self.engine: Engine | None = None

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        cookies = environ.get("HTTP_COOKIE", "")
        is_member = f"{self.app.config['SESSION_COOKIE_NAME']}=" in cookies
        if environ["REQUEST_METHOD"] != "GET" or environ["PATH_INFO"] != PATH or is_member:
            return self.inner(environ, start_response)
        language = parse_cookie(cookies).get("bahasa", "")[:2] if cookies else ""
        key = (environ.get("SCRIPT_NAME", ""), environ.get("QUERY_STRING", ""), language)
        kept: Kept | None = self.pages.peek(key)
        if kept is not None and kept.revision == self.revision():
            return _send(kept, environ, start_response)
        return self._render(key, environ, start_response)

    def revision(self) -> int:
        if self.engine is None:
            with self.app.app_context():
                self.engine = db.engines["read"]
        return read_revision(self.engine)

    def _render(self, key: Any, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        begun: list[Any] = []
        body = self.inner(environ, lambda *begin: begun.append(begin))
        status, headers = begun[0][:2]
        if MARK in environ and status.startswith("200") and not any(n.lower() == "set-cookie" for n, _ in headers):
            whole = b"".join(body)
            getattr(body, "close", lambda: None)()
            etag = next((value for name, value in headers if name.lower() == "etag"), "")
            self.pages.put(key, Kept(environ[MARK], etag, whole, list(headers)))
            body = [whole]
        start_response(*begun[0])
        return body


def read_revision(engine: Engine) -> int:
    """One tiny statement past the session; a failing database is the app's to explain, so it is only -1 here."""
    try:
        connection = engine.raw_connection()
    except engine.dialect.loaded_dbapi.Error:
        return -1
    try:
        cursor = connection.cursor()
        cursor.execute(REVISION)
        rows = cursor.fetchall()
        return int(rows[0][0]) if rows else 0
    except engine.dialect.loaded_dbapi.Error:
        return -1
    finally:
        connection.close()


def _send(kept: Kept, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    if kept.etag and kept.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        unsent = ("content-length", "content-type")
        start_response("304 NOT MODIFIED", [pair for pair in kept.headers if pair[0].lower() not in unsent])
        return []
    start_response("200 OK", list(kept.headers))
    return [kept.body]


def init_app(app: App) -> None:
    app.wsgi_app = VisitorPages(app, app.wsgi_app)  # type: ignore[attr-defined]
