"""What a class does to its world: open it under a name of its own, name its people, end it. Commits at its own edge.

Each function runs inside the room's own app; a killed process leaves either a whole step or none of it, and what
the register says is brought about again by `match_people`.
"""

from collections.abc import Iterable
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from marketplace.accounts.models import User
from marketplace.extensions import db
from marketplace.ledger import services as ledger
from marketplace.ledger.models import LedgerEntry, World
from marketplace.simulation import advancing
from marketplace.training.bots import mark, unmark


@contextmanager
def inside(app: Flask) -> Any:
    """In the room's app with one transaction: kept whole when the block ends well, not at all otherwise."""
    with app.app_context():
        try:
            yield db.session
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise
        finally:
            db.session.remove()


def open_world(origin: str, scenario: str, *, starts_at: datetime | None, speed: int | None) -> int:
    """The copied template becomes this room's own world: its log signs under its own name and key from here on.

    `speed` is world seconds per real second, None for a clock that stands. Returns the index of the first entry
    that the class will write.
    """
    world = db.session.get_one(World, 1)
    world.origin, world.scenario = origin, scenario
    world.public_key = ledger.new_signer(origin).public_key
    moment = datetime.now(UTC)
    clock = advancing.clock_of(world).paused(moment)
    if starts_at is not None:
        clock = clock.moved_to(max(starts_at.astimezone(UTC), clock.world_at), moment)
    if speed is not None:
        clock = clock.running(moment, speed)
    advancing.set_clock(world, clock)
    db.session.flush()
    ledger.seal()
    return next_entry()


def next_entry() -> int:
    return db.session.scalars(select(func.coalesce(func.max(LedgerEntry.index) + 1, 0))).one()


def match_people(bots: Iterable[str], people: Iterable[str]) -> None:
    """Whoever is played by a bot is called so, everywhere a name is shown; a person gets the name back."""
    for username in bots:
        mark(username)
    for username in people:
        unmark(username)


def sign_out(username: str) -> None:
    """Whoever is signed in under this name in the room is signed in no longer."""
    user = db.session.scalars(select(User).where(User.username == username)).one()
    user.session_epoch += 1


def final_note() -> str:
    """The last signed checkpoint of a world that ends here."""
    sealed = ledger.seal()
    return sealed.note if sealed else ""
