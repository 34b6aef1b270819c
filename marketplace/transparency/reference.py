"""Names for codes: regions and categories. Reference data only; every figure comes from the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import column, func, select, table

from marketplace.extensions import db
from marketplace.regions.models import Region, RegionLevel
from marketplace.transparency.models import PublicUnit

CATEGORIES = table("categories", column("code"), column("name"), column("name_en"))


@dataclass(frozen=True, slots=True)
class Place:
    """A kabupaten or kota with what the tile map and the index need to know of it."""

    code: str
    name: str
    label: str
    budget_idr: int
    tile_col: int | None
    tile_row: int | None


def places() -> list[Place]:
    """Every kabupaten and kota with a registered unit, whether it has bought or not."""
    taking_part = select(func.substr(PublicUnit.region_code, 1, len("35.73"))).distinct()
    rows = db.session.execute(
        select(Region.code, Region.name, Region.short_label, Region.budget_idr, Region.tile_col, Region.tile_row)
        .where(Region.code.in_(taking_part), Region.level == RegionLevel.REGENCY)
        .order_by(Region.code)
    )
    return [Place(code, name, label or code, budget or 0, col, row) for code, name, label, budget, col, row in rows]


def region_names(codes: Iterable[str]) -> dict[str, str]:
    rows = db.session.execute(select(Region.code, Region.name).where(Region.code.in_(set(codes))))
    return {row.code: row.name for row in rows}


def category_names(language: str) -> dict[str, str]:
    name = CATEGORIES.c.name_en if language == "en" else CATEGORIES.c.name
    return {row[0]: row[1] for row in db.session.execute(select(CATEGORIES.c.code, name))}
