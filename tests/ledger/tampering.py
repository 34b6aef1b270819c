"""Changing the log behind its back, as somebody with the database's password could."""

import random
from typing import Any

from sqlalchemy import Connection, text

from marketplace.extensions import db
from marketplace.ledger import queries
from marketplace.ledger.verify import Report, verify

KEYS = {
    "ledger_entries": ("entry_index",),
    "ledger_tiles": ("level", "position"),
    "ledger_checkpoints": ("size",),
}


def chance(seed: int) -> random.Random:
    """Any position, but the same one for the same number, so that a failure can be seen again."""
    return random.Random(seed)  # noqa: S311


def checked() -> Report:
    """What verification says of the committed database."""
    world = queries.world()
    assert world is not None
    db.session.rollback()
    return verify(db.engine.url, world.origin, world.public_key)


def without_triggers(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        return
    triggers = connection.execute(
        text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger_%'")
    )
    for (name,) in triggers.all():
        connection.execute(text(f"DROP TRIGGER {name}"))


def change_one_byte(connection: Connection, table: str, chance: random.Random) -> tuple[str, tuple[Any, ...]]:
    """Another value in one byte of one column of one row; returns the column and the row's key as it was."""
    keys = KEYS[table]
    rows = connection.execute(text(f"SELECT * FROM {table} ORDER BY {', '.join(keys)}")).mappings().all()
    row = chance.choice(rows)
    column = chance.choice([name for name, value in row.items() if value is not None])
    changed = _changed(row[column], chance)
    where = " AND ".join(f"{key} = :{key}" for key in keys)
    values = {key: row[key] for key in keys}
    connection.execute(text(f"UPDATE {table} SET {column} = :changed WHERE {where}"), values | {"changed": changed})
    return column, tuple(values.values())


def _changed(value: Any, chance: random.Random) -> Any:
    if isinstance(value, int):
        return value ^ (1 << 8 * chance.randrange(2, 4))  # one byte of it; far enough not to meet another row
    if isinstance(value, bytes | memoryview):
        raw = bytearray(value)
        raw[chance.randrange(len(raw))] ^= chance.randrange(1, 256)
        return bytes(raw)
    if isinstance(value, str):
        place = chance.randrange(len(value))
        other = chr(ord(value[place]) ^ 1)
        return value[:place] + other + value[place + 1 :]
    return value.replace(microsecond=(value.microsecond + chance.choice([1, 1000])) % 1_000_000)  # timestamptz
