from click.testing import CliRunner
from flask import Flask

from marketplace.accounts.commands import users_group
from marketplace.accounts.passwords import Passwords
from marketplace.extensions import db
from tests.accounts.people import PASSWORD, seen


def run(app: Flask, *words: str, typed: str | None = None):
    db.session.rollback()
    return app.test_cli_runner().invoke(users_group, list(words), input=typed)


def test_people_are_listed_with_todays_roles(app: Flask) -> None:
    answer = run(app, "list", "--search", "sukun", "--role", "kpa")
    assert answer.exit_code == 0
    assert "kpa @ Kelurahan Sukun" in answer.output
    assert "1 orang" in answer.output


def test_an_account_is_made_with_a_role_and_a_password_that_is_asked_for(app: Flask) -> None:
    words = ("create", "camat", "Camat Baru", "--role", "kpa", "--place", "3571-KEL-BANDAR")
    answer = run(app, *words, typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert answer.exit_code == 0, answer.output
    assert PASSWORD not in answer.output
    assert Passwords().matches(seen("camat").password_hash, PASSWORD)


def test_a_refusal_leaves_nothing_behind(app: Flask) -> None:
    answer = run(app, "create", "camat", "Camat", "--role", "kpa", "--place", "x", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert answer.exit_code == 1
    assert "lain jenisnya" in answer.output
    weak = run(app, "create", "camat", "Camat", typed="pendek\npendek\n")
    assert "paling sedikit 12" in weak.output
    assert "sudah dipakai" in run(app, "create", "sri", "Sri", typed=f"{PASSWORD}\n{PASSWORD}\n").output


def test_a_new_password_ends_sessions(app: Flask) -> None:
    assert run(app, "password", "sri", typed=f"{PASSWORD}\n{PASSWORD}\n").exit_code == 0
    assert seen("sri").session_epoch == 1
    assert "Tidak ada pengguna" in run(app, "password", "tidak.ada", typed=f"{PASSWORD}\n{PASSWORD}\n").output


def test_the_group_names_its_commands() -> None:
    assert {"list", "create", "password"} <= set(CliRunner().invoke(users_group, ["--help"]).output.split())
