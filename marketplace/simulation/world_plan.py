"""A plan of a world says how much happened where and when; everything else follows from it and a seed number."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from marketplace.simulation.errors import UnknownWorld
from marketplace.simulation.seedfiles import SEED


@dataclass(frozen=True, slots=True)
class RegionPlan:
    """What one region completed, by year."""

    code: str
    orders: dict[int, int]
    value_idr: dict[int, int]
    shops: int
    active_shops: int


@dataclass(frozen=True, slots=True)
class Texture:
    """How trade looks up close."""

    median_order: int
    order_ceiling: int
    negotiated_share: float
    failing_share: float
    local_share: float
    open_days: int


@dataclass(frozen=True, slots=True)
class ClassShops:
    """Shops of one kind for classes, one for each group; `products` are names of products.csv."""

    department: str
    business_class: str
    pkp: bool
    products: tuple[str, ...]

    @property
    def waits(self) -> bool:
        """A shop without a shelf has registered and is not verified yet (R39)."""
        return not self.products


@dataclass(frozen=True, slots=True)
class ClassPackage:
    """A plan package for each unit of one kind, with nothing spent from it."""

    department: str
    purpose: str
    kind: str
    pagu_idr: int


@dataclass(frozen=True, slots=True)
class Classes:
    """What so many groups of a class need side by side: shops, packages, verifiers and auditors of their own."""

    groups: int = 0
    shops: tuple[ClassShops, ...] = ()
    packages: tuple[ClassPackage, ...] = ()


@dataclass(frozen=True, slots=True)
class WorldPlan:
    code: str
    name: str
    seed_number: int
    origin: str
    opens: date
    clock: datetime
    texture: Texture
    months: dict[int, list[int]]
    regions: tuple[RegionPlan, ...]
    classes: Classes = Classes()


def known() -> list[str]:
    """The worlds that can be made."""
    return sorted(path.stem for path in (SEED / "worlds").glob("*.toml"))


def load(code: str, *, seed_number: int | None = None, scale: float = 1.0) -> WorldPlan:
    """The plan of the world of that name; `scale` multiplies orders and value, never people or shops."""
    if code not in known():
        raise UnknownWorld(world=code, known=", ".join(known()))
    with (SEED / "worlds" / f"{code}.toml").open("rb") as file:
        data = tomllib.load(file)
    return WorldPlan(
        code=code,
        name=data["name"],
        seed_number=data["seed"] if seed_number is None else seed_number,
        origin=data["origin"],
        opens=data["opens"],
        clock=data["clock"],
        texture=Texture(**data["texture"]),
        months={int(year): weights for year, weights in data["months"].items()},
        regions=tuple(_region(entry, scale) for entry in data["regions"]),
        classes=_classes(data.get("classes", {})),
    )


def _region(entry: dict[str, Any], scale: float) -> RegionPlan:
    return RegionPlan(
        code=entry["code"],
        orders={int(year): max(1, round(count * scale)) for year, count in entry["orders"].items()},
        value_idr={int(year): round(value * 1_000_000 * scale) for year, value in entry["value_million"].items()},
        shops=entry["shops"],
        active_shops=entry["active_shops"],
    )


def _classes(entry: dict[str, Any]) -> Classes:
    shops = (ClassShops(**(shop | {"products": tuple(shop["products"])})) for shop in entry.get("shops", ()))
    packages = (ClassPackage(**package) for package in entry.get("packages", ()))
    return Classes(entry.get("groups", 0), tuple(shops), tuple(packages))
