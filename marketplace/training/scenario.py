"""What a class exercise is made of, once its file has been read: plain values, the same for every room."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from marketplace.accounts.permissions import Role
from marketplace.training.bots.temperaments import Temperament

DAY_SECONDS = 86_400
PLACEHOLDER = re.compile(r"{(\w+)}")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages."""

    id: str
    en: str

    def get(self, language: str) -> str:
        return self.en if language == "en" else self.id

    def filled(self, language: str, words: Mapping[str, str]) -> str:
        """With the names of the group's own office and shops in their places."""
        return filled(self.get(language), words)


def filled(text: str, words: Mapping[str, str]) -> str:
    return PLACEHOLDER.sub(lambda found: words.get(found[1], found[0]), text)


@dataclass(frozen=True, slots=True)
class PlaceWish:
    """What an office or a shop must be like for this exercise; each group gets one of its own.

    Offices: `kinds` in order of preference, with `free_idr` left in one announced package, `package` in its name.
    Shops: everything named in `sells` on its shelf, in enough numbers; `kbli`, `pkp`, `verified` as they must be.
    """

    where: str
    kinds: tuple[str, ...] = ()
    free_idr: int = 0
    package: str = ""
    sells: tuple[str, ...] = ()
    stock: int = 1
    kbli: str = ""
    pkp: bool | None = None
    verified: bool = True

    @property
    def is_shop(self) -> bool:
        return self.where.startswith("shop")


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """A role that somebody plays: a person if there is one, else a bot of this temperament."""

    code: str
    role: Role
    where: str
    title: Text
    wish: Text
    bot: Temperament = Temperament.PROMPT


class Measure(StrEnum):
    """How a fact is compared; the value is the key in the file."""

    IS = "is"
    ONE_OF = "one_of"
    MIN = "min"
    MAX = "max"
    LESS_THAN = "less_than"  # the same fact of the named earlier entry
    SAME_AS = "same_as"
    OTHER_PERSON = "other_person_than"  # who did this is not who did the named earlier entry


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison. Of a list of lines every one must pass."""

    fact: str
    measure: Measure
    value: Any


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds if any of its tests passes on the entry `on` (the finishing entry if empty); `say` explains a miss."""

    either: tuple[Comparison, ...]
    say: Text
    on: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A query over the ledger: which entry finishes a step, by whom, after what, and what must be true of it."""

    entries: tuple[str, ...]
    by: tuple[Role, ...] = ()
    shop: str = ""  # which of the group's shops; empty: any of them
    after: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()


class AnswerKind(StrEnum):
    """What a class hands in besides what it does in the market."""

    RED_FLAGS = "red_flags"  # order numbers
    TAMPERING = "tampering"  # the number of an entry and which proof fails


@dataclass(frozen=True, slots=True)
class Step:
    code: str
    seat: str
    title: Text
    task: Text
    check: Check
    page: str = "/"
    hints: tuple[Text, ...] = ()
    answer: AnswerKind | None = None


class IncidentKind(StrEnum):
    """What a trainer may let happen in the middle of a class."""

    STOCK_OUT = "stock_out"
    PRICE_JUMP = "price_jump"
    WRONG_GOODS = "wrong_goods"
    LATE_DELIVERY = "late_delivery"
    SUPPLIER_SUSPENDED = "supplier_suspended"
    OFFICIAL_TRANSFERRED = "official_transferred"
    BUDGET_CUT = "budget_cut"
    PAYMENT_DOWN = "payment_down"
    TAMPERING = "tampering"


@dataclass(frozen=True, slots=True)
class Incident:
    """Prepared for this exercise: what happens to the seat's or place's side of each group."""

    code: str
    kind: IncidentKind
    where: str
    title: Text
    text: Text
    settings: Mapping[str, int] = field(default_factory=dict)  # e.g. percent, days


@dataclass(frozen=True, slots=True)
class NeedPlan:
    """What a bot buyer wants: so many of a shelf from one of the group's shops.

    So many minutes after the class began, or after the group has done `after_step`.
    """

    seat: str
    shop: str
    category: str
    quantity: int
    after_minutes: int
    words: str
    purpose: str
    asks_for_offers: bool
    after_step: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One exercise. `source` is the text it was read from."""

    code: str
    title: Text
    summary: Text
    minutes: int
    world: str
    clock: datetime | None
    pace: str | int  # real, paused, or wall seconds that a world day takes
    places: tuple[PlaceWish, ...]
    seats: tuple[SeatPlan, ...]
    steps: tuple[Step, ...]
    incidents: tuple[Incident, ...]
    needs: tuple[NeedPlan, ...]
    debrief: tuple[Text, ...]
    source: str

    @property
    def speed(self) -> int | None:
        """World seconds in one wall second; None while the clock stands."""
        if isinstance(self.pace, int):
            return DAY_SECONDS // self.pace
        return 1 if self.pace == "real" else None

    def seat(self, code: str) -> SeatPlan:
        return next(seat for seat in self.seats if seat.code == code)

    def shops(self) -> tuple[str, ...]:
        return tuple(place.where for place in self.places if place.is_shop)
