"""How purchasing refuses: every error names the failure and carries the values its sentence needs.

`messages.py` turns a code into words; `rule` names the rule of domain law or of the simulation behind it.
"""

import re
from typing import Any


class PurchasingError(Exception):
    """A step the trade does not allow. `code` is the class name in lower case."""

    code = "purchasing_error"
    rule: str | None = None

    def __init_subclass__(cls) -> None:
        cls.code = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def __init__(self, **values: Any) -> None:
        super().__init__(f"{self.code} {values}" if values else self.code)
        self.values = values


class IllegalTransition(PurchasingError):
    """The table knows no such step from here. values: status, action."""


class StaleOrder(PurchasingError):
    """Somebody else was faster: the order is no longer as the person saw it. values: number."""


class NotAllowed(PurchasingError):
    """None of this person's roles may do this here. values: action."""


class DutiesNotSeparate(PurchasingError):
    """One person would hold two roles on one order that must be apart. values: role, other."""

    rule = "R02"


class AboveAuthority(PurchasingError):
    """A Pejabat Pengadaan buys up to Rp 200 million; above that only the PPK. values: amount_idr, limit_idr."""

    rule = "R01"


class PackageUnusable(PurchasingError):
    """The package is another unit's, of another year or not announced. values: why."""

    rule = "R03"


class PackageMissing(PurchasingError):
    """No such package in this unit."""

    rule = "R03"


class BudgetExceeded(PurchasingError):
    """The order is worth more than the package has left. values: amount_idr, free_idr."""

    rule = "R38"


class PaguTooLow(PurchasingError):
    """A pagu cannot be less than what is held and posted. values: used_idr."""

    rule = "R38"


class SupplierSuspended(PurchasingError):
    """A running sanction blocks new requests and orders. values: supplier, until."""

    rule = "R22"


class SupplierNotVerified(PurchasingError):
    """Only shops whose papers were verified may sell. values: supplier."""

    rule = "R39"


class NotListed(PurchasingError):
    """E-purchasing covers only what is listed now. values: product."""

    rule = "R12"


class NotDeliveredThere(PurchasingError):
    """The shop does not deliver this product to that region. values: product."""


class BelowMinimumOrder(PurchasingError):
    """values: product, minimum."""


class SoldOut(PurchasingError):
    """Stock or the day's capacity does not reach. values: product, available."""


class ProductChanged(PurchasingError):
    """The product was edited since it was put into the cart: look again. values: product."""


class EmptyCart(PurchasingError):
    """Nothing to order."""


class BadQuantity(PurchasingError):
    """A quantity is not possible here. values: line, max."""


class BadDate(PurchasingError):
    """A day is too early or in another fiscal year. values: earliest, latest."""


class BadChoice(PurchasingError):
    """A chosen value is not one of those offered. values: field."""


class ReasonRequired(PurchasingError):
    """A written reason is needed. values: field (optional)."""


class WarningsUnanswered(PurchasingError):
    """Warnings need a written reason before the order goes on. values: findings."""


class NotCheapestUnexplained(PurchasingError):
    """Choosing a dearer offer needs a reason. values: cheapest_idr, chosen_idr."""


class PriceAboveListing(PurchasingError):
    """The final price may never exceed the listed price. values: line, list_price_idr."""

    rule = "R18"


class OfferMissing(PurchasingError):
    """There is no offer to answer."""


class OfferExpired(PurchasingError):
    """The offer is no longer valid. values: valid_until."""


class TooManyRounds(PurchasingError):
    """At most five rounds of haggling. values: rounds."""


class NoAmendment(PurchasingError):
    """There is no open proposal to change the order, or it changes nothing."""


class OwnProposal(PurchasingError):
    """The other side must answer, not the one who proposed."""


class NothingDespatched(PurchasingError):
    """At least one item must be on the delivery note."""


class NothingReceived(PurchasingError):
    """At least one item must have arrived."""


class NothingAccepted(PurchasingError):
    """Nothing was accepted, so there is nothing to hand over."""


class NoDefect(PurchasingError):
    """Everything was accepted: there is no defect to record."""


class NoPriceCut(PurchasingError):
    """A price cut lowers the price of at least one line."""


class NothingOrdered(PurchasingError):
    """A draft keeps at least one line."""


class PriceCutNotAgreed(PurchasingError):
    """The supplier has not agreed to the lower price yet."""


class StopNotAsked(PurchasingError):
    """A mutual stop needs the other side to have asked for it."""


class ChecklistIncomplete(PurchasingError):
    """Papers are missing: return the bill instead. values: missing."""


class AlreadySanctioned(PurchasingError):
    """One breach bears one sanction."""


class BadMarks(PurchasingError):
    """Marks are whole numbers from 1 to 3."""


class AlreadyRated(PurchasingError):
    """This side has already given its marks."""


class NotYetRateable(PurchasingError):
    """A buyer can be rated from the hand-over on."""


class NoteTooLong(PurchasingError):
    """values: max."""
