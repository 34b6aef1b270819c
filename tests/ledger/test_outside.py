"""The offline verifier, run as a stranger would: what the app serves, saved to files, checked by another process."""

import base64
import json
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.extensions import db
from marketplace.ledger import services as ledger
from marketplace.ledger.commands import ledger_group
from tests.ledger.facts import some_facts


@pytest.fixture
def stranger(app: Flask, client: FlaskClient, tmp_path: Path) -> Path:
    """A folder with everything the app serves."""
    ledger.record_many(some_facts(260))
    ledger.seal()
    db.session.commit()
    save(client, tmp_path / "lama.txt", "/data/ledger/checkpoint")
    ledger.record_many(some_facts(40))
    ledger.seal()
    db.session.commit()
    save(client, tmp_path / "baru.txt", "/data/ledger/checkpoint")
    save(client, tmp_path / "bukti.tlog-proof", "/data/ledger/proof/4.tlog-proof")
    save(client, tmp_path / "konsistensi.json", "/data/ledger/consistency?from=260&to=300")
    save(client, tmp_path / "kunci.txt", "/data/ledger/key")
    save(client, tmp_path / "verifikasi_toko.py", "/data/ledger/verifier.py")
    answer = app.test_cli_runner().invoke(ledger_group, ["export", str(tmp_path / "ekspor")])
    assert answer.exit_code == 0, answer.output
    return tmp_path


def save(client: FlaskClient, path: Path, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    path.write_bytes(answer.data)


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-I", "verifikasi_toko.py", *arguments, "--kunci", "kunci.txt"],
        cwd=folder, capture_output=True, text=True, timeout=60, check=False, env={"PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_what_the_app_serves_is_found_good(stranger: Path) -> None:
    assert run(stranger, "ekspor", "ekspor") == (0, "COCOK: 300 entri utuh di bawah satu tanda tangan\n")
    code, text = run(stranger, "bukti", "bukti.tlog-proof")
    assert code == 0
    assert "entri 4 tercatat dalam buku berukuran 300" in text
    assert '"order_number":"TD-2023-000004"' in text
    assert run(stranger, "konsistensi", "lama.txt", "baru.txt", "konsistensi.json")[0] == 0


def test_a_changed_export_is_found_bad(stranger: Path) -> None:
    entries = stranger / "ekspor" / "entri.jsonl"
    whole = entries.read_text(encoding="utf-8")
    entries.write_text(whole.replace("1250007", "9250007"), encoding="utf-8")
    assert run(stranger, "ekspor", "ekspor") == (1, "TIDAK COCOK: entri 7 tidak cocok dengan sidiknya\n")
    entries.write_text("".join(whole.splitlines(keepends=True)[:-1]), encoding="utf-8")
    assert run(stranger, "ekspor", "ekspor")[0] == 1


def test_a_changed_receipt_and_a_changed_history_are_found_bad(stranger: Path) -> None:
    receipt = stranger / "bukti.tlog-proof"
    lines = receipt.read_text(encoding="utf-8").split("\n")
    lines[2] = "index 5"
    receipt.write_text("\n".join(lines), encoding="utf-8")
    assert run(stranger, "bukti", "bukti.tlog-proof")[0] == 1
    proof = stranger / "konsistensi.json"
    given = json.loads(proof.read_text())
    given["path"][0] = given["path"][-1]
    proof.write_text(json.dumps(given))
    assert run(stranger, "konsistensi", "lama.txt", "baru.txt", "konsistensi.json")[0] == 1


def test_another_key_and_unreadable_files_are_told_apart(stranger: Path) -> None:
    (stranger / "kunci.txt").write_text("toko+00000000+AAAA\n")
    assert run(stranger, "bukti", "bukti.tlog-proof")[0] == 1
    assert run(stranger, "bukti", "tidak-ada")[0] == 1
    (stranger / "rusak.json").write_text("{")
    assert run(stranger, "konsistensi", "lama.txt", "baru.txt", "rusak.json")[0] == 1


def damaged(receipt: str) -> dict[str, bytes]:
    """One receipt, broken in every way a file gets broken."""
    lines = receipt.split("\n")
    leaf, index, path = lines[1], lines[2], lines[3]
    nested = base64.b64encode(b'{"facts":' + b"[" * 5000 + b"]" * 5000 + b"}").decode()
    broken = {
        "empty": "",
        "cut in the leaf": receipt[: len(receipt) // 3],
        "cut in the signature": receipt.rstrip()[:-12],
        "without its leaf": receipt.replace(leaf + "\n", ""),
        "one letter of the leaf": receipt.replace(leaf, leaf[:40] + ("A" if leaf[40] != "A" else "B") + leaf[41:]),
        "a leaf that is not base64": receipt.replace(leaf, "extra ???"),
        "a leaf without end": receipt.replace(leaf, f"extra {nested}"),
        "no number": receipt.replace(index, "index empat"),
        "a number beyond the log": receipt.replace(index, "index 999999999999999999999"),
        "a path that is not base64": receipt.replace(path, "jalur"),
        "a shorter path": receipt.replace(path + "\n", ""),
        "another log's note": receipt.replace("\u2014 ", "\u2014 bukan-"),
        "a size that is no number": receipt.replace("\n300\n", "\ntiga ratus\n"),
    }
    assert all(text != receipt for text in broken.values())
    return {name: text.encode() for name, text in broken.items()} | {"a picture": b"\x89PNG\r\n\x1a\n\xff\xfe"}


def test_every_damaged_receipt_is_refused_in_words(stranger: Path) -> None:
    whole = (stranger / "bukti.tlog-proof").read_text(encoding="utf-8")
    for name, content in damaged(whole).items():
        (stranger / "rusak.tlog-proof").write_bytes(content)
        code, text = run(stranger, "bukti", "rusak.tlog-proof")
        assert code == 1, (name, text)
        assert text.startswith("TIDAK COCOK: "), (name, text)
        assert "Traceback" not in text, name
    code, text = run(stranger, "bukti", "ekspor")  # a folder where a file should be
    assert (code, text.startswith("Berkas tidak terbaca")) == (2, True)
