"""Same seed, same class: with wall time given, two plays of one world leave byte-identical ledgers."""

from datetime import timedelta

from sqlalchemy import select

from marketplace import create_app
from marketplace.extensions import db
from marketplace.ledger.models import LedgerEntry
from marketplace.training.bots import Temperament as T
from tests.engines import PostgresStore, SqliteStore, settings_for
from tests.factories import NOW
from tests.training.bots.classes import class_of, need, play

NEEDS = (
    need(),
    need(asks_for_offers=True, quantity=4, at=NOW + timedelta(hours=3)),
    need(words="kertas", supplier_code=None, quantity=2, at=NOW + timedelta(days=4)),
)


def leaves(store: SqliteStore | PostgresStore, seed: int) -> list[tuple[bytes, str]]:
    """The whole log of a class of bots in all seats, on a world of its own."""
    with store.copy() as url:
        app = create_app(settings_for(url))
        with app.app_context():
            cast = class_of(needs=NEEDS, seed=seed, atk=T.WRONG_GOODS, pp=T.HARD_HAGGLER, kpa=T.SLOW)
            play(cast)
            rows = db.session.execute(
                select(LedgerEntry.leaf_hash, LedgerEntry.facts).order_by(LedgerEntry.index)
            ).all()
            db.session.remove()
            for engine in db.engines.values():
                engine.dispose()
    return [(row.leaf_hash, row.facts) for row in rows]


def test_the_same_seed_gives_the_same_ledger_and_another_seed_another(store: SqliteStore | PostgresStore) -> None:
    first = leaves(store, 11)
    assert len(first) > 40
    assert leaves(store, 11) == first
    assert leaves(store, 12) != first
