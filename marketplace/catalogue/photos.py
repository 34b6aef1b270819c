"""A shop's photo as we keep it: checked, turned upright, stripped of EXIF, re-encoded to WebP in two sizes."""

import hashlib
import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from marketplace.catalogue.errors import PhotoRefused

MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000  # a phone's largest photo; beyond it a small file may unpack to gigabytes
FORMATS = ("JPEG", "PNG", "WEBP")
LARGE, SMALL = (1600, 1600), (480, 480)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A photo that is safe to show: nothing of the sent file survives but its pixels."""

    sha256: str
    width: int
    height: int
    content: bytes
    thumbnail: bytes


def encode_photo(sent: bytes) -> Encoded:
    """Only a real JPEG, PNG or WebP of a sensible size is kept; what it says about place and phone is dropped."""
    if len(sent) > MOST_BYTES:
        raise PhotoRefused(reason="too_large")
    image = _opened(sent)
    large, small = _resized(image, LARGE), _resized(image, SMALL)
    content = _webp(large, 82)
    return Encoded(hashlib.sha256(content).hexdigest(), large.width, large.height, content, _webp(small, 78))


def _opened(sent: bytes) -> Image.Image:
    """The pixels, upright. The size is read from the header before anything is unpacked."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower
            image = Image.open(io.BytesIO(sent), formats=FORMATS)
            if image.width * image.height > MOST_PIXELS:
                raise PhotoRefused(reason="too_many_pixels")
            if min(image.size) < 100:
                raise PhotoRefused(reason="too_small")
            image.draft("RGB", (LARGE[0] * 2, LARGE[1] * 2))
            image.load()
            return ImageOps.exif_transpose(image).convert("RGB")
    except PhotoRefused:
        raise
    except Image.DecompressionBombError as error:
        raise PhotoRefused(reason="too_many_pixels") from error
    except UnidentifiedImageError as error:
        raise PhotoRefused(reason="not_a_photo") from error
    except Exception as error:  # a broken file may fail anywhere inside a decoder
        raise PhotoRefused(reason="broken") from error


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    copy = image.copy()
    copy.thumbnail(size, Image.Resampling.LANCZOS)
    return copy


def _webp(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", quality=quality, method=4)
    return out.getvalue()
