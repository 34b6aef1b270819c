from flask import Flask

from marketplace.accounts.labels import ROLES
from marketplace.accounts.permission_page import DESCRIPTIONS, HEADINGS, PAGE, as_markdown
from marketplace.accounts.permissions import (
    HELD_BY_PEOPLE,
    PLACE_KIND,
    TABLE,
    VISITOR,
    Permission,
    Role,
    Scope,
    Target,
)
from tests.accounts.people import shop, unit
from tests.factories import actor


def test_the_page_of_permissions_is_made_from_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == as_markdown(), "python -m marketplace.accounts.permission_page"


def test_every_permission_and_role_is_described() -> None:
    assert set(DESCRIPTIONS) == set(TABLE) == set(Permission)
    assert set(HEADINGS) == set(HELD_BY_PEOPLE)
    assert set(ROLES) == set(Role)


def test_a_scope_fits_the_kind_of_place_its_role_is_held_in() -> None:
    kinds = {Scope.OWN_SHOP: "supplier_id", Scope.OWN_UNIT: "buyer_id", Scope.REGION: "region_code",
             Scope.PROVINCE: "region_code"}  # fmt: skip
    for permission, grants in TABLE.items():
        for role, scope in grants.items():
            assert scope is Scope.ALL or PLACE_KIND[role] == kinds[scope], (permission, role)


def test_the_public_holds_no_permission() -> None:
    assert not any(VISITOR.may(permission) for permission in Permission)


def test_the_platform_cannot_sign_pay_or_rate_and_the_auditor_changes_nothing() -> None:
    signing = {
        Permission.ORDER_APPROVE,
        Permission.PAYMENT_MAKE,
        Permission.SUPPLIER_ASSESS,
        Permission.ORDER_INSPECT,
    }
    assert not any(Role.PLATFORM_ADMIN in TABLE[permission] for permission in signing)
    views = {Permission.SUPPLIER_VIEW_PRIVATE, Permission.PLAN_VIEW, Permission.ORDER_VIEW, Permission.LEDGER_SEAL}
    assert {permission for permission, grants in TABLE.items() if Role.AUDITOR in grants} <= views


def test_reach_ends_where_the_place_ends(app: Flask) -> None:
    sukun, kediri = unit("3573-KEL-SUKUN"), unit("3571-KEL-BANDAR")
    ppk, admin, province = actor("ppk.sukun"), actor("admin.malang"), actor("admin.jatim")
    assert ppk.may(Permission.ORDER_APPROVE, Target(buyer_id=sukun.id))
    assert not ppk.may(Permission.ORDER_APPROVE, Target(buyer_id=kediri.id))
    assert admin.may(Permission.SUPPLIER_VERIFY, Target(region_code="35.73"))
    assert not admin.may(Permission.SUPPLIER_VERIFY, Target(region_code="35.71"))
    assert province.may(Permission.PLAN_VIEW, Target(region_code="35.71"))
    assert not province.may(Permission.PLAN_VIEW, Target(region_code="51.71"))
    assert not actor("sri").may(Permission.ORDER_ANSWER, Target(supplier_id=shop("P-35730002").id))
