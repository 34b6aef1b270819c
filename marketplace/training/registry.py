"""The register of rooms: a small database beside all worlds, so that a reset or a lost world loses no seat.

Owns its tables and its engine. Everything that belongs to a world (orders, ledger, bots' work) is in the room's
own database; here is who sits where, under which database a room lives now, and what the trainer did.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Connection,
    Engine,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    create_engine,
    event,
    func,
    select,
)

from marketplace.extensions import NAMING
from marketplace.training.databases import Databases
from marketplace.web.columns import UtcTime

metadata = MetaData(naming_convention=NAMING)
REGISTER = "daftar"

rooms = Table(
    "rooms", metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", String(40), nullable=False, unique=True),
    Column("code", String(6), unique=True),  # what people type to join; NULL when the room is closed
    Column("name", String(80), nullable=False),
    Column("held_on", String(10), nullable=False),  # day of the class, YYYY-MM-DD
    Column("language", String(5), nullable=False),
    Column("scenario", String(40), nullable=False),
    Column("scenario_text", Text, nullable=False),  # the file as it was when the room was opened
    Column("seed_number", BigInteger, nullable=False),
    Column("people", JSON, nullable=False),  # seat codes that people play; bots play the others
    Column("trainer_key", String(40), nullable=False),  # public id of the trainer's account
    Column("trainer_name", String(120), nullable=False),
    Column("generation", Integer, nullable=False),  # how often its world was copied; the current one
    Column("is_closed", Boolean, nullable=False, default=False),
    Column("created_at", UtcTime, nullable=False),
    Column("closed_at", UtcTime),
    Column("last_used_at", UtcTime, nullable=False),
    Column("once_key", String(32), unique=True),
)  # fmt: skip

copies = Table(
    "copies", metadata,
    Column("room_id", ForeignKey("rooms.id"), primary_key=True),
    Column("generation", Integer, primary_key=True),
    Column("database", String(80), nullable=False, unique=True),
    Column("since_entry", BigInteger, nullable=False),  # the first entry of the ledger that the class itself wrote
    Column("cast", JSON, nullable=False),  # who plays whom, as it was when the copy was opened
    Column("opened_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),  # reset or closed: from then on an archive
    Column("final_note", Text),  # the last signed checkpoint, when it ended
)  # fmt: skip

seats = Table(
    "seats", metadata,
    Column("room_id", ForeignKey("rooms.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("group_number", Integer, nullable=False),  # people who buy, sell and pay with one another
    Column("seat_code", String(40), nullable=False),  # the scenario's
    Column("username", String(80), nullable=False),
    Column("place_name", String(160), nullable=False),
    Column("buyer_code", String(30)),
    Column("supplier_code", String(30)),
    Column("for_people", Boolean, nullable=False),
    Column("temperament", String(30), nullable=False),
    Column("is_bot", Boolean, nullable=False),
    Column("occupant", String(80)),
    Column("name_key", String(80)),  # the occupant's name without capitals
    Column("device", LargeBinary(32)),  # hash of what the occupant's browser keeps
    Column("pin_version", Integer, nullable=False, default=0),
    Column("taken_at", UtcTime),
    Column("last_seen_at", UtcTime),
    Column("last_page", String(200)),
    Column("left_at", UtcTime),
    UniqueConstraint("room_id", "name_key"),  # the trainer calls people by name
)  # fmt: skip

openings = Table(
    "openings", metadata,
    Column("room_id", ForeignKey("rooms.id"), primary_key=True),
    Column("generation", Integer, primary_key=True),
    Column("seat", Integer, primary_key=True),
    Column("step", String(40), primary_key=True),
    Column("at", UtcTime, nullable=False),
)  # fmt: skip

hints = Table(
    "hints", metadata,
    Column("room_id", ForeignKey("rooms.id"), primary_key=True),
    Column("generation", Integer, primary_key=True),
    Column("seat", Integer, primary_key=True),
    Column("step", String(40), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("by_trainer", Boolean, nullable=False),
)  # fmt: skip

announcements = Table(
    "announcements", metadata,
    Column("id", Integer, primary_key=True),
    Column("room_id", ForeignKey("rooms.id"), nullable=False, index=True),
    Column("seat", Integer),  # NULL: everybody
    Column("at", UtcTime, nullable=False),
    Column("text", String(300), nullable=False),
)  # fmt: skip


def open_register(databases: Databases) -> Engine:
    """The register's engine, with its tables made where there are none yet; whoever starts later finds them."""
    databases.create(REGISTER)
    engine = create_engine(databases.url(REGISTER))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_on_sqlite)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(REGISTER))))
        metadata.create_all(connection)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in ("busy_timeout = 15000", "journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_on_sqlite(connection: Connection) -> None:
    """Readers never wait; a writer says at once that it is one, so two never deadlock half way."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def now() -> datetime:
    """Real time to the millisecond, as the register stores it."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
