"""`toko seed` makes a world from its plan; `toko simulate` lets its time pass by hand."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import click
from flask.cli import with_appcontext

from marketplace.config import Settings
from marketplace.extensions import db
from marketplace.simulation import advancing, seeding
from marketplace.simulation.errors import SeedingError

WIB = ZoneInfo("Asia/Jakarta")
SENTENCES = {
    "unknown_world": "Dunia {world} tidak ada. Yang ada: {known}. / No such world; there are: {known}.",
    "world_exists": "Dunia di {place} sudah lengkap dan tidak akan ditimpa. Pindahkan dulu, atau pilih "
    "DATA_DIR lain. / "
    "The world at {place} is complete and will not be overwritten. Move it away, or choose another DATA_DIR.",
    "no_world": "Belum ada dunia di basis data ini. Jalankan `toko seed` lebih dahulu. / There is no world here yet: "
    "run `toko seed` first.",
    "clock_goes_back": "Jam dunia sudah menunjukkan {now} dan tidak dapat mundur. / The world's clock says {now} and "
    "does not go back.",
}


@click.command("seed")
@click.argument("world", default="jatim-2023")
@click.option("--seed", "seed_number", type=int, help="Another number makes another world of the same kind.")
@click.option(
    "--scale", type=click.FloatRange(0.01, 50), default=1.0, show_default=True, help="Times as many orders."
)
def seed_command(world: str, seed_number: int | None, scale: float) -> None:
    """Make the demo world WORLD in an empty database."""
    try:
        made = seeding.seed(Settings.from_environment(), world, seed_number=seed_number, scale=scale)
    except SeedingError as error:
        raise click.ClickException(SENTENCES[error.code].format(**error.values)) from error
    counts = (made.orders, made.entries, made.shops, made.products, made.units, made.people)
    text = "{} pesanan, {} catatan buku besar, {} toko, {} barang, {} satuan kerja, {} orang"
    numbers = text.format(*(f"{count:,}".replace(",", ".") for count in counts))
    click.echo(f"Dunia {made.world} siap: {numbers}.")


@click.command("simulate")
@click.option("--until", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]), help="WIB, e.g. 2023-10-01.")
@click.option("--days", type=click.IntRange(1, 3650), help="So many days from the world's now.")
@with_appcontext
def simulate_command(until: datetime | None, days: int | None) -> None:
    """Let the world's time pass; deadlines on the way run out one by one."""
    if (until is None) == (days is None):
        raise click.UsageError("Pilih salah satu: --until atau --days. / Give either --until or --days.")
    try:
        target = until.replace(tzinfo=WIB) if until else advancing.world_time() + timedelta(days=days or 0)
        happened = advancing.advance_to(target.astimezone(UTC), commit=db.session.commit)
    except SeedingError as error:
        raise click.ClickException(SENTENCES[error.code].format(**error.values)) from error
    click.echo(f"{happened} kejadian sampai {target.astimezone(WIB):%Y-%m-%d %H.%M} WIB.")
