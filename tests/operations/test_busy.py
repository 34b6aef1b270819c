"""A writer that does not finish: others wait a while, then hear one sentence, and nothing of theirs is half done."""

import contextvars
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask

from marketplace import create_app
from marketplace.extensions import db
from marketplace.ledger import services as ledger
from marketplace.ledger.commands import ledger_group
from marketplace.ledger.queries import head
from marketplace.writers import DatabaseBusy
from tests.conftest import Visitor
from tests.engines import settings_for
from tests.ledger.facts import order_fact

WAIT = 0.3


@pytest.fixture
def hasty(database_url: str) -> Iterator[Flask]:
    """A second app on the same database that waits only a moment."""
    app = create_app(settings_for(database_url, write_wait_seconds=WAIT))
    app.extensions["projections"] = ()
    app.test_client_class = Visitor

    @app.post("/uji/tulis")
    @app.post("/data/uji/tulis", endpoint="uji_data")
    def write() -> str:
        ledger.record(order_fact(2))
        db.session.commit()
        return "tertulis"

    yield app
    with app.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


@contextmanager
def somebody_writing(app: Flask) -> Iterator[None]:
    """Holds the writer's lock until the block ends, as a long maintenance program would."""
    ledger.record(order_fact(1))
    yield
    db.session.rollback()


def posted(app: Flask, path: str = "/uji/tulis", language: str = "id") -> Any:
    client = app.test_client()
    client.set_cookie("bahasa", language)
    return client.post(path)


@pytest.mark.parametrize(
    ("language", "sentence"), [("id", "Permintaan Anda belum tersimpan"), ("en", "Your request has not been saved")]
)
def test_who_waits_too_long_is_told_to_send_again(app: Flask, hasty: Flask, language: str, sentence: str) -> None:
    with somebody_writing(app):
        answer = posted(hasty, language=language)
    assert answer.status_code == 503
    assert sentence in answer.text
    assert int(answer.headers["Retry-After"]) > 0


def test_data_routes_answer_a_problem_document(app: Flask, hasty: Flask) -> None:
    with somebody_writing(app):
        answer = posted(hasty, "/data/uji/tulis")
    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")
    assert answer.headers["Retry-After"]


def test_the_wait_ends_when_the_limit_is_over_and_nothing_is_written(app: Flask, hasty: Flask) -> None:
    with somebody_writing(app):
        began = time.monotonic()
        assert posted(hasty).status_code == 503
        assert WAIT <= time.monotonic() - began < WAIT + 5
    assert head() == -1


def test_after_a_refusal_the_same_request_succeeds(app: Flask, hasty: Flask) -> None:
    with somebody_writing(app):
        for _ in range(3):
            assert posted(hasty).status_code == 503
    assert posted(hasty).text == "tertulis"
    assert ledger.record(order_fact(3)).index == 1  # and the lock was given back to everyone


def test_who_is_served_in_time_waits_without_a_word(app: Flask, database_url: str) -> None:
    patient = create_app(settings_for(database_url, write_wait_seconds=30))
    patient.extensions["projections"] = ()
    written = threading.Event()

    def write() -> None:
        with patient.app_context():
            ledger.record(order_fact(2))
            db.session.commit()
            written.set()
            db.session.remove()
            for engine in db.engines.values():
                engine.dispose()

    with somebody_writing(app):
        waiting = threading.Thread(target=write)
        waiting.start()
        assert not written.wait(WAIT)
    waiting.join(20)
    assert written.is_set()


def test_a_program_at_the_terminal_says_it_without_a_trace(app: Flask, hasty: Flask) -> None:
    with somebody_writing(app):
        run = hasty.test_cli_runner().invoke
        told = contextvars.Context().run(run, ledger_group, ["rebuild"])  # outside the test's own app context
    assert told.exit_code == 1
    assert "coba lagi" in told.output
    assert "try again" in told.output
    assert "Traceback" not in told.output


def test_a_busy_database_is_one_error_on_both_engines(app: Flask, hasty: Flask) -> None:
    with somebody_writing(app), hasty.app_context():
        with pytest.raises(DatabaseBusy):
            ledger.record(order_fact(2))
        db.session.rollback()
        db.session.remove()
