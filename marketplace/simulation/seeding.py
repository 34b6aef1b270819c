"""From a world's plan and a number to a finished world: the same two give the same ledger, byte for byte.

SQLite is filled as a file beside its place and put there when it is whole, so a killed seed leaves nothing
behind. On PostgreSQL a world without `ready_at` is a half-finished seed and is made again.
"""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.engine import make_url

from marketplace import create_app, schema
from marketplace.catalogue.models import PriceChange, Product
from marketplace.catalogue.search import index
from marketplace.config import Settings
from marketplace.extensions import db
from marketplace.ledger import sealing
from marketplace.ledger import services as ledger
from marketplace.ledger.models import LedgerEntry, World
from marketplace.purchasing.models import Order, PlanPackage
from marketplace.simulation import bulk, production, settling
from marketplace.simulation.errors import WorldExists
from marketplace.simulation.population import invent
from marketplace.simulation.progress import Steps
from marketplace.simulation.world_plan import WorldPlan, load
from marketplace.values.clock import ClockMode

PROGRESS_EVERY = 1_000


@dataclass(frozen=True, slots=True)
class Summary:
    """What came out, for the last sentence."""

    world: str
    orders: int
    entries: int
    shops: int
    products: int
    units: int
    people: int


def seed(settings: Settings, code: str, *, seed_number: int | None = None, scale: float = 1.0,
         quiet: bool = False, sealed: bool = True) -> Summary:  # fmt: skip
    """Make the world in an empty place; a finished one is refused, a half-finished one made again.

    `sealed=False` leaves out the checkpoints: a template of rooms is signed by each room itself.
    """
    world = load(code, seed_number=seed_number, scale=scale)
    if not settings.is_sqlite:
        return _fill(settings, world, quiet, sealed)
    target = Path(make_url(settings.database_url).database or "")
    if target.exists() and _is_ready(settings):
        raise WorldExists(place=str(target))
    partial = target.with_name(f"{target.name}.part")
    _remove(partial)
    target.parent.mkdir(parents=True, exist_ok=True)
    summary = _fill(replace(settings, database_url=f"sqlite:///{partial}", synchronous="OFF"), world, quiet, sealed)
    _remove(target)
    partial.replace(target)
    _remove(partial)
    return summary


def let_time_run(world: World) -> None:
    """From now on the world's clock runs in real time, from where it stood or from its last entry."""
    last = db.session.scalar(select(LedgerEntry.occurred_at).order_by(LedgerEntry.index.desc()).limit(1))
    world.clock_world_at = max(filter(None, (world.clock_world_at, last)))
    world.clock_real_at = datetime.now(UTC)
    world.clock_mode = ClockMode.REAL.value


def _is_ready(settings: Settings) -> bool:
    app = create_app(settings)
    with app.app_context():
        ready = not schema.is_empty() and (world := db.session.get(World, 1)) is not None and bool(world.ready_at)
        _let_go()
    return ready


def _fill(settings: Settings, world: WorldPlan, quiet: bool, sealed: bool) -> Summary:
    app = create_app(settings)
    gc.disable()  # a world is millions of objects that all live to the end
    with app.app_context(), Steps(quiet=quiet) as steps:
        try:
            if not schema.is_empty():
                _refuse_finished(settings)
                schema.drop_everything()
            schema.upgrade()
            _write_once()
            summary = _make(world, steps, sealed)
            _finish(steps)
            return summary
        finally:
            gc.enable()
            _let_go()


def _write_once() -> None:
    """A file that is thrown away unless it is finished needs no journal: SQLite writes each page once.

    The journal can be left only by the last connection there is, so every other one is let go first.
    """
    _let_go()
    if db.engine.dialect.name == "sqlite":

        @event.listens_for(db.engine, "connect")
        def without_journal(connection: Any, record: Any) -> None:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA cache_size = -200000")


def _refuse_finished(settings: Settings) -> None:
    world = db.session.get(World, 1)
    if world is not None and world.ready_at is not None:
        raise WorldExists(place=make_url(settings.database_url).render_as_string())
    db.session.remove()


def _make(world: WorldPlan, steps: Steps, sealed: bool) -> Summary:
    """Two processes share the work: one plays the history, this one writes it down."""
    steps.stage("Orang, satuan kerja, toko / people, units, shops")
    with production.start(world, db.engine.dialect.name) as news:
        population = invent(world)
        _open_world(world)
        settling.store(population, world)
        steps.stage("Pesanan dan buku besar / orders and ledger", total=news.steps())
        entries = _record(_counted(news.facts(), steps), sealed)
        steps.stage("Menyimpan / storing")
        stored = _store(news)
    steps.stage("Indeks pencarian / search index")
    index.rebuild_index(db.session())
    db.session.commit()
    return Summary(world.code, stored["orders"], entries, len(population.shops), stored["products"],
                   len(population.units), len(population.people))  # fmt: skip


def _store(news: production.News) -> Counter[str]:
    connection = db.session.connection()
    stored: Counter[str] = Counter()
    for name, columns, rows in news.tables():
        stored[name] += bulk.write(connection, db.metadata.tables[name], columns, rows)
    bulk.restart_ids(connection, *(table.__table__ for table in (Product, PriceChange, PlanPackage, Order)))
    return stored


def _counted(facts: Iterable[ledger.Fact], steps: Steps) -> Iterator[ledger.Fact]:
    """Passes facts on and moves the bar now and then."""
    for n, fact in enumerate(facts, 1):
        yield fact
        if n % PROGRESS_EVERY == 0:
            steps.advance(PROGRESS_EVERY)


def _record(facts: Iterable[ledger.Fact], sealed: bool) -> int:
    """The history in one line, with a signed checkpoint after each quarter of a year."""
    entries = 0
    for _, quarter in groupby(facts, key=_quarter):
        entries += ledger.record_many(quarter)
        if sealed:
            sealing.seal()
    return entries


def _quarter(fact: ledger.Fact) -> tuple[int, int]:
    return fact.occurred_at.year, (fact.occurred_at.month - 1) // 3


def _open_world(world: WorldPlan) -> None:
    db.session.add(
        World(
            id=1,
            scenario=world.code,
            seed_number=world.seed_number,
            origin=world.origin,
            public_key=ledger.new_signer(world.origin).public_key,
            clock_mode=ClockMode.PAUSED.value,
            clock_world_at=world.clock.astimezone(UTC),
            clock_real_at=world.clock.astimezone(UTC),
        )
    )
    db.session.flush()


def _finish(steps: Steps) -> None:
    """Only now is the world ready: everything before can be thrown away and made again."""
    steps.stage("Selesai / done")
    world = db.session.get(World, 1)
    assert world is not None  # noqa: S101  made above
    world.ready_at = datetime.now(UTC)
    db.session.commit()
    with db.engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")
    if db.engine.dialect.name == "sqlite":
        _pack()


def _pack() -> None:
    """Pages that were left half full on the way are given back; a smaller file is also a faster copy for rooms."""
    connection = db.engine.raw_connection()
    try:
        connection.execute("VACUUM")
    finally:
        connection.close()


def _let_go() -> None:
    db.session.remove()
    for engine in db.engines.values():
        engine.dispose()


def _remove(path: Path) -> None:
    for leftover in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", ".lock"))):
        leftover.unlink(missing_ok=True)
