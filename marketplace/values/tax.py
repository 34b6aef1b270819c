"""Tax on what agencies buy: dated rates with their legal source, one rounding per line.

Owns the arithmetic of rules R20, R27 and R31 to R33; refuses to know products or orders.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from marketplace.values.errors import BadValue, NoRateInForce, RateTooHigh, UnbalancedAmount
from marketplace.values.money import checked


class TaxClass(StrEnum):
    """How the law treats what is sold; the supplier's own status (PKP) comes on top."""

    PPN = "ppn"  # object of VAT
    EXEMPT = "bebas"  # staple food, seeds, textbooks
    PBJT = "pbjt"  # catering, hotel: regional tax instead of VAT (R33)


class TaxNote(StrEnum):
    """Which rule decided the tax of a line; screens and documents turn it into a sentence."""

    VAT = "ppn"
    VAT_OTHER_BASE = "ppn_nilai_lain"
    NOT_TAXABLE_SELLER = "bukan_pkp"
    REGIONAL_TAX = "pbjt"
    EXEMPT = "bebas"

    @property
    def rule(self) -> str:
        return {"ppn": "R31", "ppn_nilai_lain": "R31", "bukan_pkp": "R32", "pbjt": "R33", "bebas": "R33"}[self]


@dataclass(frozen=True, slots=True)
class VatRate:
    """PPN as it stood from a day on: the statutory rate on a share of the price."""

    valid_from: date
    permille: int
    base_numerator: int
    base_denominator: int
    source: str

    @property
    def effective_permille(self) -> int:
        return self.permille * self.base_numerator // self.base_denominator


@dataclass(frozen=True, slots=True)
class WithholdingRate:
    """PPh 22 collected by the marketplace as *pihak lain*, from a day on."""

    valid_from: date
    permille: int
    source: str


VAT_RATES: tuple[VatRate, ...] = (
    VatRate(date(1985, 4, 1), 100, 1, 1, "UU 8/1983 Pasal 7"),
    VatRate(date(2022, 4, 1), 110, 1, 1, "UU 7/2021 (HPP) Pasal 4 angka 2"),
    VatRate(date(2025, 1, 1), 120, 11, 12, "PMK 131/2024 Pasal 3"),
)
WITHHOLDING_RATES: tuple[WithholdingRate, ...] = (
    WithholdingRate(date(1985, 4, 1), 0, "belum dipungut oleh pihak lain"),
    WithholdingRate(date(2022, 5, 1), 5, "PMK 58/PMK.03/2022"),
)
REGIONAL_TAX_PERMILLE_MAX = 100  # UU 28/2009 Pasal 40; UU 1/2022 Pasal 58
LATE_PENALTY_PERMILLE = 1  # Perpres 16/2018 Pasal 79 (4)


@dataclass(frozen=True, slots=True)
class TaxedAmount:
    """A price that cannot be inconsistent: it refuses to exist unless net + tax = gross."""

    net_idr: int
    tax_idr: int
    gross_idr: int

    def __post_init__(self) -> None:
        for amount in (self.net_idr, self.tax_idr, self.gross_idr):
            checked(amount)
        if self.net_idr + self.tax_idr != self.gross_idr:
            raise UnbalancedAmount(f"{self.net_idr} + {self.tax_idr} is not {self.gross_idr}")

    def __add__(self, other: "TaxedAmount") -> "TaxedAmount":
        """A total is the sum of its lines, never computed anew."""
        return TaxedAmount(
            self.net_idr + other.net_idr, self.tax_idr + other.tax_idr, self.gross_idr + other.gross_idr
        )

    @classmethod
    def of(cls, net_idr: int, tax_idr: int = 0) -> "TaxedAmount":
        return cls(net_idr, tax_idr, net_idr + tax_idr)

    @classmethod
    def total(cls, lines: Sequence["TaxedAmount"]) -> "TaxedAmount":
        return sum(lines, cls(0, 0, 0))


@dataclass(frozen=True, slots=True)
class Payout:
    """What becomes of an agency's payment: to the shop, to the tax office, and kept back as penalty."""

    paid_idr: int  # by the agency
    credited_idr: int  # to the shop
    withheld_idr: int  # PPh 22, creditable for the shop
    tax_deposited_idr: int  # PPN and PPh 22, by the marketplace
    penalty_idr: int


