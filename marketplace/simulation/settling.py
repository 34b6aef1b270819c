"""Stores a population: reference tables, people, units, shops and shelves, and tells the ledger who is there."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert

from marketplace.accounts.models import Buyer, Membership, Supplier, User
from marketplace.catalogue.models import CatalogueRevision, Category, PriceChange, Product, ProductArea, ProductStatus
from marketplace.extensions import db
from marketplace.ledger.services import Fact
from marketplace.regions import services as regions
from marketplace.simulation import bulk
from marketplace.simulation.archive import TableRows
from marketplace.simulation.calendar import instant
from marketplace.simulation.cast import Item, Person, Shop, Unit
from marketplace.simulation.population import Population
from marketplace.simulation.seedfiles import table
from marketplace.simulation.shelves import TAX_CLASSES
from marketplace.simulation.world_plan import WorldPlan
from marketplace.values.identifiers import fictitious_nib, fictitious_nip, fictitious_npwp, fictitious_phone

BANKS = ("Bank Jatim", "Bank BRI", "Bank Mandiri", "Bank BNI", "Bank Syariah Indonesia")
CERTIFICATE_ENDS = "2025-12-31"

USER = ("id", "public_id", "username", "name", "phone", "nip", "position", "is_active", "session_epoch",
        "salt", "commitment", "persona_order", "persona_wish", "persona_wish_en",
        "created_at")  # fmt: skip
MEMBERSHIP = ("id", "user_id", "role", "buyer_id", "supplier_id", "region_code", "valid_from")
BUYER = ("id", "code", "document_code", "name", "short_name", "kind", "parent_id", "region_code", "district_code",
         "address", "is_active")  # fmt: skip
SUPPLIER = ("id", "code", "name", "description", "legal_form", "business_class", "nib", "npwp", "is_pkp", "kbli",
            "region_code", "district_code", "address", "bank_name", "bank_account", "bank_holder",
            "shipping_local_idr", "shipping_other_idr", "verified_at", "created_at")  # fmt: skip
PRODUCT = ("id", "supplier_id", "category_code", "name", "description", "unit", "unit_price_net_idr", "tax_class",
           "min_order", "stock", "daily_capacity", "lead_days", "weight_g", "domestic_status", "tkdn_percent",
           "tkdn_number", "tkdn_until", "pirt_number", "halal_number", "nie_number", "status", "sold_count",
           "listed_at", "price_changed_at", "version")  # fmt: skip


def store(population: Population, world: WorldPlan) -> None:
    """Everything but the trade itself; foreign keys point backward, so the order matters."""
    connection = db.session.connection()
    regions.load_reference()
    db.session.execute(insert(CatalogueRevision), [{"id": 1, "number": 1}])
    _store_categories()
    opening = _opening_ms(population)
    bulk.insert(connection, User.__table__, USER, (_user(p, opening) for p in population.people))
    bulk.insert(connection, Buyer.__table__, BUYER, (_buyer(unit) for unit in population.units))
    waiting = {shop.id for shop in population.waiting}
    bulk.insert(connection, Supplier.__table__, SUPPLIER, (_supplier(s, s.id in waiting) for s in population.shops))
    _store_memberships(connection, population, world.opens)
    bulk.restart_ids(connection, User.__table__, Buyer.__table__, Supplier.__table__, Membership.__table__)


def shelves(items: list[Item]) -> Iterator[TableRows]:
    """Products as the history left them: `level` and `sold` have been settled by then."""
    yield Product.__table__, PRODUCT, (_product(item) for item in items)
    areas = ((item.id, area) for item in items for area in sorted(item.areas))
    yield ProductArea.__table__, ("product_id", "region_code"), areas
    changes = ((item.id, at_ms, price) for item in items for at_ms, price in item.prices)
    yield PriceChange.__table__, ("product_id", "changed_at", "unit_price_net_idr"), changes


def register_facts(population: Population, world: WorldPlan) -> Iterator[tuple[int, Fact]]:
    """The ledger's first words: the world, its units, and each shop when it was verified."""
    opening = _opening_ms(population)
    start = instant(opening)
    facts = {"scenario": world.code, "seed": world.seed_number, "name": world.name}
    yield opening, Fact("world.opened", start, facts=facts)
    codes = {unit.id: unit.code for unit in population.units}
    for unit in population.units:
        facts = {"name": unit.name, "short_name": unit.short_name, "kind": unit.kind}
        if unit.parent_id:
            facts["parent"] = codes[unit.parent_id]
        yield opening, Fact("unit.registered", start, region_code=unit.region, buyer_code=unit.code, facts=facts)
    waiting = {shop.id for shop in population.waiting}
    for shop in population.shops:
        if shop.id not in waiting:
            facts = {"name": shop.name, "class": shop.business_class, "nib": fictitious_nib(shop.id),
                     "pkp": shop.is_pkp, "legal_form": shop.legal_form}  # fmt: skip
            yield shop.since_ms, Fact("supplier.verified", instant(shop.since_ms), supplier_code=shop.code,
                                      region_code=shop.region, facts=facts)  # fmt: skip


