"""Outside the demonstration weak settings do not start; what is in the way of starting is said in a sentence."""

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from marketplace.cli import main
from marketplace.config import DEMO_SECRET, Settings, WeakSettings
from marketplace.operations import server
from marketplace.operations.errors import CannotRun


@pytest.mark.parametrize("secret", ["", DEMO_SECRET, "short"])
def test_without_the_demonstration_a_guessable_key_is_refused(monkeypatch: pytest.MonkeyPatch, secret: str) -> None:
    monkeypatch.setenv("DEMO", "0")
    monkeypatch.setenv("SECRET_KEY", secret)
    with pytest.raises(WeakSettings, match="SECRET_KEY"):
        Settings.from_environment()


def test_without_the_demonstration_a_strong_key_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO", "0")
    monkeypatch.setenv("SECRET_KEY", "k" * 48)
    assert not Settings.from_environment().demo


def test_a_weak_key_is_told_at_the_terminal_without_a_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO", "0")
    monkeypatch.delenv("SECRET_KEY", raising=False)
    told = CliRunner().invoke(main, ["serve"])
    assert told.exit_code == 1
    assert "SECRET_KEY" in told.output
    assert "Traceback" not in told.output


def test_a_port_in_use_names_the_next_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CannotRun, match=f"PORT={port + 1}"):
            server.require_free_port("127.0.0.1", port)


def test_a_folder_that_cannot_be_made_says_how_to_choose_another(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotRun, match="DATA_DIR"):
        server.require_writable(tmp_path / "file" / "data")
