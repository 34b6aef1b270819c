"""A backup taken while the market is open is whole; a restore never overwrites anything."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from marketplace import create_app
from marketplace.config import Settings
from marketplace.extensions import db
from marketplace.ledger.models import World
from marketplace.operations import databases
from marketplace.operations.errors import CannotRun
from marketplace.purchasing.models import PlanPackage


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_backup_restores_to_the_same_world(database_url: str, tmp_path: Path) -> None:
    backup, place = tmp_path / "cadangan.sqlite3", tmp_path / "baru.sqlite3"
    databases.backup(Settings(database_url=database_url), backup)
    restored = Settings(database_url=f"sqlite:///{place}", testing=True)
    databases.restore(restored, backup)
    app = create_app(restored)
    with app.app_context():
        assert db.session.get(World, 1) is not None
        assert db.session.scalar(select(func.count()).select_from(PlanPackage)) == 2
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_nothing_is_overwritten(database_url: str, tmp_path: Path) -> None:
    taken = tmp_path / "sudah-ada.sqlite3"
    taken.write_bytes(b"precious")
    settings = Settings(database_url=database_url)
    with pytest.raises(CannotRun, match="sudah ada"):
        databases.backup(settings, taken)
    with pytest.raises(CannotRun, match="sudah ada"):
        databases.restore(settings, taken)
    assert taken.read_bytes() == b"precious"


def test_a_file_that_is_no_backup_changes_nothing(tmp_path: Path) -> None:
    wrong, place = tmp_path / "bukan.txt", tmp_path / "toko.sqlite3"
    wrong.write_text("this is not a database")
    with pytest.raises(CannotRun, match="bukan cadangan"):
        databases.restore(Settings(database_url=f"sqlite:///{place}"), wrong)
    assert not place.exists()
