"""The console command `toko`. Each command commits once, at its end."""

import click
from flask.cli import FlaskGroup

from marketplace import create_app
from marketplace.accounts.commands import users_group
from marketplace.ledger.commands import ledger_group
from marketplace.operations.commands import db_group, serve_command
from marketplace.simulation.commands import seed_command, simulate_command


@click.group(cls=FlaskGroup, create_app=create_app, add_default_commands=False, add_version_option=False)
def main() -> None:
    """Toko Daring: seed, serve, verify."""


main.add_command(seed_command)
main.add_command(simulate_command)
main.add_command(serve_command)
main.add_command(db_group)
main.add_command(ledger_group)
main.add_command(users_group)
