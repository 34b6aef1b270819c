"""What the queue should hold: one line for each act that a bot is about to do."""

from dataclasses import dataclass
from datetime import datetime

from marketplace.training.bots.temperaments import Temperament


@dataclass(frozen=True, slots=True)
class Wanted:
    """An act that should be on the queue; `due_at` says when, `subject` and `version` what it answers."""

    subject: str
    version: int
    order_number: str | None
    username: str
    temperament: Temperament
    action: str
    due_at: datetime
