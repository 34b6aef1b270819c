"""The Merkle tree of RFC 6962 / RFC 9162 over leaf hashes: roots, inclusion proofs, consistency proofs.

Pure. Whoever holds the hashes (a database, a list) offers them by level: level L holds the hashes of full
subtrees of 256**L leaves, so a proof reads a few runs of at most 256 hashes however long the log is.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Protocol

from marketplace.ledger.leaves import node_hash

TILE_BITS = 8
TILE_WIDTH = 1 << TILE_BITS
EMPTY_ROOT = sha256(b"").digest()


class Hashes(Protocol):
    """Hashes of full subtrees; a run never crosses a multiple of 256."""

    def run(self, level: int, start: int, stop: int) -> Sequence[bytes]: ...


def root(source: Hashes, size: int) -> bytes:
    """The one hash that stands for the first `size` leaves."""
    return EMPTY_ROOT if size == 0 else _range_root(source, 0, size)


def inclusion_proof(source: Hashes, index: int, size: int) -> list[bytes]:
    """The siblings from leaf `index` up to the root of the first `size` leaves (RFC 9162, 2.1.3.1)."""
    if not 0 <= index < size:
        raise IndexError(f"leaf {index} of {size}")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_range_root(source, middle, end))
            end = middle
        else:
            path.append(_range_root(source, start, middle))
            start = middle
    path.reverse()
    return path


def consistency_proof(source: Hashes, old: int, new: int) -> list[bytes]:
    """What shows that the first `old` leaves are still the beginning of `new` leaves (RFC 9162, 2.1.4.1)."""
    if not 0 < old <= new:
        raise IndexError(f"from {old} to {new}")
    path: list[bytes] = []
    start, end, whole = 0, new, True
    while old < end:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(_range_root(source, middle, end))
            end = middle
        else:
            path.append(_range_root(source, start, middle))
            start, whole = middle, False
    if not whole:
        path.append(_range_root(source, start, end))
    path.reverse()
    return path


class Frontier:
    """A tree that only grows: give it leaf hashes in order, ask for the root or the full subtrees at any time."""

    def __init__(self) -> None:
        self.size = 0
        self._open: list[list[bytes]] = [[]]
        self._full: list[tuple[int, int, bytes]] = []

    def append(self, leaf: bytes) -> None:
        self.size += 1
        self._open[0].append(leaf)
        if len(self._open[0]) == TILE_WIDTH:
            self._close(0)

    def root(self) -> bytes:
        """Full subtrees of each level, and behind them whatever is smaller."""
        below: list[bytes] = []
        for hashes in self._open:
            run = [*hashes, *below]
            below = [_list_root(run)] if run else []
        return below[0] if below else EMPTY_ROOT

    def take_full(self) -> Iterator[tuple[int, int, bytes]]:
        """Level, position and hash of each full subtree since the last call."""
        full, self._full = self._full, []
        yield from full

    def _close(self, level: int) -> None:
        digest = perfect_root(self._open[level])
        self._open[level] = []
        if level + 1 == len(self._open):
            self._open.append([])
        position = (self.size >> TILE_BITS * (level + 1)) - 1
        self._full.append((level + 1, position, digest))
        self._open[level + 1].append(digest)
        if len(self._open[level + 1]) == TILE_WIDTH:
            self._close(level + 1)


def perfect_root(hashes: Sequence[bytes]) -> bytes:
    """The root over a power of two of subtree hashes."""
    while len(hashes) > 1:
        pairs = iter(hashes)
        hashes = [node_hash(left, right) for left, right in zip(pairs, pairs, strict=True)]
    return hashes[0]


def _list_root(hashes: Sequence[bytes]) -> bytes:
    if len(hashes) == 1:
        return hashes[0]
    middle = _split(len(hashes))
    return node_hash(perfect_root(hashes[:middle]), _list_root(hashes[middle:]))


def _range_root(source: Hashes, start: int, end: int) -> bytes:
    """The root over leaves [start, end); `start` is a multiple of the smallest power of two that covers them."""
    size = end - start
    height = size.bit_length() - 1
    if size == 1 << height:
        level, spare = divmod(height, TILE_BITS)
        first = start >> TILE_BITS * level
        return perfect_root(source.run(level, first, first + (1 << spare)))
    middle = start + _split(size)
    return node_hash(_range_root(source, start, middle), _range_root(source, middle, end))


def _split(size: int) -> int:
    """The largest power of two below `size`: where RFC 9162 cuts a tree in two."""
    return 1 << (size - 1).bit_length() - 1
