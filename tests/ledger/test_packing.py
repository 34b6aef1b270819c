"""Packed facts read back the same, and no byte of the packing can change unnoticed."""

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from marketplace.extensions import db
from marketplace.ledger import queries
from marketplace.ledger import services as ledger
from marketplace.ledger.packing import LONG, BrokenPacking, packed, unpacked
from tests.ledger.facts import WHEN

LETTERS = st.characters(exclude_categories=["Cs"])
LONG_FACTS = {"lines": [{"n": n, "name": f"Nasi kotak “{n}”", "price": 25_000 + n} for n in range(1, 12)]}


@settings(max_examples=60)
@given(st.text(LETTERS), st.text(LETTERS, min_size=LONG))
def test_what_goes_in_comes_out(short: str, long: str) -> None:
    assert unpacked(packed(short)) == short
    assert unpacked(packed(long)) == long


def test_no_byte_of_the_packing_can_change() -> None:
    stored = packed("nasi kotak ayam bakar dan es teh manis " * 9)
    assert isinstance(stored, bytes)
    for place in range(len(stored)):
        for bit in range(8):
            changed = bytearray(stored)
            changed[place] ^= 1 << bit
            with pytest.raises(BrokenPacking):
                unpacked(bytes(changed))


def test_long_facts_are_kept_small_and_read_whole(app: Flask) -> None:
    entry = ledger.record(ledger.Fact("order.submitted", WHEN, facts=LONG_FACTS), recorded_at=WHEN)
    leaf = queries.leaf(entry.index)
    assert leaf is not None
    assert leaf.is_intact
    kept = db.session.execute(text("SELECT length(facts) FROM ledger_entries")).scalar_one()
    assert kept < len(leaf.row.facts) / 2 or db.engine.dialect.name == "postgresql"
