"""Regions as the world needs them: every province and regency, East Java down to its districts."""

from marketplace.regions.models import RegionLevel
from marketplace.simulation.seedfiles import Row, table
from marketplace.values.period import timezone_of

JAWA_TIMUR = "35"
COLUMNS = ("code", "parent_code", "level", "name", "kind", "short_label", "timezone", "population_thousand",
           "budget_idr", "goods_services_budget_idr", "tile_col", "tile_row")  # fmt: skip
BILLION = 1_000_000_000


def region_rows() -> list[tuple]:
    """Parents before children, so that one pass can store them."""
    rows = [_row(p["code"], None, RegionLevel.PROVINCE, p["name"]) for p in table("provinces")]
    figures = {row["code"]: row for row in table("jatim_regencies")}
    for regency in table("regencies"):
        rows.append(_regency(regency, figures.get(regency["code"])))
    for district in table("jatim_districts"):
        name = f"Kecamatan {district['name']}"
        rows.append(_row(district["code"], district["regency_code"], RegionLevel.DISTRICT, name))
    for village in table("malang_villages"):
        name = f"Kelurahan {village['name']}"
        rows.append(_row(village["code"], village["district_code"], RegionLevel.VILLAGE, name))
    return rows


def _row(code: str, parent: str | None, level: RegionLevel, name: str) -> tuple:
    return (code, parent, level.value, name, None, None, timezone_of(code), None, None, None, None, None)


def _regency(regency: Row, figures: Row | None) -> tuple:
    code = regency["code"]
    head = (code, regency["province_code"], RegionLevel.REGENCY.value, regency["name"], regency["type"])
    if figures is None:
        return (*head, None, timezone_of(code), None, None, None, None, None)
    return (
        *head,
        figures["short_label"],
        timezone_of(code),
        int(figures["population_2023_thousand"]),
        int(figures["apbd_2023_rp_billion"]) * BILLION,
        int(figures["goods_services_2023_rp_billion"]) * BILLION,
        int(figures["tile_col"]),
        int(figures["tile_row"]),
    )
