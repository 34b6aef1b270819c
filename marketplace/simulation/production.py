"""The history as a stream of messages: facts first, then the rows of every table, ready for the driver.

A large world is played in a process of its own while the first one writes; a small one is not worth it. The
messages, and so the world, are the same either way.
"""

import gc
import multiprocessing
import queue
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from operator import attrgetter
from typing import Any

from marketplace.ledger.services import Fact
from marketplace.simulation import bulk, history, settling
from marketplace.simulation.population import invent
from marketplace.simulation.world_plan import WorldPlan

Message = tuple[str, Any]
OWN_PROCESS_FROM = 5_000  # completed orders
BATCH = 2_000
FIELDS = ("kind", "occurred_at", "order_number", "from_status", "to_status", "actor_role", "actor", "region_code",
          "buyer_code", "supplier_code", "amount_idr", "corrects", "facts")  # fmt: skip
fields: Callable[[Fact], tuple[Any, ...]] = attrgetter(*FIELDS)


class ProductionFailed(RuntimeError):
    """The playing process died; its last words are the message."""


class News:
    """What the player tells, read in the order it is told."""

    def __init__(self, messages: Iterator[Message]) -> None:
        self._messages = messages
        self._next: Message = ("", None)

    def steps(self) -> int:
        """How many steps there will be; waits until all is planned."""
        self._next = next(self._messages)
        return int(self._take("steps"))

    def facts(self) -> Iterator[Fact]:
        while self._next[0] == "facts":
            for values in self._take("facts"):
                yield Fact(*values)

    def tables(self) -> Iterator[tuple[str, Sequence[str], list[tuple[Any, ...]]]]:
        while self._next[0] == "rows":
            yield self._take("rows")

    def _take(self, kind: str) -> Any:
        told, content = self._next
        if told != kind:
            raise ProductionFailed(f"{kind} expected, {told} came")
        self._next = next(self._messages, ("end", None))
        return content


@contextmanager
def start(world: WorldPlan, dialect: str) -> Iterator[News]:
    """Begin to play; leaving early stops the player."""
    if sum(sum(region.orders.values()) for region in world.regions) < OWN_PROCESS_FROM:
        yield News(_messages(world, dialect))
        return
    context = multiprocessing.get_context("spawn")  # a clean interpreter: no database, no threads of this one
    mailbox: Any = context.Queue()
    player = context.Process(target=_play, args=(world, dialect, mailbox), daemon=True)
    player.start()
    try:
        yield News(_received(mailbox, player))
    finally:
        player.terminate()
        player.join()


def _play(world: WorldPlan, dialect: str, mailbox: Any) -> None:
    gc.disable()  # everything made here lives to the end
    try:
        for message in _messages(world, dialect):
            mailbox.put(message)
        mailbox.put(("end", None))
    except Exception:
        mailbox.put(("failed", traceback.format_exc()))


def _received(mailbox: Any, player: Any) -> Iterator[Message]:
    while True:
        try:
            message = mailbox.get(timeout=1)
        except queue.Empty:
            if not player.is_alive():
                raise ProductionFailed("the playing process ended early") from None
            continue
        if message[0] == "failed":
            raise ProductionFailed(message[1])
        yield message
        if message[0] == "end":
            return


def _messages(world: WorldPlan, dialect: str) -> Iterator[Message]:
    population = invent(world)
    past = history.plan(population, world)
    yield "steps", past.steps
    beginning = [*settling.register_facts(population, world), *past.plan_facts()]
    facts = past.facts(sorted(beginning, key=lambda pair: pair[0]))
    while batch := [fields(fact) for fact in islice(facts, BATCH)]:
        yield "facts", batch
    past.archive.settle_shelves(population.items)
    for tables in (settling.shelves(population.items), past.tables()):
        for table, columns, rows in tables:
            ready = bulk.prepared(table, columns, rows, dialect)
            for first in range(0, len(ready), BATCH * 5):
                yield "rows", (table.name, columns, ready[first : first + BATCH * 5])
