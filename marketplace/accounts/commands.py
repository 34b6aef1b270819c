"""`toko users`: list people, make one, set a password. Each command commits once, at its end."""

import click
from flask import current_app
from flask.cli import with_appcontext

from marketplace.accounts import passwords, queries
from marketplace.accounts import services as accounts
from marketplace.accounts.errors import AccountsError
from marketplace.accounts.messages import sentence
from marketplace.accounts.permissions import HELD_BY_PEOPLE, Role
from marketplace.extensions import db
from marketplace.values.period import local_day
from marketplace.web.now import world_now

ROLE = click.Choice([role.value for role in HELD_BY_PEOPLE])


@click.group("users")
def users_group() -> None:
    """People: list, create, password."""


@users_group.command("list")
@click.option("--search", default="", help="A word of the name, the log-in name or the position.")
@click.option("--role", type=ROLE, help="Only people who hold this role today.")
@click.option("--page", default=1, show_default=True)
@with_appcontext
def list_command(search: str, role: str | None, page: int) -> None:
    """List people with the roles they hold today."""
    found = queries.find_people(search, Role(role) if role else None, day=local_day(world_now()), page=page)
    for person in found.rows:
        roles = ", ".join(f"{a.role}{f' @ {a.place_name}' if a.place_name else ''}" for a in person.appointments)
        click.echo(f"{person.username:30} {person.name:32} {'' if person.is_active else '(ditutup) '}{roles}")
    click.echo(f"{found.total} orang · halaman {found.page}/{found.pages}")


@users_group.command("create")
@click.argument("username")
@click.argument("name")
@click.option("--role", type=ROLE, help="A first role, held from today (world time).")
@click.option("--place", default="", help="Code of the unit, the shop or the region the role is held in.")
@click.password_option()
@with_appcontext
def create_command(username: str, name: str, role: str | None, place: str, password: str) -> None:
    """Make an account, with a first role if you like. The password is asked for."""
    try:
        passwords.refuse_weak(password, [username, *name.split()])
        hashed = current_app.extensions["passwords"].hash(password)
        accounts.create_with_role(
            username, name, now=world_now(), password_hash=hashed, role=Role(role) if role else None, place_code=place
        )
        db.session.commit()
    except AccountsError as error:
        raise _refusal(error) from error
    click.echo(f"Akun {username} dibuat.")


@users_group.command("password")
@click.argument("username")
@click.password_option()
@with_appcontext
def password_command(username: str, password: str) -> None:
    """Set somebody's password; all their sessions end and a lock-out is lifted."""
    try:
        passwords.refuse_weak(password, [username])
        accounts.set_password(username, current_app.extensions["passwords"].hash(password))
        db.session.commit()
    except AccountsError as error:
        raise _refusal(error) from error
    click.echo(f"Kata sandi {username} diganti.")


def _refusal(error: AccountsError) -> click.ClickException:
    """The same sentence as on screen; outside a request it is Indonesian."""
    db.session.rollback()
    return click.ClickException(sentence(error))
