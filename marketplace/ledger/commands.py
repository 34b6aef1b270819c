"""`toko ledger`: verify, seal, rebuild, export. Exit code 0: all is well; 1: it is not, and the text says what."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import inspect

from marketplace.extensions import db
from marketplace.ledger import export, queries, replay, sealing, verify

PARTS = {"entry": "Entri", "tile": "Ubin pohon", "checkpoint": "Pos pemeriksaan", "projection": "Tabel turunan"}
REASONS = {
    "missing": "hilang",
    "unreadable": "tidak terbaca",
    "changed": "isinya berubah",
    "unexpected": "tidak seharusnya ada",
    "signature": "tanda tangannya tidak sah",
    "entries_missing": "entri yang dicakupnya tidak lengkap",
    "root": "akarnya tidak cocok dengan isi buku: entri dan sidiknya diubah bersama",
    "differs": "tidak sesuai dengan buku besar; perbaiki dengan `toko ledger rebuild`",
}
REFUSALS = {
    "no_world": "Belum ada dunia di basis data ini. Jalankan `toko seed` lebih dahulu.",
    "secret_changed": "Kunci buku {origin} tidak cocok: SECRET_KEY bukan lagi yang dipakai saat dunia ini dibuat. "
    "Kembalikan SECRET_KEY yang lama; jangan buat pos pemeriksaan dengan kunci lain.",
    "log_changed": "Buku besar tidak lagi memuat {size} entri yang sudah disegel. Tidak ada yang disegel. "
    "Jalankan `toko ledger verify`, lalu pulihkan dari cadangan.",
}


@click.group("ledger")
@with_appcontext
def ledger_group() -> None:
    """The ledger: verify, seal, rebuild, export."""
    with db.engines["read"].connect() as connection:
        if not inspect(connection).has_table("worlds"):
            raise click.ClickException(REFUSALS["no_world"])


@ledger_group.command("verify")
@with_appcontext
def verify_command() -> None:
    """Check every entry, the tree, every checkpoint and every table made from the log."""
    world = queries.world()
    if world is None:
        raise click.ClickException(REFUSALS["no_world"])
    db.session.rollback()
    report = verify.verify(
        db.engine.url, world.origin, world.public_key, current_app.extensions.get("projections", ())
    )
    for failure in report.failures:
        click.echo(f"RUSAK  {PARTS[failure.part]} {failure.place}: {REASONS[failure.reason]}.")
    click.echo(_summary(report))
    if not report.is_good:
        raise SystemExit(1)


@ledger_group.command("seal")
@with_appcontext
def seal_command() -> None:
    """Sign a checkpoint over everything recorded so far."""
    try:
        made = sealing.seal()
    except sealing.SealingError as error:
        raise click.ClickException(REFUSALS[error.code].format(**error.values)) from error
    db.session.commit()
    if made is None:
        click.echo("Buku besar masih kosong: belum ada yang disegel.")
    elif not made.new:
        click.echo(f"Tidak ada entri baru sejak segel terakhir ({_number(made.size)} entri).")
    else:
        click.echo(f"Disegel: {_number(made.size)} entri.\n\n{made.note}")


@ledger_group.command("rebuild")
@with_appcontext
def rebuild_command() -> None:
    """Make every table that is derived from the log again, from nothing."""
    count = replay.rebuild()
    db.session.commit()
    click.echo(f"Tabel turunan dibuat ulang dari {_number(count)} entri.")


@ledger_group.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@with_appcontext
def export_command(folder: Path) -> None:
    """Write the sealed log into FOLDER, to be checked with verifikasi_toko.py."""
    try:
        count = export.export(folder)
    except export.NothingSealed as error:
        raise click.ClickException("Belum ada pos pemeriksaan. Jalankan `toko ledger seal` lebih dahulu.") from error
    except OSError as error:
        raise click.ClickException(f"Folder {folder} tidak dapat ditulisi: {error.strerror}.") from error
    waiting = queries.head() + 1 - count
    click.echo(f"{_number(count)} entri ditulis ke {folder}.")
    if waiting:
        click.echo(f"{_number(waiting)} entri terbaru belum disegel dan tidak ikut.")


def _summary(report: verify.Report) -> str:
    verdict = "UTUH" if report.is_good else "TIDAK UTUH"
    waiting = report.entries - report.sealed
    text = (
        f"{verdict}: {_number(report.entries)} entri, {_number(report.tiles)} ubin pohon, "
        f"{_number(report.checkpoints)} pos pemeriksaan, {_number(report.tables)} tabel turunan cocok."
    )
    return f"{text} {_number(waiting)} entri terbaru menunggu segel." if report.is_good and waiting > 0 else text


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
