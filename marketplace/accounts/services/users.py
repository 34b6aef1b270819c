"""Accounts of people: made, given a password, closed, and cut off from what the ledger says about them."""

import hashlib
import re
import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from marketplace.accounts.errors import (
    AlreadyMade,
    LastAdministrator,
    NotAllowed,
    NotConfirmed,
    OpenAccount,
    StillOpen,
    UnknownPerson,
    UsernameMalformed,
    UsernameTaken,
    WrongPassword,
)
from marketplace.accounts.models import Membership, User
from marketplace.accounts.permissions import Actor, Permission, Role
from marketplace.accounts.services.logins import forget_failures
from marketplace.extensions import db

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,78}[a-z0-9]", re.ASCII)
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def create_user(
    username: str,
    name: str,
    *,
    now: datetime,
    password_hash: str | None = None,
    public_id: str | None = None,
    salt: bytes | None = None,
    once_key: str | None = None,
    **details: Any,
) -> User:
    """A new person; the ledger will know them only as SHA-256(salt + public_id).

    Give `public_id` and `salt` where a world must come out the same each time. Hash the password before:
    that takes 20 ms nobody should wait for with a lock in hand.
    """
    username = username.strip().lower()
    if not _USERNAME.fullmatch(username):
        raise UsernameMalformed(username=username)
    if once_key and db.session.scalar(select(User.id).where(User.once_key == once_key)):
        raise AlreadyMade
    if db.session.scalar(select(User.id).where(User.username == username)):
        raise UsernameTaken(username=username)
    public_id = public_id or "".join(secrets.choice(_ALPHABET) for _ in range(26))
    salt = salt if salt is not None else secrets.token_bytes(16)
    person = User(
        public_id=public_id,
        username=username,
        name=name,
        salt=salt,
        commitment=commitment_of(salt, public_id),
        password_hash=password_hash,
        once_key=once_key,
        created_at=now,
        **details,
    )
    return _stored(person)


def commitment_of(salt: bytes, public_id: str) -> bytes:
    return hashlib.sha256(salt + public_id.encode()).digest()


def _stored(person: User) -> User:
    """Two people may ask for one name at once: the database decides, the later one is told."""
    try:
        with db.session.begin_nested():
            db.session.add(person)
    except IntegrityError as error:
        if "once_key" in str(error.orig):
            raise AlreadyMade from error
        raise UsernameTaken(username=person.username) from error
    return person


def change_password(actor: Actor, *, new_hash: str, epoch: int) -> int:
    """A new password ends every other session; of two changes at once only the first counts."""
    person = db.session.scalars(select(User).where(User.id == actor.user_id).with_for_update()).one()
    if person.persona_order is not None:
        raise OpenAccount
    if person.session_epoch != epoch:
        raise WrongPassword
    person.password_hash = new_hash
    person.session_epoch += 1
    db.session.flush()
    return person.session_epoch


def set_password(username: str, new_hash: str) -> None:
    """The person at the server's console may give a new password: sessions end, a lock-out is lifted."""
    person = db.session.scalars(
        select(User).where(User.username == username.strip().lower()).with_for_update()
    ).first()
    if person is None:
        raise UnknownPerson(username=username)
    person.password_hash = new_hash
    person.session_epoch += 1
    forget_failures(person.username)
    db.session.flush()


def choose_language(actor: Actor, locale: str) -> None:
    """The language a person reads in goes with them to the next device."""
    person = db.session.get_one(User, actor.user_id)
    person.locale = locale
    db.session.flush()


def close_account(actor: Actor, person: User) -> None:
    """A closed account cannot log in and its sessions end at once; what it did stays."""
    _require_manager(actor)
    _keep_one_administrator(person)
    person.is_active = False
    person.session_epoch += 1
    db.session.flush()


def reopen_account(actor: Actor, person: User) -> None:
    """An account closed by mistake opens again, with new sessions only."""
    _require_manager(actor)
    person.is_active = True
    db.session.flush()


def cut_thread(actor: Actor, person: User, *, confirmation: str) -> None:
    """Destroying the salt makes the ledger's commitments nobody's, for ever (UU 27/2022: the right to be forgotten).

    Only for a closed account, and only when its log-in name is typed: nobody can undo it.
    """
    _require_manager(actor)
    if person.is_active:
        raise StillOpen
    if confirmation.strip().lower() != person.username:
        raise NotConfirmed
    person.salt = None
    person.commitment = secrets.token_bytes(32)  # the old one, kept here, would still point at the entries
    db.session.flush()


def _require_manager(actor: Actor) -> None:
    if not actor.may(Permission.USERS_MANAGE):
        raise NotAllowed


def _keep_one_administrator(person: User) -> None:
    """Locked in one order, so that two administrators cannot close each other at the same moment."""
    administrators = db.session.scalars(
        select(User.id)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.role == Role.PLATFORM_ADMIN, Membership.valid_until.is_(None), User.is_active)
        .order_by(User.id)
        .with_for_update()
    ).all()
    if set(administrators) == {person.id}:
        raise LastAdministrator