def line_tax(net_idr: int, tax_class: TaxClass, *, is_pkp: bool, on: date) -> TaxedAmount:
    """PPN is due only from a taxable seller (PKP) on an object of PPN; it is rounded down once per line.

    UU PPN Pasal 4A (3) q and PMK 70/PMK.03/2022 take catering out (R33); R31 dates the rate, R32 the seller.
    """
    if TaxClass(tax_class) is not TaxClass.PPN or not is_pkp:
        return TaxedAmount.of(checked(net_idr))
    rate = vat_rate(on)
    tax = checked(net_idr) * rate.permille * rate.base_numerator // (1000 * rate.base_denominator)
    return TaxedAmount.of(net_idr, tax)


def taxable_base(net_idr: int, *, on: date) -> int:
    """The base a tax invoice shows: the price, or since 2025 eleven twelfths of it, to the nearest rupiah."""
    rate = vat_rate(on)
    doubled = 2 * checked(net_idr) * rate.base_numerator + rate.base_denominator
    return doubled // (2 * rate.base_denominator)


def regional_tax(net_idr: int, tax_class: TaxClass, *, rate_permille: int, on: date) -> int:
    """Catering owes the region up to 10 percent, paid by the caterer and not part of the bill (R33).

    UU 28/2009 until 2023, UU 1/2022 (PBJT) from January 2024; both have the same ceiling.
    """
    if not 0 <= rate_permille <= REGIONAL_TAX_PERMILLE_MAX:
        raise RateTooHigh(f"regional tax of {rate_permille} permille on {on}")
    return checked(net_idr) * rate_permille // 1000 if TaxClass(tax_class) is TaxClass.PBJT else 0


def withholding(net_idr: int, *, on: date) -> int:
    """The marketplace collects PPh 22 of 0.5 percent of the value without PPN: goods, services, rent (R27)."""
    return checked(net_idr) * withholding_rate(on).permille // 1000


def late_penalty(net_idr: int, late_days: int) -> int:
    """One thousandth of the late part, without PPN, for each calendar day (R20, Perpres 16/2018 Pasal 79).

    Give the whole contract's value where the part that came in time is of no use alone. It never exceeds
    the value itself: nobody pays for having sold.
    """
    if late_days < 0:
        raise BadValue(f"late by {late_days} days")
    return min(checked(net_idr) * LATE_PENALTY_PERMILLE * late_days // 1000, net_idr)


def payout(amount: TaxedAmount, *, penalty_idr: int = 0, on: date) -> Payout:
    """The agency pays net plus PPN less penalty; the marketplace deposits PPN and PPh 22 (R27, R20)."""
    if checked(penalty_idr) > amount.net_idr:
        raise BadValue("a penalty cannot exceed the value")
    withheld = min(withholding(amount.net_idr, on=on), amount.net_idr - penalty_idr)
    return Payout(
        paid_idr=amount.gross_idr - penalty_idr,
        credited_idr=amount.net_idr - withheld - penalty_idr,
        withheld_idr=withheld,
        tax_deposited_idr=amount.tax_idr + withheld,
        penalty_idr=penalty_idr,
    )


def tax_note(tax_class: TaxClass, is_pkp: bool, on: date) -> TaxNote:
    """Which rule decides: what is sold comes first, then who sells, then the day's rate."""
    if TaxClass(tax_class) is TaxClass.PBJT:
        return TaxNote.REGIONAL_TAX
    if TaxClass(tax_class) is TaxClass.EXEMPT:
        return TaxNote.EXEMPT
    if not is_pkp:
        return TaxNote.NOT_TAXABLE_SELLER
    return TaxNote.VAT if vat_rate(on).base_numerator == vat_rate(on).base_denominator else TaxNote.VAT_OTHER_BASE


def vat_rate(on: date) -> VatRate:
    """The row of PPN in force on a day (R31)."""
    for rate in reversed(VAT_RATES):
        if rate.valid_from <= on:
            return rate
    raise NoRateInForce(f"PPN on {on}")


def withholding_rate(on: date) -> WithholdingRate:
    """The row of the marketplace's PPh 22 in force on a day (R27)."""
    for rate in reversed(WITHHOLDING_RATES):
        if rate.valid_from <= on:
            return rate
    raise NoRateInForce(f"PPh 22 on {on}")
