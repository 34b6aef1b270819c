"""The facts a world is made from: the tables in `seed/`, read as they are."""

import csv
from datetime import date
from pathlib import Path

from marketplace.config import PROJECT_ROOT

SEED = PROJECT_ROOT / "seed"
Row = dict[str, str]


def table(name: str, folder: Path = SEED) -> list[Row]:
    """All rows of `seed/<name>.csv`; codes stay text."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def holidays() -> frozenset[date]:
    """Days on which government offices are closed, public holidays and collective leave alike.

    The table covers 2022 and 2023; for the pilot before it the fixed days of the calendar stand in.
    """
    listed = {date.fromisoformat(row["date"]) for row in table("holidays_2022_2023")}
    fixed = {date(year, month, day) for year in (2020, 2021) for month, day in FIXED_HOLIDAYS}
    return frozenset(listed | fixed)


FIXED_HOLIDAYS = ((1, 1), (5, 1), (6, 1), (8, 17), (12, 24), (12, 25))
