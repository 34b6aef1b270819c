"""A bot buys what its unit needs: it fills a cart with the cheapest that fits, compares, submits or asks for offers.

When the order dies, or the shop cannot be ordered from, it goes to the next shop; three times, then the need is left.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select

from marketplace.accounts.models import Buyer, User
from marketplace.accounts.permissions import Actor, Role
from marketplace.extensions import db
from marketplace.purchasing.errors import EmptyCart, PackageMissing
from marketplace.purchasing.models import Order, PlanPackage
from marketplace.purchasing.services import carts, placing
from marketplace.purchasing.states import DEAD
from marketplace.simulation.randomness import stream
from marketplace.training.bots.buying import NOT_CHEAPEST, PURPOSE, REASONS
from marketplace.training.bots.cast import BotCast, Need
from marketplace.training.bots.log import last_entry_at
from marketplace.training.bots.market import RIVALS, Find, finds
from marketplace.training.bots.temperaments import manner_of
from marketplace.training.bots.wanted import Wanted
from marketplace.training.office import Office
from marketplace.values.period import local_day, timezone_of

KIND = "need"
ATTEMPTS = 3
_USERS = select(User.username, User.id).where(User.username.in_(bindparam("names", expanding=True)))
_DEAD_ORDERS = select(Order.group_key, Order.number).where(
    Order.group_key.in_(bindparam("keys", expanding=True)), Order.status.in_([status.value for status in DEAD])
)
SPARE_DAYS = 2  # between what the shop needs and the day that is asked for


def wanted(cast: BotCast, office: Office) -> Iterator[Wanted]:
    """For each need of a bot the purchase to start, or to start again elsewhere."""
    died = _died(cast)
    for number, need in enumerate(cast.needs):
        if need.username not in cast.bots:
            continue
        temperament = cast.temperament_of(need.username)
        manner = manner_of(temperament, Role.PROCUREMENT_OFFICIAL)
        begins: datetime | None = need.at
        for attempt in range(1, ATTEMPTS + 1):
            if begins is None:
                break
            minutes = stream(cast.seed, KIND, number, attempt, need.username).uniform(*manner.desk)
            due_at = office.after(begins, minutes)
            yield Wanted(f"{KIND}/{number}/{attempt}", 0, None, need.username, temperament, KIND, due_at)
            begins = died.get(_once_key(number, attempt))


def _once_key(number: int, attempt: int) -> str:
    return f"bot-need-{number}-{attempt}"


def _died(cast: BotCast) -> dict[str, datetime | None]:
    """Attempts whose order has died, and when."""
    if not cast.needs:
        return {}
    names = {need.username for need in cast.needs}
    users = {row.username: row.id for row in db.session.execute(_USERS, {"names": sorted(names)})}
    keys = {
        f"{users.get(need.username)}/{_once_key(number, attempt)}": _once_key(number, attempt)
        for number, need in enumerate(cast.needs)
        for attempt in range(1, ATTEMPTS + 1)
    }
    dead = db.session.execute(_DEAD_ORDERS, {"keys": list(keys)})
    return {keys[row.group_key]: last_entry_at(row.number) for row in dead}


def buy(subject: str, cast: BotCast, actor: Actor, now: datetime, tries: int) -> list[Order]:
    """The errand itself; each refusal makes the next try go one shop further."""
    _, number, attempt = subject.split("/")
    need = cast.needs[int(number)]
    unit = db.session.get_one(Buyer, min(actor.buyer_ids))
    found = finds(category_code=need.category_code, words=need.words, quantity=need.quantity,
                  region_code=unit.region_code, now=now, own_shop=need.supplier_code)  # fmt: skip
    chosen = _chosen(found, need, int(attempt) - 1 + tries)
    carts.add_to_cart(actor, buyer_id=unit.id, product_id=chosen.product_id, quantity=need.quantity, now=now)
    return placing.place_orders_from_cart(
        actor, buyer_id=unit.id, package_id=_package(unit, need, chosen, now), supplier_ids=[chosen.supplier_id],
        details=_details(need, unit, chosen, found, actor, now), now=now,
        once_key=_once_key(int(number), int(attempt)),
        intent=placing.Intent.REQUEST if need.asks_for_offers else placing.Intent.SUBMIT,
    )  # fmt: skip


def _chosen(found: list[Find], need: Need, place: int) -> Find:
    """The group's own shop first if the need names one, then the cheapest, and further down with each attempt."""
    ranked = sorted(found, key=lambda find: find.supplier_code != need.supplier_code) if need.supplier_code else found
    if not ranked:
        raise EmptyCart()
    return ranked[min(place, len(ranked) - 1)]


def _details(
    need: Need, unit: Buyer, chosen: Find, found: list[Find], actor: Actor, now: datetime
) -> placing.OrderDetails:
    rivals = [find for find in found if find is not chosen][:RIVALS]
    is_cheapest = all(find.gross_idr >= chosen.gross_idr for find in rivals)
    today = local_day(now, timezone_of(unit.region_code))
    return placing.OrderDetails(
        needed_on=today + timedelta(days=chosen.lead_days + SPARE_DAYS), delivery_address=unit.address,
        delivery_region_code=unit.region_code, recipient_name=actor.name, purpose=need.purpose or PURPOSE,
        reason_not_cheapest="" if is_cheapest else NOT_CHEAPEST, reasons=REASONS,
        compared_product_ids=tuple(find.product_id for find in rivals),
    )  # fmt: skip


def _package(unit: Buyer, need: Need, chosen: Find, now: datetime) -> int:
    """An announced package of this year with room for it, made for this shelf if there is one."""
    shelf = need.category_code[:2]
    package = db.session.scalar(
        select(PlanPackage.id)
        .where(
            PlanPackage.buyer_id == unit.id,
            PlanPackage.fiscal_year == local_day(now, timezone_of(unit.region_code)).year,
            PlanPackage.announced_at.is_not(None),
            PlanPackage.pagu_idr - PlanPackage.held_idr - PlanPackage.posted_idr >= chosen.gross_idr,
        )
        .order_by(func.coalesce(PlanPackage.category_code, "") != shelf, PlanPackage.id)
        .limit(1)
    )
    if package is None:
        raise PackageMissing()
    return package
