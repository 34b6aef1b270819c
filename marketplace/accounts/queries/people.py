"""Who there is: the characters of the demonstration, one person, a searchable list of everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select

from marketplace.accounts.models import Buyer, Membership, Supplier, User
from marketplace.accounts.permissions import PLACE_KIND, Actor, Permission, Place, Role, Target
from marketplace.extensions import db
from marketplace.regions.models import Region

PAGE_SIZE = 25
UNITS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """One appointment as a list shows it."""

    id: int
    role: Role
    place_name: str
    buyer_id: int | None
    valid_from: date
    valid_until: date | None
    holds: bool  # on the day that was asked for


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person as a list shows them, with the roles of the day."""

    id: int
    username: str
    name: str
    position: str
    is_active: bool
    is_cut: bool  # the salt is gone: nothing in the ledger leads to this person any more
    wish: str
    wish_en: str
    appointments: tuple[MembershipRow, ...]


@dataclass(frozen=True, slots=True)
class OfficialRow:
    """Who holds a role in a unit."""

    membership_id: int
    role: Role
    name: str
    username: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class PersonPage:
    rows: list[PersonRow]
    total: int
    page: int
    pages: int


def personas(day: date) -> list[PersonRow]:
    """The characters of the demonstration in their order, closed accounts left out."""
    people = db.session.scalars(
        select(User).where(User.persona_order.is_not(None), User.is_active).order_by(User.persona_order, User.id)
    ).all()
    return _rows(people, day)


def find_people(text: str, role: Role | None, *, day: date, page: int = 1) -> PersonPage:
    """People whose name, log-in name or position contains each word of the text, and who hold the role that day."""
    wanted: list[ColumnElement[bool]] = []
    for word in text.split()[:5]:
        pattern = f"%{_escaped(word.lower())}%"
        columns = (User.username, func.lower(User.name), func.lower(User.position))
        wanted.append(or_(*(column.like(pattern, escape="\\") for column in columns)))
    if role is not None:
        holders = select(Membership.user_id).where(Membership.role == role, _holds_on(day))
        wanted.append(User.id.in_(holders))
    total = db.session.scalar(select(func.count()).select_from(User).where(*wanted)) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, page), pages)
    statement = select(User).where(*wanted).order_by(User.username).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    return PersonPage(_rows(db.session.scalars(statement).all(), day), total, page, pages)


def person_of(user_id: int) -> User | None:
    return db.session.get(User, user_id)


def person_by_username(username: str) -> User | None:
    return db.session.scalars(select(User).where(User.username == username.strip().lower())).first()


def units_for_handover(actor: Actor, words: str) -> list[Buyer]:
    """The units whose roles this person may hand over: the own ones, or those whose code or name was asked for."""
    wanted = [_code_or_name(words) if words else Buyer.id.in_(actor.buyer_ids)]
    regions = actor.regions_for(Permission.ROLE_HAND_OVER)
    if regions is not None:
        wanted.append(or_(Buyer.id.in_(actor.buyer_ids), Buyer.region_code.in_(regions)))
    exact_first = (Buyer.code != words.upper(), Buyer.name, Buyer.id)
    units = db.session.scalars(select(Buyer).where(*wanted).order_by(*exact_first).limit(UNITS_SHOWN))
    return [
        u for u in units if actor.may(Permission.ROLE_HAND_OVER, Target(buyer_id=u.id, region_code=u.region_code))
    ]


def _code_or_name(words: str) -> ColumnElement[bool]:
    named = [func.lower(Buyer.name).contains(word.lower(), autoescape=True) for word in words.split()]
    return or_(Buyer.code == words.upper(), and_(*named))


def officials_of(unit_ids: Sequence[int], day: date) -> dict[int, list[OfficialRow]]:
    """Who holds which role in these units on that day."""
    statement = (
        select(Membership.buyer_id, Membership.id, Membership.role, User.name, User.username, Membership.valid_from)
        .join(User, User.id == Membership.user_id)
        .where(Membership.buyer_id.in_(unit_ids), _holds_on(day))
        .order_by(Membership.id)
    )
    found: dict[int, list[OfficialRow]] = {unit_id: [] for unit_id in unit_ids}
    for unit_id, membership_id, role, name, username, since in db.session.execute(statement):
        if unit_id is not None:
            found[unit_id].append(OfficialRow(membership_id, Role(role), name, username, since))
    return found


def office_for(actor: Actor, membership_id: int) -> tuple[Membership, Buyer] | None:
    """A role in a unit within the actor's reach; any other does not exist for them."""
    membership = db.session.get(Membership, membership_id)
    unit = db.session.get(Buyer, membership.buyer_id) if membership and membership.buyer_id else None
    if membership is None or unit is None:
        return None
    target = Target(buyer_id=unit.id, region_code=unit.region_code)
    return (membership, unit) if actor.may(Permission.ROLE_HAND_OVER, target) else None


def place_by_code(role: Role, code: str) -> Place | None:
    """The place a code names, of the kind this role is held in; roles without a place need an empty code."""
    kind = PLACE_KIND.get(role)
    if kind is None:
        return None if code else Place()
    if kind == "buyer_id":
        found = db.session.scalar(select(Buyer.id).where(Buyer.code == code.upper()))
        return Place(buyer_id=found) if found else None
    if kind == "supplier_id":
        found = db.session.scalar(select(Supplier.id).where(Supplier.code == code.upper()))
        return Place(supplier_id=found) if found else None
    known = db.session.scalar(select(Region.code).where(Region.code == code))
    return Place(region_code=known) if known else None


def membership_of(user_id: int, membership_id: int) -> Membership | None:
    membership = db.session.get(Membership, membership_id)
    return membership if membership and membership.user_id == user_id else None


def memberships_of(user_ids: Sequence[int], day: date) -> dict[int, list[MembershipRow]]:
    """Every appointment these people ever had, the newest first, with the name of the place."""
    statement = (
        select(Membership, func.coalesce(Buyer.name, Supplier.name, Region.name, ""))
        .outerjoin(Buyer, Buyer.id == Membership.buyer_id)
        .outerjoin(Supplier, Supplier.id == Membership.supplier_id)
        .outerjoin(Region, Region.code == Membership.region_code)
        .where(Membership.user_id.in_(user_ids))
        .order_by(Membership.valid_from.desc(), Membership.id.desc())
    )
    found: dict[int, list[MembershipRow]] = {user_id: [] for user_id in user_ids}
    for row, place in db.session.execute(statement):
        holds = row.valid_from <= day and (row.valid_until is None or day < row.valid_until)
        found[row.user_id].append(
            MembershipRow(row.id, Role(row.role), place, row.buyer_id, row.valid_from, row.valid_until, holds)
        )
    return found


def _rows(people: Sequence[User], day: date) -> list[PersonRow]:
    held = memberships_of([person.id for person in people], day)
    return [
        PersonRow(
            id=person.id,
            username=person.username,
            name=person.name,
            position=person.position or "",
            is_active=person.is_active,
            is_cut=person.salt is None,
            wish=person.persona_wish or "",
            wish_en=person.persona_wish_en or person.persona_wish or "",
            appointments=tuple(row for row in held[person.id] if row.holds),
        )
        for person in people
    ]


def _holds_on(day: date) -> ColumnElement[bool]:
    return and_(Membership.valid_from <= day, or_(Membership.valid_until.is_(None), Membership.valid_until > day))


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
