"""Numbers of orders and documents, proof codes, and numbers of people and firms that do not exist.

Owns their form; refuses to hand out sequence numbers: those come from the database.
"""

import hashlib
import re
from datetime import date

from marketplace.values.errors import BadIdentifier, BadProofCode

ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U to misread on paper
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})
_CHECK_BITS = 20
_SHORT_BITS, _LONG_BITS = 30, 40
_ORDER = re.compile(r"TD-(\d{4})-(\d{6,9})", re.ASCII)


def order_number(year: int, n: int) -> str:
    """`TD-2023-000123`: the fiscal year and the order's place in it."""
    if not (2000 <= year <= 9999 and 1 <= n <= 999_999_999):
        raise BadIdentifier(f"order {n} of {year}")
    return f"TD-{year}-{n:06}"


def is_order_number(text: str) -> bool:
    return _ORDER.fullmatch(text) is not None


def document_number(sequence: int, kind: str, unit_code: str, day: date) -> str:
    """`041/SP/KEL-SUKUN/VIII/2023`, as Indonesian offices number their letters."""
    if sequence < 1 or not kind or not unit_code:
        raise BadIdentifier(f"{sequence}/{kind}/{unit_code}")
    return f"{sequence:03}/{kind}/{unit_code}/{ROMAN_MONTHS[day.month - 1]}/{day.year}"


def proof_code(entry_index: int, leaf_hash: bytes) -> str:
    """A short code for paper that leads to one ledger entry and fits only its content, like `K7Q2-9XFM-3A`.

    Twenty bits of the leaf hash, then the index hidden under a mask made from them: neighbours look nothing
    alike, a mistyped code almost never names an entry that agrees, and no table of codes is needed.
    """
    if entry_index < 0 or entry_index >> _LONG_BITS or len(leaf_hash) != 32:
        raise BadIdentifier(f"entry {entry_index}")
    bits = _LONG_BITS if entry_index >> _SHORT_BITS else _SHORT_BITS
    check = int.from_bytes(leaf_hash[:3], "big") >> (24 - _CHECK_BITS)
    number = check << bits | (entry_index ^ _mask(check, bits))
    digits = [_ALPHABET[number >> shift & 31] for shift in range(bits + _CHECK_BITS - 5, -1, -5)]
    return "-".join("".join(digits[n : n + 4]) for n in range(0, len(digits), 4))


def entry_index_of(code: str) -> int:
    """The entry a proof code claims to lead to; whether it agrees is for `code_fits` to say."""
    digits = code.upper().replace("-", "").replace(" ", "").translate(_MISREAD)
    if len(digits) not in (10, 12) or any(digit not in _ALPHABET for digit in digits):
        raise BadProofCode(code)
    number = 0
    for digit in digits:
        number = number << 5 | _ALPHABET.index(digit)
    bits = len(digits) * 5 - _CHECK_BITS
    return (number & ((1 << bits) - 1)) ^ _mask(number >> bits, bits)


def code_fits(code: str, leaf_hash: bytes) -> bool:
    """Whether the code was made from this content."""
    tidy = code.upper().replace("-", "").replace(" ", "").translate(_MISREAD)
    return tidy == proof_code(entry_index_of(code), leaf_hash).replace("-", "")


def _mask(check: int, bits: int) -> int:
    digest = hashlib.sha256(b"toko daring proof code" + check.to_bytes(3, "big")).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - bits)


def fictitious_npwp(n: int) -> str:
    """A tax number of the right form that no tax office gave: none begins with 99."""
    serial = _checked_serial(n, 1_000_000)
    return f"99.{serial // 1000:03}.{serial % 1000:03}.{_check_digit(f'99{serial:06}')}-000.000"


def fictitious_nib(n: int) -> str:
    """A business number of thirteen digits that OSS cannot have given: one opens with a day, never with 00."""
    serial = _checked_serial(n, 10_000_000_000)
    return f"00{serial:010}{_check_digit(f'{serial:010}')}"


def fictitious_nip(n: int) -> str:
    """A civil servant number of the usual form with a birthday in month 00, so that it can be nobody's."""
    serial = _checked_serial(n, 1_000_000)
    return f"{1965 + serial % 35}0000 {2000 + serial % 20}00 {1 + serial % 2} {serial % 1000:03}"


def fictitious_phone(n: int) -> str:
    """A telephone number in a range no operator has been given."""
    serial = _checked_serial(n, 100_000_000)
    return f"0810-{serial // 10_000:04}-{serial % 10_000:04}"


def _checked_serial(n: int, limit: int) -> int:
    if not 0 <= n < limit:
        raise BadIdentifier(f"serial {n}")
    return n


def _check_digit(digits: str) -> int:
    """Luhn's, so that a mistyped digit shows."""
    doubled = (int(d) * (2 - n % 2) for n, d in enumerate(reversed(digits)))
    return -sum(d - 9 if d > 9 else d for d in doubled) % 10
