"""The cast of every test: one sub-district office, two shops, and one outsider who may never see anything.

`cast()` fills an empty schema once; tests look people and things up by name.
"""

import hashlib
import uuid
from datetime import UTC, date, datetime

from sqlalchemy import select

from marketplace.accounts.models import Buyer, Membership, Supplier, User
from marketplace.accounts.permissions import Actor, Appointment, Place, Role
from marketplace.catalogue import services as catalogue
from marketplace.catalogue.models import CatalogueRevision, Category, PriceChange, Product, ProductArea
from marketplace.extensions import db
from marketplace.ledger import services as ledger
from marketplace.ledger.models import World
from marketplace.purchasing.models import Order, PlanPackage
from marketplace.purchasing.statuses import OrderStatus
from marketplace.regions.models import Region
from tests import journeys

NOW = datetime(2023, 9, 1, 1, 0, tzinfo=UTC)  # 08:00 WIB
EARLY = datetime(2023, 1, 2, 1, 0, tzinfo=UTC)

# username, name, role, place ("unit:", "shop:", "region:" or platform-wide)
PEOPLE = [
    ("pp.sukun", "Rina Pejabat", Role.PROCUREMENT_OFFICIAL, "unit:SUKUN"),
    ("ppk.sukun", "Bambang Komitmen", Role.COMMITMENT_OFFICIAL, "unit:SUKUN"),
    ("kpa.sukun", "Lurah Sukun", Role.BUDGET_HOLDER, "unit:SUKUN"),
    ("bendahara.sukun", "Dewi Bendahara", Role.TREASURER, "unit:SUKUN"),
    ("sri", "Sri Pemilik", Role.SHOP_OWNER, "shop:SRI"),
    ("staf.sri", "Tono Staf", Role.SHOP_STAFF, "shop:SRI"),
    ("atk", "Andi Pemilik", Role.SHOP_OWNER, "shop:ATK"),
    ("admin.malang", "Admin Malang", Role.REGIONAL_ADMIN, "region:35.73"),
    ("admin.jatim", "Admin Jatim", Role.PROVINCIAL_ADMIN, "region:35"),
    ("auditor", "Auditor", Role.AUDITOR, ""),
    ("pelatih", "Pelatih", Role.TRAINER, ""),
    ("platform", "Pengelola", Role.PLATFORM_ADMIN, ""),
    ("outsider.pp", "Orang Luar", Role.PROCUREMENT_OFFICIAL, "unit:KEDIRI"),
    ("outsider.ppk", "PPK Luar", Role.COMMITMENT_OFFICIAL, "unit:KEDIRI"),
    ("outsider.shop", "Toko Luar", Role.SHOP_OWNER, "shop:LUAR"),
]


def cast() -> None:
    """Fill an empty schema: regions, categories, units, shops, people, products, announced packages, a clock."""
    session = db.session
    session.add(World(id=1, scenario="uji", seed_number=1, origin="toko-daring.example/uji", public_key=ledger.new_signer("toko-daring.example/uji").public_key,
                      clock_mode="paused", clock_world_at=NOW, clock_real_at=NOW, ready_at=NOW))  # fmt: skip
    session.add(CatalogueRevision(id=1, number=0))
    session.add(Region(code="35", level="province", name="Jawa Timur"))
    session.flush()
    for code, name, kind, label in (("35.73", "Kota Malang", "kota", "KMLG"), ("35.71", "Kota Kediri", "kota", "KKDR"),
                                    ("35.07", "Kabupaten Malang", "kabupaten", "MLG")):  # fmt: skip
        session.add(Region(code=code, parent_code="35", level="regency", name=name, kind=kind, short_label=label))
    session.flush()
    for code, parent, name, tax in (
        ("01", None, "Jasa Boga", None), ("01.01", "01", "Nasi Kotak", "pbjt"),
        ("03", None, "Alat Tulis Kantor", None), ("03.01", "03", "Kertas", "ppn"),
        ("09", None, "Jasa Kebersihan", None), ("09.01", "09", "Cuci AC", "ppn"),
    ):  # fmt: skip
        session.add(
            Category(code=code, parent_code=parent, name=name, name_en=name, kbli="56210", tax_class=tax, unit="unit")
        )
        session.flush()
    units = {
        "SUKUN": _unit("3573-KEL-SUKUN", "Kelurahan Sukun", "kelurahan", "35.73"),
        "KEDIRI": _unit("3571-KEL-BANDAR", "Kelurahan Bandar Lor", "kelurahan", "35.71"),
    }
    shops = {
        "SRI": _shop("P-35730001", "Dapur Bu Sri", "mikro", False, "35.73"),
        "ATK": _shop("P-35730002", "UD Pena Jaya", "kecil", True, "35.73"),
        "LUAR": _shop("P-35710001", "CV Luar Kota", "menengah", True, "35.71"),
    }
    session.flush()
    places = {f"unit:{k}": {"buyer_id": u.id} for k, u in units.items()}
    places |= {f"shop:{k}": {"supplier_id": s.id} for k, s in shops.items()}
    places |= {"region:35.73": {"region_code": "35.73"}, "region:35": {"region_code": "35"}, "": {}}
    for username, name, role, place in PEOPLE:
        person = _person(username, name)
        session.flush()
        session.add(Membership(user_id=person.id, role=role, valid_from=date(2020, 1, 1), **places[place]))
    _product(shops["SRI"], "01.01", "Nasi kotak ayam bakar", "kotak", 25_000, "pbjt", daily_capacity=200)
    _product(shops["ATK"], "03.01", "Kertas HVS A4 70 gram", "rim", 50_000, "ppn", stock=100)
    _product(shops["ATK"], "03.01", "Kertas HVS F4 75 gram", "rim", 60_000, "ppn", stock=5)
    _product(shops["LUAR"], "03.01", "Kertas HVS impor", "rim", 70_000, "ppn", stock=50, domestic="impor")
    for key, code in (("SUKUN", "43118207"), ("KEDIRI", "43118999")):
        session.add(PlanPackage(rup_code=code, buyer_id=units[key].id, fiscal_year=2023, name="Belanja rutin kantor",
                                account_code="5.1.02.01.01.0024", account_name="Belanja alat tulis kantor",
                                pagu_idr=300_000_000, announced_at=EARLY))  # fmt: skip
    session.flush()
    catalogue.rebuild_index()


