"""The buying units: all 154 of Kota Malang as they are, and believable ones for every other region."""

import re
from collections.abc import Iterable
from random import Random

from marketplace.accounts.permissions import Role
from marketplace.simulation.cast import Unit
from marketplace.simulation.people import Registry
from marketplace.simulation.seedfiles import Row, table

MALANG = "35.73"
NEVER_BUYS = frozenset({"PEMKOT", "DPUPRPKP-PALD", "SATPOLPP-DAMKAR"})  # "almost all units", not all
WEIGHTS = {
    "pemerintah": 0.0, "sekretariat": 4.0, "bagian": 2.0, "inspektorat": 2.0, "dinas": 5.0, "satpol": 2.5,
    "badan": 3.0, "rsud": 6.0, "upt": 1.2, "puskesmas": 2.2, "smp": 1.6, "kecamatan": 3.0, "kelurahan": 1.5,
}  # fmt: skip
HEADS = {  # kind: (title, what of the unit's name the title already says)
    "pemerintah": ("Sekretaris Daerah", "Pemerintah"), "sekretariat": ("Sekretaris", "Sekretariat"),
    "bagian": ("Kepala Bagian", "Bagian"), "inspektorat": ("Inspektur", "Inspektorat"),
    "dinas": ("Kepala Dinas", "Dinas"), "satpol": ("Kepala Satuan", "Satuan"), "badan": ("Kepala Badan", "Badan"),
    "rsud": ("Direktur", ""), "upt": ("Kepala", ""), "puskesmas": ("Kepala", ""), "smp": ("Kepala", ""),
    "kecamatan": ("Camat", "Kecamatan"), "kelurahan": ("Lurah", "Kelurahan"),
}  # fmt: skip
LARGE = frozenset({"dinas", "badan", "sekretariat", "rsud"})  # PPK is a secretary there, not the head
OFFICIALS_PER_REGION = 6


