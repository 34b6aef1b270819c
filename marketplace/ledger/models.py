"""Tables of the log. Triggers (`ledger.triggers`) refuse any change of a row on all but `worlds`."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, Integer, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.extensions import Model
from marketplace.ledger.packing import PackedText
from marketplace.web.columns import UtcTime

# On SQLite only INTEGER is the row id itself; BIGINT would cost a second index.
RowNumber = BigInteger().with_variant(Integer(), "sqlite")


class World(Model):
    """This database's world: where it came from, what its clock says, and the name its ledger signs under."""

    __tablename__ = "worlds"

    id: Mapped[int] = mapped_column(primary_key=True)
    scenario: Mapped[str] = mapped_column(String(40))
    seed_number: Mapped[int]
    origin: Mapped[str] = mapped_column(String(120))  # first line of each checkpoint
    public_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    clock_mode: Mapped[str] = mapped_column(String(10))  # values.clock.ClockMode
    clock_world_at: Mapped[datetime] = mapped_column(UtcTime)
    clock_real_at: Mapped[datetime] = mapped_column(UtcTime)
    clock_speed: Mapped[int] = mapped_column(default=1)
    ready_at: Mapped[datetime | None] = mapped_column(UtcTime)  # NULL: the seed did not finish; seed again

    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)


class LedgerEntry(Model):
    """One public fact, as it was. The leaf is the canonical JSON of exactly these columns (`ledger.leaves`)."""

    __tablename__ = "ledger_entries"

    index: Mapped[int] = mapped_column("entry_index", RowNumber, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(32))  # noun.past, e.g. order.issued
    occurred_at: Mapped[datetime] = mapped_column(UtcTime)  # world time
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)  # wall time; equal to occurred_at in a seeded history
    order_number: Mapped[str | None] = mapped_column(String(20))
    from_status: Mapped[str | None] = mapped_column(String(24))
    to_status: Mapped[str | None] = mapped_column(String(24))
    actor_role: Mapped[str | None] = mapped_column(String(20))
    actor: Mapped[bytes | None] = mapped_column(LargeBinary(32))  # salted commitment, never a name
    region_code: Mapped[str | None] = mapped_column(String(13))
    buyer_code: Mapped[str | None] = mapped_column(String(30))
    supplier_code: Mapped[str | None] = mapped_column(String(30))
    amount_idr: Mapped[int | None] = mapped_column(BigInteger)
    corrects: Mapped[int | None] = mapped_column(BigInteger)  # index of the entry this one corrects
    facts: Mapped[str] = mapped_column(PackedText)  # canonical JSON object: what this kind of entry says besides
    leaf_hash: Mapped[bytes] = mapped_column(LargeBinary(32))

    __table_args__ = (
        Index(
            "ix_ledger_entries_order",
            "order_number",
            sqlite_where=text("order_number IS NOT NULL"),
            postgresql_where=text("order_number IS NOT NULL"),
        ),
    )


class TreeTile(Model):
    """The hash of a full subtree: `position` counts subtrees of 256**level leaves from the left.

    Level 0 is not stored: those are the entries' own `leaf_hash`. Levels above cost 45 bytes per 256 entries.
    """

    __tablename__ = "ledger_tiles"

    level: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))

    __table_args__ = ({"sqlite_with_rowid": False},)


class Checkpoint(Model):
    """A signed statement of the log's size and root, kept for ever. Holds nothing that the note does not prove."""

    __tablename__ = "ledger_checkpoints"

    size: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=False)
    root_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    signed_note: Mapped[str] = mapped_column(Text)  # C2SP tlog-checkpoint
