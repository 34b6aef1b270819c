"""Projections made again from the log, and the difference named when somebody changed a total."""

from collections.abc import Sequence
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from marketplace.extensions import db
from marketplace.ledger import queries, replay
from marketplace.ledger.facts import Entry
from marketplace.ledger.services import record, record_many, seal
from marketplace.ledger.verify import Report, verify
from marketplace.regions.models import Region
from tests.ledger.facts import order_fact, some_facts


class IssuedPerRegion:
    """Borrows a table of the small world, whose rows the log then decides."""

    tables: Sequence[Any] = (Region.__table__,)

    def apply(self, session: Session, entries: Sequence[Entry]) -> None:
        rows = [
            {"code": f"9{entry.index}", "level": "regency", "name": str(entry.fact.amount_idr)}
            for entry in entries
            if entry.fact.kind == "order.issued"
        ]
        if rows:
            session.connection().execute(Region.__table__.insert(), rows)


@pytest.fixture
def projection(app: Flask) -> IssuedPerRegion:
    """The table holds what the log says and nothing of the cast."""
    projection = IssuedPerRegion()
    app.extensions["projections"] = (projection,)
    db.session.remove()
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
    else:
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    tables = [
        table for table in reversed(db.metadata.sorted_tables) if not table.name.startswith(("ledger_", "worlds"))
    ]
    for table in tables:
        connection.execute(table.delete())
    record_many(some_facts(30))
    record(order_fact(99))
    seal()
    db.session.commit()
    return projection


def verified(projection: IssuedPerRegion) -> Report:
    world = queries.world()
    assert world is not None
    db.session.rollback()
    return verify(db.engine.url, world.origin, world.public_key, (projection,))


def names() -> list[str]:
    return list(db.session.scalars(text("SELECT name FROM regions ORDER BY code")))


def test_totals_that_follow_from_the_log_pass(projection: IssuedPerRegion) -> None:
    report = verified(projection)
    assert report.failures == []
    assert report.tables == 1


def test_a_changed_total_is_named(projection: IssuedPerRegion) -> None:
    db.session.execute(text("UPDATE regions SET name = 'lain' WHERE code = '94'"))
    db.session.commit()
    assert [(failure.part, failure.place) for failure in verified(projection).failures] == [
        ("projection", "regions ('94',)")
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM regions WHERE code = '94'",
        "INSERT INTO regions (code, level, name, timezone) VALUES ('77', 'regency', 'x', 'Asia/Jakarta')",
    ],
)
def test_a_missing_or_foreign_row_is_named(projection: IssuedPerRegion, statement: str) -> None:
    db.session.execute(text(statement))
    db.session.commit()
    failures = verified(projection).failures
    assert failures[0].part == "projection"
    assert failures[0].place in ("regions ('94',)", "regions ('77',)")


def test_rebuilding_makes_the_same_rows_again(projection: IssuedPerRegion) -> None:
    before = names()
    db.session.execute(text("UPDATE regions SET name = 'lain' WHERE code = '94'"))
    assert replay.rebuild() == 31
    db.session.commit()
    assert names() == before
    assert verified(projection).is_good
