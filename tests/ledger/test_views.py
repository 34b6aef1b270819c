"""The public pages of the log: the same for everyone, in both languages, and never a proof that does not hold."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from marketplace.extensions import db
from marketplace.ledger import queries, views
from marketplace.ledger import services as ledger
from marketplace.ledger.leaves import leaf_hash
from marketplace.ledger.proofs import extends, includes
from tests.ledger.facts import some_facts
from tests.ledger.tampering import without_triggers


@pytest.fixture(autouse=True)
def some_log(app: Flask) -> None:
    """Three hundred sealed entries and five that wait."""
    ledger.record_many(some_facts(300))
    ledger.seal()
    ledger.record_many(some_facts(5))
    db.session.commit()


def code_of(index: int) -> str:
    code = queries.code_of(index)
    db.session.remove()
    assert code is not None
    return code


def test_a_code_from_paper_leads_to_what_was_recorded(client: FlaskClient) -> None:
    code = code_of(4)
    answer = client.get("/bukti", query_string={"kode": code.lower().replace("-", " ")}, follow_redirects=True)
    assert answer.status_code == 200
    for words in (code, "Tercatat dan disegel", "TD-2023-000004", "Rp1.250.004", "4/SP/KEL-SUKUN/VIII/2023", "<svg"):
        assert words in answer.text


def test_an_entry_behind_the_last_seal_says_so(client: FlaskClient) -> None:
    page = client.get(f"/bukti/{code_of(303)}")
    assert "akan dicakup pada segel berikutnya" in page.text
    assert 'tlog-proof"' not in page.text
    answer = client.get("/data/ledger/proof/303")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    assert "segel berikutnya" in answer.json["detail"]


@pytest.mark.parametrize("code", ["WXYZ", "0000-0000-00", "ini-bukan-kode", "A" * 300, "ĄĄĄĄ-ĄĄĄĄ-ĄĄ", "..%2f"])
def test_a_wrong_code_gets_a_page_that_says_what_to_do(client: FlaskClient, code: str) -> None:
    answer = client.get(f"/bukti/{code}")
    assert answer.status_code == 404
    assert "Yang dapat Anda lakukan" in answer.text or "Halaman tidak ditemukan" in answer.text


def test_one_mistyped_letter_finds_nothing(client: FlaskClient) -> None:
    code = code_of(4)
    for place in (0, 2, 5, 8, 11):
        other = code[:place] + ("7" if code[place] != "7" else "8") + code[place + 1 :]
        assert client.get(f"/bukti/{other}").status_code == 404


def test_the_pages_speak_english(client: FlaskClient) -> None:
    client.set_cookie("bahasa", "en")
    assert "Recorded and sealed" in client.get(f"/bukti/{code_of(4)}").text
    assert "Check a proof" in client.get("/bukti").text
    assert "What you can do" in client.get("/bukti/WXYZ").text


def test_entries_are_the_hashed_bytes(client: FlaskClient) -> None:
    rows = client.get("/data/ledger/entries?start=10&end=12").json["entries"]
    assert [row["index"] for row in rows] == [10, 11, 12]
    for row in rows:
        assert leaf_hash(row["leaf"]).hex() == row["leaf_hash"]
        assert json.loads(row["leaf"])["index"] == row["index"]


def test_an_answer_holds_at_most_a_page_of_entries(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "PAGE", 7)
    assert len(client.get("/data/ledger/entries").json["entries"]) == 7
    assert client.get("/data/ledger/entries?start=304&end=9999").json["entries"][0]["index"] == 304
    assert client.get("/data/ledger/entries?start=9000").json["entries"] == []


@pytest.mark.parametrize("query", ["start=-1", "start=a", "end=1.5", "start=5&end=4", "start=" + "9" * 30, "end=٣"])
def test_an_unreadable_range_is_a_problem_document(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/data/ledger/entries?{query}")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


def test_a_proof_proves(client: FlaskClient) -> None:
    for index in (0, 255, 256, 299):
        proof = client.get(f"/data/ledger/proof/{index}").json
        path = [bytes.fromhex(digest) for digest in proof["path"]]
        root = bytes.fromhex(proof["root_hash"])
        assert includes(index, proof["size"], leaf_hash(proof["leaf"]), path, root)
    assert client.get("/data/ledger/proof/9999").status_code == 404
    assert client.get("/data/ledger/proof/" + "9" * 40).status_code == 404


def test_consistency_proves(app: Flask, client: FlaskClient) -> None:
    first = client.get("/data/ledger/checkpoint").text
    ledger.seal()
    db.session.commit()
    second = client.get("/data/ledger/checkpoint").text
    assert client.get("/data/ledger/checkpoint?size=300").text == first
    answer = client.get("/data/ledger/consistency?from=300&to=305").json
    roots = [queries.checkpoint(size).root_hash for size in (300, 305)]  # type: ignore[union-attr]
    assert extends(300, 305, *roots, [bytes.fromhex(digest) for digest in answer["path"]])
    assert second.splitlines()[1] == "305"


@pytest.mark.parametrize("query", ["", "from=0", "from=9&to=5", "from=5&to=301", "from=x&to=5"])
def test_consistency_outside_the_sealed_log_is_refused(client: FlaskClient, query: str) -> None:
    assert client.get(f"/data/ledger/consistency?{query}").status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/data/ledger/entries?start=0&end=5", "/data/ledger/checkpoint", "/data/ledger/proof/5", "/data/ledger/key",
        "/data/ledger/proof/5.tlog-proof", "/data/ledger/consistency?from=5&to=9", "/data/ledger/verifier.py",
    ],
)  # fmt: skip
def test_what_a_cache_already_has_is_not_sent_again(client: FlaskClient, path: str) -> None:
    first = client.get(path)
    assert first.status_code == 200
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_only_reading_is_possible(client: FlaskClient) -> None:
    for path in ("/bukti", "/data/ledger/entries", "/data/ledger/checkpoint", "/data/ledger/proof/5"):
        for method in ("post", "put", "delete", "patch"):
            assert getattr(client, method)(path).status_code == 405


def test_a_damaged_entry_shows_no_proof(app: Flask, client: FlaskClient) -> None:
    code = code_of(4)
    connection = db.session.connection()
    without_triggers(connection)
    connection.execute(text("UPDATE ledger_entries SET amount_idr = 1 WHERE entry_index = 4"))
    db.session.commit()
    page = client.get(f"/bukti/{code}")
    assert "Entri ini tidak utuh" in page.text
    assert "Tercatat dan disegel" not in page.text
    assert client.get("/data/ledger/proof/4").status_code == 500


def test_an_empty_log_has_pages_too(client: FlaskClient, app: Flask) -> None:
    connection = db.session.connection()
    without_triggers(connection)
    for table in ("ledger_entries", "ledger_tiles", "ledger_checkpoints"):
        connection.execute(text(f"DELETE FROM {table}"))
    db.session.commit()
    assert "Buku besar masih kosong" in client.get("/bukti").text
    assert client.get("/data/ledger/entries").json == {"entries": []}
    assert client.get("/data/ledger/checkpoint").status_code == 404
    assert client.get("/data/ledger/proof/0").status_code == 404


def test_a_receipt_pasted_in_the_place_of_a_code_is_told_where_it_is_checked(client: FlaskClient) -> None:
    receipt = client.get("/data/ledger/proof/4.tlog-proof").text
    for pasted in (receipt, receipt[:40], "c2sp.org/tlog-proof@v1"):
        answer = client.get("/bukti", query_string={"kode": pasted})
        assert answer.status_code == 404, pasted[:30]
        assert "Ini bukan kode" in answer.text
        assert "/data/ledger/verifier.py" in answer.text
    for other in ("a/b", "x" * 41):
        assert "Yang dapat Anda lakukan" in client.get("/bukti", query_string={"kode": other}).text
