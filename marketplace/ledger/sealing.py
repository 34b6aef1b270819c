"""Sealing: a signed checkpoint over everything recorded so far. Runs in the caller's transaction, never commits."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from marketplace.extensions import db
from marketplace.ledger.lock import next_index, take_writers_lock
from marketplace.ledger.models import Checkpoint, World
from marketplace.ledger.notes import Signer
from marketplace.ledger.tiles import StoredHashes, extend
from marketplace.ledger.tree import root

NEWEST = (
    select(Checkpoint.size, Checkpoint.root_hash, Checkpoint.signed_note).order_by(Checkpoint.size.desc()).limit(1)
)


class SealingError(Exception):
    """The log cannot be sealed; `code` names why, `values` what."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


@dataclass(frozen=True, slots=True)
class Seal:
    """A checkpoint, and whether it was made just now."""

    size: int
    root: bytes
    note: str
    new: bool


def seal() -> Seal | None:
    """Extend the tree over what is new and sign its root; the newest checkpoint where nothing is new.

    A log must never sign two checkpoints of which one does not continue the other (C2SP tlog-checkpoint), so
    the last one is computed again first: a changed hash stops the sealing instead of being signed.
    """
    connection = db.session.connection()
    take_writers_lock(connection)
    size = next_index(connection)
    newest = connection.execute(NEWEST).first()
    if newest is not None and newest.size == size:
        return Seal(newest.size, newest.root_hash, newest.signed_note, new=False)
    if size == 0:
        return None
    signer = world_signer(connection)
    extend(connection, size)
    hashes = StoredHashes(connection)
    if newest is not None and (newest.size > size or root(hashes, newest.size) != newest.root_hash):
        raise SealingError("log_changed", size=newest.size)
    digest = root(hashes, size)
    note = signer.sign(size, digest)
    connection.execute(insert(Checkpoint), {"size": size, "root_hash": digest, "signed_note": note})
    return Seal(size, digest, note, new=True)


def something_to_seal() -> bool:
    """Asked on the engine that cannot write, so that a quiet world costs no lock."""
    with db.engines["read"].connect() as connection:
        size = next_index(connection)
        sealed = connection.execute(select(func.max(Checkpoint.size))).scalar() or 0
    return size != sealed


def world_signer(connection: Connection) -> Signer:
    """This world's signer; refuses when the app's secret is no longer the one the world was opened with."""
    world = connection.execute(select(World.origin, World.public_key).where(World.id == 1)).first()
    if world is None:
        raise SealingError("no_world")
    signer = new_signer(world.origin)
    if signer.public_key != world.public_key:
        raise SealingError("secret_changed", origin=world.origin)
    return signer


def new_signer(origin: str) -> Signer:
    """The signer of a log of this name under this app's secret."""
    return Signer.derived(db.session().info["secret"], origin)
