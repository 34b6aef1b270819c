"""Who plays whom: each group of a class gets an office, shops and people of its own from the rows of the world."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Text, case, exists, func, or_, select
from sqlalchemy import cast as cast_to
from sqlalchemy.orm import Session

from marketplace.accounts.models import Buyer, Membership, Supplier, User
from marketplace.accounts.permissions import Role
from marketplace.catalogue.models import Product, ProductArea, ProductStatus
from marketplace.ledger.models import World
from marketplace.purchasing.models import Order, PlanPackage
from marketplace.training.scenario import PlaceWish, Scenario, SeatPlan
from marketplace.values.period import local_day

REGION = "35.73"  # the city that classes play in


class CannotCast(Exception):
    """The world has no fitting office, shop or official for so many groups. values: where, wanted, found."""

    code = "cannot_cast"

    def __init__(self, **values: Any) -> None:
        super().__init__(f"{self.code} {values}")
        self.values = values


@dataclass(frozen=True, slots=True)
class CastSeat:
    """One seat of one group and the person of the world who sits there."""

    group: int
    seat_code: str
    username: str
    where: str
    place_id: int | None = None
    place_name: str = ""
    buyer_code: str | None = None
    supplier_code: str | None = None
    region_code: str | None = None


@dataclass(frozen=True, slots=True)
class CastPlace:
    """An office or a shop that a group plays with, also where nobody sits."""

    group: int
    where: str
    id: int
    code: str
    name: str
    people: dict[str, str] = field(default_factory=dict)  # seat code: username


@dataclass(frozen=True, slots=True)
class Cast:
    """A whole class. Iterating gives its seats, group by group, in the order of the scenario."""

    seats: tuple[CastSeat, ...]
    places: tuple[CastPlace, ...]

    def __iter__(self) -> Iterator[CastSeat]:
        return iter(self.seats)

    def __len__(self) -> int:
        return len(self.seats)

    def groups(self) -> list[int]:
        return sorted({seat.group for seat in self.seats})

    def place(self, group: int, where: str) -> CastPlace | None:
        return next((one for one in self.places if (one.group, one.where) == (group, where)), None)

    def username(self, group: int, seat_code: str) -> str:
        return next(one.username for one in self.seats if (one.group, one.seat_code) == (group, seat_code))

    def words(self, group: int) -> dict[str, str]:
        """What stands for `{unit}`, `{shop_id}` and the like in the texts this group reads."""
        said: dict[str, str] = {}
        for place in (one for one in self.places if one.group == group):
            said |= {place.where: place.name, f"{place.where}_id": str(place.id)}
            said[f"{place.where}_code"] = place.code
        return said


def cast(session: Session, scenario: Scenario, groups: int) -> Cast:
    """The same world, scenario and number of groups give the same cast. Raises CannotCast."""
    day = local_day(session.scalars(select(World.clock_world_at)).one())
    used: set[str] = set()
    chosen: dict[str, list[CastPlace]] = {}
    taken: set[tuple[bool, int]] = set()
    found = {wish.where: _candidates(session, wish, scenario, day) for wish in scenario.places}
    for wish in sorted(scenario.places, key=lambda one: len(found[one.where])):  # the rarest first
        chosen[wish.where] = _chosen(wish, found[wish.where], groups, taken, used)
    free = {seat.code: _free_people(session, seat, day, groups, used) for seat in scenario.seats if _is_free(seat)}
    seats = [
        _seat(seat, group, chosen, free) for group in range(1, groups + 1) for seat in scenario.seats
    ]  # fmt: skip
    return Cast(tuple(seats), tuple(place for wish in scenario.places for place in chosen[wish.where]))


def _chosen(
    wish: PlaceWish, found: Sequence[CastPlace], groups: int, taken: set[tuple[bool, int]], used: set[str]
) -> list[CastPlace]:
    """The first so many that no other group plays with and whose people sit nowhere else."""
    chosen: list[CastPlace] = []
    for one in found:
        if len(chosen) == groups:
            break
        if (wish.is_shop, one.id) in taken or used & set(one.people.values()):
            continue
        taken.add((wish.is_shop, one.id))
        used |= set(one.people.values())
        chosen.append(CastPlace(len(chosen) + 1, one.where, one.id, one.code, one.name, one.people))
    if len(chosen) < groups:
        raise CannotCast(where=wish.where, wanted=groups, found=len(chosen))
    return chosen


def _seat(
    seat: SeatPlan, group: int, chosen: dict[str, list[CastPlace]], free: dict[str, list[tuple[str, str]]]
) -> CastSeat:
    if _is_free(seat):
        username, name = free[seat.code][group - 1]
        return CastSeat(group, seat.code, username, seat.where, place_name=name,
                        region_code=REGION if seat.where == "region" else None)  # fmt: skip
    place = chosen[seat.where][group - 1]
    is_shop = seat.where.startswith("shop")
    return CastSeat(
        group, seat.code, place.people[seat.code], seat.where, place.id, place.name,
        buyer_code=None if is_shop else place.code, supplier_code=place.code if is_shop else None,
    )  # fmt: skip


def _is_free(seat: SeatPlan) -> bool:
    """Not bound to an office or a shop of the group: the region's administrators and the auditors."""
    return seat.where in ("region", "everywhere")


