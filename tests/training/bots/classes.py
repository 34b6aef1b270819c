"""A small class for tests: Kelurahan Sukun buys from UD Pena Jaya, and bots play whoever no test plays."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from marketplace.extensions import db
from marketplace.ledger.models import LedgerEntry
from marketplace.ledger.queries import head
from marketplace.purchasing.models import Order
from marketplace.training import bots, clock
from marketplace.training.bots import Bot, BotCast, Need, Temperament
from tests.factories import NOW

UNIT = ("pp.sukun", "ppk.sukun", "kpa.sukun", "bendahara.sukun")
SEATS = (*UNIT, "atk", "admin.malang")
PAPER = "03.01"
FROZEN = NOW + timedelta(days=1_000)


def class_of(*people: str, needs: tuple[Need, ...] = (), seed: int = 7, **temperaments: Temperament) -> BotCast:
    """The class from now on; `ppk=Temperament.SLOW` makes ppk.sukun slow, people are left to the test."""
    names = {name.split(".")[0]: name for name in SEATS}
    others = {names[key]: temperament for key, temperament in temperaments.items()}
    seats = {name: Bot(others.get(name, Temperament.PROMPT), name) for name in SEATS if name not in people}
    return BotCast(seats, frozenset(people), seed, head() + 1, needs)


def need(**changes: Any) -> Need:
    """Ten reams of paper, now, from the group's own shop."""
    ream = Need("pp.sukun", PAPER, 10, NOW, words="A4", supplier_code="P-35730002")
    return replace(ream, **changes)


def play(cast: BotCast, *, days: int = 60) -> int:
    """The clock stands still while nobody moves it; so many days pass at once."""
    return clock.advancing.advance_to(
        clock.advancing.world_time(frozen) + timedelta(days=days), commit=db.session.commit,
        sources=clock.sources_of(cast, NOW), wall=frozen,
    )  # fmt: skip


def frozen() -> datetime:
    return FROZEN


def story(order: Order) -> list[str]:
    """What happened to an order, in the ledger's words."""
    rows = db.session.scalars(
        select(LedgerEntry.kind).where(LedgerEntry.order_number == order.number).order_by(LedgerEntry.index)
    )
    return [kind.removeprefix("order.") for kind in rows]


def only_order() -> Order:
    return db.session.scalars(select(Order)).one()


def queue() -> list[bots.planning.BotEvent]:
    return list(db.session.scalars(select(bots.planning.BotEvent).order_by(bots.planning.BotEvent.id)))
