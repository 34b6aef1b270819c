"""A shop from its registration to its verification, and the people who help its owner (R39)."""

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select

from marketplace.accounts.errors import AlreadyVerified, NotAllowed, OwnShop
from marketplace.accounts.models import BusinessClass, Supplier, User
from marketplace.accounts.permissions import Actor, Permission, Place, Role, Target
from marketplace.accounts.services.memberships import give_role
from marketplace.accounts.services.users import create_user
from marketplace.extensions import db
from marketplace.ledger import services as ledger
from marketplace.ledger.services import Fact
from marketplace.values.period import local_day


@dataclass(frozen=True, slots=True)
class SupplierPapers:
    """What a shop declares about itself; its verifier compares it with the papers."""

    name: str
    legal_form: str
    business_class: BusinessClass
    nib: str
    npwp: str
    is_pkp: bool
    kbli: list[str]
    region_code: str
    address: str
    bank_name: str
    bank_account: str
    bank_holder: str
    description: str = ""


def register_supplier(
    papers: SupplierPapers,
    *,
    username: str,
    owner_name: str,
    password_hash: str,
    once_key: str,
    now: datetime,
    email: str | None = None,
    phone: str | None = None,
) -> Supplier:
    """Anyone may register a shop; until the region has verified it, it may neither list nor sell (R39)."""
    owner = create_user(
        username,
        owner_name,
        now=now,
        password_hash=password_hash,
        once_key=once_key,
        position=f"Pemilik {papers.name}"[:120],
        email=email,
        phone=phone,
    )
    shop = Supplier(code=_new_code(papers.region_code), created_at=now, **_columns(papers))
    db.session.add(shop)
    db.session.flush()
    give_role(owner, Role.SHOP_OWNER, Place(supplier_id=shop.id), on=local_day(now))
    return shop


def correct_supplier(actor: Actor, shop: Supplier, papers: SupplierPapers) -> None:
    """The owner puts the papers right and hands them in again; verified papers stay as they were checked."""
    if not actor.may(Permission.STAFF_MANAGE, Target(supplier_id=shop.id)):
        raise NotAllowed
    _lock_unverified(shop)
    for column, value in _columns(papers).items():
        setattr(shop, column, value)
    shop.returned_at = None
    shop.return_reason = None
    db.session.flush()


def verify_supplier(actor: Actor, shop: Supplier, *, now: datetime) -> None:
    """The region's administrator confirms NIB, NPWP, KBLI and bank account; from then on the shop may sell (R39)."""
    role = _verifier_role(actor, shop)
    _lock_unverified(shop)
    shop.verified_at = now
    shop.returned_at = None
    shop.return_reason = None
    db.session.flush()
    ledger.record(
        Fact(
            kind="supplier.verified",
            occurred_at=now,
            actor_role=role,
            actor=actor.commitment,
            region_code=shop.region_code,
            supplier_code=shop.code,
            facts={
                "name": shop.name,
                "class": shop.business_class,
                "nib": shop.nib,
                "pkp": shop.is_pkp,
                "legal_form": shop.legal_form,
            },
        )
    )


def return_supplier(actor: Actor, shop: Supplier, *, reason: str, now: datetime) -> None:
    """What does not agree goes back to the owner with a reason; nothing is refused for ever."""
    _verifier_role(actor, shop)
    _lock_unverified(shop)
    shop.returned_at = now
    shop.return_reason = reason
    db.session.flush()


def add_staff(
    actor: Actor, shop: Supplier, *, username: str, name: str, password_hash: str, once_key: str, now: datetime
) -> User:
    """The owner gives a helper an account of their own: whoever did something is known."""
    if not actor.may(Permission.STAFF_MANAGE, Target(supplier_id=shop.id)):
        raise NotAllowed
    helper = create_user(
        username, name, now=now, password_hash=password_hash, once_key=once_key, position=f"Staf {shop.name}"[:120]
    )
    give_role(helper, Role.SHOP_STAFF, Place(supplier_id=shop.id), on=local_day(now))
    return helper


def _verifier_role(actor: Actor, shop: Supplier) -> Role:
    role = actor.role_for(Permission.SUPPLIER_VERIFY, Target(supplier_id=shop.id, region_code=shop.region_code))
    if role is None:
        raise NotAllowed
    if shop.id in actor.supplier_ids:
        raise OwnShop
    return role


def _lock_unverified(shop: Supplier) -> None:
    """Read again under the row's lock: two administrators may press at once, and the ledger says it once."""
    fresh = db.session.scalars(
        select(Supplier).where(Supplier.id == shop.id).with_for_update().execution_options(populate_existing=True)
    ).one()
    if fresh.verified_at is not None:
        raise AlreadyVerified(name=fresh.name)


def _columns(papers: SupplierPapers) -> dict[str, object]:
    return asdict(papers) | {"business_class": BusinessClass(papers.business_class).value}


def _new_code(region_code: str) -> str:
    """`P-3573` and seven random digits: a running number would tell how many registered."""
    place = region_code.replace(".", "")[:4]
    while True:
        code = f"P-{place}{secrets.randbelow(10_000_000):07}"
        if db.session.scalar(select(Supplier.id).where(Supplier.code == code)) is None:
            return code
