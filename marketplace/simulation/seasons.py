"""What is bought when and by whom: the year's rhythm of local offices in East Java."""

from datetime import date
from random import Random

from marketplace.simulation.cast import Unit
from marketplace.simulation.randomness import Weighted

# Share of orders by department; food with groceries makes about 30 %, computers 13 %, stationery 8 % of the value.
MIX = {
    "01": 0.345, "02": 0.06, "03": 0.110, "04": 0.088, "05": 0.125, "06": 0.06, "07": 0.055, "08": 0.035, "09": 0.05,
    "10": 0.045, "11": 0.05, "12": 0.03, "13": 0.03, "14": 0.04, "15": 0.055,
}  # fmt: skip
# How a department's share moves with the size of the order: computers are dear, copies are cheap.
TILT = {"01": -0.05, "02": -0.02, "03": -0.06, "04": -0.08, "05": 0.06, "06": 0.14, "07": 0.05, "08": -0.08,
        "09": -0.08, "10": 0.04, "11": 0.05, "12": -0.06, "13": -0.05, "14": 0.04, "15": 0.03}  # fmt: skip
BY_KIND = {
    "puskesmas": {"10": 3.2, "09": 1.5},
    "rsud": {"10": 4.0, "09": 1.6},
    "smp": {"14": 2.6, "03": 1.5, "04": 1.4, "06": 1.3, "01": 0.7},
    "kelurahan": {"01": 1.2, "15": 1.3, "10": 0.3, "12": 0.6},
    "kecamatan": {"01": 1.2, "15": 1.3, "10": 0.3},
    "satpol": {"07": 2.5, "12": 2.0},
    "bagian": {"01": 1.4, "10": 0.2, "13": 0.3},
}
BY_NAME = {
    "Kesehatan": {"10": 3.0},
    "Pekerjaan Umum": {"11": 4.0},
    "Lingkungan": {"09": 2.2, "13": 3.0, "12": 2.0},
    "Pertanian": {"13": 4.0},
    "Perhubungan": {"12": 3.0, "11": 1.8},
    "Pendidikan": {"14": 2.5},
    "Komunikasi": {"05": 2.0},
}
RAMADAN = ((date(2021, 4, 13), date(2021, 5, 12)), (date(2022, 4, 3), date(2022, 5, 1)),
           (date(2023, 3, 23), date(2023, 4, 21)))  # fmt: skip
BY_MONTH = {
    3: {"01": 1.1, "15": 1.4, "08": 1.3},  # before the city's anniversary on 1 April
    6: {"14": 1.4},
    7: {"14": 1.8, "07": 1.7, "06": 1.3},  # the new school year
    8: {"15": 1.5, "08": 1.6, "07": 1.3},  # Independence Day
    11: {"05": 1.3, "06": 1.3},
    12: {"05": 1.2},
}
MIDDLE = 4_000_000


def department(rng: Random, unit: Unit, day: date, amount: float) -> str:
    """Which department of the catalogue an order goes to."""
    weights = []
    taste = unit_taste(unit)
    month = BY_MONTH.get(day.month, {})
    fasting = any(start <= day <= end for start, end in RAMADAN)
    for code, share in MIX.items():
        weight = share * taste.get(code, 1.0) * month.get(code, 1.0) * (amount / MIDDLE) ** TILT[code]
        if fasting and code in ("01", "02"):
            weight *= 0.75 if code == "01" else 1.9  # no lunches, but gifts and breaking the fast
        weights.append(weight)
    return Weighted(list(MIX), weights).draw(rng)


def unit_taste(unit: Unit) -> dict[str, float]:
    """What one kind of office buys more, or less, of than others."""
    for word, taste in BY_NAME.items():
        if word in unit.name:
            return taste
    return BY_KIND.get(unit.kind, {})
