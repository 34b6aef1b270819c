"""A sent file becomes a photo only if it is one; nothing of it survives but its pixels."""

import io
import struct
import zlib

import pytest
from PIL import Image

from marketplace.catalogue import photos
from marketplace.catalogue.errors import PhotoRefused


def sent(size: tuple[int, int] = (2000, 1000), form: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 120, 40)).save(out, form, **options)
    return out.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_becomes_two_webp_of_sensible_size(form: str) -> None:
    encoded = photos.encode_photo(sent(form=form))
    large, small = (Image.open(io.BytesIO(data)) for data in (encoded.content, encoded.thumbnail))
    assert (large.format, large.size) == ("WEBP", (1600, 800))
    assert (small.format, small.size) == ("WEBP", (480, 240))


def test_what_a_phone_writes_about_place_and_owner_is_dropped_and_the_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned
    exif[0x010F] = "Phone of Sri"
    encoded = photos.encode_photo(sent((800, 400), exif=exif))
    image = Image.open(io.BytesIO(encoded.content))
    assert image.size == (400, 800)
    assert not image.getexif()
    assert b"Phone of Sri" not in encoded.content


def bomb() -> bytes:
    """A PNG of a few hundred bytes that says it is 60,000 by 60,000."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"not a photo at all", "not_a_photo"), (b"", "not_a_photo"), (b"\xff\xd8\xff\xe0 broken", "broken"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "not_a_photo"),
        (b"GIF89a" + b"\0" * 40, "not_a_photo"), (bomb(), "too_many_pixels"), (sent((40, 40)), "too_small"),
        (sent()[:600], "broken"), (b"x" * (photos.MOST_BYTES + 1), "too_large"),
    ],
    ids=["text", "empty", "broken-head", "svg", "gif", "bomb", "tiny", "cut", "huge"],
)  # fmt: skip
def test_what_is_no_photo_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(PhotoRefused) as refusal:
        photos.encode_photo(data)
    assert refusal.value.values["reason"] == reason
