"""Public pages are rendered once per ledger head: the head is the cache key and the ETag.

The store hangs on the app, because several apps share a process, and holds only finished bytes.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from typing import Any

from flask import Response, current_app, make_response, request
from flask_babel import get_locale

from marketplace.ledger import queries as ledger

KEPT_BYTES = 48 * 1024 * 1024
LARGEST = 2 * 1024 * 1024
KEPT_HEADERS = ("Content-Type", "Content-Disposition", "Access-Control-Allow-Origin", "Link")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished answer and the ledger head it was made at."""

    head: int
    etag: str
    body: bytes
    headers: tuple[tuple[str, str], ...]


class PageStore:
    """Least recently used pages within a number of bytes. One page per address and language: the newest."""

    def __init__(self, limit: int = KEPT_BYTES) -> None:
        self.limit, self.size = limit, 0
        self.pages: OrderedDict[tuple[str, str], Rendered] = OrderedDict()
        self.lock = Lock()

    def get(self, key: tuple[str, str]) -> Rendered | None:
        with self.lock:
            page = self.pages.get(key)
            if page is not None:
                self.pages.move_to_end(key)
            return page

    def put(self, key: tuple[str, str], page: Rendered) -> None:
        if len(page.body) > LARGEST:
            return
        with self.lock:
            if old := self.pages.pop(key, None):
                self.size -= len(old.body)
            self.pages[key] = page
            self.size += len(page.body)
            while self.size > self.limit:
                self.size -= len(self.pages.popitem(last=False)[1].body)


def public_page(view: Callable[..., Any]) -> Callable[..., Response]:
    """Answer from the store while the ledger has not grown; the view itself never sees who is asking."""

    @wraps(view)
    def answer(**arguments: Any) -> Response:
        store: PageStore = current_app.extensions["public_pages"]
        key = (request.full_path, str(get_locale()))
        head = ledger.head()
        page = store.get(key)
        if page is None or page.head != head:
            response = make_response(view(**arguments))
            if response.status_code != 200 or response.is_streamed:
                return response
            page = _rendered(response, head)
            store.put(key, page)
        return _sent(page)

    return answer


def _rendered(response: Response, head: int) -> Rendered:
    body = response.get_data()
    headers = tuple((name, response.headers[name]) for name in KEPT_HEADERS if name in response.headers)
    return Rendered(head, f"{head}-{hashlib.blake2b(body, digest_size=8).hexdigest()}", body, headers)


def _sent(page: Rendered) -> Response:
    if request.if_none_match.contains_weak(page.etag):
        response = Response(status=304)
    else:
        response = Response(page.body, headers=list(page.headers))
    response.set_etag(page.etag)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Vary"] = "Cookie"
    return response
