"""The world's time, read once per request at the edge."""

from datetime import UTC, datetime

from marketplace.extensions import db
from marketplace.ledger.models import World


def world_now() -> datetime:
    """What the clock of this world says now, in UTC; the wall clock where there is no world yet."""
    row = db.session.get(World, 1)
    return row.clock_world_at if row else datetime.now(UTC)