def _opening_ms(population: Population) -> int:
    """Just before the first shop opens."""
    return min(shop.since_ms for shop in population.shops) - 3_600_000


def _store_categories() -> None:
    rows = [
        {
            "code": row["code"],
            "parent_code": row["parent"] or None,
            "name": row["name_id"],
            "name_en": row["name_en"],
            "kbli": row["kbli"],
            "tax_class": TAX_CLASSES[row["ppn"]].value if row["ppn"] else None,
            "unit": row["unit"],
        }
        for row in sorted(table("categories"), key=lambda row: (row["parent"] != "", row["code"]))
    ]
    db.session.execute(insert(Category), rows)


def _store_memberships(connection: Connection, population: Population, since: date) -> None:
    duties = ((person.id, *duty) for person in population.people for duty in person.duties)
    rows = ((n, *duty, since.isoformat()) for n, duty in enumerate(duties, start=1))
    bulk.insert(connection, Membership.__table__, MEMBERSHIP, rows)


def _user(person: Person, opening: int) -> tuple[Any, ...]:
    """Nobody has a password: in the demo the persona switcher opens the door."""
    serves_state = any(unit for _, unit, _, _ in person.duties)
    order, wish, wish_en = person.wish or (None, None, None)
    return (
        person.id, person.public_id, person.username, person.name, fictitious_phone(person.id),
        fictitious_nip(person.id) if serves_state else None, person.position, True, 0, person.salt,
        person.commitment, order, wish, wish_en, opening,
    )  # fmt: skip


def _buyer(unit: Unit) -> tuple[Any, ...]:
    return (
        unit.id, unit.code, unit.document_code, unit.name, unit.short_name, unit.kind, unit.parent_id, unit.region,
        unit.district, unit.address, True,
    )  # fmt: skip


def _supplier(shop: Shop, waits: bool) -> tuple[Any, ...]:
    holder = shop.owner.name if shop.owner else shop.name
    return (
        shop.id, shop.code, shop.name, shop.description, shop.legal_form, shop.business_class,
        fictitious_nib(shop.id), fictitious_npwp(shop.id), shop.is_pkp, bulk.json_text(shop.kbli), shop.region,
        shop.district, shop.address, BANKS[shop.id % len(BANKS)], f"00{shop.id:08}", holder, shop.shipping_local,
        shop.shipping_other, None if waits else shop.since_ms, shop.since_ms,
    )  # fmt: skip


def _product(item: Item) -> tuple[Any, ...]:
    food = item.category[:2] in ("01", "02")
    return (
        item.id, item.shop.id, item.category, item.name, item.description, item.unit, item.prices[-1][1],
        item.tax_class, item.min_order, None if item.made_to_order else item.level,
        item.level if item.made_to_order else None, item.lead_days, item.weight_g, item.domestic, item.tkdn,
        f"SIM-{item.id:06}/TKDN" if item.tkdn else None, CERTIFICATE_ENDS if item.tkdn else None,
        f"SIM-PIRT-{item.id:06}" if food and item.id % 3 else None,
        f"SIM-HALAL-{item.id:06}" if food and item.id % 4 else None,
        f"SIM-NIE-{item.id:06}" if item.category[:2] == "10" else None,
        ProductStatus.ACTIVE.value, item.sold, item.listed_ms, item.prices[-1][0], len(item.prices),
    )  # fmt: skip
