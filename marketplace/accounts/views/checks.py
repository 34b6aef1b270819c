"""Proving a password: the slow part runs outside every database lock, only its outcome is written."""

from datetime import datetime

from marketplace.accounts import queries
from marketplace.accounts import services as accounts
from marketplace.accounts.errors import LockedOut, WrongPassword
from marketplace.accounts.views.blueprint import app_passwords
from marketplace.extensions import db
from marketplace.web.now import wall_now


def authenticate(username: str, password: str) -> queries.Credentials:
    """Name and password belong together, and the name is not locked; a wrong one is counted and the count kept.

    The lock is asked once more after the slow check: of many guesses sent at once, those that come
    after the fifth wrong one do not count, right or not.
    """
    failures, until = queries.failures_of(username)
    refuse_locked(until)
    account = queries.credentials(username)
    if not app_passwords().matches(account.password_hash if account else None, password) or account is None:
        until = accounts.note_failure(username, now=wall_now())
        db.session.commit()
        refuse_locked(until)
        raise WrongPassword
    refuse_locked(queries.failures_of(username)[1])
    _tidy_up(account, password, failures)
    return account


def refuse_locked(until: datetime | None) -> None:
    now = wall_now()
    if until is not None and until > now:
        raise LockedOut(minutes=max(1, -(-(until - now).seconds // 60)))


def _tidy_up(account: queries.Credentials, password: str, failures: int) -> None:
    """After the right password: the slate is wiped, an old hash renewed. Most log-ins write nothing."""
    old_hash = account.password_hash or ""
    new_hash = app_passwords().hash(password) if app_passwords().is_outdated(old_hash) else None
    if failures:
        accounts.forget_failures(account.username)
    if new_hash:
        accounts.keep_hash(account.user_id, old_hash=old_hash, new_hash=new_hash)
    if failures or new_hash:
        db.session.commit()
