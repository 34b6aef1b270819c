"""Looking up members of the cast, and passwords for those who log in by hand."""

from sqlalchemy import select

from marketplace.accounts.models import Buyer, Membership, Supplier, User
from marketplace.accounts.passwords import Passwords
from marketplace.extensions import db

PASSWORD = "kuda hijau melompat pagi"


def person(username: str) -> User:
    return db.session.scalars(select(User).where(User.username == username)).one()


def seen(username: str) -> User:
    """The person as stored now; the test's own transaction is over, so that a request may write afterwards."""
    db.session.rollback()
    someone = person(username)
    db.session.expunge(someone)
    db.session.rollback()
    return someone


def shop(code: str) -> Supplier:
    return db.session.scalars(select(Supplier).where(Supplier.code == code)).one()


def unit(code: str) -> Buyer:
    return db.session.scalars(select(Buyer).where(Buyer.code == code)).one()


def membership(username: str) -> Membership:
    statement = select(Membership).join(User, User.id == Membership.user_id).where(User.username == username)
    return db.session.scalars(statement.order_by(Membership.id)).first() or _nobody(username)


def _nobody(username: str) -> Membership:
    raise LookupError(username)


def give_password(username: str, password: str = PASSWORD) -> None:
    person(username).password_hash = Passwords().hash(password)
    db.session.commit()


def make_persona(username: str) -> None:
    someone = person(username)
    someone.persona_order, someone.persona_wish, someone.persona_wish_en = 1, "Ingin membeli kertas.", "Wants paper."
    db.session.commit()
