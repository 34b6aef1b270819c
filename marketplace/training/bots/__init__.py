"""Bots play the seats that no person holds, through the same services and permissions as people.

They own the queue of what bots do next and how each temperament decides; who sits where is the room's business.
"""

from marketplace.training.bots.cast import Bot, BotCast, Need
from marketplace.training.bots.marking import mark, unmark
from marketplace.training.bots.planning import drop, next_due, plan
from marketplace.training.bots.running import run_due, run_next
from marketplace.training.bots.temperaments import MANNERS, Manner, Temperament, fitting

__all__ = [
    "MANNERS", "Bot", "BotCast", "Manner", "Need", "Temperament", "drop", "fitting", "mark", "next_due", "plan",
    "run_due", "run_next", "unmark",
]  # fmt: skip
