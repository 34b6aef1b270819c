"""The ways an order can go, as lists of steps, and how long each step takes in office minutes.

`states.TRANSITIONS` decides what may follow what; here it is only decided what does.
"""

import math
from dataclasses import dataclass, field
from random import Random

from marketplace.purchasing.statuses import OrderAction as A

DAY = 480  # office minutes

# Median office minutes before each step, counted from the step before it; `caps` hold the timers of states.py.
GAPS: dict[A, float] = {
    A.COMPARE: 15, A.SEND_RFQ: 20, A.OFFER: 210, A.COUNTER: 150, A.PROPOSE: 90, A.SUBMIT: 25, A.APPROVE: 170,
    A.RETURN: 170, A.REVISE: 120, A.ISSUE: 25, A.ACCEPT: 160, A.START: 60, A.PROPOSE_AMENDMENT: 120,
    A.AGREE_AMENDMENT: 200, A.DESPATCH: 700, A.PERFORM: 700, A.RECEIVE_PART: 150, A.RECEIVE: 150, A.INSPECT: 80,
    A.FIND_DEFECT: 80, A.SEND_BACK: 60, A.ASK_REPAIR: 60, A.CUT_PRICE: 60, A.AGREE_CUT: 240, A.DISPUTE: 200,
    A.SETTLE: 900, A.HAND_OVER: 90, A.BILL: 260, A.RETURN_BILL: 240, A.VERIFY_BILL: 330, A.AUTHORISE_PAYMENT: 330,
    A.PAY: 420, A.FAIL_PAYMENT: 300, A.RETRY_PAYMENT: 300, A.GIVE_UP_PAYMENT: 900, A.PAY_OUT: DAY,
    A.REQUEST_ASSESSMENT: 0, A.ASSESS: 900, A.DECLINE_RFQ: 300, A.EXPIRE_RFQ: 4 * DAY, A.DISAPPROVE: 170,
    A.REFUSE: 260, A.EXPIRE_ISSUE: 4 * DAY, A.CANCEL: 300, A.TERMINATE: 14 * DAY, A.REQUEST_STOP: 2 * DAY,
    A.STOP: 300,
}  # fmt: skip
CAPS: dict[A, float] = {A.OFFER: 2.6 * DAY, A.ACCEPT: 2.6 * DAY, A.INSPECT: 2.6 * DAY, A.FIND_DEFECT: 2.6 * DAY,
                        A.ASSESS: 16 * DAY, A.DECLINE_RFQ: 2.6 * DAY, A.REFUSE: 2.6 * DAY}  # fmt: skip
EXACT = frozenset({A.PAY_OUT, A.REQUEST_ASSESSMENT, A.EXPIRE_RFQ, A.EXPIRE_ISSUE})
BY_OFFICE_PACE = frozenset({A.VERIFY_BILL, A.AUTHORISE_PAYMENT, A.PAY})  # slow offices are slow here
FILE_COMPLAINT, RESOLVE_COMPLAINT, IMPOSE_SANCTION = "complaint.filed", "complaint.resolved", "sanction.imposed"
ASIDE = {FILE_COMPLAINT: 200, RESOLVE_COMPLAINT: 1900, IMPOSE_SANCTION: 1200}  # beside the order's own steps
Step = A | str


@dataclass(slots=True)
class Journey:
    """One order's steps with office minutes since its draft, and what is special about it."""

    steps: list[Step]
    gaps: list[float]
    late_days: int = 0
    traits: frozenset[str] = field(default_factory=frozenset)

    @property
    def length(self) -> float:
        return sum(self.gaps)


@dataclass(frozen=True, slots=True)
class Chances:
    """How often each thing happens to an order that is completed in the end."""

    late: float = 0.065
    partial: float = 0.04
    defect: float = 0.035
    returned: float = 0.02
    amended: float = 0.012
    bill_returned: float = 0.03
    payment_failed: float = 0.006
    complaint: float = 0.014
    unassessed: float = 0.06
    compared_first: float = 0.03
    started: float = 0.08


FAILURES: dict[str, tuple[float, list[Step]]] = {
    "declined": (0.20, [A.SEND_RFQ, A.DECLINE_RFQ]),
    "silent": (0.19, [A.SEND_RFQ, A.EXPIRE_RFQ]),
    "too_dear": (0.10, [A.SEND_RFQ, A.OFFER, A.COUNTER, A.OFFER, A.CANCEL]),
    "withdrawn": (0.15, [A.SUBMIT, A.CANCEL]),
    "disapproved": (0.13, [A.SUBMIT, A.DISAPPROVE]),
    "refused": (0.09, [A.SUBMIT, A.APPROVE, A.ISSUE, A.REFUSE]),
    "unanswered": (0.08, [A.SUBMIT, A.APPROVE, A.ISSUE, A.EXPIRE_ISSUE]),
    "terminated": (0.04, [A.SUBMIT, A.APPROVE, A.ISSUE, A.ACCEPT, A.TERMINATE, IMPOSE_SANCTION]),
    "stopped": (0.02, [A.SUBMIT, A.APPROVE, A.ISSUE, A.ACCEPT, A.REQUEST_STOP, A.STOP]),
    "year_end": (0.015, [A.SUBMIT, A.APPROVE, A.ISSUE, A.ACCEPT, A.CLOSE_YEAR]),
    "unpaid": (
        0.01,
        [
            A.SUBMIT,
            A.APPROVE,
            A.ISSUE,
            A.ACCEPT,
            A.DESPATCH,
            A.RECEIVE,
            A.INSPECT,
            A.HAND_OVER,
            A.BILL,
            A.VERIFY_BILL,
            A.AUTHORISE_PAYMENT,
            A.FAIL_PAYMENT,
            A.GIVE_UP_PAYMENT,
        ],
    ),
}
DECIDING: list[Step] = [A.SUBMIT, A.APPROVE, A.ISSUE, A.ACCEPT]
PAYING: list[Step] = [A.BILL, A.VERIFY_BILL, A.AUTHORISE_PAYMENT, A.PAY, A.PAY_OUT, A.REQUEST_ASSESSMENT]


