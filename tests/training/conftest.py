"""The world that classes play in, seeded once; tests write into it and never commit."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests import engines
from tests.simulation import worlds


@pytest.fixture(scope="session")
def class_world_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with worlds.seeded(request.param, tmp_path_factory.mktemp("class"), "kelas") as url:
        yield url


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    wanted = metafunc.config.getoption("--engine")
    both = ["sqlite", "postgresql"] if engines.postgres_answers() else ["sqlite"]
    if "class_world_url" in metafunc.fixturenames:
        chosen = both if wanted == "both" else [wanted]
        metafunc.parametrize("class_world_url", chosen, indirect=True, scope="session")


@pytest.fixture
def own_world(class_world_url: str, tmp_path: Path) -> Iterator[Flask]:
    """A copy to commit into."""
    with worlds.copied(class_world_url, tmp_path) as url, worlds.opened(url) as app:
        yield app


@pytest.fixture
def class_world(class_world_url: str) -> Iterator[Flask]:
    with worlds.opened(class_world_url) as app:
        yield app
