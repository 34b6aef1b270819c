"""Signed statements about the log: C2SP `tlog-checkpoint` notes under Ed25519, C2SP `tlog-proof` receipts.

Pure. The signing key is made from the app's secret and the log's name, so no key file has to be kept; each
world, and each room, signs under a key of its own.
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

ED25519 = b"\x01"  # C2SP signed-note: the signature type in key ids and verifier keys
PROOF_HEADER = "c2sp.org/tlog-proof@v1"


class BadNote(ValueError):
    """A signed note does not say, or does not prove, what a checkpoint of this log must."""


class BadOrigin(ValueError):
    """A log's name may hold neither spaces nor a plus sign (C2SP signed-note, key names)."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a checkpoint states: this log had so many entries under this root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{to_base64(self.root)}\n"


class Signer:
    """Signs checkpoints of one log."""

    def __init__(self, origin: str, key: Ed25519PrivateKey) -> None:
        if not origin or "+" in origin or any(letter.isspace() for letter in origin):
            raise BadOrigin(origin)
        self.origin = origin
        self._key = key

    @classmethod
    def derived(cls, secret: str, origin: str) -> "Signer":
        """The key of this log under this app's secret (HKDF-SHA256, the log's name as its context)."""
        info = b"toko daring ledger checkpoint key\n" + origin.encode()
        seed = HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret.encode())
        return cls(origin, Ed25519PrivateKey.from_private_bytes(seed))

    @property
    def public_key(self) -> bytes:
        return self._key.public_key().public_bytes_raw()

    def sign(self, size: int, root: bytes) -> str:
        """The whole signed note of a checkpoint."""
        text = Statement(self.origin, size, root).text
        signature = key_id(self.origin, self.public_key) + self._key.sign(text.encode())
        return f"{text}\n— {self.origin} {to_base64(signature)}\n"


def key_id(origin: str, public_key: bytes) -> bytes:
    return sha256(origin.encode() + b"\n" + ED25519 + public_key).digest()[:4]


def verifier_key(origin: str, public_key: bytes) -> str:
    """The one line a verifier must know beforehand: name, key id, key (the form of C2SP tools)."""
    return f"{origin}+{key_id(origin, public_key).hex()}+{to_base64(ED25519 + public_key)}"


def opened(note: str, origin: str, public_key: bytes) -> Statement:
    """What a checkpoint states, once its signature has been checked; signatures of others are passed over."""
    text, separator, signatures = note.rpartition("\n\n")
    if not separator or not signatures.endswith("\n"):
        raise BadNote("no signature")
    text += "\n"
    mark = f"— {origin} "
    ours = [line.removeprefix(mark) for line in signatures.split("\n") if line.startswith(mark)]
    good = [signature for signature in ours if _signed(text, signature, origin, public_key)]
    if not good:
        raise BadNote("signature")
    return _statement(text, origin)


def receipt(index: int, path: Sequence[bytes], note: str, leaf: str) -> str:
    """A C2SP `tlog-proof`; the leaf rides along as extra data, from which a verifier makes the leaf hash."""
    lines = [PROOF_HEADER, f"extra {to_base64(leaf.encode())}", f"index {index}", *map(to_base64, path)]
    return "\n".join(lines) + "\n\n" + note


def to_base64(data: bytes) -> str:
    return b64encode(data).decode()


def from_base64(text: str) -> bytes:
    """Only the one spelling that the bytes have: base64 lets a last letter vary without changing what it says."""
    data = b64decode(text, validate=True)
    if to_base64(data) != text:
        raise ValueError("not the canonical base64 of its bytes")
    return data


def _signed(text: str, signature: str, origin: str, public_key: bytes) -> bool:
    """A signature under our key id must be good; one under another key is not ours to judge."""
    try:
        raw = from_base64(signature)
    except ValueError as error:
        raise BadNote("signature") from error
    if raw[:4] != key_id(origin, public_key):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(raw[4:], text.encode())
    except InvalidSignature as error:
        raise BadNote("signature") from error
    return True


def _statement(text: str, origin: str) -> Statement:
    lines = text.split("\n")
    if len(lines) != 4 or lines[0] != origin or not lines[1].isascii() or not lines[1].isdigit():
        raise BadNote("form")
    try:
        statement = Statement(origin, int(lines[1]), from_base64(lines[2]))
    except ValueError as error:
        raise BadNote("form") from error
    if statement.text != text:
        raise BadNote("form")
    return statement
