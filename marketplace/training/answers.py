"""Answers of a class to what has no button in the market: which orders look wrong, which entry was altered.

Scored when handed in, against what was planted and against the log itself; the page shows the score, never the truth.
"""

import re
from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from marketplace.extensions import db
from marketplace.ledger import verify
from marketplace.ledger.models import World
from marketplace.purchasing.models import Order
from marketplace.training.models import TrainingAnswer
from marketplace.training.scenario import AnswerKind, Step

PLANTED = "anomali/"  # how the once_key of a planted order begins (simulation/irregularities.py)
LONGEST = 4_000
_NUMBER = re.compile(r"\bTD-\d{4}-\d{6}\b")


class ProofKind(StrEnum):
    """What a class can check about an entry, and what may fail."""

    LEAF = "leaf"  # the entry's own hash, made again from its columns
    INCLUSION = "inclusion"  # its place under the signed root
    CONSISTENCY = "consistency"  # that an older checkpoint is the beginning of a newer one
    SIGNATURE = "signature"  # that the checkpoint was signed by this log's key


class AnswerRefused(Exception):
    """An answer that cannot be scored. `code` names the sentence."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def submit(username: str, step: Step, text: str, *, now: datetime) -> TrainingAnswer:
    """Score what was handed in and keep it; handing in again is allowed and counted."""
    if len(text) > LONGEST:
        raise AnswerRefused("answer_too_long", max=LONGEST)
    score = _red_flags(text) if step.answer is AnswerKind.RED_FLAGS else _tampering(text)
    answer = TrainingAnswer(username=username, step=step.code, text=text, score=score, given_at=now)
    db.session.add(answer)
    db.session.flush()
    return answer


def _red_flags(text: str) -> dict[str, int | bool]:
    """Precision: how many of the named orders were planted. Recall: how many of the planted ones were named."""
    named = set(_NUMBER.findall(text.upper()))
    if not named:
        raise AnswerRefused("no_order_numbers")
    return precision_and_recall(named, planted())


def planted() -> frozenset[str]:
    """The orders that were planted in this world."""
    found = select(Order.number).where(Order.once_key.startswith(PLANTED, autoescape=True))
    return frozenset(db.session.scalars(found))


def precision_and_recall(named: Collection[str], truth: Collection[str]) -> dict[str, int | bool]:
    right = len(set(named) & set(truth))
    return {
        "right": right, "wrong": len(named) - right, "missed": len(truth) - right,
        "precision_permille": right * 1000 // len(named) if named else 0,
        "recall_permille": right * 1000 // len(truth) if truth else 0,
    }  # fmt: skip


def _tampering(text: str) -> dict[str, int | bool]:
    """`<entry> <proof>`: the first entry that says something else than was hashed, and a proof that shows it."""
    words = text.replace(",", " ").split()
    if len(words) != 2 or not words[0].isdecimal() or len(words[0]) > 12 or words[1] not in set(ProofKind):
        raise AnswerRefused("no_entry_and_proof")
    fault = first_fault()
    if fault is None:
        raise AnswerRefused("log_is_intact")
    entry, proofs = fault
    return {"entry_is_right": int(words[0]) == entry, "proof_is_right": words[1] in proofs}


def first_fault() -> tuple[int, frozenset[ProofKind]] | None:
    """Where the log fails first, found by verifying it, and which proofs fail there; None while it is whole."""
    world = db.session.get_one(World, 1)
    report = verify.verify(db.engine.url, world.origin, world.public_key)
    altered = next((failure for failure in report.failures if failure.part == "entry"), None)
    if altered is None:
        return None
    return int(altered.place), frozenset({ProofKind.LEAF, ProofKind.INCLUSION})
