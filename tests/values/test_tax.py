"""The five worked cases of the trade brief, and what must hold for every amount."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.values import errors, tax
from marketplace.values.tax import TaxClass, TaxedAmount, TaxNote

DAY_2023 = date(2023, 5, 2)
DAY_2025 = date(2025, 2, 3)
amounts = st.integers(min_value=0, max_value=10**13)
days = st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 12, 31))
classes = st.sampled_from(TaxClass)


def test_case_a_stationery_from_a_taxable_shop_in_2023() -> None:
    amount = tax.line_tax(10_000_000, TaxClass.PPN, is_pkp=True, on=DAY_2023)
    assert amount == TaxedAmount(10_000_000, 1_100_000, 11_100_000)
    assert tax.withholding(amount.net_idr, on=DAY_2023) == 50_000
    result = tax.payout(amount, on=DAY_2023)
    assert (result.paid_idr, result.credited_idr, result.tax_deposited_idr) == (11_100_000, 9_950_000, 1_150_000)


def test_case_b_the_same_in_2025_has_another_base_and_the_same_tax() -> None:
    assert tax.taxable_base(10_000_000, on=DAY_2025) == 9_166_667
    assert tax.line_tax(10_000_000, TaxClass.PPN, is_pkp=True, on=DAY_2025).tax_idr == 1_100_000
    assert tax.vat_rate(DAY_2025).effective_permille == 110
    assert tax.tax_note(TaxClass.PPN, True, DAY_2025) is TaxNote.VAT_OTHER_BASE


def test_case_c_catering_pays_the_region_and_no_vat() -> None:
    amount = tax.line_tax(10_000_000, TaxClass.PBJT, is_pkp=True, on=DAY_2023)
    assert amount.tax_idr == 0
    assert tax.regional_tax(10_000_000, TaxClass.PBJT, rate_permille=100, on=DAY_2023) == 1_000_000
    assert tax.withholding(10_000_000, on=DAY_2023) == 50_000
    assert tax.tax_note(TaxClass.PBJT, True, DAY_2023).rule == "R33"


def test_case_d_a_micro_shop_that_is_not_taxable_has_no_vat_line() -> None:
    amount = tax.line_tax(10_000_000, TaxClass.PPN, is_pkp=False, on=DAY_2023)
    assert amount.tax_idr == 0
    assert tax.withholding(amount.net_idr, on=DAY_2023) == 50_000
    assert tax.tax_note(TaxClass.PPN, False, DAY_2023).rule == "R32"


def test_case_e_three_days_late_is_netted_from_the_payment() -> None:
    amount = tax.line_tax(10_000_000, TaxClass.PPN, is_pkp=True, on=DAY_2023)
    penalty = tax.late_penalty(amount.net_idr, 3)
    result = tax.payout(amount, penalty_idr=penalty, on=DAY_2023)
    assert penalty == 30_000
    assert (result.paid_idr, result.credited_idr) == (11_070_000, 9_920_000)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2022, 3, 31), 100_000),
        (date(2022, 4, 1), 110_000),
        (date(2024, 12, 31), 110_000),
        (date(2025, 1, 1), 110_000),
    ],
)
def test_the_rate_of_the_day_applies(day: date, expected: int) -> None:
    assert tax.line_tax(1_000_000, TaxClass.PPN, is_pkp=True, on=day).tax_idr == expected


def test_the_marketplace_withholds_only_since_may_2022() -> None:
    assert tax.withholding(1_000_000, on=date(2022, 4, 30)) == 0
    assert tax.withholding(1_000_000, on=date(2022, 5, 1)) == 5_000


def test_vat_is_rounded_down_to_whole_rupiah() -> None:
    assert tax.line_tax(9, TaxClass.PPN, is_pkp=True, on=DAY_2023).tax_idr == 0
    assert tax.line_tax(19, TaxClass.PPN, is_pkp=True, on=DAY_2023).tax_idr == 2


@given(amounts, classes, st.booleans(), days)
def test_net_plus_tax_is_gross_and_nothing_is_negative(net: int, kind: TaxClass, is_pkp: bool, on: date) -> None:
    amount = tax.line_tax(net, kind, is_pkp=is_pkp, on=on)
    assert amount.net_idr + amount.tax_idr == amount.gross_idr
    assert 0 <= amount.tax_idr * 1000 <= net * tax.vat_rate(on).effective_permille


@given(st.lists(amounts, max_size=8), st.booleans(), days)
def test_a_total_is_the_sum_of_its_lines(nets: list[int], is_pkp: bool, on: date) -> None:
    lines = [tax.line_tax(net, TaxClass.PPN, is_pkp=is_pkp, on=on) for net in nets]
    total = TaxedAmount.total(lines)
    assert total.net_idr == sum(nets)
    assert total.gross_idr == sum(line.gross_idr for line in lines)


@given(amounts, amounts, classes, st.booleans(), days)
def test_a_higher_price_never_has_a_lower_tax(a: int, b: int, kind: TaxClass, is_pkp: bool, on: date) -> None:
    low, high = sorted((a, b))
    taxes = [tax.line_tax(net, kind, is_pkp=is_pkp, on=on).tax_idr for net in (low, high)]
    assert taxes[0] <= taxes[1]
    assert tax.withholding(low, on=on) <= tax.withholding(high, on=on)


@given(amounts, classes, st.booleans(), days, st.integers(0, 400))
def test_every_rupiah_paid_goes_somewhere(net: int, kind: TaxClass, is_pkp: bool, on: date, late: int) -> None:
    amount = tax.line_tax(net, kind, is_pkp=is_pkp, on=on)
    result = tax.payout(amount, penalty_idr=tax.late_penalty(net, late), on=on)
    assert result.paid_idr == result.credited_idr + result.tax_deposited_idr
    assert min(result.credited_idr, result.penalty_idr, result.withheld_idr) >= 0


@given(amounts, st.integers(0, 3000))
def test_the_penalty_grows_with_the_days_and_never_beyond_the_value(net: int, late: int) -> None:
    assert tax.late_penalty(net, late) <= tax.late_penalty(net, late + 1) <= net


def test_nonsense_is_refused_by_name() -> None:
    with pytest.raises(errors.NegativeAmount):
        tax.line_tax(-1, TaxClass.PPN, is_pkp=True, on=DAY_2023)
    with pytest.raises(errors.UnbalancedAmount):
        TaxedAmount(100, 11, 110)
    with pytest.raises(errors.RateTooHigh):
        tax.regional_tax(100, TaxClass.PBJT, rate_permille=101, on=DAY_2023)
    with pytest.raises(errors.NoRateInForce):
        tax.line_tax(100, TaxClass.PPN, is_pkp=True, on=date(1980, 1, 1))
    with pytest.raises(errors.NoRateInForce):
        tax.withholding(100, on=date(1980, 1, 1))
    with pytest.raises(errors.BadValue):
        tax.late_penalty(100, -1)
    with pytest.raises(errors.BadValue):
        tax.line_tax(10.5, TaxClass.PPN, is_pkp=True, on=DAY_2023)  # type: ignore[arg-type]
    with pytest.raises(errors.BadValue):
        tax.payout(TaxedAmount.of(100), penalty_idr=101, on=DAY_2023)
