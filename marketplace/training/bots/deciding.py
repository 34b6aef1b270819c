"""From a role and a temperament to an act, and from an act to the moment at which it happens."""

from collections.abc import Callable
from datetime import datetime

from marketplace.accounts.permissions import Role
from marketplace.purchasing.services import stops
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.purchasing.statuses import OrderStatus as S
from marketplace.training.bots import buying, offices, shopkeeping
from marketplace.training.bots.acts import Act, Turn, Wait
from marketplace.training.bots.desks import DRAFTING, is_asked_to_stop
from marketplace.training.bots.temperaments import MANNERS, Manner
from marketplace.training.bots.temperaments import Temperament as T
from marketplace.training.office import Office

TRAVEL = (45, 200)  # office minutes between the delivery note and the recipient's count

DECIDES: dict[Role, Callable[[Turn], Act | None]] = {
    Role.PROCUREMENT_OFFICIAL: buying.decide,
    Role.COMMITMENT_OFFICIAL: offices.committing,
    Role.BUDGET_HOLDER: offices.releasing,
    Role.TREASURER: offices.paying,
    Role.REGIONAL_ADMIN: offices.mediating,
    Role.SHOP_OWNER: shopkeeping.decide,
    Role.SHOP_STAFF: shopkeeping.decide,
}
TO_ANSWER = (S.RFQ_SENT, S.NEGOTIATING, S.ISSUED)


def decide(turn: Turn) -> Act | None:
    """The bot's next act on this order."""
    if is_asked_to_stop(turn.order) and not turn.has(T.REFUSER):
        return Act(A.STOP, stops.agree_stop)
    is_drafter = turn.role is Role.COMMITMENT_OFFICIAL and turn.order.status in DRAFTING
    return buying.decide(turn) if is_drafter else DECIDES[turn.role](turn)


def moment(turn: Turn, act: Act, office: Office, since: datetime, complained_at: datetime | None) -> datetime | None:
    """When it happens, counted from when the order came to stand so; None: never, this bot is silent.

    A complaint of the other side wakes whoever is slow or silent.
    """
    manner = turn.manner
    if complained_at is not None:
        manner, since = MANNERS[T.PROMPT], max(since, complained_at)
    if not manner.answers_offers and turn.order.status in TO_ANSWER:
        return None
    chance = turn.chance("moment")
    minutes = chance.uniform(*(manner.packing if act.wait is Wait.PACKING else manner.desk))
    if act.wait is Wait.TRAVEL:
        minutes += chance.uniform(*TRAVEL)
    due = office.after(since, minutes)
    return max(due, _after_due_date(turn, manner, office)) if act.wait is Wait.PACKING and manner.is_late else due


def _after_due_date(turn: Turn, manner: Manner, office: Office) -> datetime:
    """A late shop's lorry leaves one to three working days after the last day without penalty."""
    chance = turn.chance("late")
    leaves = office.opening_after(turn.order.due_on or turn.order.needed_on, chance.randint(1, 3))
    return office.after(leaves, chance.uniform(0, 240))
