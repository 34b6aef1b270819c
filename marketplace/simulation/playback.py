"""Plays planned orders step by step, as the services would have: the same table of transitions, the same facts.

One order's steps change the order, the package, the shelf and the archive, and tell one fact each. Nothing is
written here; `history.py` brings the facts of all orders into one line and stores the rows.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from marketplace.accounts.permissions import Role
from marketplace.ledger.services import Fact
from marketplace.purchasing import facts
from marketplace.purchasing.facts import NOTHING, Details
from marketplace.purchasing.models import DocumentType
from marketplace.purchasing.states import TRANSITIONS
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.purchasing.statuses import OrderStatus
from marketplace.simulation.archive import Archive
from marketplace.simulation.cast import Item, Person
from marketplace.simulation.played import PlayedOrder

PP, PPK, KPA, TREASURER = (
    Role.PROCUREMENT_OFFICIAL.value, Role.COMMITMENT_OFFICIAL.value, Role.BUDGET_HOLDER.value, Role.TREASURER.value,
)  # fmt: skip
OWNER, STAFF, SYSTEM = Role.SHOP_OWNER.value, Role.SHOP_STAFF.value, Role.SYSTEM.value
By = tuple[Person | None, str]
NEXT = {(start.value, action): after.value for (start, action), after in TRANSITIONS.items()}
BY_SYSTEM: By = (None, SYSTEM)


class Playback:
    """The stage every order passes over; keeps the archive, the people above the regions and the goods."""

    def __init__(self, archive: Archive, items: dict[int, Item], platform: Person, admins: dict[str, Person]) -> None:
        self.archive, self.items, self.platform, self.admins = archive, items, platform, admins

    def step(self, order: PlayedOrder, action: A, by: By, now: datetime, details: Details = NOTHING) -> Fact:
        """The same as `states.advance`: next status by the table, a signature, a fact."""
        before = order.status
        after = NEXT[before, action]
        person, role = by
        if person is not None:
            mark = [person.id, role]
            if mark not in order.signers:
                order.signers.append(mark)
        order.status = after
        order.version += 1
        if after != before:
            order.changed_at = now
        return facts.step(order, action.value, from_status=before, to_status=after, at=now, role=role,
                          commitment=person.commitment if person else None, details=details)  # fmt: skip

    def draw_up(self, order: PlayedOrder, kind: DocumentType, by: By, now: datetime, **data: Any) -> list[Any]:
        signer = by[0]
        return self.archive.draw_up(order, kind, signer.id if signer else None, now, day_of(now), data)  # type: ignore[arg-type]

    def countersign(self, order: PlayedOrder, kind: DocumentType, person: Person, now: datetime) -> None:
        """The other side signs the newest document of a kind."""
        for row in reversed(order.papers):
            if row[1] == kind.value:
                row[6], row[7] = person.id, now
                return

    def note(self, order: PlayedOrder, action: A, by: By, now: datetime, text: str) -> None:
        """Free text stays beside the order and out of the ledger."""
        person, role = by
        self.archive.notes.append((order.id, action.value, person.id if person else None, role, now, text))

    def take_means(self, order: PlayedOrder) -> None:
        """Money and goods are set aside when the order goes up for approval."""
        order.held_idr += order.gross_idr
        order.package.held += order.gross_idr
        for line in order.lines:
            self._take(order, line.product_id, line.quantity)

    def give_back(self, order: PlayedOrder) -> None:
        """An order that holds no money holds no goods either."""
        if order.held_idr:
            self.hold_only(order, 0)
            for line in order.lines:
                self._take(order, line.product_id, -line.quantity)

    def hold_only(self, order: PlayedOrder, amount_idr: int) -> None:
        surplus = order.held_idr - amount_idr
        if surplus > 0:
            order.package.held -= surplus
            order.held_idr = amount_idr

    def release_goods(self, order: PlayedOrder, quantities: dict[int, int]) -> None:
        for product_id, quantity in quantities.items():
            if quantity:
                self._take(order, product_id, -quantity)

    def move_capacity(self, order: PlayedOrder, to: date) -> None:
        """What is made to order is made for its delivery day."""
        day = order.due_on or order.needed_on
        if day == to:
            return
        for line in order.lines:
            item = self.items[line.product_id]
            if item.made_to_order:
                self.archive.take(item, line.product_id, -line.quantity, day)
                self.archive.take(item, line.product_id, line.quantity, to)

    def _take(self, order: PlayedOrder, product_id: int, quantity: int) -> None:
        self.archive.take(self.items[product_id], product_id, quantity, order.due_on or order.needed_on)


def seller(order: PlayedOrder) -> By:
    """The owner, or where there is one now and then the helper."""
    shop = order.shop
    if shop.staff is not None and order.rng.random() < 0.4:
        return shop.staff, STAFF
    return shop.owner, OWNER


def day_of(now: datetime) -> date:
    return (now + timedelta(hours=7)).date()  # all of East Java lives in one zone


def is_stopped(order: PlayedOrder) -> bool:
    return order.status in (OrderStatus.STOPPED.value, OrderStatus.TERMINATED.value)


Performer = Callable[[Playback, PlayedOrder, datetime], list[Fact]]
