"""Hashing and judging passwords: argon2id, two at a time, the same time for an unknown name.

One `Passwords` hangs on each app. Hash outside any database lock: it takes about 20 ms on purpose.
"""

import threading
from collections.abc import Iterable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from marketplace.accounts.errors import PasswordHoldsName, PasswordTooCommon, PasswordTooLong, PasswordTooShort

MIN_LENGTH = 12
MAX_LENGTH = 200  # a longer text only burns time
AT_ONCE = 2

# Long enough and still among the first tries of everybody who guesses; compared without spaces and case.
_COMMON_TEXT = """
123456789012 1234567890123 12345678901234 123456123456 123123123123 111111111111 000000000000 121212121212
112233445566 987654321098 password1234 passwordpassword passw0rd1234 password12345 qwertyuiop12 qwertyuiop123
qwertyuiopas qwerty123456 qwertyqwerty 1q2w3e4r5t6y q1w2e3r4t5y6 1qaz2wsx3edc abcdefghijkl abc123abc123
abcd12345678 iloveyou1234 administrator admin1234567 admin123admin adminadminadmin letmeinletmein welcome12345
indonesia123 indonesia1945 indonesia2023 indonesiaraya merdeka17845 merdeka171945 bismillah123 bismillah1234
alhamdulillah assalamualaikum katasandi123 katasandi1234 sandisandisandi rahasia12345 rahasia123456 sayangku1234
sayangsayang sayasayangkamu akucintakamu malangkota123 aremania1987 aremania12345 jawatimur123 surabaya1234
persebaya1927 tokodaring123 tokodaring2023 jatimbejo123 jatimbejo2023 pengadaan123 pengadaan2023 bendahara123
pejabatpengadaan
"""
COMMON = frozenset(_COMMON_TEXT.split())

# Of a random string that was thrown away: checking it costs what checking a real one costs, and never fits.
NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$8gTaJ+84DjxrbZIJ1zkJ1A$iQ0yB9VOvOPK11U317JEMKfGf7DiFQwbcPGHrUAMl0o"


class Passwords:
    """OWASP's argon2id setting (t=2, 19 MiB, p=1) behind a gate: thirty log-ins at once do not take all memory."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
        self._gate = threading.BoundedSemaphore(AT_ONCE)

    def hash(self, password: str) -> str:
        with self._gate:
            return self._hasher.hash(password)

    def matches(self, password_hash: str | None, password: str) -> bool:
        """Whether it fits; an account without a password, or none at all, costs the same time and never fits."""
        with self._gate:
            try:
                fits = self._hasher.verify(password_hash or NOBODYS, password)
            except (VerificationError, InvalidHashError):
                return False
        return fits and password_hash is not None

    def is_outdated(self, password_hash: str) -> bool:
        return self._hasher.check_needs_rehash(password_hash)


def refuse_weak(password: str, own_words: Iterable[str] = ()) -> None:
    """A new password has at least 12 characters, is not among the common ones and is not the person's own name."""
    tidy = "".join(password.split()).casefold()
    if len(password) < MIN_LENGTH:
        raise PasswordTooShort(minimum=MIN_LENGTH)
    if len(password) > MAX_LENGTH:
        raise PasswordTooLong(maximum=MAX_LENGTH)
    if len(set(tidy)) < 4 or tidy in COMMON:
        raise PasswordTooCommon
    if any(len(word) > 3 and word.casefold() in tidy for word in own_words):
        raise PasswordHoldsName
