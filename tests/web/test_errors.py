import json

import pytest
from flask import Flask, abort
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from sqlalchemy import select

from marketplace.extensions import db
from marketplace.ledger.models import World

SENTENCES = {
    400: ("Permintaan ini tidak dapat dibaca", "This request cannot be read"),
    403: ("Halaman ini bukan untuk peran Anda", "This page is not for your role"),
    404: ("Halaman tidak ditemukan", "Page not found"),
    405: ("Cara ini tidak berlaku di sini", "This cannot be done here in this way"),
    413: ("Berkas terlalu besar", "The file is too large"),
    429: ("Terlalu banyak percobaan", "Too many attempts"),
    500: ("Terjadi gangguan pada sistem", "Something went wrong on our side"),
}


@pytest.fixture
def failing(app: Flask) -> Flask:
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @app.route("/uji/<int:status>")
    @app.route("/data/uji/<int:status>", endpoint="uji_data")
    def refuse(status: int) -> str:
        if status == 500:
            raise RuntimeError("rahasia: select * from users")
        abort(status)

    @app.get("/uji/kedaluwarsa")
    def expired() -> str:
        raise CSRFError("The CSRF token is missing.")

    @app.get("/uji/alasan")
    def reason() -> str:
        abort(403, description=_l("Stok tidak cukup."))

    return app


@pytest.mark.parametrize("status", SENTENCES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_page_says_what_happened_in_the_readers_language(failing: Flask, status: int, language: str) -> None:
    client = failing.test_client()
    client.set_cookie("bahasa", language)
    answer = client.get(f"/uji/{status}")
    assert answer.status_code == status
    assert SENTENCES[status][language == "en"] in answer.text
    assert f'<html lang="{language}">' in answer.text
    assert answer.text.count("<h1>") == 1


def test_a_failure_shows_no_trace(failing: Flask) -> None:
    for path in ("/uji/500", "/data/uji/500"):
        text = failing.test_client().get(path).text
        assert "rahasia" not in text
        assert "Traceback" not in text


def test_a_failed_request_leaves_nothing_behind(failing: Flask) -> None:
    @failing.post("/uji/gagal")
    def fail() -> str:
        db.session.execute(World.__table__.update().values(scenario="rusak"))
        raise RuntimeError

    before = db.session.scalar(select(World.scenario))
    db.session.rollback()
    assert failing.test_client().post("/uji/gagal").status_code == 500
    assert db.session.scalar(select(World.scenario)) == before


@pytest.mark.parametrize("status", SENTENCES)
def test_a_data_route_answers_a_problem_document(failing: Flask, status: int) -> None:
    answer = failing.test_client().get(f"/data/uji/{status}")
    assert answer.mimetype == "application/problem+json"
    problem = json.loads(answer.data)
    assert problem["status"] == answer.status_code == status
    assert problem["title"] == SENTENCES[status][0]
    assert problem["instance"] == f"/data/uji/{status}"
    assert set(problem) == {"type", "title", "status", "detail", "instance"}


@pytest.mark.parametrize("path", ["/peta.json", "/api/tidak-ada", "/data/tidak-ada.csv"])
def test_what_asks_for_data_gets_data(failing: Flask, path: str) -> None:
    assert failing.test_client().get(path).mimetype == "application/problem+json"


def test_a_client_that_wants_json_gets_json_and_a_browser_a_page(failing: Flask) -> None:
    client = failing.test_client()
    assert client.get("/uji/404", headers={"Accept": "application/json"}).mimetype == "application/problem+json"
    assert client.get("/uji/404", headers={"Accept": "text/html,*/*;q=0.8"}).mimetype == "text/html"


def test_an_expired_form_says_what_to_do(failing: Flask) -> None:
    answer = failing.test_client().get("/uji/kedaluwarsa")
    assert answer.status_code == 400
    assert "muat ulang, lalu kirim sekali lagi" in answer.text


def test_a_views_own_sentence_is_shown(failing: Flask) -> None:
    assert "Stok tidak cukup." in failing.test_client().get("/uji/alasan").text


def test_a_wrong_method_says_which_are_right(failing: Flask) -> None:
    answer = failing.test_client().post("/panduan-gaya")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("path", ["/?q=%00", "/%00", "/panduan-gaya?a=1&b=x%00y"])
def test_a_nul_in_an_address_is_refused(failing: Flask, path: str) -> None:
    assert failing.test_client().get(path).status_code == 400
