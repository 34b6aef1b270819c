"""The tree's hashes where they are kept: leaf hashes beside the entries, those of full subtrees in tiles.

Tiles are added when a checkpoint is made and never change: a full subtree has its hash for ever.
"""

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from typing import Any

from sqlalchemy import Connection, func, insert, select

from marketplace.ledger.models import LedgerEntry, TreeTile
from marketplace.ledger.tree import TILE_BITS, TILE_WIDTH, perfect_root

ENTRIES, TILES = LedgerEntry.__table__, TreeTile.__table__
STREAM_FROM = 4096  # rows; shorter runs are fetched at once


class MissingHash(RuntimeError):
    """A hash that the sealed tree needs is not in the database: somebody removed it."""

    def __init__(self, level: int, position: int) -> None:
        super().__init__(f"level {level}, position {position}")
        self.level, self.position = level, position


class StoredHashes:
    """The tree's hashes in the database; reads whole tiles and remembers them while it lives."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tiles: dict[tuple[int, int], Sequence[bytes]] = {}

    def run(self, level: int, start: int, stop: int) -> Sequence[bytes]:
        tile = start >> TILE_BITS
        if (level, tile) not in self._tiles:
            first = tile << TILE_BITS
            self._tiles[level, tile] = list(read(self._connection, level, first, first + TILE_WIDTH))
        hashes = self._tiles[level, tile]
        offset = start - (tile << TILE_BITS)
        found = hashes[offset : offset + stop - start]
        if len(found) < stop - start:
            raise MissingHash(level, start + len(found))
        return found


def extend(connection: Connection, size: int) -> None:
    """Keep the hash of each subtree that is full among the first `size` entries and not kept yet."""
    level = 1
    while wanted := size >> TILE_BITS * level:
        last = connection.execute(select(func.max(TILES.c.position)).where(TILES.c.level == level)).scalar()
        _add(connection, level, 0 if last is None else last + 1, wanted)
        level += 1


def read(connection: Connection, level: int, start: int, stop: int) -> Generator[bytes, None, None]:
    """Hashes of one level in order; stops at the first that is not there."""
    if level == 0:
        query = select(ENTRIES.c.entry_index, ENTRIES.c.leaf_hash).where(
            ENTRIES.c.entry_index >= start, ENTRIES.c.entry_index < stop
        )
        query = query.order_by(ENTRIES.c.entry_index)
    else:
        query = select(TILES.c.position, TILES.c.hash).where(
            TILES.c.level == level, TILES.c.position >= start, TILES.c.position < stop
        )
        query = query.order_by(TILES.c.position)
    if stop - start > STREAM_FROM:
        query = query.execution_options(yield_per=STREAM_FROM)
    with connection.execute(query) as rows:  # a streaming cursor is closed even by who stops half-way
        yield from _without_gap(rows, start)


def _without_gap(rows: Iterable[Any], start: int) -> Iterator[bytes]:
    for expected, row in enumerate(rows, start):
        if row[0] != expected:
            return
        yield row[1]


def _add(connection: Connection, level: int, start: int, stop: int) -> None:
    if start >= stop:
        return
    rows = []
    with closing(read(connection, level - 1, start << TILE_BITS, stop << TILE_BITS)) as below:
        for position in range(start, stop):
            hashes = list(islice(below, TILE_WIDTH))
            if len(hashes) < TILE_WIDTH:
                raise MissingHash(level - 1, (position << TILE_BITS) + len(hashes))
            rows.append({"level": level, "position": position, "hash": perfect_root(hashes)})
    connection.execute(insert(TILES), rows)
