import hashlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.values import errors, identifiers

hashes = st.binary(min_size=32, max_size=32)


def test_numbers_look_as_offices_write_them() -> None:
    assert identifiers.order_number(2023, 123) == "TD-2023-000123"
    assert identifiers.document_number(41, "SP", "KEL-SUKUN", date(2023, 8, 28)) == "041/SP/KEL-SUKUN/VIII/2023"
    assert identifiers.is_order_number("TD-2023-000123")
    assert not identifiers.is_order_number("TD-2023-12; DROP")


def test_a_proof_code_is_short_and_grouped() -> None:
    code = identifiers.proof_code(30_000, hashlib.sha256(b"leaf").digest())
    assert [len(part) for part in code.split("-")] == [4, 4, 2]


@given(st.integers(0, 2**40 - 1), hashes)
def test_a_proof_code_leads_back_to_its_entry(index: int, leaf: bytes) -> None:
    code = identifiers.proof_code(index, leaf)
    assert identifiers.entry_index_of(code) == index
    assert identifiers.code_fits(code.lower().replace("-", " "), leaf)


def test_letters_that_are_misread_on_paper_still_lead_there() -> None:
    code = next(c for n in range(500) if "0" in (c := identifiers.proof_code(n, bytes(32))) and "1" in c)
    assert identifiers.entry_index_of(code.replace("0", "O").replace("1", "l")) == identifiers.entry_index_of(code)


@given(st.integers(0, 2**30 - 1), hashes, hashes)
def test_a_code_does_not_fit_other_content(index: int, leaf: bytes, other: bytes) -> None:
    assert identifiers.code_fits(identifiers.proof_code(index, leaf), other) == (
        leaf[:2] == other[:2] and leaf[2] >> 4 == other[2] >> 4
    )


@pytest.mark.parametrize("text", ["", "K7Q2", "K7Q2-9XFM-3U", "K7Q2-9XFM-3A7", "ＡＡＡＡＡＡＡＡＡＡ", "ß" * 10])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(errors.BadProofCode):
        identifiers.entry_index_of(text)


@given(st.integers(0, 999_999))
def test_invented_numbers_have_the_right_form_and_can_be_nobodys(n: int) -> None:
    npwp, nib, nip = identifiers.fictitious_npwp(n), identifiers.fictitious_nib(n), identifiers.fictitious_nip(n)
    assert len(npwp) == 20
    assert npwp.startswith("99.")
    assert len(nib) == 13
    assert nib.startswith("00")
    assert nip[4:8] == "0000"
    assert len(nip.replace(" ", "")) == 18


def test_invented_numbers_do_not_repeat() -> None:
    for make in (identifiers.fictitious_npwp, identifiers.fictitious_nib, identifiers.fictitious_phone):
        assert len({make(n) for n in range(5000)}) == 5000


def test_nonsense_is_refused_by_name() -> None:
    with pytest.raises(errors.BadIdentifier):
        identifiers.order_number(2023, 0)
    with pytest.raises(errors.BadIdentifier):
        identifiers.document_number(0, "SP", "X", date(2023, 1, 1))
    with pytest.raises(errors.BadIdentifier):
        identifiers.proof_code(-1, bytes(32))
    with pytest.raises(errors.BadIdentifier):
        identifiers.fictitious_npwp(-1)
