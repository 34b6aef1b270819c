"""A turn is one bot before one order; an act is what it has decided to do there. Pure: no session, no clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from random import Random
from typing import Any

from marketplace.accounts.permissions import Role
from marketplace.purchasing.models import Order
from marketplace.simulation.randomness import stream
from marketplace.training.bots.temperaments import MANNERS, Manner, Temperament, manner_of


class Wait(StrEnum):
    """What takes time before an act."""

    DESK = "desk"
    PACKING = "packing"
    TRAVEL = "travel"  # goods on the road, then somebody counts them


@dataclass(frozen=True, slots=True)
class Turn:
    """What a bot knows when an order waits for it."""

    order: Order
    username: str
    user_id: int
    role: Role
    temperament: Temperament
    seed: int
    now: datetime

    @property
    def manner(self) -> Manner:
        return manner_of(self.temperament, self.role)

    def has(self, temperament: Temperament) -> bool:
        """Whether this temperament shows in this role."""
        return self.temperament is temperament and self.role in MANNERS[temperament].roles

    def chance(self, purpose: str) -> Random:
        """Chance of its own for one purpose in one state of one order: the same class plays out the same."""
        return stream(self.seed, self.order.number, self.order.version, self.username, purpose)


@dataclass(frozen=True, slots=True)
class Act:
    """One service call: `do(order, actor=, now=, seen=, **values)`."""

    action: str
    do: Callable[..., Any]
    values: Mapping[str, Any] = field(default_factory=dict)
    wait: Wait = Wait.DESK
    flaws: Mapping[int, int] = field(default_factory=dict)  # pieces that are not as ordered, by line
