"""Whatever is changed in the log is found and named."""

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.extensions import db
from marketplace.ledger import queries
from marketplace.ledger import services as ledger
from marketplace.ledger.leaves import leaf_hash
from marketplace.ledger.verify import Report, verify
from tests.ledger.facts import some_facts
from tests.ledger.tampering import chance, change_one_byte, checked, without_triggers

ENTRIES = 560  # two tiles and a part of a third


@pytest.fixture(autouse=True)
def sealed(app: Flask) -> None:
    for count in (250, 50, 250, 10):
        ledger.record_many(some_facts(count))
        ledger.seal()
    db.session.commit()


def first_failure(report: Report) -> tuple[str, str]:
    assert report.failures, "nothing was found"
    return report.failures[0].part, report.failures[0].place


def damage(*statements: str) -> Report:
    connection = db.session.connection()
    without_triggers(connection)
    for statement in statements:
        connection.execute(text(statement))
    db.session.commit()
    return checked()


def test_an_untouched_log_verifies(app: Flask) -> None:
    report = checked()
    assert report.failures == []
    assert (report.entries, report.tiles, report.checkpoints, report.sealed) == (ENTRIES, 2, 4, ENTRIES)


@pytest.mark.parametrize("seed", range(8))
def test_one_changed_byte_of_any_entry_is_found_and_named(app: Flask, seed: int) -> None:
    connection = db.session.connection()
    without_triggers(connection)
    _column, (index,) = change_one_byte(connection, "ledger_entries", chance(seed))
    db.session.commit()
    assert first_failure(checked()) == ("entry", str(index))


@pytest.mark.parametrize("seed", range(4))
def test_one_changed_byte_of_any_tile_is_found_and_named(app: Flask, seed: int) -> None:
    connection = db.session.connection()
    without_triggers(connection)
    _column, (level, position) = change_one_byte(connection, "ledger_tiles", chance(seed))
    db.session.commit()
    assert first_failure(checked()) == ("tile", f"{level}/{position}")


@pytest.mark.parametrize("seed", range(4))
def test_one_changed_byte_of_any_checkpoint_is_found_and_named(app: Flask, seed: int) -> None:
    connection = db.session.connection()
    without_triggers(connection)
    column, (size,) = change_one_byte(connection, "ledger_checkpoints", chance(seed))
    db.session.commit()
    part, place = first_failure(checked())
    assert part == "checkpoint"
    assert column == "size" or place == str(size)


def test_a_removed_entry_is_named(app: Flask) -> None:
    assert first_failure(damage("DELETE FROM ledger_entries WHERE entry_index = 300")) == ("entry", "300")


def test_cutting_off_sealed_entries_is_noticed(app: Flask) -> None:
    report = damage("DELETE FROM ledger_entries WHERE entry_index >= 555")
    assert first_failure(report) == ("checkpoint", str(ENTRIES))


def test_an_entry_rewritten_together_with_its_hash_breaks_its_tile(app: Flask) -> None:
    row = queries.leaf(100)
    assert row is not None
    other = row.text.replace('"kind":"unit.registered"', '"kind":"unit.registeree"')
    digest = leaf_hash(other).hex()
    blob = f"decode('{digest}', 'hex')" if db.engine.dialect.name == "postgresql" else f"x'{digest}'"
    report = damage(f"UPDATE ledger_entries SET kind = 'unit.registeree', leaf_hash = {blob} WHERE entry_index = 100")
    assert first_failure(report) == ("tile", "1/0")
    assert ("checkpoint", "250") in [(failure.part, failure.place) for failure in report.failures]


def test_a_removed_tile_is_named(app: Flask) -> None:
    assert first_failure(damage("DELETE FROM ledger_tiles WHERE position = 1")) == ("tile", "1/1")


def test_a_text_that_is_no_text_any_more_is_named(app: Flask) -> None:
    if db.engine.dialect.name == "postgresql":
        report = damage("UPDATE ledger_entries SET facts = 'kosong' WHERE entry_index = 77")
    else:
        report = damage("UPDATE ledger_entries SET facts = CAST(x'7bff7d' AS TEXT) WHERE entry_index = 77")
    assert first_failure(report) == ("entry", "77")


def test_a_damaged_log_is_not_signed_again(app: Flask) -> None:
    connection = db.session.connection()
    without_triggers(connection)
    connection.execute(text("UPDATE ledger_tiles SET hash = leaf_hash FROM ledger_entries WHERE entry_index = 0"))
    db.session.commit()
    ledger.record_many(some_facts(1))
    with pytest.raises(ledger.SealingError) as caught:
        ledger.seal()
    assert caught.value.code == "log_changed"


def test_another_key_proves_nothing(app: Flask) -> None:
    world = queries.world()
    assert world is not None
    report = verify(db.engine.url, world.origin, ledger.new_signer("toko-daring.example/lain").public_key)
    assert first_failure(report) == ("checkpoint", "250")


def test_verification_leaves_nothing_behind(app: Flask) -> None:
    before = queries.as_of()
    checked()
    assert queries.as_of() == before
