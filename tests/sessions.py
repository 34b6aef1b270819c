"""A client signed in as a member of the cast, without going through the log-in page each time."""

from flask.testing import FlaskClient
from sqlalchemy import select

from marketplace.accounts.models import User
from marketplace.extensions import db


def sign_in(client: FlaskClient, username: str) -> FlaskClient:
    """Put this person's session into the client's cookie."""
    with client.application.app_context():
        statement = select(User.id, User.session_epoch).where(User.username == username)
        user_id, epoch = db.session.execute(statement).one()
    with client.session_transaction() as session:
        session.clear()
        session["_user_id"] = f"{user_id}.{epoch}"
        session["_fresh"] = True
    return client


def sign_out(client: FlaskClient) -> FlaskClient:
    with client.session_transaction() as session:
        session.clear()
    return client
