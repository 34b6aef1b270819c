"""Signed notes as C2SP tools read them."""

import base64
from hashlib import sha256

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from marketplace.ledger.notes import BadNote, BadOrigin, Signer, opened, receipt, verifier_key

SIGNER = Signer.derived("a secret", "toko-daring.example/uji")
ROOT = sha256(b"root").digest()
NOTE = SIGNER.sign(20852163, ROOT)


def test_a_checkpoint_has_the_form_of_the_specification() -> None:
    origin, size, root, blank, signature, end = NOTE.split("\n")
    assert (origin, size, blank, end) == ("toko-daring.example/uji", "20852163", "", "")
    assert base64.b64decode(root) == ROOT
    dash, name, coded = signature.split(" ")
    assert (dash, name) == ("—", origin)
    wanted = sha256(b"toko-daring.example/uji\n\x01" + SIGNER.public_key).digest()[:4]
    assert base64.b64decode(coded)[:4] == wanted
    assert len(base64.b64decode(coded)) == 68


def test_the_verifier_key_carries_name_fingerprint_and_key() -> None:
    name, fingerprint, coded = verifier_key(SIGNER.origin, SIGNER.public_key).split("+", 2)
    assert name == SIGNER.origin
    assert len(fingerprint) == 8
    assert base64.b64decode(coded) == b"\x01" + SIGNER.public_key


def test_the_same_secret_and_name_make_the_same_key_and_others_do_not() -> None:
    assert Signer.derived("a secret", SIGNER.origin).public_key == SIGNER.public_key
    assert Signer.derived("another", SIGNER.origin).public_key != SIGNER.public_key
    assert Signer.derived("a secret", "toko-daring.example/kelas").public_key != SIGNER.public_key


def test_a_signed_note_opens_and_a_witness_line_does_not_disturb() -> None:
    witnessed = NOTE + "— witness.example mJirIkljAAAA\n"
    for note in (NOTE, witnessed):
        statement = opened(note, SIGNER.origin, SIGNER.public_key)
        assert (statement.size, statement.root) == (20852163, ROOT)


@given(st.integers(0, len(NOTE.encode()) - 1), st.integers(1, 255))
@example(len(NOTE.encode()) - 1, 1)  # the last line feed as another sign that also ends a line
def test_no_byte_of_a_note_can_change(place: int, change: int) -> None:
    raw = bytearray(NOTE.encode())
    raw[place] ^= change
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return
    with pytest.raises(BadNote):
        opened(text, SIGNER.origin, SIGNER.public_key)


@pytest.mark.parametrize("origin", ["", "a b", "a+b", "a\u00a0b"])
def test_a_log_needs_a_name_that_fits_into_a_note(origin: str) -> None:
    with pytest.raises(BadOrigin):
        Signer.derived("a secret", origin)


def test_a_receipt_has_the_form_of_the_specification() -> None:
    lines = receipt(73894, [ROOT, ROOT], NOTE, '{"a":1}').split("\n")
    assert lines[0] == "c2sp.org/tlog-proof@v1"
    assert base64.b64decode(lines[1].removeprefix("extra ")) == b'{"a":1}'
    assert lines[2] == "index 73894"
    assert [base64.b64decode(line) for line in lines[3:5]] == [ROOT, ROOT]
    assert lines[5] == ""
    assert "\n".join(lines[6:]) == NOTE