def completed(rng: Random, chances: Chances, *, negotiated: bool, service: bool, pace: float, care: float) -> Journey:
    """A whole way from draft to completion. `care` is the shop's (1 reliable), `pace` the office's (1 normal)."""
    traits: set[str] = set()

    def happens(name: str, factor: float = 1.0) -> bool:
        if rng.random() < getattr(chances, name) * factor:
            traits.add(name)
            return True
        return False

    trouble = 0.4 + 2.2 * (1 - care)
    steps = _choosing(rng, negotiated, happens("compared_first"))
    steps += [A.SUBMIT, A.RETURN, A.REVISE, A.SUBMIT] if happens("returned") else [A.SUBMIT]
    steps += [A.APPROVE, A.ISSUE, A.ACCEPT]
    if happens("started"):
        steps.append(A.START)
    if happens("amended", trouble):
        steps += [A.PROPOSE_AMENDMENT, A.AGREE_AMENDMENT]
    late_days = rng.choice((1, 1, 2, 2, 3, 4, 5, 7, 9, 12)) if happens("late", trouble) else 0
    send: Step = A.PERFORM if service else A.DESPATCH
    if not service and happens("partial", trouble):
        steps += [send, A.RECEIVE_PART]
    steps += [send, A.RECEIVE]
    steps += _accepting(rng, send) if happens("defect", trouble) else [A.INSPECT, A.HAND_OVER]
    if happens("complaint", trouble):
        steps += [FILE_COMPLAINT, RESOLVE_COMPLAINT]
    steps += _paying(happens("bill_returned"), happens("payment_failed"))
    steps.append(A.CLOSE_UNASSESSED if happens("unassessed") else A.ASSESS)
    return Journey(steps, timed(rng, steps, pace, late_days), late_days, frozenset(traits))


def failing(rng: Random, how: str) -> Journey:
    """A way that ends early."""
    steps = list(FAILURES[how][1])
    return Journey(steps, timed(rng, steps, 1.0, 0), 0, frozenset({how}))


def until(rng: Random, steps: list[Step]) -> Journey:
    """A way somebody wrote down, as far as it has come."""
    return Journey(list(steps), timed(rng, steps, 1.0, 0), 0, frozenset({"placed"}))


def timed(rng: Random, steps: list[Step], pace: float, late_days: int) -> list[float]:
    """Office minutes before each step; lateness is added before the goods arrive."""
    gaps = []
    for step in steps:
        median = ASIDE.get(step) or GAPS.get(step, 0)  # type: ignore[arg-type]
        if step in EXACT:
            gaps.append(float(median))
            continue
        gap = median * math.exp(rng.gauss(0, 0.55)) * (pace if step in BY_OFFICE_PACE else 1.0)
        gaps.append(max(1.0, min(gap, CAPS.get(step, 1e9))))  # type: ignore[arg-type]
    if late_days:
        sending = max(n for n, step in enumerate(steps) if step in (A.DESPATCH, A.PERFORM))
        gaps[sending] += late_days * DAY * 0.75
    return gaps


def _choosing(rng: Random, negotiated: bool, compared_first: bool) -> list[Step]:
    steps: list[Step] = [A.COMPARE] if compared_first else []
    if negotiated:
        steps += [A.SEND_RFQ, A.OFFER]
        for _ in range(rng.choice((0, 1, 1, 1, 2))):
            steps += [A.COUNTER, A.OFFER]
        steps.append(A.PROPOSE)
    return steps


def _accepting(rng: Random, send: Step) -> list[Step]:
    """Something was wrong: sent back, repaired, or taken at a lower price; rarely a dispute first."""
    chance = rng.random()
    if chance < 0.42 and send == A.DESPATCH:
        return [A.FIND_DEFECT, A.SEND_BACK, A.DESPATCH, A.RECEIVE, A.INSPECT, A.HAND_OVER]
    if chance < 0.72:
        return [A.FIND_DEFECT, A.ASK_REPAIR, A.INSPECT, A.HAND_OVER]
    if chance < 0.94:
        return [A.FIND_DEFECT, A.CUT_PRICE, A.AGREE_CUT, A.HAND_OVER]
    return [A.FIND_DEFECT, A.DISPUTE, A.SETTLE, A.CUT_PRICE, A.AGREE_CUT, A.HAND_OVER]


def _paying(bill_returned: bool, payment_failed: bool) -> list[Step]:
    steps: list[Step] = [A.BILL, A.RETURN_BILL] if bill_returned else []
    steps += [A.BILL, A.VERIFY_BILL, A.AUTHORISE_PAYMENT]
    if payment_failed:
        steps += [A.FAIL_PAYMENT, A.RETRY_PAYMENT]
    return [*steps, A.PAY, A.PAY_OUT, A.REQUEST_ASSESSMENT]
