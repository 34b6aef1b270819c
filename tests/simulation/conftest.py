"""The two worlds, each seeded once for all tests of this folder."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests import engines
from tests.simulation import worlds


@pytest.fixture(scope="session")
def kelas_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with worlds.seeded(request.param, tmp_path_factory.mktemp("kelas"), "kelas") as url:
        yield url


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    wanted = metafunc.config.getoption("--engine")
    if wanted == "both":
        chosen = ["sqlite", "postgresql"] if engines.postgres_answers() else ["sqlite"]
    else:
        chosen = [wanted]
    if "kelas_url" in metafunc.fixturenames:
        metafunc.parametrize("kelas_url", chosen, indirect=True, scope="session")
    if "engine_name" in metafunc.fixturenames:
        metafunc.parametrize("engine_name", chosen)


@pytest.fixture
def kelas(kelas_url: str) -> Iterator[Flask]:
    with worlds.opened(kelas_url) as app:
        yield app


@pytest.fixture(scope="session")
def jatim_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with worlds.seeded("sqlite", tmp_path_factory.mktemp("jatim"), "jatim-2023") as url:
        yield url


@pytest.fixture
def jatim(jatim_url: str) -> Iterator[Flask]:
    with worlds.opened(jatim_url) as app:
        yield app
