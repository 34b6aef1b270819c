"""An order's story for those who see it: each step of the log with the person behind it and the words beside it."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from marketplace.accounts.models import User
from marketplace.extensions import db
from marketplace.ledger.models import LedgerEntry
from marketplace.purchasing.models import Order, OrderNote


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One step: what, by whom, when, with which facts, and what was written beside it."""

    at: datetime
    kind: str
    action: str | None  # OrderAction value; None for what is beside the lifecycle, like a complaint
    to_status: str | None
    role: str | None
    name: str | None
    entry_index: int | None
    facts: dict[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def timeline(order: Order) -> list[TimelineItem]:
    """Every step in the order of the log, in two statements; reminders stand between them."""
    notes = _notes(order)
    rows = db.session.execute(
        select(LedgerEntry.index, LedgerEntry.kind, LedgerEntry.occurred_at, LedgerEntry.to_status,
               LedgerEntry.actor_role, LedgerEntry.facts, User.name)
        .outerjoin(User, User.commitment == LedgerEntry.actor)
        .where(LedgerEntry.order_number == order.number)
        .order_by(LedgerEntry.index)
    )  # fmt: skip
    items = []
    for index, kind, at, to_status, role, facts, name in rows:
        action = kind.removeprefix("order.") if kind.startswith("order.") else None
        beside = tuple(notes.pop((action or "", _to_the_millisecond(at)), ()))
        items.append(TimelineItem(at, kind, action, to_status, role, name, index, json.loads(facts), beside))
    items += [
        TimelineItem(at, f"note.{action}", None, None, None, None, None, notes=tuple(texts))
        for (action, at), texts in notes.items()
    ]
    return sorted(items, key=lambda item: (item.at, item.entry_index if item.entry_index is not None else -1))


def _notes(order: Order) -> dict[tuple[str, datetime], list[str]]:
    notes: defaultdict[tuple[str, datetime], list[str]] = defaultdict(list)
    for note in db.session.scalars(select(OrderNote).where(OrderNote.order_id == order.id).order_by(OrderNote.id)):
        notes[note.action, _to_the_millisecond(note.at)].append(note.text)
    return notes


def _to_the_millisecond(at: datetime) -> datetime:
    """The log keeps milliseconds; a note beside it may keep more."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000)
