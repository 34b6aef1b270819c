"""Verification: every leaf from its business columns, the tree, every checkpoint, every projection.

Reads one snapshot and changes nothing; each part names the first thing that fails. What lies behind the newest
checkpoint is held only by its own leaf hash: that is why sealing is frequent.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, select
from sqlalchemy.exc import DBAPIError

from marketplace.ledger.facts import Projection
from marketplace.ledger.leaves import leaf_hash, leaf_text, time_text
from marketplace.ledger.models import LedgerEntry, TreeTile
from marketplace.ledger.notes import BadNote, opened
from marketplace.ledger.packing import unpacked
from marketplace.ledger.replay import compare
from marketplace.ledger.tree import TILE_BITS, Frontier
from marketplace.web.columns import from_milliseconds

BATCH = 5_000
_COLUMNS = ", ".join(column.name for column in LedgerEntry.__table__.columns)
_ENTRIES = f"SELECT {_COLUMNS} FROM ledger_entries WHERE entry_index >= %s AND entry_index < %s ORDER BY entry_index"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Failure:
    """What fails first in one part: `part` is entry, tile, checkpoint or projection; `place` says which."""

    part: str
    place: str
    reason: str


@dataclass(slots=True)
class Report:
    """What was checked and what failed."""

    entries: int = 0
    tiles: int = 0
    checkpoints: int = 0
    sealed: int = 0  # entries under the newest checkpoint
    tables: int = 0
    failures: list[Failure] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not self.failures

    def fail(self, part: str, place: object, reason: str) -> None:
        self.failures.append(Failure(part, str(place), reason))


def verify(url: URL, origin: str, public_key: bytes, projections: Sequence[Projection] = ()) -> Report:
    """Check the whole log of one database; a log that fails is not played into projections."""
    report = Report()
    with snapshot(url) as connection:
        checkpoints = _signed_checkpoints(connection, origin, public_key, report)
        frontier = Frontier()
        tiles: dict[tuple[int, int], bytes] = {}
        roots = {0: frontier.root()}
        for digest in _leaves(connection, report):
            frontier.append(digest)
            if frontier.size in checkpoints:
                roots[frontier.size] = frontier.root()
            tiles.update({(level, position): full for level, position, full in frontier.take_full()})
        report.entries = frontier.size
        _compare_tiles(connection, tiles, max(checkpoints, default=0), report)
        _compare_roots(checkpoints, roots, report)
        if report.is_good:
            _compare_projections(connection, projections, report)
    return report


@contextmanager
def snapshot(url: URL) -> Iterator[Connection]:
    """One unchanging view of the database, with room for temporary tables, that is rolled back in any case."""
    engine = create_engine(url, poolclass=NullPool)
    if engine.dialect.name == "sqlite":
        _read_sqlite(engine)
    else:
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with engine.connect() as connection:
        yield connection
        connection.rollback()
    engine.dispose()


def _read_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        # A temporary table would look for its foreign keys among temporary tables.
        for pragma in ("busy_timeout = 15000", "foreign_keys = OFF", "temp_store = MEMORY", "cache_size = -64000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN")


def _leaves(connection: Connection, report: Report) -> Iterator[bytes]:
    """Leaf hashes made again from the columns, up to the first entry that is missing or says something else."""
    expected = 0
    while rows := _rows(connection, expected, expected + BATCH):
        for row in rows:
            reason = _fault(row, expected)
            if reason:
                report.fail("entry", expected, reason)
                return
            yield row[-1]
            expected += 1
    if connection.exec_driver_sql("SELECT count(*) FROM ledger_entries").scalar_one() != expected:
        report.fail("entry", expected, "missing")


def _rows(connection: Connection, start: int, stop: int) -> Sequence[Any]:
    """Rows as the driver gives them. A text that is no text any more ends the batch before its row."""
    query = _ENTRIES if connection.dialect.name == "postgresql" else _ENTRIES.replace("%s", "?")
    try:
        return connection.exec_driver_sql(query, (start, stop)).all()
    except DBAPIError:
        if stop - start == 1:
            return [(start, None)]
        middle = (start + stop) // 2
        return _rows(connection, start, middle) or _rows(connection, middle, stop)


def _fault(row: Any, expected: int) -> str | None:
    if row[0] != expected:
        return "missing"
    try:
        index, kind, occurred, recorded, *others, stored = row
        others[-1] = unpacked(others[-1])
        digest = leaf_hash(leaf_text(index, kind, _time(occurred), _time(recorded), *others))
    except (TypeError, ValueError, AttributeError, OverflowError):
        return "unreadable"
    return None if digest == stored else "changed"


def _time(value: Any) -> str:
    """The column's instant; whatever is finer than the leaf says was never put there by us."""
    moment = value if isinstance(value, datetime) else from_milliseconds(value)
    if moment.microsecond % 1000:
        raise ValueError("finer than a millisecond")
    return time_text(moment)


