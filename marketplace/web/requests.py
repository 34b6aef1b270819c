"""What happens at the edge of every request: what cannot be read is refused, and which database it may reach."""

from flask import Flask, abort, g, request

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
PUBLIC_BLUEPRINTS = frozenset({"transparency", "ledger"})


def init_app(app: Flask) -> None:
    app.before_request(refuse_nul)
    app.before_request(choose_database)


def refuse_nul() -> None:
    """No text of this market holds a NUL character and PostgreSQL stores none: such an address is a mistake."""
    if "\0" in request.path or any("\0" in value for value in request.args.values()):
        abort(400)


def choose_database() -> None:
    """Safe methods get an engine that cannot write; public pages may get a replica."""
    if request.method in SAFE_METHODS:
        g.database = "replica" if request.blueprint in PUBLIC_BLUEPRINTS else "read"
