"""The bytes of a leaf: one text for one value, and nothing in it that a JSON reader could read differently."""

import json
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.ledger.leaves import NotCanonical, canonical, leaf_hash, leaf_text
from tests.ledger.facts import WHEN

whole = st.integers(-(2**53) + 1, 2**53 - 1)
texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.booleans() | whole | texts, lambda inner: st.lists(inner) | st.dictionaries(texts, inner), max_leaves=20
)


def in_utf16_order(value: Any) -> bool:
    if isinstance(value, dict):
        keys = [key.encode("utf-16-be") for key in value]
        return keys == sorted(keys) and all(map(in_utf16_order, value.values()))
    return all(map(in_utf16_order, value)) if isinstance(value, list) else True


@settings(max_examples=40)
@given(values)
def test_canonical_text_reads_back_and_is_the_only_one(value: Any) -> None:
    text = canonical(value)
    assert json.loads(text) == value
    assert canonical(json.loads(text)) == text
    assert in_utf16_order(json.loads(text))


@settings(max_examples=40)
@given(st.dictionaries(texts, values), st.none() | texts, st.none() | whole, st.none() | st.binary(max_size=40))
def test_the_leaf_written_by_hand_is_the_canonical_text_of_its_columns(
    facts: Any, code: str | None, amount: int | None, actor: bytes | None
) -> None:
    columns = {
        "actor": actor.hex() if actor is not None else None, "actor_role": code, "amount_idr": amount,
        "buyer_code": code, "corrects": amount, "facts": facts, "from_status": code, "index": 7, "kind": "a.b",
        "occurred_at": "x", "order_number": code, "recorded_at": "y", "region_code": code, "supplier_code": code,
        "to_status": code,
    }  # fmt: skip
    present = {name: value for name, value in columns.items() if value is not None}
    made = leaf_text(
        7, "a.b", "x", "y", code, code, code, code, actor, code, code, code, amount, amount, canonical(facts)
    )
    assert made == canonical(present)


def test_the_worked_example_of_the_standard() -> None:
    value = {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "\u00f6": 7}
    assert list(json.loads(canonical(value)).values()) == [2, 4, 6, 7, 1, 5, 3]
    assert canonical('\u20ac$\u000f\nA\'B"\\\\"/') == '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'


class Status(StrEnum):
    DONE = "selesai"


def test_a_status_is_its_text() -> None:
    assert canonical({"status": Status.DONE, "pair": (1, True)}) == '{"pair":[1,true],"status":"selesai"}'


@pytest.mark.parametrize(
    "value", [1.5, None, 2**53, -(2**53), {"a": None}, [1, [0.5]], {1: "a"}, {"é": [None]}, b"x", WHEN]
)
def test_what_has_no_canonical_form_is_refused(value: Any) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(NotCanonical):
        leaf_hash(canonical({"a": "\ud83d"}))
