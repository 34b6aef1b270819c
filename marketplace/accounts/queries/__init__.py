"""Reads of this area, by noun: who acts, who there is, which shops."""

from marketplace.accounts.queries.actors import (
    Credentials,
    actor_of,
    credentials,
    credentials_of,
    failures_of,
    load_actor,
    persona_credentials,
)
from marketplace.accounts.queries.people import (
    MembershipRow,
    PersonPage,
    PersonRow,
    find_people,
    membership_of,
    memberships_of,
    person_by_username,
    person_of,
    personas,
    place_by_code,
)
from marketplace.accounts.queries.shops import (
    owner_of,
    paper_checks,
    pending_shops_for,
    shop_for_verifier,
    shop_of_owner,
    staff_membership_for,
    staff_of,
)

__all__ = [
    "Credentials",
    "MembershipRow",
    "PersonPage",
    "PersonRow",
    "actor_of",
    "credentials",
    "credentials_of",
    "failures_of",
    "find_people",
    "load_actor",
    "membership_of",
    "memberships_of",
    "owner_of",
    "paper_checks",
    "pending_shops_for",
    "person_by_username",
    "person_of",
    "persona_credentials",
    "personas",
    "place_by_code",
    "shop_for_verifier",
    "shop_of_owner",
    "staff_membership_for",
    "staff_of",
]
