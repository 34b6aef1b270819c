"""Everybody and everything a world starts from, before the first order: built in memory, the same for one seed."""

import tomllib
from dataclasses import dataclass, field
from random import Random
from typing import Any

from marketplace.accounts.models import BusinessClass
from marketplace.accounts.permissions import Role
from marketplace.simulation.calendar import milliseconds
from marketplace.simulation.cast import Item, Person, Shop, Unit
from marketplace.simulation.people import Registry
from marketplace.simulation.randomness import stream
from marketplace.simulation.seedfiles import SEED, Row, table
from marketplace.simulation.shelves import Stockroom
from marketplace.simulation.shops import HighStreet
from marketplace.simulation.units import MALANG, Offices
from marketplace.simulation.world_plan import Classes, WorldPlan

UNVERIFIED_SHOPS = 4  # have registered and wait for their region's admin (R39)


@dataclass(slots=True)
class Population:
    """The people and things of one world."""

    regions: list[Row]
    people: list[Person]
    units: list[Unit]
    shops: list[Shop]
    items: list[Item]
    named_shops: dict[str, Shop] = field(default_factory=dict)
    waiting: list[Shop] = field(default_factory=list)

    def trading_shops(self) -> list[Shop]:
        """Those with a part in the history."""
        return [shop for shop in self.shops if not shop.for_class]

    def units_of(self, region: str) -> list[Unit]:
        return [unit for unit in self.units if unit.region == region]


def invent(world: WorldPlan) -> Population:
    """Units and their staff first, then shops and their shelves, then the people above them and the characters."""
    rng = stream(world.seed_number, "population")
    wanted = {plan.code for plan in world.regions}
    regions = [row for row in table("jatim_regencies") if row["code"] in wanted]
    registry = Registry(rng)
    offices = _offices(registry, rng, regions)
    street, named, waiting = _shops(registry, rng, regions, world)
    stockroom = Stockroom(rng, regions, milliseconds(world.clock))
    for shop in street.all:
        stockroom.fill(shop)
    for entry in characters()["shops"]:
        for product in entry["products"]:
            stockroom.put(named[entry["key"]], product)
    _watchers(registry, regions)
    population = Population(
        regions, registry.everyone, offices.all, street.all, stockroom.items, named, waiting
    )  # fmt: skip
    _cast_characters(population, registry)
    _prepare_classes(population, registry, street, stockroom, world.classes)
    return population


def _offices(registry: Registry, rng: Random, regions: list[Row]) -> Offices:
    offices = Offices(registry, rng)
    for region in regions:
        if region["code"] == MALANG:
            offices.open_malang()
        else:
            offices.open_region(region)
    return offices


def _shops(
    registry: Registry, rng: Random, regions: list[Row], world: WorldPlan
) -> tuple[HighStreet, dict[str, Shop], list[Shop]]:
    street, named, waiting = HighStreet(registry, rng), {}, []
    plans = {plan.code: plan for plan in world.regions}
    for region in regions:
        plan = plans[region["code"]]
        signs = characters()["shops"] if region["code"] == MALANG else []
        for entry in signs:
            shop = street.open(region, entry["department"], pioneer=True, name=entry["name"], owner=entry["owner"],
                               business_class=BusinessClass(entry["class"]), is_pkp=entry["pkp"])  # fmt: skip
            shop.description, shop.dutiful = entry["description"], 0.9
            named[entry["key"]] = shop
        count, active = plan.shops - len(signs), plan.active_shops - len(signs)
        opened = street.open_region(region, count, active)
        if region["code"] == MALANG:
            waiting = opened[-UNVERIFIED_SHOPS:]
    return street, named, waiting


def _watchers(registry: Registry, regions: list[Row]) -> None:
    """Each region's UKPBJ has an admin; the province one above them."""
    for region in regions:
        admin = registry.person(f"Admin UKPBJ {region['name']}", name=registry.official_name())
        admin.duties.append((Role.REGIONAL_ADMIN.value, None, None, region["code"]))


def characters() -> dict[str, Any]:
    """The named characters, their shops and what waits on their desks."""
    with (SEED / "personas.toml").open("rb") as file:
        return tomllib.load(file)


def _cast_characters(population: Population, registry: Registry) -> None:
    """A named character takes the seat somebody has there already, or a new one."""
    for entry in characters()["people"]:
        person = _seat(population, entry) or registry.person(entry["position"], name=entry["name"])
        if not person.duties:
            person.duties.append((entry["role"], None, _shop_id(population, entry), entry.get("region")))
        person.name, person.position = entry["name"], entry["position"]
        person.username = entry["username"]
        person.wish = (entry["order"], entry["wish"], entry["wish_en"])
        if entry["role"] == Role.SHOP_STAFF:
            population.named_shops[entry["shop"]].staff = person


def _prepare_classes(
    population: Population, registry: Registry, street: HighStreet, stockroom: Stockroom, classes: Classes
) -> None:
    """Shops, verifiers and auditors for each group; drawn last, so that the world without them stays as it is."""
    if not classes.groups:
        return
    malang = next(region for region in population.regions if region["code"] == MALANG)
    for _ in range(classes.groups):
        for wanted in classes.shops:
            shop = street.open(malang, wanted.department, pioneer=True, active=False, is_pkp=wanted.pkp,
                               business_class=BusinessClass(wanted.business_class))  # fmt: skip
            shop.for_class = True
            for product in wanted.products:
                stockroom.put(shop, product)
            if wanted.waits:
                population.waiting.append(shop)
        for role, office, region in (
            (Role.REGIONAL_ADMIN, "Verifikator UKPBJ Kota Malang", MALANG),
            (Role.AUDITOR, "Auditor Inspektorat Kota Malang (APIP)", None),
        ):
            person = registry.person(office, name=registry.official_name())
            person.duties.append((role.value, None, None, region))


def _shop_id(population: Population, entry: dict[str, Any]) -> int | None:
    return population.named_shops[entry["shop"]].id if "shop" in entry else None


def _seat(population: Population, entry: dict[str, Any]) -> Person | None:
    if "unit" in entry:
        unit = next(unit for unit in population.units if unit.document_code == entry["unit"])
        return {
            Role.PROCUREMENT_OFFICIAL: unit.official,
            Role.COMMITMENT_OFFICIAL: unit.committer,
            Role.TREASURER: unit.treasurer,
            Role.BUDGET_HOLDER: unit.holder,
        }[Role(entry["role"])]
    if "shop" in entry:
        shop = population.named_shops[entry["shop"]]
        return shop.owner if entry["role"] == Role.SHOP_OWNER else shop.staff
    if entry.get("region", "").count(".") == 1:
        wanted = (Role.REGIONAL_ADMIN.value, None, None, entry["region"])
        return next(person for person in population.people if wanted in person.duties)
    return None