def _unit(code: str, name: str, kind: str, region: str) -> Buyer:
    unit = Buyer(code=code, document_code=code[5:], name=name, short_name=name, kind=kind, region_code=region,
                 address="Jl. Contoh 1")  # fmt: skip
    db.session.add(unit)
    return unit


def _shop(code: str, name: str, size: str, is_pkp: bool, region: str) -> Supplier:
    shop = Supplier(code=code, name=name, legal_form="cv", business_class=size, nib="1" * 13, npwp="0" * 15,
                    is_pkp=is_pkp, kbli=["56210", "47611"], region_code=region, address="Jl. Toko 1", bank_name="Bank Contoh",
                    bank_account="000", bank_holder=name, shipping_local_idr=0, shipping_other_idr=25_000,
                    verified_at=EARLY, created_at=EARLY)  # fmt: skip
    db.session.add(shop)
    return shop


def _person(username: str, name: str) -> User:
    person = User(public_id=username, username=username, name=name, salt=b"s" * 16, position=name, created_at=EARLY,
                  commitment=hashlib.sha256(b"s" * 16 + username.encode()).digest())  # fmt: skip
    db.session.add(person)
    return person


def _product(shop: Supplier, category: str, name: str, unit: str, price: int, tax: str, *, stock: int | None = None,
             daily_capacity: int | None = None, domestic: str = "pdn") -> None:  # fmt: skip
    product = Product(supplier_id=shop.id, category_code=category, name=name, unit=unit, unit_price_net_idr=price,
                      tax_class=tax, stock=stock, daily_capacity=daily_capacity, domestic_status=domestic,
                      listed_at=EARLY, price_changed_at=EARLY)  # fmt: skip
    db.session.add(product)
    db.session.flush()
    for region in ("35.73", "35.71"):
        db.session.add(ProductArea(product_id=product.id, region_code=region))
    db.session.add(PriceChange(product_id=product.id, changed_at=EARLY, unit_price_net_idr=price))


def actor(username: str) -> Actor:
    """A member of the cast as services see them."""
    person = db.session.scalars(select(User).where(User.username == username)).one()
    rows = db.session.scalars(select(Membership).where(Membership.user_id == person.id)).all()
    return Actor(
        user_id=person.id, name=person.name, commitment=person.commitment, position=person.position or "",
        appointments=tuple(
            Appointment(Role(m.role), Place(m.buyer_id, m.supplier_id, m.region_code)) for m in rows
        ),
    )  # fmt: skip


def order_at(
    status: OrderStatus, *, product: str = "Kertas HVS A4 70 gram", shop: str = "atk", quantity: int = 10,
    now: datetime = NOW, key: str | None = None,
) -> Order:  # fmt: skip
    """An order of Kelurahan Sukun, driven by the services to this status. Flushed, not committed.

    `TAX_DEPOSITED` is passed in the same moment as the pay-out, so no order ever stands there.
    """
    intent, steps = journeys.PATHS[status]
    people = journeys.People(actor, "sukun", shop, now)
    order = journeys.place(people, unit_code="3573-KEL-SUKUN", product=product, quantity=quantity, intent=intent,
                           key=key or f"order-{uuid.uuid4().hex[:12]}")  # fmt: skip
    for step in steps:
        step(order, people)
    db.session.flush()
    return order
