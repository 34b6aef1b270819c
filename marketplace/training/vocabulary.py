"""What a check may name: the kinds of entries, and the facts that each of them says (purchasing/facts.py).

Three kinds are no ledger entries: what a shop puts on its shelf, an office changing hands, an answer handed in.
"""

from marketplace.purchasing.statuses import OrderAction as A

PRODUCT_LISTED, OFFICE_HANDED_OVER, ANSWER_GIVEN = "product.listed", "office.handed_over", "answer.given"

LINE = frozenset(f"lines.{name}" for name in (
    "category", "list", "name", "net", "pdn", "price", "product", "qty", "ref", "tax", "tax_class", "tkdn", "unit",
))  # fmt: skip
OPENING = LINE | {
    "account", "buyer_kind", "category", "cheapest", "compared", "goods_net", "gross", "list_net", "method",
    "needed_on", "path", "reason", "rup_code", "shipping_net", "supplier_class", "supplier_region", "tax", "title",
    "warnings",
}  # fmt: skip
COMPLETION = frozenset({
    "buyer_kind", "cheapest", "compared", "first_time", "handed_over_on", "lines", "lines_on_time", "method",
    "ordered_on", "pay_days", "pdn_net", "penalty", "price_ratio_permille", "reason", "rup_code", "score_permille",
    "supplier_class", "supplier_region", "tax", "withheld",
})  # fmt: skip
OFFER = frozenset({"round", "shipping_net", "lead_days"})
REASON = frozenset({"reason"})

_SAYS: dict[str, frozenset[str]] = {
    A.SEND_RFQ: OPENING, A.SUBMIT: OPENING, A.COMPARE: frozenset({"compared", "cheapest"}), A.OFFER: OFFER,
    A.COUNTER: OFFER, A.PROPOSE: frozenset({"shipping_net"}), A.ISSUE: frozenset({"document", "due_on"}),
    A.PROPOSE_AMENDMENT: frozenset({"due_on"}), A.AGREE_AMENDMENT: frozenset({"document", "due_on"}),
    A.DESPATCH: frozenset({"document"}), A.PERFORM: frozenset({"document"}), A.INSPECT: frozenset({"document"}),
    A.FIND_DEFECT: frozenset({"document", "defect"}), A.BILL: frozenset({"document"}),
    A.HAND_OVER: frozenset({"document", "tax", "penalty", "late_days"}), A.PAY: frozenset({"path", "reference"}),
    A.PAY_OUT: frozenset({"withheld", "tax_deposited", "penalty"}), A.ASSESS: COMPLETION,
    A.CLOSE_UNASSESSED: COMPLETION,
    **dict.fromkeys((A.DECLINE_RFQ, A.DISAPPROVE, A.REFUSE, A.CANCEL, A.RETURN_BILL, A.FAIL_PAYMENT,
                     A.REQUEST_STOP, A.STOP), REASON),
}  # fmt: skip

FACTS: dict[str, frozenset[str]] = {f"order.{action}": _SAYS.get(action, frozenset()) for action in A} | {
    "supplier.verified": frozenset({"class", "pkp", "legal_form"}),
    "sanction.imposed": frozenset({"kind"}),
    "complaint.filed": frozenset({"kind", "by"}),
    "complaint.resolved": frozenset({"kind", "by", "days"}),
    "plan.announced": frozenset({"account", "year"}),
    "plan.changed": frozenset({"account", "year", "change"}),
    PRODUCT_LISTED: frozenset({"category", "price", "pdn", "stock"}),
    OFFICE_HANDED_OVER: frozenset({"role"}),
    ANSWER_GIVEN: frozenset({"right", "wrong", "missed", "precision_permille", "recall_permille", "entry_is_right",
                             "proof_is_right"}),
}  # fmt: skip
OPENS = ("order.rfq_sent", "order.submitted")  # entries that say who deals with whom


def facts_of(kind: str) -> frozenset[str]:
    return FACTS[kind] | {"amount_idr"}


def is_of_an_order(kind: str) -> bool:
    return kind.startswith("order.")
