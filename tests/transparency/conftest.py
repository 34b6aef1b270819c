import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.extensions import db
from marketplace.ledger import services as ledger
from tests.transparency.histories import History

REGIONS = ("35.73", "35.71", "35.07")


@pytest.fixture
def market(app: Flask) -> History:
    """A small market's history, recorded as the log records everything."""
    history = History(11, REGIONS, orders=260)
    ledger.record_many(history.facts())
    db.session.commit()
    return history


@pytest.fixture
def public(market: History, client: FlaskClient) -> FlaskClient:
    return client
