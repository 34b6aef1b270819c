"""All steps in the order in which the trade takes them."""

from marketplace.purchasing.views import approvals, bills, deliveries, drafts, exits, requests
from marketplace.purchasing.views.steps import Step

STEPS: tuple[Step, ...] = (
    *drafts.STEPS,
    *requests.STEPS,
    *approvals.STEPS,
    *deliveries.STEPS,
    *bills.STEPS,
    *exits.STEPS,
)
BY_NOUN = {step.noun: step for step in STEPS}
