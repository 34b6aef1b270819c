"""Public pages are rendered once per ledger head: the head is the cache key and the ETag.

The store hangs on the app, because several apps share a process, and holds only finished bytes. It answers
before Flask wakes up: one look at the head, and the page as it was sent before.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from typing import Any

from flask import Flask, request
from sqlalchemy import Engine
from werkzeug.http import parse_cookie

from marketplace.extensions import db
from marketplace.ledger import queries as ledger

KEPT_BYTES = 48 * 1024 * 1024
LARGEST = 2 * 1024 * 1024
MARK = "toko.public_page"  # in the WSGI environ: the ledger head a view was rendered at
HEAD = "SELECT max(entry_index) FROM ledger_entries"
Key = tuple[str, str, str, str]
Headers = list[tuple[str, str]]
Wsgi = Callable[..., Iterable[bytes]]


def public_page(view: Callable[..., Any]) -> Callable[..., Any]:
    """A page that is the same for everyone until the ledger grows; the view never sees who is asking."""

    @wraps(view)
    def answer(**arguments: Any) -> Any:
        head = ledger.head()  # before rendering: an entry that comes meanwhile makes the page old, never wrong
        page = view(**arguments)
        request.environ[MARK] = head
        return page

    return answer


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished answer and the ledger head it was made at."""

    head: int
    etag: str
    body: bytes
    headers: Headers


class PageStore:
    """Least recently used pages within a number of bytes. One page per address and language: the newest."""

    def __init__(self, limit: int = KEPT_BYTES) -> None:
        self.limit, self.size = limit, 0
        self.pages: OrderedDict[Key, Rendered] = OrderedDict()
        self.lock = Lock()

    def get(self, key: Key) -> Rendered | None:
        with self.lock:
            page = self.pages.get(key)
            if page is not None:
                self.pages.move_to_end(key)
            return page

    def put(self, key: Key, page: Rendered) -> None:
        if len(page.body) > LARGEST:
            return
        with self.lock:
            if old := self.pages.pop(key, None):
                self.size -= len(old.body)
            self.pages[key] = page
            self.size += len(page.body)
            while self.size > self.limit:
                self.size -= len(self.pages.popitem(last=False)[1].body)


class PublicPages:
    """WSGI in front of the app: public pages from the store while the ledger has not grown."""

    def __init__(self, app: Flask, inner: Wsgi) -> None:
        self.app, self.inner, self.store = app, inner, PageStore()
        self.engine: Engine | None = None

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self.inner(environ, start_response)
        key = _key(environ)
        page = self.store.get(key)
        if page is not None and page.head == self.head():
            return _send(page, environ, start_response)
        return self._render(key, environ, start_response)

    def head(self) -> int:
        """One tiny statement past the session; a failing database is the app's to explain."""
        if self.engine is None:
            with self.app.app_context():
                self.engine = db.engines["replica"]
        try:
            connection = self.engine.raw_connection()
        except self.engine.dialect.loaded_dbapi.Error:
            return -2
        try:
            cursor = connection.cursor()
            cursor.execute(HEAD)
            ((last,),) = cursor.fetchall()
            return -1 if last is None else last
        except self.engine.dialect.loaded_dbapi.Error:
            return -2
        finally:
            connection.close()

    def _render(self, key: Key, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        begun: list[Any] = []
        body = self.inner(environ, lambda *begin: begun.append(begin))
        status, headers = begun[0][:2]
        cookies = any(name.lower() == "set-cookie" for name, _ in headers)
        if MARK not in environ or not status.startswith("200") or cookies or environ["REQUEST_METHOD"] == "HEAD":
            start_response(*begun[0])
            return body
        page = _rendered(environ[MARK], b"".join(body), headers)
        getattr(body, "close", lambda: None)()
        self.store.put(key, page)
        return _send(page, environ, start_response)


def _key(environ: dict[str, Any]) -> Key:
    """Address and language: nothing else can change a public page. The host counts: data names itself in full."""
    cookie = environ.get("HTTP_COOKIE", "")
    language = parse_cookie(cookie).get("bahasa", "") if "bahasa" in cookie else ""
    host = f"{environ['wsgi.url_scheme']}://{environ.get('HTTP_HOST', '')}{environ.get('SCRIPT_NAME', '')}"
    return host, environ["PATH_INFO"], environ.get("QUERY_STRING", ""), language[:2]


def _rendered(head: int, body: bytes, headers: Headers) -> Rendered:
    etag = f'"{head}-{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
    kept = [(name, value) for name, value in headers if name.lower() not in ("etag", "cache-control", "vary")]
    return Rendered(head, etag, body, [*kept, ("ETag", etag), ("Cache-Control", "no-cache"), ("Vary", "Cookie")])


def _send(page: Rendered, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    if page.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        unsent = ("content-length", "content-type", "content-disposition")
        start_response("304 NOT MODIFIED", [pair for pair in page.headers if pair[0].lower() not in unsent])
        return []
    start_response("200 OK", list(page.headers))
    return [page.body] if environ["REQUEST_METHOD"] == "GET" else []
