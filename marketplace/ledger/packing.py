"""How long facts are kept small on SQLite: an opened order says a thousand letters, and most are the same each time.

Only storage: leaves, hashes, pages and exports know the text alone. PostgreSQL stores the text as it is.
"""

import zlib
from typing import Any

from sqlalchemy import Text
from sqlalchemy.types import TypeDecorator

LONG = 120  # letters; shorter facts stay plain text
_VERSION = b"\x01"
# What long facts have in common, the most frequent last. Never change it: rows of older versions need it.
_COMMON = (
    b'{"kind":"dinas","name":"","parent":"35","short_name":"{"class":"mikro","legal_form":"perorangan","nib":"000000'
    b'{"account":"5.1.02.01.01.00","name":"Belanja ","rup_code":"4","year":2023}'
    b'"price_ratio_permille":1,"closed":false,"score_permille":2,"withheld":'
    b'{"buyer_kind":"kelurahan","categories":{"0.01":000,"0.02":00},"cheapest":true,"compared":2,"first_time":true,'
    b'"handed_over_on":"2023-0","lines":1,"lines_on_time":1,"marks":[3,3,2,3],"method":"langsung","ordered_on":"2023-0'
    b'","pay_days":,"pdn_net":0,"penalty":0,"price_ratio_permille":10,"reason":false,"rup_code":"411","score_permille":2'
    b'00,"supplier_class":"kecil","supplier_region":"35.","tax":0,"withheld":0}'
    b'{"account":"5.2.02.05.02.0001","buyer_kind":"dinas","category":"01.02","cheapest":true,"compared":1,"goods_net":'
    b'000,"gross":000,"lines":[{"category":"01.01","list":000,"n":1,"name":"","net":000,"pdn":"pdn","price":000,'
    b'"product":,"qty":1,"ref":000,"tax":0,"tax_class":"ppn","tkdn":40,"unit":"paket"},{"category":"03.02","list":000,'
    b'"n":2,"name":"","net":000,"pdn":"impor","price":000,"product":,"qty":,"ref":000,"tax":0,"tax_class":"pbjt","unit":'
    b'"kotak"}],"list_net":000,"method":"negosiasi","needed_on":"2023-0","path":"ls","reason":false,"rup_code":"411",'
    b'"shipping_net":0,"supplier_class":"mikro","supplier_region":"35.","tax":0,"title":" dan 1 lainnya",'
    b'"warnings":[]}'
)


class BrokenPacking(ValueError):
    """The stored bytes are not what was stored."""


def packed(text: str) -> str | bytes:
    """The text, or fewer bytes that stand for it."""
    if len(text) < LONG:
        return text
    press = zlib.compressobj(6, zlib.DEFLATED, -15, zdict=_COMMON)
    body = press.compress(text.encode()) + press.flush()
    return _VERSION + _checksum(body) + body


def unpacked(stored: str | bytes) -> str:
    """The text again. The checksum also covers the bits of the packing that say nothing: no byte can change."""
    if isinstance(stored, str):
        return stored
    body = stored[3:]
    if stored[:1] != _VERSION or stored[1:3] != _checksum(body):
        raise BrokenPacking
    try:
        return zlib.decompressobj(-15, zdict=_COMMON).decompress(body).decode()
    except (zlib.error, UnicodeDecodeError) as error:
        raise BrokenPacking from error


def _checksum(body: bytes) -> bytes:
    return (zlib.crc32(body) & 0xFFFF).to_bytes(2, "big")


class PackedText(TypeDecorator[str]):
    """Text that SQLite keeps packed where it is long."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> Any:
        return packed(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Any) -> str | None:
        return None if value is None else unpacked(value)
