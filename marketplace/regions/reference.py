"""Wilayah and holidays as the official tables in `seed/` give them: every province and regency, East Java deeper."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

from marketplace.config import PROJECT_ROOT
from marketplace.regions.models import RegionLevel
from marketplace.values.period import timezone_of

SEED = PROJECT_ROOT / "seed"
BILLION = 1_000_000_000
RegionRow = dict[str, Any]  # columns of Region


def region_rows(folder: Path = SEED) -> list[RegionRow]:
    """Parents before children, so that one pass can store them. Codes are text and keep their zeros."""
    figures = {row["code"]: row for row in _table(folder, "jatim_regencies")}
    return [
        *(_row(r["code"], None, RegionLevel.PROVINCE, r["name"]) for r in _table(folder, "provinces")),
        *(_regency(r, figures.get(r["code"])) for r in _table(folder, "regencies")),
        *(
            _row(r["code"], r["regency_code"], RegionLevel.DISTRICT, f"Kecamatan {r['name']}")
            for r in _table(folder, "jatim_districts")
        ),
        *(
            _row(r["code"], r["district_code"], RegionLevel.VILLAGE, f"Kelurahan {r['name']}")
            for r in _table(folder, "malang_villages")
        ),
    ]


def holiday_rows(folder: Path = SEED) -> list[dict[str, Any]]:
    """Public holidays and collective leave alike: offices are closed on both (SKB 3 Menteri)."""
    days = {date.fromisoformat(r["date"]): r["name"] for r in _table(folder, "holidays_2022_2023")}
    return [{"day": day, "name": name} for day, name in sorted(days.items())]


def _regency(row: dict[str, str], figures: dict[str, str] | None) -> RegionRow:
    """Population, budgets and the place on the tile map are known for East Java only, and approximate."""
    regency = _row(row["code"], row["province_code"], RegionLevel.REGENCY, row["name"]) | {"kind": row["type"]}
    if figures is None:
        return regency
    return regency | {
        "short_label": figures["short_label"],
        "population_thousand": int(figures["population_2023_thousand"]),
        "budget_idr": int(figures["apbd_2023_rp_billion"]) * BILLION,
        "goods_services_budget_idr": int(figures["goods_services_2023_rp_billion"]) * BILLION,
        "tile_col": int(figures["tile_col"]),
        "tile_row": int(figures["tile_row"]),
    }


def _row(code: str, parent: str | None, level: RegionLevel, name: str) -> RegionRow:
    unknown = ("kind", "short_label", "population_thousand", "budget_idr", "goods_services_budget_idr")
    return {
        "code": code,
        "parent_code": parent,
        "level": level.value,
        "name": name,
        "timezone": timezone_of(code),
        **dict.fromkeys((*unknown, "tile_col", "tile_row")),
    }


def _table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
