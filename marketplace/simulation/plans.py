"""Plan packages (RUP): what each unit announced it would buy, by account, with money for all that it did buy.

Account codes follow the national chart as commonly printed; they are examples, not a legal reference.
"""

from dataclasses import dataclass, field
from random import Random

from marketplace.simulation.calendar import at
from marketplace.simulation.cast import Unit
from marketplace.simulation.units import MALANG
from marketplace.simulation.world_plan import Classes

# department: (account code, account name, what the package is called)
ACCOUNTS = {
    "01": ("5.1.02.01.01.0052", "Belanja Makanan dan Minuman Rapat", "Belanja makan dan minum rapat"),
    "02": ("5.1.02.01.01.0043", "Belanja Natura dan Pakan-Natura", "Belanja bahan pangan dan natura"),
    "03": ("5.1.02.01.01.0024", "Belanja Alat/Bahan Kegiatan Kantor-Alat Tulis Kantor", "Belanja alat tulis kantor"),
    "04": ("5.1.02.01.01.0026", "Belanja Alat/Bahan Kegiatan Kantor-Bahan Cetak", "Belanja cetak dan penggandaan"),
    "05": ("5.2.02.10.01.0002", "Belanja Modal Personal Computer", "Belanja komputer dan elektronik"),
    "06": ("5.2.02.05.02.0001", "Belanja Modal Mebel", "Belanja mebel dan perlengkapan ruang"),
    "07": ("5.1.02.01.01.0063", "Belanja Pakaian Dinas Harian", "Belanja pakaian dan atribut"),
    "08": ("5.1.02.01.01.0035", "Belanja Suvenir/Cendera Mata", "Belanja suvenir kegiatan"),
    "09": ("5.1.02.01.01.0030", "Belanja Alat/Bahan Kegiatan Kantor-Perabot Kantor", "Belanja alat kebersihan"),
    "10": ("5.1.02.01.01.0037", "Belanja Obat-Obatan dan Bahan Kesehatan", "Belanja bahan dan alat kesehatan"),
    "11": ("5.1.02.01.01.0001", "Belanja Bahan-Bahan Bangunan dan Konstruksi", "Belanja bahan bangunan dan listrik"),
    "12": ("5.1.02.01.01.0013", "Belanja Suku Cadang Alat Angkutan", "Belanja pemeliharaan kendaraan dinas"),
    "13": ("5.1.02.01.01.0009", "Belanja Bahan-Bibit Tanaman", "Belanja bibit dan bahan pertanian"),
    "14": ("5.1.02.01.01.0027", "Belanja Alat Pendidikan, Olahraga dan Kesenian", "Belanja alat peraga dan olahraga"),
    "15": ("5.1.02.02.01.0026", "Belanja Jasa dan Sewa Perlengkapan Kegiatan", "Belanja jasa dan sewa kegiatan"),
}  # fmt: skip
# Outside Kota Malang units announce fewer, wider packages: a department's money is in the package of another.
WITHIN = {"02": "01", "04": "03", "06": "05", "08": "07", "09": "03", "12": "11", "13": "11", "14": "15"}
FIRST_CODE = {2020: 24_310_000, 2021: 26_810_000, 2022: 33_420_000, 2023: 41_150_000}
PILOT_YEAR = 2020  # its packages were announced when the programme began, in November


@dataclass(slots=True)
class Package:
    """One announced package. `spent` and `held` are what the history took from it."""

    id: int
    rup_code: str
    unit: Unit
    year: int
    department: str
    name: str
    account_code: str
    account_name: str
    announced_ms: int
    wanted: int = 0  # gross of every order that ever cited it, dead ones too
    pagu: int = 0
    held: int = 0
    posted: int = 0


@dataclass(slots=True)
class PlanBook:
    """The packages of one region, made the first time an order needs one."""

    rng: Random
    packages: dict[tuple[int, int, str], Package] = field(default_factory=dict)

    def package(self, unit: Unit, year: int, department: str) -> Package:
        department = department if unit.region == MALANG else WITHIN.get(department, department)
        key = (unit.id, year, department)
        found = self.packages.get(key)
        if found is None:
            found = self.packages[key] = self._announced(unit, year, department)
        return found

    def _announced(self, unit: Unit, year: int, department: str) -> Package:
        """Units announce in the first days of January, before they may order (R03)."""
        code, account, purpose = ACCOUNTS[department]
        first_day = 306 if year == PILOT_YEAR else 2
        return Package(
            id=0,
            rup_code="",
            unit=unit,
            year=year,
            department=department,
            name=f"{purpose} {unit.short_name}"[:160],
            account_code=code,
            account_name=account,
            announced_ms=at(year, first_day, 8 * 60) + self.rng.randint(0, 8 * 3_600_000),
        )

    def settle(self) -> None:
        """Give each package a ceiling that all its orders fit under, realised by half to nine tenths."""
        for package in self.packages.values():
            share = self.rng.uniform(0.5, 0.9)
            package.pagu = max(5_000_000, round_up(int(package.wanted / share)))


def for_classes(units: list[Unit], classes: Classes, year: int) -> list[Package]:
    """Untouched packages for classes, announced with the unit's other ones."""
    announced = at(year, 2, 8 * 60)
    return [
        Package(
            id=0, rup_code="", unit=unit, year=year, department=wanted.department,
            name=f"{wanted.purpose} {unit.short_name}"[:160], account_code=ACCOUNTS[wanted.department][0],
            account_name=ACCOUNTS[wanted.department][1], announced_ms=announced, pagu=wanted.pagu_idr,
        )
        for wanted in classes.packages for unit in units if unit.kind == wanted.kind
    ]  # fmt: skip


def round_up(amount: int) -> int:
    step = 500_000 if amount < 50_000_000 else 1_000_000
    return -(-amount // step) * step


def number(packages: list[Package]) -> None:
    """Ids and RUP codes in the order of announcement, unit by unit."""
    counts: dict[int, int] = {}
    for n, package in enumerate(packages, start=1):
        package.id = n
        place = counts[package.year] = counts.get(package.year, 0) + 1
        package.rup_code = str(FIRST_CODE[package.year] + 7 * place)
