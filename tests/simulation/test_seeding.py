"""Seeding: the same plan and number make the same ledger; a finished world is kept, a broken one made again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from marketplace.cli import main
from marketplace.config import PROJECT_ROOT
from marketplace.extensions import db
from marketplace.ledger.models import World
from marketplace.simulation import production, seeding
from marketplace.simulation.errors import UnknownWorld, WorldExists
from marketplace.simulation.world_plan import load
from tests import engines
from tests.simulation import worlds

ROOT = "SELECT hex(root_hash) FROM ledger_checkpoints ORDER BY size DESC LIMIT 1"


def root_of(url: str) -> str:
    with worlds.opened(url):
        return str(db.session.execute(text(ROOT)).scalar_one())


def run_seed(folder: Path, *arguments: str, hash_seed: str = "0") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DATA_DIR": str(folder), "PYTHONHASHSEED": hash_seed, "DATABASE_URL": "",
                   "PYTHONPATH": str(PROJECT_ROOT)}  # fmt: skip
    command = [sys.executable, "-c", "from marketplace.cli import main; main()", "seed", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_same_seed_makes_the_same_ledger_whatever_python_hashes(tmp_path: Path) -> None:
    roots = set()
    for hash_seed in ("1", "4242"):
        folder = tmp_path / hash_seed
        done = run_seed(folder, "kelas", "--scale", "0.3", hash_seed=hash_seed)
        assert done.returncode == 0, done.stderr
        roots.add(root_of(f"sqlite:///{folder / 'toko.sqlite3'}"))
    assert len(roots) == 1


def test_another_seed_makes_another_ledger(tmp_path: Path) -> None:
    roots = []
    for number in (1, 2):
        url = f"sqlite:///{tmp_path / str(number)}.sqlite3"
        seeding.seed(engines.settings_for(url), "kelas", seed_number=number, scale=0.1, quiet=True)
        roots.append(root_of(url))
    assert roots[0] != roots[1]


def test_a_player_in_its_own_process_tells_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = load("kelas", scale=0.05)
    with production.start(plan, "sqlite") as news:
        here = [news.steps(), *news.facts(), *news.tables()]
    monkeypatch.setattr(production, "OWN_PROCESS_FROM", 1)
    with production.start(plan, "sqlite") as news:
        there = [news.steps(), *news.facts(), *news.tables()]
    assert here == there


def test_a_half_finished_world_is_made_again(engine_name: str, tmp_path: Path) -> None:
    with worlds.empty(engine_name, tmp_path) as url:
        settings = engines.settings_for(url)
        seeding.seed(settings, "kelas", scale=0.05, quiet=True)
        with worlds.opened(url):
            db.session.get_one(World, 1).ready_at = None
            db.session.commit()
        seeding.seed(settings, "kelas", scale=0.05, quiet=True)
        with worlds.opened(url):
            assert db.session.get_one(World, 1).ready_at is not None
        with pytest.raises(WorldExists):
            seeding.seed(settings, "kelas", scale=0.05, quiet=True)


def test_a_killed_seed_leaves_no_database_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    url = f"sqlite:///{tmp_path / 'toko.sqlite3'}"
    monkeypatch.setattr(seeding, "_finish", die)
    with pytest.raises(KeyboardInterrupt):
        seeding.seed(engines.settings_for(url), "kelas", scale=0.05, quiet=True)
    assert not (tmp_path / "toko.sqlite3").exists()
    monkeypatch.undo()
    seeding.seed(engines.settings_for(url), "kelas", scale=0.05, quiet=True)
    assert [path.name for path in tmp_path.glob("*.part*")] == []


def test_an_unknown_world_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UnknownWorld):
        load("mars")
    done = run_seed(tmp_path, "mars")
    assert done.returncode == 1
    assert "jatim-2023, kelas" in done.stderr


def test_scale_multiplies_orders_and_not_shops() -> None:
    once, twice = load("jatim-2023"), load("jatim-2023", scale=2)
    assert sum(twice.regions[0].orders.values()) == 2 * sum(once.regions[0].orders.values())
    assert twice.regions[0].shops == once.regions[0].shops


def test_time_by_hand_lets_deadlines_run_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'toko.sqlite3'}"
    seeding.seed(engines.settings_for(url), "kelas", scale=0.3, quiet=True)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    runner = CliRunner()
    with worlds.opened(url):
        waiting = worlds.one("SELECT count(*) FROM orders WHERE status = 'rfq_terkirim'")
        entries = worlds.one("SELECT count(*) FROM ledger_entries")
    assert waiting > 0
    done = runner.invoke(main, ["simulate", "--days", "10"])
    assert done.exit_code == 0, done.output
    with worlds.opened(url):
        assert worlds.one("SELECT count(*) FROM orders WHERE status = 'rfq_terkirim'") == 0
        assert worlds.one("SELECT count(*) FROM ledger_entries") > entries
    back = runner.invoke(main, ["simulate", "--until", "2023-09-02"])
    assert back.exit_code == 1
    assert "tidak dapat mundur" in back.output
    assert runner.invoke(main, ["simulate"]).exit_code == 2
