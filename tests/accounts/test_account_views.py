"""One's own account: profile, language, password."""

import re

import pytest
from flask.testing import FlaskClient

from marketplace.extensions import db
from tests.accounts.people import PASSWORD, give_password, make_persona, person, seen
from tests.sessions import sign_in

NEW = "sembilan perahu biru pelan"


def change(client: FlaskClient, current: str = PASSWORD, new: str = NEW, again: str = NEW):
    return client.post("/akun/sandi", data={"current": current, "new": new, "again": again})


def test_the_profile_shows_roles_and_places(client: FlaskClient) -> None:
    page = sign_in(client, "kpa.sukun").get("/akun")
    assert "PA/KPA" in page.text
    assert "Kelurahan Sukun" in page.text


@pytest.mark.parametrize("path", ["/akun", "/akun/sandi"])
def test_visitors_are_asked_in_first(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 303
    assert answer.location == f"/masuk?lanjut={path}"


def test_a_new_password_works_and_ends_every_other_session(app, client: FlaskClient) -> None:
    give_password("sri")
    other = sign_in(app.test_client(), "sri")
    sign_in(client, "sri")
    assert change(client).status_code == 303
    assert client.get("/akun").status_code == 200
    assert other.get("/akun").status_code == 303
    assert other.post("/masuk", data={"username": "sri", "password": NEW}).status_code == 303


@pytest.mark.parametrize(
    ("current", "new", "again", "sentence"),
    [
        ("bukan itu sama sekali", NEW, NEW, "Kata sandi sekarang tidak cocok"),
        (PASSWORD, PASSWORD, PASSWORD, "harus berbeda"),
        (PASSWORD, "pendek", "pendek", "paling sedikit 12"),
        (PASSWORD, "tokodaring2023", "tokodaring2023", "terlalu mudah"),
        (PASSWORD, "pemilik toko lama", "pemilik toko lama", "memuat nama"),
        (PASSWORD, NEW, NEW + "x", "tidak sama"),
        ("", "", "", "Harus diisi"),
        (PASSWORD, "z" * 900, "z" * 900, "paling banyak 200"),
    ],
)
def test_an_unfit_change_is_refused_with_a_sentence(
    client: FlaskClient, current: str, new: str, again: str, sentence: str
) -> None:
    give_password("sri")
    answer = change(sign_in(client, "sri"), current, new, again)
    assert answer.status_code == 422
    assert re.search(rf'class="field__error" id="(current|new|again)-error">[^<]*{sentence}', answer.text)
    assert seen("sri").session_epoch == 0


def test_a_character_of_the_demonstration_keeps_its_open_door(client: FlaskClient) -> None:
    make_persona("sri")
    sign_in(client, "sri")
    assert "Tokoh demo tidak memakai kata sandi" in client.get("/akun/sandi").text
    assert change(client).status_code == 422


def test_a_visitor_changes_nothing(client: FlaskClient) -> None:
    assert change(client).status_code == 303
    assert client.post("/akun/bahasa", data={"locale": "en"}).status_code == 303
    assert client.get("/akun/bahasa").status_code == 405
    assert client.put("/akun/sandi").status_code == 405


def test_the_language_goes_with_the_person(client: FlaskClient) -> None:
    sign_in(client, "sri")
    client.post("/akun/bahasa", data={"locale": "en"})
    assert "My roles" in client.get("/akun").text
    assert seen("sri").locale == "en"
    client.post("/akun/bahasa", data={"locale": "xx"})
    assert seen("sri").locale == "en"


def test_log_in_brings_the_language_back(client: FlaskClient) -> None:
    give_password("sri")
    person("sri").locale = "en"
    db.session.commit()
    answer = client.post("/masuk", data={"username": "sri", "password": PASSWORD})
    assert "bahasa=en" in ";".join(answer.headers.getlist("Set-Cookie"))
