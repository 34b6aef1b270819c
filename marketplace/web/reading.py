"""One connection for reading per request: who asks, what time it is, how full the cart is.

It is to the engine that cannot write, so asking takes no lock, and it is given back when the request ends.
"""

from typing import Any

from flask import Flask, g, has_request_context
from sqlalchemy import Connection

from marketplace.extensions import db


def reading() -> Connection:
    """The request's connection; only within a request."""
    if not has_request_context():
        raise RuntimeError("There is no request to read for.")
    if "reading" not in g:
        g.reading = db.engines["read"].connect()
    connection: Connection = g.reading
    return connection


def give_back(_error: BaseException | None = None) -> None:
    connection: Any = g.pop("reading", None)
    if connection is not None:
        connection.close()


def init_app(app: Flask) -> None:
    app.teardown_request(give_back)
