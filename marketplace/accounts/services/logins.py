"""Wrong passwords are counted per name, known or not; five in a row close it for a quarter of an hour."""

from datetime import datetime, timedelta

from sqlalchemy import case, delete, literal, null, or_, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from marketplace.accounts.models import FailedLogin, User
from marketplace.accounts.queries.actors import username_hash
from marketplace.extensions import db
from marketplace.web.columns import UtcTime

ATTEMPTS = 5
LOCKED_FOR = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=1)  # a slip this morning does not count against the afternoon
KEPT_FOR = timedelta(days=1)


def note_failure(username: str, *, now: datetime) -> datetime | None:
    """Count one wrong password in one statement, so that many at once all count; returns until when it is locked."""
    insert = insert_postgresql if db.session.get_bind().dialect.name == "postgresql" else insert_sqlite
    begins_anew = or_(FailedLogin.last_at < now - FORGOTTEN_AFTER, FailedLogin.locked_until <= now)
    count = case((begins_anew, 1), else_=FailedLogin.count + 1)
    reopens = literal(now + LOCKED_FOR, UtcTime())
    locked = case((begins_anew, null()), (FailedLogin.count + 1 >= ATTEMPTS, reopens), else_=null())
    statement = insert(FailedLogin).values(username_hash=username_hash(username), count=1, last_at=now)
    counted = statement.on_conflict_do_update(
        index_elements=[FailedLogin.username_hash],
        set_={"count": count, "last_at": now, "locked_until": locked},
    ).returning(FailedLogin.locked_until)
    until: datetime | None = db.session.execute(counted).scalar_one()
    db.session.execute(delete(FailedLogin).where(FailedLogin.last_at < now - KEPT_FOR))
    return until


def forget_failures(username: str) -> None:
    """The right password wipes the slate."""
    db.session.execute(delete(FailedLogin).where(FailedLogin.username_hash == username_hash(username)))


def keep_hash(user_id: int, *, old_hash: str, new_hash: str) -> None:
    """A hash of an older setting is replaced at log-in, unless the password was changed in between."""
    db.session.execute(
        update(User).where(User.id == user_id, User.password_hash == old_hash).values(password_hash=new_hash)
    )
