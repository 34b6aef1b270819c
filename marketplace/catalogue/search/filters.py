"""What a visitor asks of the catalogue, read from the address and written back to it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

SORTS = ("relevansi", "terlaris", "termurah", "termahal", "terbaru")
CLASSES = ("umk", "mikro", "kecil", "koperasi", "menengah", "besar")
DOMESTIC_CHOICES = ("pdn", "tkdn25", "tkdn40", "impor", "belum_diisi")
ON_TIME_CHOICES = ("95", "90", "80")
PAGE_SIZE = 40
MOST_RESULTS = 2_000  # beyond it nobody looks: narrowing down helps more than another page
LONGEST_QUERY = 120
LARGEST_PRICE = 10**13


@dataclass(frozen=True, slots=True)
class Filters:
    """One view of the catalogue. Every field is an address parameter of the same name; empty means no limit."""

    q: str = ""
    kategori: str = ""
    daerah: str = ""
    pdn: str = ""
    kelas: str = ""
    tepat_waktu: str = ""
    harga_min: int | None = None
    harga_maks: int | None = None
    urut: str = "relevansi"
    halaman: int = 1
    persis: str = ""  # "1": search exactly what was typed, mend nothing

    @property
    def offset(self) -> int:
        return (self.halaman - 1) * PAGE_SIZE

    @property
    def is_narrowed(self) -> bool:
        return any((self.kategori, self.daerah, self.pdn, self.kelas, self.tepat_waktu)) or self.has_price

    @property
    def has_price(self) -> bool:
        return self.harga_min is not None or self.harga_maks is not None

    def changed(self, **values: Any) -> "Filters":
        """Another view from here; any change but of the page itself starts again at the first page."""
        return replace(self, **({"halaman": 1} | values))

    def as_query(self) -> dict[str, Any]:
        """The address parameters of this view, without those that say nothing."""
        shown = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in shown.items() if value != DEFAULTS[name]}


DEFAULTS = {field.name: field.default for field in fields(Filters)}


def read_filters(args: Mapping[str, str]) -> Filters:
    """An address somebody typed or cut short still shows something: what cannot be read is left out."""
    low, high = _price(args.get("harga_min")), _price(args.get("harga_maks"))
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Filters(
        q=" ".join(args.get("q", "").replace("\0", " ").split())[:LONGEST_QUERY],
        kategori=_code(args.get("kategori")),
        daerah=_code(args.get("daerah")),
        pdn=_choice(args.get("pdn"), DOMESTIC_CHOICES),
        kelas=_choice(args.get("kelas"), CLASSES),
        tepat_waktu=_choice(args.get("tepat_waktu"), ON_TIME_CHOICES),
        harga_min=low,
        harga_maks=high,
        urut=_choice(args.get("urut"), SORTS) or "relevansi",
        halaman=_page(args.get("halaman")),
        persis=_choice(args.get("persis"), ("1",)),
    )


def _choice(text: str | None, choices: tuple[str, ...]) -> str:
    return text if text in choices else ""


def _code(text: str | None) -> str:
    return text if text and len(text) <= 13 and text.replace(".", "").isdigit() and text.isascii() else ""


def _price(text: str | None) -> int | None:
    """1500000, 1.500.000 and Rp1.500.000 are one price."""
    digits = (text or "").strip().lower().removeprefix("rp").strip().replace(".", "").replace(" ", "")
    if not digits.isascii() or not digits.isdigit() or len(digits) > 15:
        return None
    return min(int(digits), LARGEST_PRICE)


def _page(text: str | None) -> int:
    if not text or not text.isascii() or not text.isdigit() or len(text) > 6:
        return 1
    return max(1, int(text))
