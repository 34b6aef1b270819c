"""Everybody can see who is a bot: its shown name begins with the word, in lists, on papers and in timelines."""

from sqlalchemy import select

from marketplace.accounts.models import User
from marketplace.extensions import db

PREFIX = "BOT "
NAME_MAX = 120


def mark(username: str) -> None:
    """From now on this person is shown as a bot; marking twice changes nothing."""
    person = _person(username)
    if not person.name.startswith(PREFIX):
        person.name = (PREFIX + person.name)[:NAME_MAX]


def unmark(username: str) -> None:
    """A person sits here now."""
    person = _person(username)
    person.name = person.name.removeprefix(PREFIX)


def _person(username: str) -> User:
    return db.session.scalars(select(User).where(User.username == username)).one()
