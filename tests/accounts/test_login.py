"""Logging in: right, wrong, locked, unknown, repeated, through a character, and out again."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from marketplace import create_app
from marketplace.accounts.models import FailedLogin
from marketplace.accounts.services.logins import ATTEMPTS
from marketplace.extensions import db, limiter
from marketplace.web.now import wall_now
from tests import engines
from tests.accounts.people import PASSWORD, give_password, make_persona, person, seen
from tests.sessions import sign_in


def log_in(client: FlaskClient, username: str, password: str = PASSWORD, **more: str):
    return client.post("/masuk", data={"username": username, "password": password, **more})


def test_the_right_password_leads_to_the_wanted_page(client: FlaskClient) -> None:
    give_password("ppk.sukun")
    answer = log_in(client, "PPK.Sukun ", lanjut="/akun?x=1")
    assert (answer.status_code, answer.location) == (303, "/akun?x=1")
    assert "Bambang Komitmen" in client.get("/akun").text


@pytest.mark.parametrize("target", ["https://jahat.example/", "//jahat.example", "/\\jahat.example", ""])
def test_nobody_is_led_outside(client: FlaskClient, target: str) -> None:
    give_password("sri")
    assert "jahat" not in (log_in(client, "sri", lanjut=target).location or "")


@pytest.mark.parametrize("username", ["ppk.sukun", "tidak.ada", "sri"])
def test_a_wrong_password_and_an_unknown_name_read_the_same(client: FlaskClient, username: str) -> None:
    give_password("ppk.sukun")
    answer = log_in(client, username, "bukan kata sandinya")
    assert answer.status_code == 422
    assert "Nama pengguna atau kata sandi tidak cocok." in answer.text
    assert f'value="{username}"' in answer.text


@pytest.mark.parametrize("username", ["ppk.sukun", "tidak.ada"])
def test_five_wrong_ones_close_a_name_for_a_quarter_of_an_hour_known_or_not(
    client: FlaskClient, username: str
) -> None:
    give_password("ppk.sukun")
    for _ in range(ATTEMPTS - 1):
        assert "tidak cocok" in log_in(client, username, "salah salah salah").text
    assert "15 menit" in log_in(client, username, "salah salah salah").text
    locked = log_in(client, username)
    assert locked.status_code == 422
    assert "ditutup sementara" in locked.text
    later = wall_now() - timedelta(seconds=1)
    db.session.execute(update(FailedLogin).values(locked_until=later))
    db.session.commit()
    assert log_in(client, username).status_code == (303 if username == "ppk.sukun" else 422)


def test_a_lock_that_ran_out_begins_a_new_count(client: FlaskClient) -> None:
    for _ in range(ATTEMPTS):
        log_in(client, "sri", "salah salah salah")
    db.session.execute(update(FailedLogin).values(locked_until=wall_now() - timedelta(seconds=1)))
    db.session.commit()
    assert "tidak cocok" in log_in(client, "sri", "salah salah salah").text
    assert db.session.scalars(select(FailedLogin.count)).one() == 1


def test_the_right_password_wipes_the_slate(client: FlaskClient) -> None:
    give_password("sri")
    for _ in range(ATTEMPTS - 1):
        log_in(client, "sri", "salah salah salah")
    assert log_in(client, "sri").status_code == 303
    assert db.session.scalars(select(FailedLogin)).all() == []


def test_what_was_typed_is_kept_only_as_a_hash(client: FlaskClient) -> None:
    log_in(client, "kata-sandi-di-tempat-salah", "x")
    assert len(db.session.scalars(select(FailedLogin.username_hash)).one()) == 32


def test_an_old_hash_is_renewed_at_log_in(client: FlaskClient) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    person("sri").password_hash = old
    db.session.commit()
    assert log_in(client, "sri").status_code == 303
    assert seen("sri").password_hash != old
    assert log_in(client, "sri").status_code == 303


def test_a_closed_account_stays_out(client: FlaskClient) -> None:
    give_password("sri")
    person("sri").is_active = False
    db.session.commit()
    assert log_in(client, "sri").status_code == 422


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"username": "", "password": ""},
        {"username": "x" * 5000, "password": "y"},
        {"username": "sri", "password": "y" * 5000},
        {"username": "sri\0", "password": "\0"},
    ],
)
def test_unusable_input_is_refused_with_a_sentence(client: FlaskClient, data: dict[str, str]) -> None:
    answer = client.post("/masuk", data=data)
    assert answer.status_code == 422
    assert "Ada yang perlu diperbaiki" in answer.text


def test_nothing_planted_before_the_log_in_survives_it(client: FlaskClient) -> None:
    give_password("sri")
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
    log_in(client, "sri")
    with client.session_transaction() as session:
        assert "planted" not in session


def test_logging_out_ends_the_session_and_needs_a_post(client: FlaskClient) -> None:
    sign_in(client, "sri")
    assert client.get("/keluar").status_code == 405
    assert client.post("/keluar").status_code == 303
    assert client.get("/akun").status_code == 303


def test_one_click_steps_into_a_character(client: FlaskClient) -> None:
    make_persona("ppk.sukun")
    page = client.get("/masuk")
    assert "Ingin membeli kertas." in page.text
    assert "Kelurahan Sukun" in page.text
    answer = client.post("/masuk/tokoh", data={"username": "ppk.sukun", "lanjut": "/akun"})
    assert answer.location == "/akun"
    assert "Bambang Komitmen" in client.get("/akun").text


@pytest.mark.parametrize("username", ["sri", "tidak.ada", "", "x" * 5000])
def test_nobody_else_can_be_stepped_into(client: FlaskClient, username: str) -> None:
    make_persona("ppk.sukun")
    assert client.post("/masuk/tokoh", data={"username": username}).status_code == 404
    assert client.get("/masuk/tokoh").status_code == 405


def test_outside_the_demonstration_there_are_no_open_characters(database_url: str, app: Flask) -> None:
    make_persona("ppk.sukun")
    strict = create_app(engines.settings_for(database_url, demo=False))
    strict.test_client_class = app.test_client_class
    client = strict.test_client()
    assert "Ingin membeli kertas." not in client.get("/masuk").text
    assert client.post("/masuk/tokoh", data={"username": "ppk.sukun"}).status_code == 404
    assert client.post("/masuk", data={"username": "ppk.sukun", "password": ""}).status_code == 422
    assert client.post("/masuk", data={"username": "ppk.sukun", "password": "x"}).status_code == 422
    with strict.app_context():
        for engine in db.engines.values():
            engine.dispose()


def test_without_the_forms_token_nothing_happens(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    give_password("sri")
    make_persona("ppk.sukun")
    client = app.test_client()
    assert log_in(client, "sri").status_code == 400
    assert client.post("/masuk/tokoh", data={"username": "ppk.sukun"}).status_code == 400
    assert client.post("/keluar").status_code == 400


def test_many_tries_from_one_address_on_one_name_are_slowed(database_url: str, app: Flask) -> None:
    hasty = create_app(engines.settings_for(database_url))
    hasty.config["RATELIMIT_ENABLED"] = True
    try:
        limiter.enabled = True
        limiter.init_app(hasty)
        hasty.test_client_class = app.test_client_class
        client = hasty.test_client()
        answers = [log_in(client, "", "").status_code for _ in range(21)]
        assert set(answers[:20]) == {422}
        assert answers[20] == 429
        with hasty.app_context():
            for engine in db.engines.values():
                engine.dispose()
    finally:
        limiter.enabled = False


@pytest.mark.parametrize("username", ["pp.sukun", "kpa.sukun", "platform", "admin.malang", "atk"])
def test_a_person_begins_at_the_own_desk(client: FlaskClient, username: str) -> None:
    make_persona(username)
    assert client.post("/masuk/tokoh", data={"username": username}).location == "/meja"


def test_the_log_in_page_does_not_lead_to_itself(client: FlaskClient) -> None:
    way_in = 'href="/masuk">Masuk</a>'
    assert way_in in client.get("/daftar-toko").text
    assert way_in not in client.get("/masuk").text
