"""What bots do besides the next step of an order: verify shops, hand papers in again, rate units, close complaints.

Each errand has a subject of its own, `<kind>/...`, by which it is found again when it is due.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import or_, select

from marketplace.accounts import services as accounts
from marketplace.accounts.models import Supplier
from marketplace.accounts.permissions import Actor
from marketplace.accounts.services import SupplierPapers
from marketplace.extensions import db
from marketplace.purchasing.models import Assessment, Complaint, Order
from marketplace.purchasing.services import assessments, complaints
from marketplace.purchasing.statuses import OrderStatus as S
from marketplace.simulation.randomness import stream
from marketplace.training.bots import needs
from marketplace.training.bots.cast import BotCast
from marketplace.training.bots.desks import REGION, SHOP, Desks, Holder
from marketplace.training.bots.temperaments import DAY, Temperament, manner_of
from marketplace.training.bots.wanted import Wanted
from marketplace.training.office import Office

VERIFY, PAPERS, RATE, COMPLAINT = "verify", "papers", "rate", "complaint"
KINDS = (needs.KIND, VERIFY, PAPERS, RATE, COMPLAINT)
RATED_FROM = (S.PAID, S.AWAITING_ASSESSMENT, S.COMPLETED)
PAPER_COLUMNS = tuple(SupplierPapers.__dataclass_fields__)


def is_errand(subject: str) -> bool:
    return subject.partition("/")[0] in KINDS


def about_shops(
    cast: BotCast, desks: Desks, office: Office, began_at: datetime, seats: Sequence[int]
) -> Iterator[Wanted]:
    """Shops of this class that wait for the region, or that the region has sent back."""
    waiting = db.session.scalars(
        select(Supplier)
        .where(Supplier.verified_at.is_(None), or_(Supplier.created_at >= began_at, Supplier.id.in_(seats)))
        .order_by(Supplier.code)
    )
    for shop in waiting:
        if shop.returned_at is None:
            holders = [holder for holder in desks.at("region_code", shop.region_code) if holder.role is REGION]
            yield from _wanted(
                cast, desks.choose(holders), VERIFY, shop.code, None, max(shop.created_at, began_at), office
            )
        else:
            holders = [holder for holder in desks.at("supplier_id", shop.id) if holder.role is SHOP]
            time = int((shop.returned_at - began_at).total_seconds())  # sent back again is another errand
            yield from _wanted(
                cast, desks.choose(holders), PAPERS, shop.code, None, shop.returned_at, office, version=time
            )


def about_orders(cast: BotCast, desks: Desks, office: Office, orders: Sequence[Order]) -> Iterator[Wanted]:
    """The shop rates the unit once it is paid; open complaints are closed by whoever mediates in the region."""
    by_id = {order.id: order for order in orders}
    rated = set(db.session.scalars(
        select(Assessment.order_id).where(Assessment.order_id.in_(by_id), Assessment.by_supplier)
    ))  # fmt: skip
    for order in orders:
        if order.status in RATED_FROM and order.id not in rated and order.paid_at is not None:
            owner = desks.bot_in(SHOP, order)
            if (
                owner is not None
                and owner.role is SHOP
                and cast.temperament_of(owner.username) is not Temperament.SILENT
            ):
                yield from _wanted(cast, owner, RATE, order.number, order.number, order.paid_at, office)
    open_ones = select(Complaint).where(
        Complaint.order_id.in_(by_id), Complaint.status.in_((complaints.OPEN, complaints.ANSWERED))
    )
    for complaint in db.session.scalars(open_ones.order_by(Complaint.id)):
        order = by_id[complaint.order_id]
        mediator = desks.bot_in(REGION, order)
        yield from _wanted(
            cast, mediator, COMPLAINT, str(complaint.id), order.number, complaint.filed_at, office, DAY
        )


def _wanted(
    cast: BotCast, holder: Holder | None, kind: str, name: str, order_number: str | None, since: datetime,
    office: Office, later: int = 0, version: int = 0,
) -> Iterator[Wanted]:  # fmt: skip
    if holder is not None:
        temperament = cast.temperament_of(holder.username)
        manner = manner_of(temperament, holder.role)
        minutes = later + stream(cast.seed, kind, name, holder.username).uniform(*manner.desk)
        due_at = office.after(since, minutes)
        yield Wanted(f"{kind}/{name}", version, order_number, holder.username, temperament, kind, due_at)


def do(subject: str, cast: BotCast, actor: Actor, now: datetime, tries: int) -> None:
    """The errand, as the one person who may do it."""
    kind, _, name = subject.partition("/")
    if kind == needs.KIND:
        needs.buy(subject, cast, actor, now, tries)
    elif kind == RATE:
        _rate(name, cast, actor, now)
    elif kind == COMPLAINT:
        complaint = db.session.get_one(Complaint, int(name))
        order = db.session.get_one(Order, complaint.order_id)
        complaints.resolve_complaint(complaint, order, actor=actor, now=now)
    elif kind == VERIFY:
        accounts.verify_supplier(actor, _shop(name), now=now)
    else:
        shop = _shop(name)
        accounts.correct_supplier(
            actor, shop, SupplierPapers(**{name: getattr(shop, name) for name in PAPER_COLUMNS})
        )


def _shop(code: str) -> Supplier:
    return db.session.scalars(select(Supplier).where(Supplier.code == code)).one()


def _rate(number: str, cast: BotCast, actor: Actor, now: datetime) -> None:
    """Clarity, price, payment time, contact: as the shop has lived it."""
    order = db.session.scalars(select(Order).where(Order.number == number)).one()
    waited = (order.paid_at - order.handed_over_at).days if order.paid_at and order.handed_over_at else 0
    chance = stream(cast.seed, RATE, number)
    marks = (3, chance.choice((2, 3)), 3 if waited <= 10 else 2 if waited <= 30 else 1, 3)
    assessments.rate_buyer(order, actor=actor, now=now, marks=marks)
