"""Reads for pages and data routes: entries as leaves, the head, checkpoints, proofs. Nothing here writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, select

from marketplace.extensions import db
from marketplace.ledger import tree
from marketplace.ledger.leaves import leaf_hash, leaf_text, time_text
from marketplace.ledger.lock import HEAD
from marketplace.ledger.models import Checkpoint, LedgerEntry, World
from marketplace.ledger.proofs import includes
from marketplace.ledger.tiles import StoredHashes
from marketplace.values.identifiers import code_fits, entry_index_of, proof_code

ENTRIES, CHECKPOINTS = LedgerEntry.__table__, Checkpoint.__table__
NEWEST = select(CHECKPOINTS).order_by(CHECKPOINTS.c.size.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class AsOf:
    """Up to which entry a page speaks, and the newest checkpoint it can be checked against."""

    entry: int  # -1 while the log is empty
    size: int  # entries under the newest checkpoint; 0 before the first
    root: bytes

    @property
    def as_json(self) -> dict[str, Any]:
        return {"entry": self.entry, "checkpoint": {"size": self.size, "root": self.root.hex()}}


@dataclass(frozen=True, slots=True)
class Log:
    """Under which name and key this world's ledger signs."""

    origin: str
    public_key: bytes


@dataclass(frozen=True, slots=True)
class Leaf:
    """An entry as it is hashed."""

    index: int
    text: str
    digest: bytes
    row: Any  # the columns, for pages that say in words what the entry says

    @property
    def is_intact(self) -> bool:
        """Whether the columns still say what was hashed when the entry was made."""
        return leaf_hash(self.text) == self.digest

    @property
    def code(self) -> str:
        return proof_code(self.index, self.digest)


@dataclass(frozen=True, slots=True)
class Proof:
    """An entry's place under a signed checkpoint."""

    leaf: Leaf
    path: Sequence[bytes]
    size: int
    root: bytes
    note: str

    @property
    def holds(self) -> bool:
        """Checked before it is shown, from the columns up to the signed root."""
        return includes(self.leaf.index, self.size, leaf_hash(self.leaf.text), self.path, self.root)


def head() -> int:
    """Number of the last entry, -1 while there is none: the cache key of everything public."""
    last = db.session.execute(HEAD).scalar()
    return -1 if last is None else last


def as_of() -> AsOf:
    """What a public page may say about its age, in one statement."""
    newest = NEWEST.subquery()
    row = db.session.execute(
        select(select(func.max(LedgerEntry.index)).scalar_subquery(), newest.c.size, newest.c.root_hash)
        .select_from(select(1).subquery().outerjoin(newest, newest.c.size >= 0))
    ).one()  # fmt: skip
    return AsOf(-1 if row[0] is None else row[0], row[1] or 0, row[2] or tree.EMPTY_ROOT)


def world() -> Log | None:
    """The log's name and public key; none before the world is made."""
    row = db.session.execute(select(World.origin, World.public_key).where(World.id == 1)).first()
    return None if row is None else Log(row[0], row[1])


def leaves(start: int, stop: int) -> list[Leaf]:
    """Entries `start` up to before `stop`, in order."""
    rows = db.session.execute(
        select(ENTRIES)
        .where(ENTRIES.c.entry_index >= start, ENTRIES.c.entry_index < stop)
        .order_by(ENTRIES.c.entry_index)
    )
    return [_leaf(row) for row in rows]


def leaf(index: int) -> Leaf | None:
    return next(iter(leaves(index, index + 1)), None)


def leaf_by_code(code: str) -> Leaf | None:
    """The entry whose content fits the code; raises `BadProofCode` where it cannot be a code at all."""
    found = leaf(entry_index_of(code))
    return found if found is not None and code_fits(code, found.digest) else None


def code_of(index: int) -> str | None:
    """The proof code of an entry, for pages and papers that lead to its proof."""
    digest = db.session.execute(select(LedgerEntry.leaf_hash).where(LedgerEntry.index == index)).scalar()
    return None if digest is None else proof_code(index, digest)


def newest_checkpoint() -> Row[Any] | None:
    return db.session.execute(NEWEST).first()


def checkpoint(size: int) -> Row[Any] | None:
    return db.session.execute(select(CHECKPOINTS).where(CHECKPOINTS.c.size == size)).first()


def proof(found: Leaf) -> Proof | None:
    """The entry's proof under the newest checkpoint; none while it waits for the next one."""
    newest = newest_checkpoint()
    if newest is None or newest.size <= found.index:
        return None
    path = tree.inclusion_proof(StoredHashes(db.session.connection()), found.index, newest.size)
    return Proof(found, path, newest.size, newest.root_hash, newest.signed_note)


def consistency(old: int, new: int) -> list[bytes]:
    """What shows that the log of `old` entries is the beginning of the log of `new` entries; both are sealed."""
    return tree.consistency_proof(StoredHashes(db.session.connection()), old, new)


def _leaf(row: Row[Any]) -> Leaf:
    others: tuple[Any, ...] = tuple(row)[4:-1]
    text = leaf_text(row.entry_index, row.kind, time_text(row.occurred_at), time_text(row.recorded_at), *others)
    return Leaf(row.entry_index, text, row.leaf_hash, row)
