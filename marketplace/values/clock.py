"""The world's clock: paused, in real time, or so many times faster.

Owns how world time follows real time; where it is stored is the ledger's business. It never runs backward.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from marketplace.values.errors import BadClock, TimeWithoutZone

SPEED_MAX = 10_000


class ClockMode(StrEnum):
    PAUSED = "paused"
    REAL = "real"
    SPEED = "speed"


@dataclass(frozen=True, slots=True)
class WorldClock:
    """An anchor (world time at a real time) and how time has passed since."""

    mode: ClockMode
    world_at: datetime
    real_at: datetime
    speed: int = 1

    def __post_init__(self) -> None:
        if self.world_at.tzinfo is None or self.real_at.tzinfo is None:
            raise TimeWithoutZone("a clock's anchors need a zone")
        if not 1 <= self.speed <= SPEED_MAX:
            raise BadClock(f"speed {self.speed}")

    def now(self, real_now: datetime) -> datetime:
        """World time; a real clock set back leaves the world standing, never going back."""
        if self.mode is ClockMode.PAUSED or real_now <= self.real_at:
            return self.world_at
        factor = self.speed if self.mode is ClockMode.SPEED else 1
        return self.world_at + (real_now - self.real_at) * factor

    def paused(self, real_now: datetime) -> "WorldClock":
        return WorldClock(ClockMode.PAUSED, self.now(real_now), real_now)

    def running(self, real_now: datetime, speed: int = 1) -> "WorldClock":
        """From now on in real time, or so many times faster."""
        mode = ClockMode.REAL if speed == 1 else ClockMode.SPEED
        return WorldClock(mode, self.now(real_now), real_now, speed)

    def moved_to(self, world_at: datetime, real_now: datetime) -> "WorldClock":
        """Jump to a later moment; what has happened cannot happen again."""
        if world_at < self.now(real_now):
            raise BadClock("the world's clock does not go back")
        return replace(self, world_at=world_at, real_at=real_now)
