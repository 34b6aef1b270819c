"""The suppliers: small firms with names from `seed/umkm_name_parts.csv`. All of them are invented."""

from random import Random

from marketplace.accounts.models import BusinessClass
from marketplace.accounts.permissions import Role
from marketplace.simulation.calendar import at
from marketplace.simulation.cast import Shop
from marketplace.simulation.people import Registry
from marketplace.simulation.randomness import Weighted
from marketplace.simulation.seedfiles import Row, table
from marketplace.simulation.units import COMMON_STREETS, MALANG

# How many shops work in each department (top-level category), next to the others.
DEPARTMENTS = {
    "01": 26, "02": 8, "03": 9, "04": 11, "05": 9, "06": 5, "07": 6, "08": 5, "09": 4, "10": 4, "11": 5, "12": 3,
    "13": 3, "14": 3, "15": 8,
}  # fmt: skip
SIDELINES = {"01": "02", "03": "04", "04": "08", "05": "03", "06": "05", "07": "08", "09": "03", "11": "09",
             "12": "15", "14": "03"}  # fmt: skip
CLASSES = {
    BusinessClass.MICRO: (0.60, 0.14),  # share of shops, share of them that are PKP
    BusinessClass.SMALL: (0.28, 0.5),
    BusinessClass.COOPERATIVE: (0.06, 0.35),
    BusinessClass.MEDIUM: (0.06, 0.95),
}
FORMS = {"CV": "cv", "UD": "ud", "PT": "pt", "PT Perorangan": "pt_perorangan", "Koperasi": "koperasi", "KUB": "kub"}
OPENINGS = ((2020, 0.12), (2021, 0.40), (2022, 0.32), (2023, 0.16))  # when shops joined the marketplace
FIRST_DAY = {2020: 305, 2021: 4, 2022: 4, 2023: 4}
LAST_DAY = {2020: 325, 2021: 350, 2022: 340, 2023: 170}


