"""One writer at a time, and the lock is given back: a second app on the same database must be able to write."""

from flask import Flask

from marketplace import create_app
from marketplace.extensions import db
from marketplace.ledger import services as ledger
from tests.engines import settings_for
from tests.ledger.facts import order_fact


def test_after_a_commit_another_app_on_the_same_database_can_write(app: Flask, database_url: str) -> None:
    ledger.record(order_fact(1))
    db.session.commit()
    other = create_app(settings_for(database_url))
    other.extensions["projections"] = ()
    with other.app_context():
        assert ledger.record(order_fact(2)).index == 1
        db.session.commit()
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()
    assert ledger.record(order_fact(3)).index == 2
