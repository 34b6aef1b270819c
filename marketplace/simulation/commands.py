"""`toko seed`: makes a world from its scenario."""

import click

from marketplace.config import Settings
from marketplace.simulation import seeding
from marketplace.simulation.errors import SeedingError

SENTENCES = {
    "unknown_scenario": "Skenario {scenario} tidak ada. Yang ada: {known}. / No such scenario; there are: {known}.",
    "world_exists": "Dunia di {place} sudah lengkap dan tidak akan ditimpa. Pindahkan dulu, atau pilih "
    "DATA_DIR lain. / "
    "The world at {place} is complete and will not be overwritten. Move it away, or choose another DATA_DIR.",
}


@click.command("seed")
@click.argument("scenario", default="jatim-2023")
@click.option("--seed", "seed_number", type=int, help="Another number makes another world of the same kind.")
@click.option(
    "--scale", type=click.FloatRange(0.01, 50), default=1.0, show_default=True, help="Times as many orders."
)
def seed_command(scenario: str, seed_number: int | None, scale: float) -> None:
    """Make the demo world SCENARIO in an empty database."""
    try:
        made = seeding.seed(Settings.from_environment(), scenario, seed_number=seed_number, scale=scale)
    except SeedingError as error:
        raise click.ClickException(SENTENCES[error.code].format(**error.values)) from error
    counts = (made.orders, made.entries, made.shops, made.products, made.units, made.people)
    text = "{} pesanan, {} catatan buku besar, {} toko, {} barang, {} satuan kerja, {} orang"
    numbers = text.format(*(f"{count:,}".replace(",", ".") for count in counts))
    click.echo(f"Dunia {made.scenario} siap: {numbers}.")
