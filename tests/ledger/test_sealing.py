"""Checkpoints: signed once for each size, continuing one another, stopped when the secret has changed."""

from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy import func, select

from marketplace.extensions import db
from marketplace.ledger import queries
from marketplace.ledger import services as ledger
from marketplace.ledger.models import TreeTile
from marketplace.ledger.notes import opened
from marketplace.ledger.proofs import extends, includes
from tests.ledger.facts import some_facts


def test_an_empty_log_has_nothing_to_seal(app: Flask) -> None:
    assert not ledger.something_to_seal()
    assert ledger.seal() is None


def test_a_seal_covers_everything_recorded_and_is_made_once(app: Flask) -> None:
    ledger.record_many(some_facts(5))
    db.session.commit()
    assert ledger.something_to_seal()
    made = ledger.seal()
    db.session.commit()
    assert made is not None
    assert (made.size, made.new) == (5, True)
    assert not ledger.something_to_seal()
    again = ledger.seal()
    assert again is not None
    assert (again.note, again.new) == (made.note, False)
    world = queries.world()
    assert world is not None
    assert opened(made.note, world.origin, world.public_key).root == made.root


def test_growing_in_any_steps_keeps_the_same_hashes(app: Flask) -> None:
    for count in (1, 255, 1, 511, 3):
        ledger.record_many(some_facts(count))
        ledger.seal()
    assert db.session.scalar(select(func.count()).select_from(TreeTile)) == 771 // 256


def test_each_seal_continues_the_one_before_and_covers_every_entry(app: Flask) -> None:
    seals = []
    for count in (3, 300, 1, 256):
        ledger.record_many(some_facts(count))
        seals.append(ledger.seal())
    for older, newer in pairwise(seals):
        assert older is not None
        assert newer is not None
        path = queries.consistency(older.size, newer.size)
        assert extends(older.size, newer.size, older.root, newer.root, path)
    for leaf in queries.leaves(0, 560):
        proof = queries.proof(leaf)
        assert proof is not None
        assert includes(leaf.index, proof.size, leaf.digest, proof.path, proof.root)


def test_a_newer_entry_waits_for_the_next_seal(app: Flask) -> None:
    ledger.record_many(some_facts(5))
    ledger.seal()
    ledger.record_many(some_facts(1))
    leaf = queries.leaf(5)
    assert leaf is not None
    assert queries.proof(leaf) is None
    assert (queries.head(), queries.as_of().entry, queries.as_of().size) == (5, 5, 5)


def test_with_another_secret_nothing_is_signed(app: Flask) -> None:
    ledger.record_many(some_facts(5))
    db.session().info["secret"] = "another secret"
    with pytest.raises(ledger.SealingError) as caught:
        ledger.seal()
    assert caught.value.code == "secret_changed"
