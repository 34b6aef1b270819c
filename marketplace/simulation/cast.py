"""Who and what a world is made of, while it is being made: light objects, no database rows yet."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Person:
    """Somebody with a log-in. `duties` are (role, unit id, shop id, region code)."""

    id: int
    public_id: str
    username: str
    name: str
    position: str
    salt: bytes
    commitment: bytes
    duties: list[tuple[str, int | None, int | None, str | None]] = field(default_factory=list)
    wish: tuple[int, str, str] | None = None  # place in the persona switcher, Indonesian, English


@dataclass(slots=True)
class Unit:
    """A buying unit and the four people who act for it."""

    id: int
    code: str
    document_code: str
    name: str
    short_name: str
    kind: str
    parent_id: int | None
    region: str
    district: str | None
    address: str
    weight: float  # how many orders it places next to its neighbours
    official: Person | None = None  # PP
    committer: Person | None = None  # PPK
    treasurer: Person | None = None
    holder: Person | None = None  # KPA


@dataclass(slots=True)
class Item:
    """A product on a shop's shelf with its prices over time (milliseconds, rupiah), oldest first."""

    id: int
    shop: "Shop"
    category: str
    name: str
    unit: str
    prices: list[tuple[int, int]]
    tax_class: str
    made_to_order: bool
    min_order: int
    level: int  # stock, or capacity a day
    lead_days: int
    weight_g: int | None
    domestic: str
    tkdn: int | None
    areas: tuple[str, ...]
    listed_ms: int
    description: str = ""
    sold: int = 0

    def price_at(self, at_ms: int) -> int:
        """The shelf price on that day; before the first change, the first price."""
        price = self.prices[0][1]
        for changed, value in self.prices:
            if changed > at_ms:
                break
            price = value
        return price


@dataclass(slots=True)
class Shop:
    """A supplier, its owner, perhaps a helper, and its shelf."""

    id: int
    code: str
    name: str
    legal_form: str
    business_class: str
    is_pkp: bool
    region: str
    district: str | None
    address: str
    departments: tuple[str, ...]  # top-level categories it sells
    kbli: list[str]
    shipping_local: int
    shipping_other: int
    since_ms: int
    active: bool  # sells in the history, not only on paper
    dutiful: float  # 0 careless to 1 reliable: moves lateness, defects and complaints
    owner: Person | None = None
    staff: Person | None = None
    items: list[Item] = field(default_factory=list)
    description: str = ""
    for_class: bool = False  # opened for classes: no part in the history
