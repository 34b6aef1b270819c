"""The bytes of a leaf: canonical JSON (RFC 8785) of exactly an entry's public columns, and its RFC 6962 hash.

Pure. Numbers are whole and safe in any JSON reader (at most 2**53 - 1); floats and nulls are refused.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from json.encoder import encode_basestring
from typing import Any

SAFE_INTEGER = 2**53 - 1

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False).encode
_encode_as_given = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


class NotCanonical(ValueError):
    """A value has no canonical form here: a float, a null, an unsafe integer, a broken text."""


def canonical(value: Any) -> str:
    """One text for one value, whoever writes it: keys in UTF-16 order, no spaces, no floats, no nulls."""
    if value == {} and type(value) is dict:
        return "{}"  # most steps of an order say nothing more
    if _is_plain(value):
        return _encode(value)
    return _encode_as_given(_in_utf16_order(value))


def leaf_text(
    index: int,
    kind: str,
    occurred: str,
    recorded: str,
    order_number: str | None,
    from_status: str | None,
    to_status: str | None,
    actor_role: str | None,
    actor: bytes | None,
    region_code: str | None,
    buyer_code: str | None,
    supplier_code: str | None,
    amount_idr: int | None,
    corrects: int | None,
    facts: str,
) -> str:
    """The leaf says what the columns say, no more: absent columns are left out, times are UTC milliseconds.

    Written by hand in key order, because it runs for each entry of a whole history; a test holds it equal to
    `canonical` of the same dictionary. `facts` is already canonical text.
    """
    text = "{"
    if actor is not None:
        text += f'"actor":"{actor.hex()}",'
    if actor_role is not None:
        text += f'"actor_role":{encode_basestring(actor_role)},'
    if amount_idr is not None:
        text += f'"amount_idr":{safe_integer(amount_idr)},'
    if buyer_code is not None:
        text += f'"buyer_code":{encode_basestring(buyer_code)},'
    if corrects is not None:
        text += f'"corrects":{safe_integer(corrects)},'
    text += f'"facts":{facts}'
    if from_status is not None:
        text += f',"from_status":{encode_basestring(from_status)}'
    text += f',"index":{safe_integer(index)},"kind":{encode_basestring(kind)},"occurred_at":"{occurred}"'
    if order_number is not None:
        text += f',"order_number":{encode_basestring(order_number)}'
    text += f',"recorded_at":"{recorded}"'
    if region_code is not None:
        text += f',"region_code":{encode_basestring(region_code)}'
    if supplier_code is not None:
        text += f',"supplier_code":{encode_basestring(supplier_code)}'
    if to_status is not None:
        text += f',"to_status":{encode_basestring(to_status)}'
    return text + "}"


def leaf_hash(text: str) -> bytes:
    """RFC 6962: a leaf is hashed behind a zero byte, so it can never pass for an inner node."""
    try:
        return sha256(b"\x00" + text.encode()).digest()
    except UnicodeEncodeError as error:
        raise NotCanonical("The text holds half of a surrogate pair.") from error


def node_hash(left: bytes, right: bytes) -> bytes:
    """RFC 6962: an inner node is hashed behind a one byte."""
    return sha256(b"\x01" + left + right).digest()


def time_text(moment: datetime) -> str:
    """`2023-08-31T01:23:45.000Z`: UTC, cut to the millisecond as the column is."""
    if moment.tzinfo is not UTC:
        if moment.tzinfo is None:
            raise NotCanonical("A time without a zone cannot be recorded: give UTC.")
        moment = moment.astimezone(UTC)
    return moment.isoformat(timespec="milliseconds")[:-6] + "Z"


def to_the_millisecond(moment: datetime) -> datetime:
    """The instant as it will be stored, in UTC, so that the row and the leaf say the same."""
    if moment.tzinfo is UTC and moment.microsecond % 1000 == 0:
        return moment
    return moment.astimezone(UTC).replace(microsecond=moment.microsecond // 1000 * 1000)


def safe_integer(value: int) -> int:
    """Only whole numbers that every JSON reader keeps exactly."""
    if type(value) is not int or not -SAFE_INTEGER <= value <= SAFE_INTEGER:
        raise NotCanonical(f"Not a safe whole number: {value!r}")
    return value


def _is_plain(value: Any) -> bool:
    """Refuse what has no canonical form; say whether code-point order of the keys is already UTF-16 order."""
    kind = type(value)
    if kind is str or kind is bool:
        return True
    if kind is int:
        safe_integer(value)
        return True
    if kind is list or kind is tuple:
        return _all_plain(value)
    if isinstance(value, Mapping):
        ascii_keys = True
        for key in value:
            ascii_keys = _is_ascii_key(key) and ascii_keys
        return _all_plain(value.values()) and ascii_keys and kind is dict
    if isinstance(value, str):
        return True  # a StrEnum is its text
    raise NotCanonical(f"No canonical form: {value!r}")


def _all_plain(values: Iterable[Any]) -> bool:
    """Looks at every value, also behind one that is not plain: any of them may have to be refused."""
    plain = True
    for value in values:
        kind = type(value)
        if kind is str or kind is bool or (kind is int and -SAFE_INTEGER <= value <= SAFE_INTEGER):
            continue  # what nearly all values are, without a call for each
        plain = _is_plain(value) and plain
    return plain


def _is_ascii_key(key: Any) -> bool:
    if not isinstance(key, str):
        raise NotCanonical(f"Keys are texts: {key!r}")
    return key.isascii()


def _in_utf16_order(value: Any) -> Any:
    if isinstance(value, Mapping):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        return {key: _in_utf16_order(value[key]) for key in keys}
    if isinstance(value, list | tuple):
        return [_in_utf16_order(item) for item in value]
    return value
