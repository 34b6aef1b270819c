"""How accounts refuse: every error names the failure; `messages.py` has the sentences."""

import re
from typing import Any


class AccountsError(Exception):
    """Something about people, roles or shops that may not be. `code` is the class name in lower case."""

    code = "accounts_error"
    rule: str | None = None

    def __init_subclass__(cls) -> None:
        cls.code = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def __init__(self, **values: Any) -> None:
        super().__init__(f"{self.code} {values}" if values else self.code)
        self.values = values


class NotAllowed(AccountsError):
    """None of this person's roles may do this here."""


class WrongPassword(AccountsError):
    """Name and password do not belong together; which of the two is wrong is not told."""


class CurrentPasswordWrong(AccountsError):
    """Who changes the password must know the one in force."""


class LockedOut(AccountsError):
    """Too many wrong passwords in a row for this name. values: minutes."""


class OpenAccount(AccountsError):
    """A character of the open demonstration has no password to change."""


class PasswordTooShort(AccountsError):
    """values: minimum."""


class PasswordTooLong(AccountsError):
    """values: maximum."""


class PasswordTooCommon(AccountsError):
    """It is among the first that anyone would try."""


class PasswordHoldsName(AccountsError):
    """It contains the person's own name or log-in name."""


class PasswordUnchanged(AccountsError):
    """The new password is the old one."""


class UsernameTaken(AccountsError):
    """values: username."""


class AlreadyMade(AccountsError):
    """The form was sent before and did its work: a double click."""


class UsernameMalformed(AccountsError):
    """A log-in name is 3 to 80 small letters, digits, dots, hyphens or underscores."""


class WrongPlace(AccountsError):
    """This role is held in another kind of place: a unit, a shop, a region, or none. values: role."""


class AlreadyHeld(AccountsError):
    """The person holds this role in this place already. values: role."""


class NotHeld(AccountsError):
    """The person does not hold this role there on that day. values: role."""


class DutiesNotSeparate(AccountsError):
    """One person would hold two roles of one unit that must be apart. values: role, other."""

    rule = "R02"


class BackwardTerm(AccountsError):
    """An appointment ends before it begins."""


class LastAdministrator(AccountsError):
    """Without a platform administrator nobody could appoint one."""


class StillOpen(AccountsError):
    """The thread to the ledger is cut only for a closed account."""


class NotConfirmed(AccountsError):
    """What cannot be undone is confirmed by typing the log-in name."""


class UnknownPerson(AccountsError):
    """Nobody has that log-in name. values: username."""


class SamePerson(AccountsError):
    """A handover goes to somebody else."""


class AlreadyVerified(AccountsError):
    """The shop has been verified; its legal papers do not change by themselves."""

    rule = "R39"


class OwnShop(AccountsError):
    """Nobody verifies a shop they belong to."""

    rule = "R39"