def _signed_checkpoints(connection: Connection, origin: str, public_key: bytes, report: Report) -> dict[int, bytes]:
    """Sizes and roots of the checkpoints that this log really signed."""
    signed: dict[int, bytes] = {}
    rows = connection.exec_driver_sql("SELECT size, root_hash, signed_note FROM ledger_checkpoints ORDER BY size")
    try:
        for size, root, note in rows:
            reason = _note_fault(size, root, note, origin, public_key)
            if reason:
                report.fail("checkpoint", size, reason)
                break
            signed[size] = root
    except DBAPIError:
        report.fail("checkpoint", f"> {max(signed, default=0)}", "unreadable")
    report.checkpoints, report.sealed = len(signed), max(signed, default=0)
    return signed


def _note_fault(size: Any, root: Any, note: Any, origin: str, public_key: bytes) -> str | None:
    try:
        statement = opened(note, origin, public_key)
    except BadNote:
        return "signature"
    except (TypeError, AttributeError):
        return "unreadable"
    if (statement.size, statement.root) != (size, root):
        return "changed"
    return None


def _compare_tiles(connection: Connection, made: dict[tuple[int, int], bytes], sealed: int, report: Report) -> None:
    """Every full subtree under the newest checkpoint is kept with its right hash, and no other."""
    wanted = {place for place in made if (place[1] + 1) << TILE_BITS * place[0] <= sealed}
    stored = {
        (level, position): digest
        for level, position, digest in connection.execute(
            select(TreeTile.level, TreeTile.position, TreeTile.hash).order_by(TreeTile.level, TreeTile.position)
        )
    }
    complete = not any(failure.part == "entry" for failure in report.failures)
    for place in sorted(wanted | (stored.keys() if complete else set())):
        if place not in stored:
            return report.fail("tile", f"{place[0]}/{place[1]}", "missing")
        if place not in wanted:
            return report.fail("tile", f"{place[0]}/{place[1]}", "unexpected")
        if stored[place] != made[place]:
            return report.fail("tile", f"{place[0]}/{place[1]}", "changed")
        report.tiles += 1
    return None


def _compare_roots(checkpoints: dict[int, bytes], roots: dict[int, bytes], report: Report) -> None:
    """Each signed root is the root of the entries as they are now; beyond a broken entry none can be."""
    for size in sorted(checkpoints):
        if size not in roots:
            if report.is_good:
                report.fail("checkpoint", size, "entries_missing")
            return
        if roots[size] != checkpoints[size]:
            report.fail("checkpoint", size, "root")
            return


def _compare_projections(connection: Connection, projections: Sequence[Projection], report: Report) -> None:
    difference = compare(connection, projections)
    if difference is not None:
        report.fail("projection", f"{difference.table} {difference.key}", "differs")
    report.tables = len({table.name for projection in projections for table in projection.tables})
