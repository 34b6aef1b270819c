"""The same pages in a grown market: twenty times the orders, twenty times the products, hardly more work.

Before each look every finished page is forgotten, so each is made afresh; what the search keeps of the shelf
stays, as it does in a market that is open.
"""

import statistics
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask

from benchmarks import worlds
from benchmarks.report import Report
from marketplace import create_app
from marketplace.catalogue.cache import Lru
from marketplace.config import Settings
from marketplace.extensions import db
from marketplace.ledger import replay
from marketplace.ledger import services as ledger
from marketplace.transparency.cache import PageStore
from marketplace.transparency.outcomes import COMPLETIONS, OPENINGS

TIMES = 20
LOOKS = 15
PERIOD = "?dari=2023-06&sampai=2023-08"
PUBLIC = ("/peringkat", f"/peringkat{PERIOD}", f"/transparansi/daerah/35.73{PERIOD}")
SHELF = ("/katalog", "/katalog?q=kertas")


def measure(report: Report, folder: Path, shelves: dict[int, Path]) -> None:
    """The small world beside itself with more orders; two shelves of different length."""
    small = folder / "kelas"
    worlds.seed(small, "kelas")
    with worlds.copy(small, "kelas-grown") as grown:
        with worlds.opened(grown, synchronous="OFF"):
            ledger.record_many(_again(list(_facts())))
            db.session.commit()
        with worlds.opened(small) as one, worlds.opened(grown) as many:
            _compare(report, f"orders x1 and x{TIMES}", PUBLIC, one, many)
    few, more = (create_app(Settings(f"sqlite:///{path}")) for _, path in sorted(shelves.items()))
    _compare(report, " and ".join(f"{n:,}" for n in sorted(shelves)) + " products", SHELF, few, more)


def _facts() -> Iterator[ledger.Fact]:
    """How each order of the world entered the log and how it was completed."""
    for batch in replay.entries(db.session.connection()):
        yield from (entry.fact for entry in batch if entry.fact.kind in OPENINGS | COMPLETIONS)


def _again(facts: Iterable[ledger.Fact]) -> Iterator[ledger.Fact]:
    """The same units buy the same from the same shops, again and again."""
    for turn in range(1, TIMES):
        yield from (replace(fact, order_number=f"{fact.order_number}-{turn}") for fact in facts)


def _compare(report: Report, what: str, pages: Iterable[str], small: Flask, large: Flask) -> None:
    """Turn about, so that a busy moment of the machine falls on both."""
    for path in pages:
        taken: dict[int, list[float]] = {0: [], 1: []}
        for look in range(LOOKS + 2):
            for which, app in enumerate((small, large)):
                cpu = _look(app, path)
                if look >= 2:
                    taken[which].append(cpu)
        one, many = (statistics.median(taken[which]) for which in (0, 1))
        report.note(f"{path}, {what}", f"{one * 1000:.1f} and {many * 1000:.1f} ms of CPU")
        report.at_most(f"{path}, CPU of {what}", many / one, 1.2, "x")


def _look(app: Flask, path: str) -> float:
    """CPU seconds of one page made afresh."""
    _forget(app)
    began = time.process_time()
    answer = app.test_client().get(path)
    cpu = time.process_time() - began
    assert answer.status_code == 200, f"{path}: {answer.status}"
    return cpu


def _forget(app: Flask) -> None:
    """Empty the stores of finished pages, those in front of the app as well."""
    kept = app.extensions["catalogue"]
    app.extensions["catalogue"] = replace(kept, fragments=Lru(128), own_pages=Lru(128), responses=Lru(128))
    layer: Any = app.wsgi_app
    while layer is not None:
        if hasattr(layer, "store"):
            layer.store = PageStore()
        if hasattr(layer, "pages"):
            layer.pages = Lru(256)
        layer = getattr(layer, "inner", None)
