"""The rules of buying, without a database."""

from datetime import date
from types import SimpleNamespace

import pytest

from marketplace.accounts.permissions import Role
from marketplace.purchasing import rules
from marketplace.purchasing.errors import AboveAuthority, BudgetExceeded, PackageUnusable
from marketplace.purchasing.rules import Finding, RecentPurchases, RuleAction

DAY = date(2023, 9, 1)


def package(**changes: object) -> SimpleNamespace:
    return SimpleNamespace(**{"buyer_id": 1, "announced_at": DAY, "fiscal_year": 2023, "free_idr": 1_000} | changes)


def test_the_rules_of_the_market_are_all_there_with_a_way_out() -> None:
    wanted = {"R01", "R02", "R03", "R04", "R04a", "R07", "R08", "R09", "R12", "R20", "R22", "R25", "R27", "R31", "R32",
              "R33", "R38", "R39", "R40"}  # fmt: skip
    assert wanted <= {rule.id for rule in rules.RULES}
    for rule in rules.RULES:
        assert rule.title
        assert rule.sentence.endswith(".")
        assert rule.way_out.endswith(".")
        assert rule.source


def test_only_checked_sources_are_shown_as_law() -> None:
    assert rules.rule("R01").is_law
    assert not rules.rule("R02").is_law
    assert not rules.rule("R04a").is_law


def test_a_rule_holds_from_its_day_on() -> None:
    assert not rules.in_force("R09", date(2020, 1, 1))
    assert rules.in_force("R09", DAY)
    assert not rules.in_force("R09", date(2025, 4, 30))
    assert rules.rule("R27", date(2022, 5, 1)).in_force(date(2022, 5, 1))


def test_an_official_buys_up_to_and_including_two_hundred_million() -> None:
    rules.check_authority(Role.PROCUREMENT_OFFICIAL, 200_000_000)
    with pytest.raises(AboveAuthority) as refusal:
        rules.check_authority(Role.PROCUREMENT_OFFICIAL, 200_000_001)
    assert refusal.value.rule == "R01"
    rules.check_authority(Role.COMMITMENT_OFFICIAL, 900_000_000)


@pytest.mark.parametrize(
    ("changes", "why"),
    [({"buyer_id": 2}, "satker_lain"), ({"announced_at": None}, "belum_diumumkan"), ({"fiscal_year": 2022}, "tahun_lain")],
)  # fmt: skip
def test_a_package_must_be_the_units_announced_and_of_this_year(changes: dict[str, object], why: str) -> None:
    with pytest.raises(PackageUnusable) as refusal:
        rules.check_package(package(**changes), buyer_id=1, year=2023, gross_idr=1)
    assert refusal.value.values == {"why": why}


def test_nobody_commits_more_than_is_left() -> None:
    rules.check_package(package(), buyer_id=1, year=2023, gross_idr=1_000)
    with pytest.raises(BudgetExceeded):
        rules.check_package(package(), buyer_id=1, year=2023, gross_idr=1_001)


@pytest.mark.parametrize(
    ("size", "found"), [("mikro", 0), ("kecil", 0), ("koperasi", 0), ("menengah", 1), ("besar", 1)]
)
def test_small_packages_are_for_small_firms(size: str, found: int) -> None:
    assert len(rules.check_supplier_class(size, 15_000_000_000, DAY)) == found
    assert rules.check_supplier_class(size, 15_000_000_001, DAY) == []


def test_imports_and_unknown_origin_need_a_reason() -> None:
    lines = [SimpleNamespace(product_name=name, domestic_status=status) for name, status in
             (("a", "pdn"), ("b", "impor"), ("c", "belum_diisi"))]  # fmt: skip
    assert rules.check_domestic(lines, DAY) == [Finding("R09", {"products": ["b", "c"]})]
    assert rules.check_domestic(lines[:1], DAY) == []


@pytest.mark.parametrize(
    ("recent", "gross", "rule"),
    [
        (RecentPurchases(0, 0, 0), 10_000_000, None),
        (RecentPurchases(1, 30_000_000, 30_000_000), 20_000_000, None),  # exactly the limit together
        (RecentPurchases(1, 30_000_000, 30_000_000), 20_000_001, "R04a"),
        (RecentPurchases(1, 120_000_000, 120_000_000), 90_000_000, "R04"),
        (RecentPurchases(1, 120_000_000, 120_000_000), 70_000_000, None),  # neither hides below a limit
        (RecentPurchases(0, 0, 0), 49_600_000, "R04a"),  # within one per cent below the limit
        (RecentPurchases(0, 0, 0), 199_999_999, "R04a"),
        (RecentPurchases(0, 0, 0), 49_499_999, None),
    ],
)
def test_splits_are_noticed(recent: RecentPurchases, gross: int, rule: str | None) -> None:
    assert [finding.rule for finding in rules.check_split(recent, gross)] == ([rule] if rule else [])


def test_a_warning_is_passed_with_words_only() -> None:
    findings = [Finding("R08"), Finding("R09")]
    assert rules.unanswered(findings, {"R08": "tidak ada UMK yang mampu", "R09": "  "}) == [Finding("R09")]


def test_blocks_block_and_warnings_warn() -> None:
    assert {rules.rule(name).action for name in ("R04", "R04a", "R08", "R09")} == {RuleAction.WARN}
    assert {rules.rule(name).action for name in ("R01", "R02", "R03", "R12", "R22", "R38")} == {RuleAction.BLOCK}
