"""Who is to act: for each status the role whose turn it is, and the one person or bot who holds it there."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from marketplace.accounts.models import Buyer, Membership, User
from marketplace.accounts.permissions import Role
from marketplace.extensions import db
from marketplace.purchasing.models import Order, Side
from marketplace.purchasing.queries import open_amendment
from marketplace.purchasing.states import UNDER_WAY
from marketplace.purchasing.statuses import OrderStatus as S
from marketplace.training.bots.cast import BotCast

PP, PPK, KPA = Role.PROCUREMENT_OFFICIAL, Role.COMMITMENT_OFFICIAL, Role.BUDGET_HOLDER
SHOP, TREASURER, REGION = Role.SHOP_OWNER, Role.TREASURER, Role.REGIONAL_ADMIN

# Statuses that are missing wait for nobody: the world's timer moves them, or they are the end.
TURNS: dict[S, Role] = {
    **dict.fromkeys((S.DRAFT, S.COMPARED, S.OFFER_RECEIVED, S.PROPOSED, S.RETURNED), PP),
    **dict.fromkeys((S.DESPATCHED, S.BEING_PERFORMED), PP),
    **dict.fromkeys((S.RFQ_SENT, S.NEGOTIATING, S.ISSUED, S.ACCEPTED, S.IN_PROCESS, S.RETURNING), SHOP),
    **dict.fromkeys((S.HANDED_OVER, S.BILL_RETURNED), SHOP),
    **dict.fromkeys((S.APPROVED, S.RECEIVED, S.INSPECTED, S.NONCONFORMING, S.REPAIRING), PPK),
    **dict.fromkeys((S.AWAITING_ASSESSMENT, S.STOPPED, S.TERMINATED), PPK),
    S.DISPUTED: REGION,
    **dict.fromkeys((S.BILLED, S.AWAITING_PAYMENT, S.PAYMENT_FAILED), TREASURER),
    S.VERIFIED: KPA,
}
DRAFTING = (S.DRAFT, S.COMPARED, S.OFFER_RECEIVED, S.PROPOSED, S.RETURNED)
BY_CIRCUMSTANCE = (S.AWAITING_APPROVAL, S.AMENDING, S.PARTLY_RECEIVED, S.PRICE_CUT)


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a role today."""

    username: str
    user_id: int
    role: Role


def is_asked_to_stop(order: Order) -> bool:
    return order.stop_asked_by is not None and order.status in UNDER_WAY


def role_to_act(order: Order) -> Role | None:
    """Whose turn it is; None where an order waits for time or has ended."""
    status = S(order.status)
    if is_asked_to_stop(order):
        return SHOP if order.stop_asked_by == Side.BUYER else PPK
    match status:
        case S.AWAITING_APPROVAL:
            return _approver(order)
        case S.AMENDING:
            amendment = open_amendment(order)
            return PPK if amendment is None or amendment.by_supplier else SHOP
        case S.PARTLY_RECEIVED:
            return PP if any(line.received < line.despatched for line in order.lines) else SHOP
        case S.PRICE_CUT:
            return SHOP if order.price_cut_agreed_at is None else PPK
        case S.STOPPED | S.TERMINATED if not any(line.received for line in order.lines):
            return None
    return TURNS.get(status)


def _approver(order: Order) -> Role:
    """The PPK, unless she proposed it herself or the unit wants its KPA for so much."""
    limit = db.session.scalar(select(Buyer.kpa_approval_above_idr).where(Buyer.id == order.buyer_id))
    is_large = limit is not None and order.gross_idr > limit
    return KPA if is_large or [order.drafted_by, str(PPK)] in (order.signers or []) else PPK


class Desks:
    """Who sits where on one day; each place is read once."""

    def __init__(self, cast: BotCast, day: date) -> None:
        self.cast = cast
        self._day = day
        self._places: dict[tuple[str, object], list[Holder]] = {}

    def turn_of(self, order: Order) -> Holder | None:
        """Who acts now, if it is a bot: a role that a person holds there waits for the person."""
        role = role_to_act(order)
        if role is None:
            return None
        if role is PP and order.drafted_by is not None and order.status in DRAFTING:
            drafter = [
                holder
                for holder in self._at(role, order)
                if holder.user_id == order.drafted_by and holder.role in (PP, PPK)
            ]
            if drafter:
                return self.choose(drafter)
        return self.bot_in(role, order)

    def bot_in(self, role: Role, order: Order) -> Holder | None:
        """The bot that plays a role on this order."""
        return self.choose([holder for holder in self._at(role, order) if _plays(holder, role)])

    def choose(self, holders: list[Holder]) -> Holder | None:
        """Seats come first; without a seat whoever is first by name stands in."""
        if any(holder.username in self.cast.people for holder in holders):
            return None
        seated = [holder for holder in holders if holder.username in self.cast.bots]
        return next(iter(seated or holders), None)

    def at(self, column: str, place: object) -> list[Holder]:
        """Everybody with a role in a place, owners before their staff, then by name."""
        if (column, place) not in self._places:
            rows = db.session.execute(
                select(User.username, User.id, Membership.role)
                .join(Membership, Membership.user_id == User.id)
                .where(getattr(Membership, column) == place, User.is_active, Membership.valid_from <= self._day,
                       or_(Membership.valid_until.is_(None), Membership.valid_until > self._day))
                .order_by(Membership.role, User.username)
            )  # fmt: skip
            self._places[column, place] = [Holder(name, user_id, Role(role)) for name, user_id, role in rows]
        return self._places[column, place]

    def _at(self, role: Role, order: Order) -> list[Holder]:
        if role is SHOP:
            return self.at("supplier_id", order.supplier_id)
        if role is REGION:
            return self.at("region_code", order.region_code)
        return self.at("buyer_id", order.buyer_id)


def _plays(holder: Holder, role: Role) -> bool:
    return holder.role is role or (role is SHOP and holder.role is Role.SHOP_STAFF)
