"""The ledger is tested without the totals that other areas hang on it: it must not care what they are."""

import pytest
from flask import Flask


@pytest.fixture
def app(app: Flask) -> Flask:
    app.extensions["projections"] = ()
    return app