def _free_people(session: Session, seat: SeatPlan, day: date, groups: int, used: set[str]) -> list[tuple[str, str]]:
    rows = session.execute(
        _people(Membership.region_code == (REGION if seat.where == "region" else None), [seat.role], day)
    ).all()
    found = [(row.username, row.position or "") for row in rows if row.username not in used][:groups]
    if len(found) < groups:
        raise CannotCast(where=seat.code, wanted=groups, found=len(found))
    used |= {username for username, _ in found}
    return found


def _people(where: Any, roles: Iterable[Role], day: date) -> Any:
    return (
        select(User.username, User.position, Membership.role, Membership.buyer_id, Membership.supplier_id)
        .join(Membership, Membership.user_id == User.id)
        .where(
            where, Membership.role.in_(list(roles)), User.is_active, Membership.valid_from <= day,
            or_(Membership.valid_until.is_(None), Membership.valid_until > day),
        )
        .order_by(User.id)
    )  # fmt: skip


def _candidates(session: Session, wish: PlaceWish, scenario: Scenario, day: date) -> list[CastPlace]:
    """Fitting places with a person of its own for each seat in them, the least busy first."""
    seats = [seat for seat in scenario.seats if seat.where == wish.where]
    places = session.execute(_shops(wish) if wish.is_shop else _offices(wish, day)).all()
    column = Membership.supplier_id if wish.is_shop else Membership.buyer_id
    staff: dict[int, list[tuple[str, str]]] = {}
    if seats:
        for row in session.execute(_people(column.is_not(None), {seat.role for seat in seats}, day)):
            staff.setdefault(row.supplier_id if wish.is_shop else row.buyer_id, []).append((row.role, row.username))
    found = []
    for id_, code, name in places:
        people = _seated(seats, staff.get(id_, []))
        if people is not None:
            found.append(CastPlace(0, wish.where, id_, code, name, people))
    return found


def _seated(seats: Sequence[SeatPlan], staff: Sequence[tuple[str, str]]) -> dict[str, str] | None:
    """One person for each seat, nobody on two; None where somebody is missing."""
    people: dict[str, str] = {}
    for seat in seats:
        fitting = (name for role, name in staff if role == seat.role and name not in people.values())
        username = next(fitting, None)
        if username is None:
            return None
        people[seat.code] = username
    return people


def _offices(wish: PlaceWish, day: date) -> Any:
    rank = {kind: n for n, kind in enumerate(wish.kinds)}
    busy = select(func.count()).select_from(Order).where(Order.buyer_id == Buyer.id).scalar_subquery()
    found = select(Buyer.id, Buyer.code, Buyer.name).where(
        Buyer.region_code == REGION, Buyer.is_active, Buyer.kind.in_(wish.kinds)
    )
    if wish.free_idr:
        found = found.where(
            exists().where(
                PlanPackage.buyer_id == Buyer.id, PlanPackage.announced_at.is_not(None),
                PlanPackage.fiscal_year == day.year, PlanPackage.name.icontains(wish.package, autoescape=True),
                PlanPackage.pagu_idr - PlanPackage.held_idr - PlanPackage.posted_idr >= wish.free_idr,
            )
        )  # fmt: skip
    return found.order_by(case(rank, value=Buyer.kind), busy, Buyer.code)


def _shops(wish: PlaceWish) -> Any:
    busy = select(func.count()).select_from(Order).where(Order.supplier_id == Supplier.id).scalar_subquery()
    found = select(Supplier.id, Supplier.code, Supplier.name).where(
        Supplier.region_code == REGION,
        Supplier.verified_at.is_not(None) if wish.verified else Supplier.verified_at.is_(None),
    )
    if wish.pkp is not None:
        found = found.where(Supplier.is_pkp.is_(wish.pkp))
    if wish.kbli:
        found = found.where(cast_to(Supplier.kbli, Text).contains(f'"{wish.kbli}"', autoescape=True))
    for words in wish.sells:
        found = found.where(
            exists().where(
                Product.supplier_id == Supplier.id, Product.status == ProductStatus.ACTIVE,
                Product.name.icontains(words, autoescape=True),
                func.coalesce(Product.stock, Product.daily_capacity, 0) >= wish.stock,
                exists().where(ProductArea.product_id == Product.id, ProductArea.region_code == REGION),
            )
        )  # fmt: skip
    return found.order_by(busy, Supplier.code)


def to_json(cast: Cast) -> dict[str, Any]:
    """As the register of rooms keeps it: play changes the rows that a cast was made from."""
    return asdict(cast)


def from_json(kept: dict[str, Any]) -> Cast:
    return Cast(
        tuple(CastSeat(**seat) for seat in kept["seats"]), tuple(CastPlace(**place) for place in kept["places"])
    )
