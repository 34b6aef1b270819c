import pytest

from marketplace.accounts import errors, passwords
from marketplace.accounts.passwords import Passwords


def test_a_hash_is_argon2id_with_the_chosen_cost_and_fits_its_password_only() -> None:
    keeper = Passwords()
    stored = keeper.hash("empat kata acak sekali")
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert keeper.matches(stored, "empat kata acak sekali")
    assert not keeper.matches(stored, "empat kata acak sekalI")
    assert not keeper.is_outdated(stored)


def test_nobody_and_accounts_without_a_password_never_match() -> None:
    keeper = Passwords()
    assert not keeper.matches(None, "nobody has this password")
    assert not keeper.matches("not a hash", "anything")


def test_an_older_setting_is_renewed() -> None:
    from argon2 import PasswordHasher

    assert Passwords().is_outdated(PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash("x"))


@pytest.mark.parametrize(
    ("password", "error"),
    [
        ("pendek", errors.PasswordTooShort),
        ("x" * 201, errors.PasswordTooLong),
        ("aaaaaaaaaaaaaa", errors.PasswordTooCommon),
        ("Indonesia 1945", errors.PasswordTooCommon),
        ("tokodaring2023", errors.PasswordTooCommon),
        ("bambang.sukun12", errors.PasswordHoldsName),
    ],
)
def test_weak_passwords_are_refused_by_name(password: str, error: type[errors.AccountsError]) -> None:
    with pytest.raises(error):
        passwords.refuse_weak(password, ["Bambang", "ppk.sukun"])


def test_a_few_unrelated_words_are_strong_enough() -> None:
    passwords.refuse_weak("kuda hijau melompat pagi", ["Bambang", "ppk.sukun"])


def test_an_unknown_name_costs_one_hash_like_a_known_one() -> None:
    keeper, checked = Passwords(), []
    real = keeper._hasher

    class Counting:
        def verify(self, stored: str, password: str) -> bool:
            checked.append(stored.split("$")[3])
            return real.verify(stored, password)

    stored = keeper.hash("y")
    keeper._hasher = Counting()  # type: ignore[assignment]
    keeper.matches(None, "x")
    keeper.matches(stored, "x")
    assert checked == ["m=19456,t=2,p=1"] * 2
