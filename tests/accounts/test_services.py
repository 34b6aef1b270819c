"""Accounts, appointments and transfers as services see them."""

import hashlib
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace.accounts import errors, queries
from marketplace.accounts import services as accounts
from marketplace.accounts.models import Membership
from marketplace.accounts.permissions import Permission, Place, Role
from marketplace.extensions import db
from tests.accounts.people import membership, person, shop, unit
from tests.factories import NOW, actor

TODAY = date(2023, 9, 1)


def test_a_person_is_known_to_the_ledger_by_a_salted_commitment(app: Flask) -> None:
    one = accounts.create_user("Budi.Baru", "Budi", now=NOW, public_id="P" * 26, salt=b"0" * 16)
    assert one.username == "budi.baru"
    assert one.commitment == hashlib.sha256(b"0" * 16 + b"P" * 26).digest()
    other = accounts.create_user("ani", "Ani", now=NOW)
    assert other.salt != accounts.create_user("ani2", "Ani", now=NOW).salt


@pytest.mark.parametrize("username", ["", "ab", "a b c", "-abc", "abc-", "Ünal", "x" * 81, "a'b;c", "sri\n"])
def test_a_log_in_name_has_one_form(app: Flask, username: str) -> None:
    if username.strip() == "sri":
        with pytest.raises(errors.UsernameTaken):
            accounts.create_user(username, "Nama", now=NOW)
        return
    with pytest.raises(errors.UsernameMalformed):
        accounts.create_user(username, "Nama", now=NOW)


def test_a_name_is_given_once_and_a_form_works_once(app: Flask) -> None:
    accounts.create_user("baru", "Baru", now=NOW, once_key="a" * 32)
    with pytest.raises(errors.AlreadyMade):
        accounts.create_user("baru", "Baru", now=NOW, once_key="a" * 32)
    with pytest.raises(errors.UsernameTaken):
        accounts.create_user("SRI", "Lain", now=NOW)


def test_the_database_decides_when_two_ask_for_one_name(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db.session, "scalar", lambda *a, **k: None)  # both looked before either wrote
    with pytest.raises(errors.UsernameTaken):
        accounts.create_user("sri", "Lain", now=NOW)


def test_a_role_is_held_in_its_kind_of_place(app: Flask) -> None:
    admin, sukun = actor("platform"), unit("3573-KEL-SUKUN")
    helper = accounts.create_user("pembantu", "Pembantu", now=NOW)
    for role, place in (
        (Role.TREASURER, Place()),
        (Role.TREASURER, Place(region_code="35.73")),
        (Role.AUDITOR, Place(buyer_id=sukun.id)),
        (Role.SHOP_STAFF, Place(buyer_id=sukun.id)),
        (Role.TREASURER, Place(buyer_id=sukun.id, region_code="35.73")),
    ):
        with pytest.raises(errors.WrongPlace):
            accounts.appoint(admin, helper, role, place, on=TODAY)
    given = accounts.appoint(admin, helper, Role.TREASURER, Place(buyer_id=sukun.id), on=TODAY)
    assert (given.buyer_id, given.valid_from, given.valid_until) == (sukun.id, TODAY, None)


@pytest.mark.parametrize(
    ("username", "role"),
    [
        ("pp.sukun", Role.COMMITMENT_OFFICIAL),
        ("ppk.sukun", Role.PROCUREMENT_OFFICIAL),
        ("bendahara.sukun", Role.PROCUREMENT_OFFICIAL),
        ("bendahara.sukun", Role.COMMITMENT_OFFICIAL),
        ("bendahara.sukun", Role.BUDGET_HOLDER),
    ],
)
def test_duties_that_must_be_apart_stay_apart(app: Flask, username: str, role: Role) -> None:
    place = Place(buyer_id=unit("3573-KEL-SUKUN").id)
    with pytest.raises(errors.DutiesNotSeparate) as refused:
        accounts.appoint(actor("platform"), person(username), role, place, on=TODAY)
    assert refused.value.rule == "R02"


def test_a_budget_holder_may_also_commit_and_anyone_may_serve_another_unit(app: Flask) -> None:
    admin = actor("platform")
    accounts.appoint(
        admin, person("kpa.sukun"), Role.COMMITMENT_OFFICIAL, Place(buyer_id=unit("3573-KEL-SUKUN").id), on=TODAY
    )
    accounts.appoint(
        admin, person("pp.sukun"), Role.COMMITMENT_OFFICIAL, Place(buyer_id=unit("3571-KEL-BANDAR").id), on=TODAY
    )


def test_the_same_role_is_not_given_twice_nor_backward(app: Flask) -> None:
    admin, place = actor("platform"), Place(buyer_id=unit("3573-KEL-SUKUN").id)
    with pytest.raises(errors.AlreadyHeld):
        accounts.appoint(admin, person("pp.sukun"), Role.PROCUREMENT_OFFICIAL, place, on=TODAY)
    with pytest.raises(errors.BackwardTerm):
        accounts.appoint(admin, person("sri"), Role.TREASURER, place, on=TODAY, until=TODAY)


def test_only_the_administrator_appoints(app: Flask) -> None:
    for username in ("sri", "kpa.sukun", "admin.malang", "auditor", "outsider.pp"):
        with pytest.raises(errors.NotAllowed):
            accounts.appoint(actor(username), person("sri"), Role.AUDITOR, Place(), on=TODAY)


