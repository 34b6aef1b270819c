"""Invents the people: names that nobody bears on purpose, numbers that nobody can have."""

import hashlib
import re
from random import Random

from faker import Faker

from marketplace.simulation.cast import Person

DEGREES = ("S.Sos", "S.E.", "S.STP., M.Si", "S.H.", "S.IP., M.AP", "S.Pd., M.Pd", "S.T.", "S.KM.", "S.Kom.", "A.Md.")
HONORIFICS = {"bu", "pak", "mbak", "mas", "mak", "cak", "haji", "bapak", "ibu"}


class Registry:
    """Gives out people one after another, each with a log-in name of their own."""

    def __init__(self, rng: Random) -> None:
        self.everyone: list[Person] = []
        self._rng = rng
        self._usernames: set[str] = set()
        self._names = Faker("id_ID")
        self._names.seed_instance(rng.getrandbits(64))

    def person(self, position: str, *, name: str | None = None, username: str | None = None) -> Person:
        """A new person; the ledger will know them only by a salted commitment."""
        name = name or self.full_name()
        public_id = f"{self._rng.getrandbits(128):026X}"[:26]
        salt = self._rng.randbytes(16)
        person = Person(
            id=len(self.everyone) + 1,
            public_id=public_id,
            username=self._free_username(username or name),
            name=name,
            position=position,
            salt=salt,
            commitment=hashlib.sha256(salt + public_id.encode()).digest(),
        )
        self.everyone.append(person)
        return person

    def full_name(self) -> str:
        first = self._names.first_name_female() if self._rng.random() < 0.5 else self._names.first_name_male()
        return f"{first} {self._names.last_name()}"

    def official_name(self) -> str:
        """Civil servants write their degree behind their name."""
        return f"{self.full_name()}, {self._rng.choice(DEGREES)}"

    def name_after(self, nickname: str) -> str:
        """The owner behind a shop sign: `Bu Sri` is Sri and a family name."""
        words = [word for word in nickname.split() if word.lower() not in HONORIFICS]
        return f"{' '.join(words)} {self._names.last_name()}"

    def _free_username(self, text: str) -> str:
        plain = text.split(",")[0].lower()
        base = re.sub(r"[^a-z0-9]+", ".", plain).strip(".")[:40]
        username, n = base, 1
        while username in self._usernames:
            n += 1
            username = f"{base}{n}"
        self._usernames.add(username)
        return username