class HighStreet:
    """Every shop of the world, numbered as they open."""

    def __init__(self, registry: Registry, rng: Random) -> None:
        self.all: list[Shop] = []
        self._registry = registry
        self._rng = rng
        self._names: set[str] = set()
        self._parts = _parts_by_kind()
        self._kbli = _kbli_by_department()
        self._classes = Weighted(list(CLASSES), [share for share, _ in CLASSES.values()])
        self._departments = Weighted(list(DEPARTMENTS), list(DEPARTMENTS.values()))
        self._villages = table("malang_villages")
        self._streets = [row["name"] for row in table("streets_malang")]

    def open_region(self, region: Row, count: int, active: int) -> list[Shop]:
        """A region's shops: each department has one from the first day, the rest as trade has it."""
        opened = []
        for n in range(count):
            department = list(DEPARTMENTS)[n] if n < len(DEPARTMENTS) else self._departments.draw(self._rng)
            opened.append(self.open(region, department, pioneer=n < len(DEPARTMENTS), active=n < active))
        return opened

    def open(self, region: Row, department: str, *, pioneer: bool = False, active: bool = True,
             name: str = "", owner: str = "", business_class: BusinessClass | None = None,
             is_pkp: bool | None = None) -> Shop:  # fmt: skip
        rng = self._rng
        name, nickname, form = (name, owner, "perorangan") if name else self._name(region, department)
        size = business_class or (BusinessClass.COOPERATIVE if form == "koperasi" else self._size(form))
        departments = [department]
        if department in SIDELINES and rng.random() < 0.3:
            departments.append(SIDELINES[department])
        sequence = len(self.all) + 1
        shop = Shop(
            id=sequence,
            code=f"P-{region['code'].replace('.', '')}{sequence:04}",
            name=name,
            legal_form=form,
            business_class=size.value,
            is_pkp=rng.random() < CLASSES[size][1] if is_pkp is None else is_pkp,
            region=region["code"],
            district=self._villages[sequence % len(self._villages)]["district_code"]
            if region["code"] == MALANG else None,
            address=self._address(region["code"]),
            departments=tuple(departments),
            kbli=sorted({code for department in departments for code in self._kbli[department]}),
            shipping_local=rng.choice((0, 0, 0, 10_000, 15_000, 20_000)),
            shipping_other=rng.choice((25_000, 35_000, 50_000, 75_000)),
            since_ms=self._opening(pioneer),
            active=active,
            dutiful=min(1.0, max(0.0, rng.gauss(0.75, 0.18))),
        )  # fmt: skip
        self._staff(shop, nickname)
        self.all.append(shop)
        return shop

    def _opening(self, pioneer: bool) -> int:
        rng = self._rng
        year = 2020 if pioneer else Weighted([y for y, _ in OPENINGS], [w for _, w in OPENINGS]).draw(rng)
        day = FIRST_DAY[year] if pioneer else rng.randint(FIRST_DAY[year], LAST_DAY[year])
        return at(year, day, rng.randint(8 * 60, 16 * 60))

    def _size(self, form: str) -> BusinessClass:
        size = self._classes.draw(self._rng)
        if size is BusinessClass.COOPERATIVE:
            size = BusinessClass.SMALL
        if size is BusinessClass.MEDIUM and form not in ("cv", "pt", "ud"):
            size = BusinessClass.MICRO
        return size

    def _name(self, region: Row, department: str) -> tuple[str, str, str]:
        """A shop sign nobody else in the world has: (name, owner's nickname, legal form)."""
        for attempt in range(50):
            name, nickname, form = self._sign(department)
            if attempt > 20:
                name = f"{name} {region['name'].split(' ', 1)[1]}"
            if name not in self._names:
                self._names.add(name)
                return name, nickname, form
        name = f"{name} {len(self.all) + 1}"
        self._names.add(name)
        return name, nickname, form

    def _sign(self, department: str) -> tuple[str, str, str]:
        rng, parts = self._rng, self._parts
        prefix = parts["prefix", department].draw(rng)
        stem = parts["stem", ""].draw(rng)
        chance = rng.random()
        if chance < 0.30:
            legal = parts["legal", ""].draw(rng)
            suffix = parts["suffix", ""].draw(rng)
            words = [legal, *dict.fromkeys([*stem.split(), *suffix.split()])]
            return " ".join(words), "", FORMS.get(legal, "perorangan")
        if chance < 0.58:
            owner = parts["owner", ""].draw(rng)
            return f"{prefix} {owner}", owner, "perorangan"
        if chance < 0.9:
            return (
                f"{prefix} {stem} {parts['suffix', ''].draw(rng)}".replace(f"{stem} {stem}", stem),
                "",
                "perorangan",
            )
        return f"{prefix} {parts['landmark', ''].draw(rng)}", "", "perorangan"

    def _address(self, region: str) -> str:
        street = self._rng.choice(self._streets if region == MALANG else COMMON_STREETS)
        return f"{street} No. {self._rng.randint(1, 250)}"

    def _staff(self, shop: Shop, nickname: str) -> None:
        registry = self._registry
        owner_name = registry.name_after(nickname) if nickname else registry.full_name()
        shop.owner = registry.person(f"Pemilik {shop.name}"[:120], name=owner_name)
        shop.owner.duties.append((Role.SHOP_OWNER.value, None, shop.id, None))
        if self._rng.random() < 0.1:
            shop.staff = registry.person(f"Staf {shop.name}"[:120])
            shop.staff.duties.append((Role.SHOP_STAFF.value, None, shop.id, None))


def _parts_by_kind() -> dict[tuple[str, str], Weighted[str]]:
    texts: dict[tuple[str, str], list[Row]] = {}
    for row in table("umkm_name_parts"):
        texts.setdefault((row["part"], row["category_hint"]), []).append(row)
    return {key: Weighted([r["text"] for r in rows], [int(r["weight"]) for r in rows]) for key, rows in texts.items()}


def _kbli_by_department() -> dict[str, set[str]]:
    """A supplier may list only what its KBLI covers (R39): it holds those of its whole department."""
    kbli: dict[str, set[str]] = {}
    for row in table("categories"):
        if row["parent"]:
            kbli.setdefault(row["parent"], set()).add(row["kbli"])
    return kbli