def test_on_mutasi_the_role_passes_on_one_day_without_gap_or_overlap(app: Flask) -> None:
    successor = accounts.create_user("pengganti", "Pengganti", now=NOW)
    old, sukun, on = person("ppk.sukun"), unit("3573-KEL-SUKUN"), date(2023, 10, 1)
    accounts.hand_over_role(
        actor("platform"), from_user=old, to_user=successor, buyer=sukun, role=Role.COMMITMENT_OFFICIAL, on=on
    )
    for day, who in ((date(2023, 9, 30), old), (on, successor)):
        holders = {
            u.id: (a := queries.actor_of(u.id, day)) is not None and a.may(Permission.ORDER_APPROVE)
            for u in (old, successor)
        }
        assert holders == {old.id: who is old, successor.id: who is successor}


def test_a_budget_holder_hands_over_in_the_own_unit_only(app: Flask) -> None:
    successor = accounts.create_user("pengganti", "Pengganti", now=NOW)
    old, sukun = person("pp.sukun"), unit("3573-KEL-SUKUN")
    for username in ("outsider.ppk", "sri", "pp.sukun", "auditor"):
        with pytest.raises(errors.NotAllowed):
            accounts.hand_over_role(
                actor(username),
                from_user=old,
                to_user=successor,
                buyer=sukun,
                role=Role.PROCUREMENT_OFFICIAL,
                on=TODAY,
            )
    accounts.hand_over_role(
        actor("kpa.sukun"), from_user=old, to_user=successor, buyer=sukun, role=Role.PROCUREMENT_OFFICIAL, on=TODAY
    )


def test_a_handover_that_cannot_be_is_refused_by_name(app: Flask) -> None:
    admin, sukun = actor("platform"), unit("3573-KEL-SUKUN")
    ppk, treasurer = person("ppk.sukun"), person("bendahara.sukun")
    with pytest.raises(errors.SamePerson):
        accounts.hand_over_role(
            admin, from_user=ppk, to_user=ppk, buyer=sukun, role=Role.COMMITMENT_OFFICIAL, on=TODAY
        )
    with pytest.raises(errors.NotHeld):
        accounts.hand_over_role(
            admin, from_user=ppk, to_user=person("sri"), buyer=sukun, role=Role.TREASURER, on=TODAY
        )
    with pytest.raises(errors.DutiesNotSeparate):
        accounts.hand_over_role(
            admin, from_user=ppk, to_user=treasurer, buyer=sukun, role=Role.COMMITMENT_OFFICIAL, on=TODAY
        )


def test_a_term_ends_once_and_never_before_it_began(app: Flask) -> None:
    admin, term = actor("platform"), membership("pp.sukun")
    accounts.end_appointment(admin, term, on=TODAY)
    with pytest.raises(errors.NotHeld):
        accounts.end_appointment(admin, term, on=TODAY)
    future = accounts.appoint(admin, person("sri"), Role.AUDITOR, Place(), on=date(2024, 1, 1))
    accounts.end_appointment(admin, future, on=TODAY)
    assert future.valid_until == future.valid_from


def test_an_owner_ends_the_terms_of_the_own_staff_only(app: Flask) -> None:
    with pytest.raises(errors.NotAllowed):
        accounts.end_appointment(actor("outsider.shop"), membership("staf.sri"), on=TODAY)
    with pytest.raises(errors.NotAllowed):
        accounts.end_appointment(actor("sri"), membership("sri"), on=TODAY)
    accounts.end_appointment(actor("sri"), membership("staf.sri"), on=TODAY)


def test_the_last_administrator_cannot_be_removed(app: Flask) -> None:
    admin = actor("platform")
    with pytest.raises(errors.LastAdministrator):
        accounts.close_account(admin, person("platform"))
    with pytest.raises(errors.LastAdministrator):
        accounts.end_appointment(admin, membership("platform"), on=TODAY)
    accounts.appoint(admin, person("auditor"), Role.PLATFORM_ADMIN, Place(), on=TODAY)
    accounts.close_account(admin, person("platform"))


def test_the_thread_is_cut_only_for_a_closed_account_and_for_ever(app: Flask) -> None:
    admin, someone = actor("platform"), person("sri")
    before = someone.commitment
    with pytest.raises(errors.StillOpen):
        accounts.cut_thread(admin, someone, confirmation="sri")
    accounts.close_account(admin, someone)
    with pytest.raises(errors.NotConfirmed):
        accounts.cut_thread(admin, someone, confirmation="ya")
    accounts.cut_thread(admin, someone, confirmation=" SRI ")
    assert someone.salt is None
    assert someone.commitment != before


def test_staff_is_added_by_the_owner_of_that_shop(app: Flask) -> None:
    details = {"username": "staf.baru", "name": "Staf", "password_hash": "x", "once_key": "b" * 32, "now": NOW}
    for username in ("outsider.shop", "staf.sri", "platform"):
        with pytest.raises(errors.NotAllowed):
            accounts.add_staff(actor(username), shop("P-35730001"), **details)
    helper = accounts.add_staff(actor("sri"), shop("P-35730001"), **details)
    terms = db.session.scalars(select(Membership).where(Membership.user_id == helper.id)).all()
    assert [(m.role, m.supplier_id) for m in terms] == [(Role.SHOP_STAFF, shop("P-35730001").id)]
