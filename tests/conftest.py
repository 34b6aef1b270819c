"""Each test gets its own copy of one small world; database tests run on SQLite and, where it answers, PostgreSQL."""

import os
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace import create_app
from marketplace.extensions import db
from tests import engines
from tests.stories import browsers

LEFT_OUT = pytest.StashKey[int]()

# How fast examples are drawn says something about the machine, nothing about the market.
hypothesis.settings.register_profile("market", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("market")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=["sqlite", "postgresql", "both"], default="both")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    chosen_by_test = any("store" in mark.args[0] for mark in metafunc.definition.iter_markers("parametrize"))
    if "store" in metafunc.fixturenames and not chosen_by_test:
        metafunc.parametrize("store", _chosen_engines(metafunc.config), indirect=True, scope="session")


def _chosen_engines(config: pytest.Config) -> list[str]:
    wanted = config.getoption("--engine")
    if wanted != "both":
        return [wanted]
    return ["sqlite", "postgresql"] if engines.postgres_answers() else ["sqlite"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a Chromium the browser journeys are left out, and the summary says so; `REQUIRE_BROWSER` forbids it."""
    journeys = [item for item in items if item.get_closest_marker("browser")]
    if journeys and browsers.chromium() is None and not os.environ.get("REQUIRE_BROWSER"):
        config.hook.pytest_deselected(items=journeys)
        items[:] = [item for item in items if item not in journeys]
        config.stash[LEFT_OUT] = len(journeys)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if count := config.stash.get(LEFT_OUT, 0):
        terminalreporter.write_line(browsers.HOW_TO_ADD.format(count=count), yellow=True)
    if config.getoption("--engine") == "both" and not engines.postgres_answers():
        terminalreporter.write_line(
            "Left out: the PostgreSQL half. Start a server and set TEST_POSTGRES_URL to run it.", yellow=True
        )


@pytest.fixture(scope="session")
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator:
    if request.param == "sqlite":
        yield engines.SqliteStore(tmp_path_factory.mktemp("worlds"))
    else:
        store = engines.PostgresStore()
        yield store
        store.close()


@pytest.fixture
def database_url(store: engines.SqliteStore | engines.PostgresStore) -> Iterator[str]:
    with store.copy() as url:
        yield url


class Visitor(FlaskClient):
    """Each request gets a context of its own; Flask would lend it the test's, with all that `g` remembers."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        with self.application.app_context():
            return super().open(*args, **kwargs)


@pytest.fixture
def app(database_url: str) -> Iterator[Flask]:
    """An app on a fresh copy; inside its context, as a command would be. Requests open their own context."""
    app = create_app(engines.settings_for(database_url))
    app.test_client_class = Visitor
    with app.app_context():
        yield app
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
