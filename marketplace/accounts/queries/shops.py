"""Shops as their owner and their verifier see them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select

from marketplace.accounts.models import Membership, Supplier, User
from marketplace.accounts.permissions import Actor, Permission, Role, Target
from marketplace.extensions import db
from marketplace.regions.models import Region


@dataclass(frozen=True, slots=True)
class PendingShop:
    """A shop that waits for its verifier, or for its owner to put something right."""

    code: str
    name: str
    business_class: str
    region_name: str
    created_at: datetime
    returned_at: datetime | None


@dataclass(frozen=True, slots=True)
class StaffRow:
    membership_id: int
    username: str
    name: str
    valid_from: date
    is_active: bool


def pending_shops_for(actor: Actor) -> list[PendingShop]:
    """Shops of the actor's regions that may not sell yet, those whose turn is ours first, oldest first."""
    reach = actor.regions_for(Permission.SUPPLIER_VERIFY)
    statement = (
        select(
            Supplier.code,
            Supplier.name,
            Supplier.business_class,
            func.coalesce(Region.name, ""),
            Supplier.created_at,
            Supplier.returned_at,
        )
        .outerjoin(Region, Region.code == Supplier.region_code)
        .where(Supplier.verified_at.is_(None))
        .order_by(Supplier.returned_at.is_not(None), Supplier.created_at, Supplier.id)
    )
    if reach is not None:
        statement = statement.where(Supplier.region_code.in_(reach))
    return [PendingShop(*row) for row in db.session.execute(statement)]


def shop_for_verifier(actor: Actor, code: str) -> Supplier | None:
    """A shop of the actor's regions; any other does not exist for them."""
    shop = db.session.scalars(select(Supplier).where(Supplier.code == code)).first()
    if shop is None:
        return None
    target = Target(supplier_id=shop.id, region_code=shop.region_code)
    return shop if actor.may(Permission.SUPPLIER_VERIFY, target) else None


def shop_of_owner(actor: Actor) -> Supplier | None:
    """The shop whose owner is asking; the first one where somebody has several."""
    owned = [a.place.supplier_id for a in actor.appointments if a.role is Role.SHOP_OWNER]
    return db.session.get(Supplier, owned[0]) if owned else None


def owner_of(shop: Supplier) -> User | None:
    statement = (
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.supplier_id == shop.id, Membership.role == Role.SHOP_OWNER)
        .order_by(Membership.valid_from.desc())
    )
    return db.session.scalars(statement).first()


def staff_of(shop: Supplier, day: date) -> list[StaffRow]:
    """Who helps in this shop on that day."""
    statement = (
        select(Membership.id, User.username, User.name, Membership.valid_from, User.is_active)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.supplier_id == shop.id,
            Membership.role == Role.SHOP_STAFF,
            Membership.valid_from <= day,
            or_(Membership.valid_until.is_(None), Membership.valid_until > day),
        )
        .order_by(User.name, User.id)
    )
    return [StaffRow(*row) for row in db.session.execute(statement)]


def staff_membership_for(actor: Actor, membership_id: int) -> Membership | None:
    """A term of the actor's own staff; any other does not exist for them."""
    membership = db.session.get(Membership, membership_id)
    if membership is None or membership.role != Role.SHOP_STAFF:
        return None
    target = Target(supplier_id=membership.supplier_id)
    return membership if actor.may(Permission.STAFF_MANAGE, target) else None


def paper_checks(shop: Supplier, owner_name: str) -> list[tuple[str, bool]]:
    """What a machine can see of R39 before a person decides: forms of numbers, and in whose name the account is."""
    npwp = "".join(sign for sign in shop.npwp if sign.isdigit())
    holder = shop.bank_holder.casefold()
    twins = select(func.count()).select_from(Supplier).where(Supplier.id != shop.id)
    return [
        ("nib_form", len(shop.nib) == 13 and shop.nib.isdigit()),
        ("nib_unique", not db.session.scalar(twins.where(Supplier.nib == shop.nib))),
        ("npwp_form", len(npwp) in (15, 16)),
        ("kbli_known", bool(shop.kbli) and all(len(code) == 5 and code.isdigit() for code in shop.kbli)),
        ("bank_in_own_name", holder in (owner_name.casefold(), shop.name.casefold())),
    ]
