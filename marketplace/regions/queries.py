"""Reads of wilayah: names, choices for forms, the tree of places."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from marketplace.extensions import db
from marketplace.regions.models import Holiday, Region, RegionLevel
from marketplace.values.period import WorkingDays


@dataclass(frozen=True, slots=True)
class Node:
    """A region and what lies in it."""

    code: str
    name: str
    level: str
    children: tuple["Node", ...] = ()


def region(code: str) -> Region | None:
    return db.session.get(Region, code)


def region_names(codes: Iterable[str]) -> dict[str, str]:
    """Names by code, with their prefix: Kediri is a kabupaten and a kota."""
    statement = select(Region.code, Region.name).where(Region.code.in_(list(codes)))
    return {row.code: row.name for row in db.session.execute(statement)}


def regencies(province_code: str = "35") -> list[Region]:
    """The kabupaten and kota of a province in the order of their codes."""
    return list(
        db.session.scalars(
            select(Region)
            .where(Region.parent_code == province_code, Region.level == RegionLevel.REGENCY)
            .order_by(Region.code)
        )
    )


def regency_options(province_code: str = "35") -> list[tuple[str, str]]:
    """Choices for a form: code and name, kota after kabupaten as the codes have it.

    Read where nothing can be written, so that filling a form takes no lock.
    """
    statement = (
        select(Region.code, Region.name)
        .where(Region.parent_code == province_code, Region.level == RegionLevel.REGENCY)
        .order_by(Region.code)
    )
    with db.engines["read"].connect() as connection:
        return [(row.code, row.name) for row in connection.execute(statement)]


def lineage(code: str) -> list[tuple[str, str]]:
    """From the province down to this region: code and name, for breadcrumbs."""
    parts = code.split(".")
    above = [".".join(parts[: n + 1]) for n in range(len(parts))]
    names = region_names(above)
    return [(one, names[one]) for one in above if one in names]


def region_tree(root_code: str = "35") -> Node | None:
    """A region with everything below it, in one query: a code begins with its parent's."""
    statement = (
        select(Region.code, Region.name, Region.level, Region.parent_code)
        .where((Region.code == root_code) | Region.code.like(f"{root_code}.%"))
        .order_by(Region.code.desc())
    )
    below: dict[str | None, list[Node]] = {}
    node = None
    for code, name, level, parent in db.session.execute(statement):
        node = Node(code, name, level, tuple(reversed(below.pop(code, []))))
        below.setdefault(parent, []).append(node)
    return node if node and node.code == root_code else None


def working_days() -> WorkingDays:
    """The calendar of government offices, from the holidays this world knows."""
    return WorkingDays(db.session.scalars(select(Holiday.day)))
