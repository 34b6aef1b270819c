"""What happens at the edge of every request: which database it may reach."""

from flask import Flask, g, request

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
PUBLIC_BLUEPRINTS = frozenset({"transparency", "ledger"})


def init_app(app: Flask) -> None:
    app.before_request(choose_database)


def choose_database() -> None:
    """Safe methods get an engine that cannot write; public pages may get a replica."""
    if request.method in SAFE_METHODS:
        g.database = "replica" if request.blueprint in PUBLIC_BLUEPRINTS else "read"
