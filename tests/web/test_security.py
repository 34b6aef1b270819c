import re

import pytest
from flask import Flask, flash, session
from flask.testing import FlaskClient

from marketplace import create_app
from tests.engines import settings_for


@pytest.mark.parametrize(
    "path", ["/", "/panduan-gaya", "/healthz", "/tidak-ada", "/tidak-ada.json", "/static/img/mark.svg"]
)
def test_every_answer_carries_the_headers(client: FlaskClient, path: str) -> None:
    headers = client.get(path, buffered=True).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    for rule in (
        "script-src 'self'",
        "style-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ):
        assert rule in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_only_a_real_market_insists_on_https(client: FlaskClient, database_url: str) -> None:
    assert "Strict-Transport-Security" not in client.get("/healthz").headers
    real = create_app(settings_for(database_url, demo=False))
    assert "max-age=31536000" in real.test_client().get("/healthz").headers["Strict-Transport-Security"]


@pytest.mark.parametrize("path", ["/", "/panduan-gaya"])
def test_a_public_page_is_the_same_with_and_without_a_session(client: FlaskClient, path: str) -> None:
    before = client.get(path)
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "1.1"
    after = client.get(path)
    assert before.data == after.data
    assert "Cookie" not in after.headers.get("Vary", "")
    assert "Set-Cookie" not in after.headers


def test_what_was_made_from_the_session_is_kept_by_no_cache(app: Flask) -> None:
    @app.get("/uji")
    def page() -> str:
        return str(session.get("nama"))

    @app.get("/uji-sendiri")
    def own() -> tuple[str, dict[str, str]]:
        return str(session.get("nama")), {"Cache-Control": "private, max-age=60"}

    client = app.test_client()
    assert client.get("/uji").headers["Cache-Control"] == "no-store"
    assert client.get("/uji-sendiri").headers["Cache-Control"] == "private, max-age=60"
    assert client.get("/healthz").headers["Cache-Control"] == "no-cache"


def test_a_message_is_shown_once_on_the_next_personal_page(app: Flask) -> None:
    @app.get("/uji")
    def tell() -> str:
        flash("<b>Pesanan dikirim.</b>", "good")
        return "ok"

    client = app.test_client()
    client.get("/uji")
    assert "flash" not in client.get("/").text, "a public page shows nobody's messages"
    assert re.search(r'class="flash flash--good">&lt;b&gt;Pesanan dikirim', client.get("/tidak-ada").text)
    assert "flash--good" not in client.get("/tidak-ada").text
