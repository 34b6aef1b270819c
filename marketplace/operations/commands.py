"""`toko serve` and `toko db`: what the person running the market types."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from marketplace import schema
from marketplace.config import Settings
from marketplace.operations import databases, preparation, server


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=server.WORKERS, show_default=True)
def serve_command(host: str, port: int, workers: int) -> None:
    """Serve the market; the first time, make its demo world."""
    settings = Settings.from_environment()
    server.require_free_port(host, port)
    if settings.is_sqlite:
        server.require_writable(settings.data_dir)
    preparation.prepare(settings)
    click.echo(preparation.welcome(settings, f"http://{host}:{port}"))
    server.serve(settings, host, port, workers=workers)
    click.echo("Berhenti. Semua tercatat. / Stopped. Everything is kept.")


@click.group("db")
def db_group() -> None:
    """The database: upgrade, backup, restore."""


@db_group.command("upgrade")
@with_appcontext
def upgrade_command() -> None:
    """Bring the schema to this release."""
    schema.upgrade()
    click.echo(f"Skema: {schema.current_revision()}")


@db_group.command("backup")
@click.argument("target", type=click.Path(path_type=Path))
@with_appcontext
def backup_command(target: Path) -> None:
    """Copy the database to TARGET while the market stays open."""
    databases.backup(current_app.extensions["settings"], target)
    click.echo(f"Cadangan tertulis: {target}")


@db_group.command("restore")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
def restore_command(source: Path) -> None:
    """Put the backup SOURCE in the place of an absent database."""
    databases.restore(Settings.from_environment(), source)
    click.echo("Pulih. Jalankan: toko ledger verify")