class Offices:
    """Every unit of the world, numbered as they are set up, and who works there."""

    def __init__(self, registry: Registry, rng: Random) -> None:
        self.all: list[Unit] = []
        self._registry = registry
        self._rng = rng
        self._streets = [row["name"] for row in table("streets_malang")]
        self._documents: set[str] = set()

    def open_malang(self) -> None:
        """Kota Malang: every unit of the list, each with a PP, a PPK, a treasurer and a budget holder."""
        ids: dict[str, int] = {"": 0}
        for row in table("malang_units"):
            code = malang_code(row)
            unit = self._open(
                row["name"], row["short_name"], row["kind"], code, code, MALANG, row["district_code"] or None,
                ids[row["parent_code"]] or None,
            )  # fmt: skip
            unit.weight *= self._rng.uniform(0.6, 1.6)
            if row["code"] in NEVER_BUYS:
                unit.weight = 0.0
            ids[row["code"]] = unit.id
            self._appoint(unit, self._registry.person(f"Pejabat Pengadaan {unit.short_name}"[:120],
                                                      name=self._registry.official_name()))  # fmt: skip

    def open_region(self, region: Row) -> None:
        """Any other regency or city: the usual offices and some of its schools, clinics and wards."""
        pool = [
            self._registry.person(f"Pejabat Pengadaan {region['name']}", name=self._registry.official_name())
            for _ in range(OFFICIALS_PER_REGION)
        ]
        districts = [row for row in table("jatim_districts") if row["regency_code"] == region["code"]]
        ids: dict[str, int] = {"": 0}
        label, place = region["short_label"], region["name"].split(" ", 1)[1]
        for template in table("generic_units"):
            if template["applies_to"] not in ("both", region["type"]):
                continue
            for suffix, name, district in self._wanted(template, place, region["type"], districts):
                document_code = self._document_code(label, template["code"], suffix)
                short = name if len(name) <= 60 else document_code
                unit = self._open(name, short, template["kind"], document_code, document_code, region["code"],
                                  district, ids[template["parent_code"]] or None)  # fmt: skip
                unit.weight *= self._rng.lognormvariate(0, 1.1)  # elsewhere many offices have hardly begun
                ids.setdefault(template["code"], unit.id)
                self._appoint(unit, self._rng.choice(pool))

    def _wanted(
        self, template: Row, place: str, kind: str, districts: list[Row]
    ) -> Iterable[tuple[str, str, str | None]]:
        """Which units of one template a region has, as (code suffix, name, district)."""
        text, code = template["name_template"], template["code"]
        if "{kecamatan}" in text or "{kelurahan}" in text:
            share = {"KEC": 1.0, "PKM": 0.4, "KEL": 0.8 if kind == "kota" else 0.1}.get(code, 0.2)
            chosen = [d for d in districts if share == 1.0 or self._rng.random() < share] or districts[:1]
            for district in chosen:
                name = district["name"]
                yield slug(name), text.format(kecamatan=name, kelurahan=name, daerah=place), district["code"]
        elif "{nomor}" in text:
            for number in range(1, self._rng.randint(5, 8)):
                yield f"{number:02}", text.format(nomor=number, daerah=place), None
        elif template["per_region_min"] == "1" or self._rng.random() < 0.5:
            yield "", text.format(daerah=place), None

    def _document_code(self, label: str, code: str, suffix: str) -> str:
        """Short enough for a letterhead and unlike any other: document numbers are unique in the whole world."""
        code = "BPP" if code == "UPT-PERTANIAN" else code
        base = "-".join(part for part in (label, code, suffix) if part)[:20].rstrip("-")
        candidate, n = base, 1
        while candidate in self._documents:
            n += 1
            candidate = f"{base[:18]}-{n}"[:20]
        self._documents.add(candidate)
        return candidate

    def _open(self, name: str, short: str, kind: str, code: str, document_code: str, region: str,
              district: str | None, parent_id: int | None) -> Unit:  # fmt: skip
        self._documents.add(document_code)
        unit = Unit(
            id=len(self.all) + 1,
            code=f"{region.replace('.', '')}-{code}",
            document_code=document_code,
            name=name,
            short_name=short,
            kind=kind,
            parent_id=parent_id,
            region=region,
            district=district,
            address=self._address(region),
            weight=WEIGHTS[kind],
        )
        self.all.append(unit)
        return unit

    def _address(self, region: str) -> str:
        street = self._rng.choice(self._streets) if region == MALANG else self._rng.choice(COMMON_STREETS)
        return f"{street} No. {self._rng.randint(1, 180)}"

    def _appoint(self, unit: Unit, official: "object") -> None:
        """KPA may be PPK (R02); the treasurer is never any of the others, the PP never the PPK."""
        title, said = HEADS[unit.kind]
        title = f"{title} {unit.name.removeprefix(said).strip()}"[:120]
        head = self._registry.person(title, name=self._registry.official_name())
        unit.holder, unit.official = head, official  # type: ignore[assignment]
        unit.committer = head
        if unit.kind in LARGE and unit.region == MALANG:
            unit.committer = self._registry.person(
                f"PPK {unit.short_name}"[:120], name=self._registry.official_name()
            )
        unit.treasurer = self._registry.person(f"Bendahara {unit.short_name}"[:120], name=self._registry.full_name())
        for person, role in (
            (unit.official, Role.PROCUREMENT_OFFICIAL),
            (unit.committer, Role.COMMITMENT_OFFICIAL),
            (unit.treasurer, Role.TREASURER),
            (unit.holder, Role.BUDGET_HOLDER),
        ):
            person.duties.append((role.value, unit.id, None, None))  # type: ignore[union-attr]


COMMON_STREETS = (
    "Jl. Ahmad Yani", "Jl. Panglima Sudirman", "Jl. Diponegoro", "Jl. Basuki Rahmat", "Jl. Gajah Mada",
    "Jl. Veteran", "Jl. Pahlawan", "Jl. Dr. Soetomo", "Jl. Imam Bonjol", "Jl. Hayam Wuruk", "Jl. Merdeka",
    "Jl. Raya Pasar", "Jl. Kartini", "Jl. Trunojoyo", "Jl. KH. Hasyim Asy'ari",
)  # fmt: skip


def malang_code(row: Row) -> str:
    """`KEL-35.73.04.1005` is a key of the list; on letters the ward is KEL-SUKUN."""
    if row["kind"] in ("kelurahan", "kecamatan"):
        prefix, _, name = row["name"].partition(" ")
        return f"{prefix[:3].upper()}-{slug(name)}"[:20]
    return row["code"]


def slug(name: str) -> str:
    return re.sub(r"[^A-Z0-9]+", "-", name.upper()).strip("-")
