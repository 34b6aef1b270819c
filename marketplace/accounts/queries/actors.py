"""Who is signed in, with today's appointments; what a log-in is checked against."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, func, or_, select

from marketplace.accounts.models import Buyer, FailedLogin, Membership, Supplier, User
from marketplace.accounts.permissions import Actor, Appointment, Place, Role
from marketplace.extensions import db
from marketplace.regions.models import Region

_TODAY = and_(
    Membership.user_id == User.id,
    Membership.valid_from <= bindparam("day"),
    or_(Membership.valid_until.is_(None), Membership.valid_until > bindparam("day")),
)
_ACTOR = (
    select(
        User.id,
        User.name,
        User.commitment,
        User.position,
        User.locale,
        User.persona_order,
        Membership.role,
        Membership.buyer_id,
        Membership.supplier_id,
        Membership.region_code,
        func.coalesce(Buyer.name, Supplier.name, Region.name, ""),
    )
    .select_from(User)
    .outerjoin(Membership, _TODAY)
    .outerjoin(Buyer, Buyer.id == Membership.buyer_id)
    .outerjoin(Supplier, Supplier.id == Membership.supplier_id)
    .outerjoin(Region, Region.code == Membership.region_code)
    .where(User.id == bindparam("user_id"), User.is_active)
    .order_by(Membership.id)
)
_SIGNED_IN = _ACTOR.where(User.session_epoch == bindparam("epoch"))


@dataclass(frozen=True, slots=True)
class Credentials:
    """What checking a password needs, and nothing else."""

    user_id: int
    username: str
    password_hash: str | None
    session_epoch: int


def load_actor(connection: Connection, user_id: int, session_epoch: int, day: date) -> Actor | None:
    """A person acts under the appointments that hold on that day; a session of an older epoch is over.

    The connection is one for reading: a POST must not take the writer's lock only to learn who is asking.
    """
    rows = connection.execute(_SIGNED_IN, {"user_id": user_id, "epoch": session_epoch, "day": day}).all()
    return _actor(rows, day) if rows else None


def actor_of(user_id: int, day: date) -> Actor | None:
    """A person as services see them, whoever is signed in: for commands, timers and bots."""
    rows = db.session.execute(_ACTOR, {"user_id": user_id, "day": day}).all()
    return _actor(rows, day) if rows else None


def credentials(username: str) -> Credentials | None:
    """The active account of that name, read without the writer's lock."""
    return _credentials(User.username == username)


def credentials_of(user_id: int) -> Credentials | None:
    return _credentials(User.id == user_id)


def persona_credentials(username: str) -> Credentials | None:
    """A character of the demonstration; anybody else cannot be stepped into."""
    return _credentials(and_(User.username == username, User.persona_order.is_not(None)))


def _credentials(is_wanted: ColumnElement[bool]) -> Credentials | None:
    columns = (User.id, User.username, User.password_hash, User.session_epoch)
    with db.engines["read"].connect() as connection:
        row = connection.execute(select(*columns).where(is_wanted, User.is_active)).first()
    return Credentials(*row) if row else None


def failures_of(username: str) -> tuple[int, datetime | None]:
    """How many wrong passwords in a row and until when nobody may try this name, whether or not anybody bears it."""
    statement = select(FailedLogin.count, FailedLogin.locked_until)
    with db.engines["read"].connect() as connection:
        row = connection.execute(statement.where(FailedLogin.username_hash == username_hash(username))).first()
    return (row[0], row[1]) if row else (0, None)


def username_hash(username: str) -> bytes:
    return hashlib.sha256(username.encode()).digest()


def _actor(rows: Sequence[Row[*tuple[Any, ...]]], day: date) -> Actor:
    user_id, name, commitment, position, locale, persona_order = rows[0][:6]
    return Actor(
        user_id=user_id,
        name=name,
        commitment=commitment,
        appointments=tuple(Appointment(Role(r[6]), Place(*r[7:10]), r[10]) for r in rows if r[6]),
        position=position or "",
        locale=locale,
        is_persona=persona_order is not None,
        day=day,
    )
