"""Roles people hold in places for a time. A transfer (mutasi) ends one row and begins another."""

from datetime import date, datetime

from sqlalchemy import or_, select

from marketplace.accounts.errors import (
    AlreadyHeld,
    BackwardTerm,
    DutiesNotSeparate,
    LastAdministrator,
    NotAllowed,
    NotHeld,
    SamePerson,
    WrongPlace,
)
from marketplace.accounts.models import Buyer, Membership, User
from marketplace.accounts.permissions import FORBIDDEN_PAIRS, PLACE_KIND, Actor, Permission, Place, Role, Target
from marketplace.accounts.queries import place_by_code
from marketplace.accounts.services.users import create_user
from marketplace.extensions import db
from marketplace.values.period import local_day


def appoint(
    actor: Actor, person: User, role: Role, place: Place, *, on: date, until: date | None = None
) -> Membership:
    """A person takes a role in its kind of place, and no two roles of one unit that must be apart (R02)."""
    if not actor.may(Permission.USERS_MANAGE):
        raise NotAllowed
    return give_role(person, role, place, on=on, until=until)


def give_role(person: User, role: Role, place: Place, *, on: date, until: date | None = None) -> Membership:
    """The checks of an appointment without asking who makes it: for services that have asked already."""
    if PLACE_KIND.get(role) != _kind(place):
        raise WrongPlace(role=role)
    if until is not None and until <= on:
        raise BackwardTerm
    db.session.scalars(select(User.id).where(User.id == person.id).with_for_update()).one()
    held = _roles_held(person, place, on, until)
    if role in held:
        raise AlreadyHeld(role=role)
    _refuse_forbidden_pair(role, held)
    membership = Membership(
        user_id=person.id,
        role=role,
        buyer_id=place.buyer_id,
        supplier_id=place.supplier_id,
        region_code=place.region_code,
        valid_from=on,
        valid_until=until,
    )
    db.session.add(membership)
    db.session.flush()
    return membership


def create_with_role(
    username: str, name: str, *, now: datetime, password_hash: str, role: Role | None, place_code: str = ""
) -> User:
    """An account and its first role together or not at all, for the person at the server's console."""
    person = create_user(username, name, now=now, password_hash=password_hash)
    if role is not None:
        place = place_by_code(role, place_code)
        if place is None:
            raise WrongPlace(role=role)
        give_role(person, role, place, on=local_day(now))
    return person


def end_appointment(actor: Actor, membership: Membership, *, on: date) -> None:
    """From this day on the role no longer holds; a shop's owner may end the terms of its staff only."""
    if not (actor.may(Permission.USERS_MANAGE) or _is_own_staff(actor, membership)):
        raise NotAllowed
    if membership.valid_until is not None and membership.valid_until <= on:
        raise NotHeld(role=Role(membership.role))
    if membership.role == Role.PLATFORM_ADMIN:
        _keep_another_administrator(membership, on)
    # A term that had not begun ends on its first day: it never held.
    membership.valid_until = max(on, membership.valid_from)
    db.session.flush()


def hand_over_role(actor: Actor, *, from_user: User, to_user: User, buyer: Buyer, role: Role, on: date) -> Membership:
    """On *mutasi* the successor takes over the role in the unit on the very day it ends for the predecessor.

    Open orders belong to unit and role, so they move along; signatures given before stay as they are.
    """
    target = Target(buyer_id=buyer.id, region_code=buyer.region_code)
    if not actor.may(Permission.ROLE_HAND_OVER, target):
        raise NotAllowed
    if from_user.id == to_user.id:
        raise SamePerson
    ending = db.session.scalars(
        select(Membership)
        .where(
            Membership.user_id == from_user.id,
            Membership.buyer_id == buyer.id,
            Membership.role == role,
            Membership.valid_from <= on,
            or_(Membership.valid_until.is_(None), Membership.valid_until > on),
        )
        .with_for_update()
    ).first()
    if ending is None:
        raise NotHeld(role=role)
    until = ending.valid_until
    ending.valid_until = on
    return give_role(to_user, role, Place(buyer_id=buyer.id), on=on, until=until)


def _kind(place: Place) -> str | None:
    """Which of the three kinds of place is given; more than one is never right."""
    kinds = [name for name in ("buyer_id", "supplier_id", "region_code") if getattr(place, name) is not None]
    return kinds[0] if len(kinds) == 1 else ("several" if kinds else None)


def _roles_held(person: User, place: Place, on: date, until: date | None) -> set[Role]:
    """Roles of this person in this place whose term overlaps the new one."""
    overlaps = [or_(Membership.valid_until.is_(None), Membership.valid_until > on)]
    if until is not None:
        overlaps.append(Membership.valid_from < until)
    rows = db.session.scalars(
        select(Membership.role).where(
            Membership.user_id == person.id,
            Membership.buyer_id.is_not_distinct_from(place.buyer_id),
            Membership.supplier_id.is_not_distinct_from(place.supplier_id),
            Membership.region_code.is_not_distinct_from(place.region_code),
            *overlaps,
        )
    )
    return {Role(role) for role in rows}


def _refuse_forbidden_pair(role: Role, held: set[Role]) -> None:
    for one, other in FORBIDDEN_PAIRS:
        if (role is one and other in held) or (role is other and one in held):
            raise DutiesNotSeparate(role=role, other=other if role is one else one)


def _is_own_staff(actor: Actor, membership: Membership) -> bool:
    target = Target(supplier_id=membership.supplier_id)
    return membership.role == Role.SHOP_STAFF and actor.may(Permission.STAFF_MANAGE, target)


def _keep_another_administrator(membership: Membership, on: date) -> None:
    others = db.session.scalars(
        select(Membership.id)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.role == Role.PLATFORM_ADMIN,
            Membership.id != membership.id,
            Membership.valid_from <= on,
            Membership.valid_until.is_(None),
            User.is_active,
        )
        .with_for_update()
    ).all()
    if not others:
        raise LastAdministrator
