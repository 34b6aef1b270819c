"""The register is made once, however many processes of an installation start at one moment."""

import threading
from typing import Any

from sqlalchemy import Engine, inspect

from marketplace.config import Settings
from marketplace.training import registry
from marketplace.training.databases import databases
from tests import engines
from tests.training.rooms.conftest import drop_rooms

AT_ONCE = 6


def test_processes_that_start_together_make_one_register(store: Any, tmp_path: Any) -> None:
    with store.empty() as url:
        settings: Settings = engines.settings_for(url, data_dir=tmp_path)
        together = threading.Barrier(AT_ONCE)
        opened: list[Engine] = []
        failures: list[Exception] = []

        def start() -> None:
            together.wait()
            try:
                opened.append(registry.open_register(databases(settings, lambda *_: None)))
            except Exception as error:
                failures.append(error)

        threads = [threading.Thread(target=start) for _ in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert set(registry.metadata.tables) <= set(inspect(opened[0]).get_table_names())
        for engine in opened:
            engine.dispose()
        if not settings.is_sqlite:
            drop_rooms(url.rsplit("/", 1)[1])
