"""`toko ledger`: what the person at the terminal reads, and the exit code a script reads."""

from pathlib import Path

from click.testing import Result
from flask import Flask
from sqlalchemy import text

from marketplace import create_app
from marketplace.extensions import db
from marketplace.ledger import services as ledger
from marketplace.ledger.commands import ledger_group
from tests.engines import settings_for
from tests.ledger.facts import some_facts
from tests.ledger.tampering import without_triggers


def toko(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(ledger_group, list(words))


def recorded(count: int) -> None:
    ledger.record_many(some_facts(count))
    db.session.commit()


def test_without_a_world_the_commands_say_what_to_do(tmp_path: Path) -> None:
    bare = create_app(settings_for(f"sqlite:///{tmp_path}/kosong.sqlite3"))
    for command in ("verify", "seal", "rebuild"):
        answer = toko(bare, command)
        assert answer.exit_code == 1
        assert "Jalankan `toko seed`" in answer.output
    with bare.app_context():
        for engine in db.engines.values():
            engine.dispose()


def test_sealing_tells_what_was_sealed(app: Flask) -> None:
    assert "masih kosong" in toko(app, "seal").output
    recorded(1_200)
    assert "Disegel: 1.200 entri." in toko(app, "seal").output
    assert "Tidak ada entri baru" in toko(app, "seal").output


def test_a_sound_log_verifies_and_counts_what_waits(app: Flask) -> None:
    recorded(300)
    toko(app, "seal")
    recorded(2)
    answer = toko(app, "verify")
    assert answer.exit_code == 0
    assert "UTUH: 302 entri, 1 ubin pohon, 1 pos pemeriksaan" in answer.output
    assert "2 entri terbaru menunggu segel" in answer.output


def test_a_damaged_log_fails_and_names_the_entry(app: Flask) -> None:
    recorded(10)
    toko(app, "seal")
    connection = db.session.connection()
    without_triggers(connection)
    connection.execute(text("UPDATE ledger_entries SET amount_idr = amount_idr + 1 WHERE entry_index = 7"))
    db.session.commit()
    answer = toko(app, "verify")
    assert answer.exit_code == 1
    assert "RUSAK  Entri 7: isinya berubah." in answer.output


def test_sealing_with_another_secret_says_what_to_do(app: Flask) -> None:
    recorded(3)
    app.config["SECRET_KEY"] = "another secret that is long enough for anyone"
    db.session.remove()
    answer = toko(app, "seal")
    assert answer.exit_code == 1
    assert "Kembalikan SECRET_KEY yang lama" in answer.output


def test_rebuilding_counts_the_entries(app: Flask) -> None:
    recorded(3)
    assert "dari 3 entri" in toko(app, "rebuild").output


def test_an_export_needs_a_seal_and_leaves_out_what_waits(app: Flask, tmp_path: Path) -> None:
    recorded(3)
    assert toko(app, "export", str(tmp_path / "a")).exit_code == 1
    toko(app, "seal")
    recorded(1)
    answer = toko(app, "export", str(tmp_path / "a"))
    assert "3 entri ditulis" in answer.output
    assert "1 entri terbaru belum disegel" in answer.output
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == [
        "entri.jsonl", "kunci.txt", "pos-pemeriksaan.txt"
    ]  # fmt: skip
