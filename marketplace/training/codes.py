"""Names that people read aloud, type and see on a projector: room codes, slugs and PINs."""

import hmac
import re
import secrets
import unicodedata
from hashlib import sha256

# No letter that looks like another or like a digit, and no vowel, so that no code is a word.
LETTERS = "BCDFGHJKMNPRTVWXY"
CODE_LENGTH = 6


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def read_code(text: str) -> str:
    """A code as somebody typed it: small letters, spaces and hyphens mean nothing."""
    return re.sub(r"[^A-Z]", "", text.upper())[: CODE_LENGTH + 1]


def new_slug(name: str) -> str:
    """Part of the room's address: its name in plain letters and a few that make it unique."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:28].strip("-") or "kelas"
    return f"{words}-{''.join(secrets.choice(LETTERS) for _ in range(4)).lower()}"


def pin_of(secret: str, slug: str, seat: int, version: int) -> str:
    """Four digits that only the installation can make; shown again whenever the trainer asks."""
    digest = hmac.new(secret.encode(), f"pin {slug} {seat} {version}".encode(), sha256).digest()
    return f"{int.from_bytes(digest[:4], 'big') % 10_000:04d}"


def new_device_key() -> str:
    return secrets.token_urlsafe(24)


def device_hash(key: str) -> bytes:
    return sha256(key.encode()).digest()
