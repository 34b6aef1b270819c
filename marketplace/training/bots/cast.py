"""Who plays what in a class, as bots need to know it: given by the room, never stored in its world."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from marketplace.training.bots.temperaments import Temperament


@dataclass(frozen=True, slots=True)
class Bot:
    """A seat that no person holds."""

    temperament: Temperament = Temperament.PROMPT
    seat_code: str = ""
    group: int = 1


@dataclass(frozen=True, slots=True)
class Need:
    """What a bot wants to buy for its unit: so many of the cheapest product that fits, from `at` on.

    Without `supplier_code` any shop will do that delivers there. `asks_for_offers` sends a request for quotation
    instead of ordering at the listed price.
    """

    username: str
    category_code: str
    quantity: int
    at: datetime
    words: str = ""
    purpose: str = ""
    supplier_code: str | None = None
    asks_for_offers: bool = False


@dataclass(frozen=True, slots=True)
class BotCast:
    """The bots of one class and the people beside them.

    Whoever else an order touches, a shop nobody sits at or an official without a seat, is played with `others`:
    no order of the class waits for somebody who is not there.
    """

    bots: Mapping[str, Bot]  # by username
    people: frozenset[str]  # usernames of seats that persons hold: never acted for
    seed: int
    since_entry: int  # the first ledger entry that the class itself wrote; what was before is left alone
    needs: tuple[Need, ...] = ()
    others: Temperament = Temperament.PROMPT
    seated: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "seated", frozenset(self.bots) | self.people)

    def temperament_of(self, username: str) -> Temperament:
        bot = self.bots.get(username)
        return bot.temperament if bot else self.others
