"""Who may do what, where: one table from which the code decides and docs/permissions.md is made (domain.md 4)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    PUBLIC = "publik"
    SHOP_OWNER = "pemilik_toko"
    SHOP_STAFF = "staf_toko"
    PROCUREMENT_OFFICIAL = "pejabat_pengadaan"  # PP: e-purchasing up to Rp 200 m (R01)
    COMMITMENT_OFFICIAL = "ppk"  # PPK: commits the budget, signs, inspects, assesses
    TREASURER = "bendahara"
    BUDGET_HOLDER = "kpa"  # PA/KPA
    REGIONAL_ADMIN = "admin_daerah"
    PROVINCIAL_ADMIN = "admin_provinsi"
    AUDITOR = "auditor"
    TRAINER = "pelatih"
    PLATFORM_ADMIN = "platform"
    SYSTEM = "sistem"  # timers; nobody can hold it


class Scope(StrEnum):
    OWN_SHOP = "own_shop"
    OWN_UNIT = "own_unit"
    REGION = "region"
    PROVINCE = "province"
    ALL = "all"


class Permission(StrEnum):
    """Something a person may do. The value is `noun.verb`; screens and docs describe it in both languages."""

    SUPPLIER_VERIFY = "supplier.verify"
    SUPPLIER_VIEW_PRIVATE = "supplier.view_private"
    PRODUCT_EDIT = "product.edit"
    PRODUCT_PRICE_FREELY = "product.price_freely"  # staff may move a price by at most 10 %
    PRODUCT_FREEZE = "product.freeze"
    PLAN_VIEW = "plan.view"
    PLAN_EDIT = "plan.edit"
    PLAN_ANNOUNCE = "plan.announce"
    ORDER_VIEW = "order.view"
    ORDER_DRAFT = "order.draft"
    ORDER_ANSWER = "order.answer"
    ORDER_APPROVE = "order.approve"
    ORDER_RECEIVE = "order.receive"
    ORDER_INSPECT = "order.inspect"
    BILL_VERIFY = "bill.verify"
    PAYMENT_AUTHORISE = "payment.authorise"
    PAYMENT_MAKE = "payment.make"
    PAYMENT_PAY_OUT = "payment.pay_out"
    SUPPLIER_ASSESS = "supplier.assess"
    BUYER_RATE = "buyer.rate"
    DISPUTE_MEDIATE = "dispute.mediate"
    SANCTION_IMPOSE = "sanction.impose"
    STAFF_MANAGE = "staff.manage"
    ROLE_HAND_OVER = "role.hand_over"
    USERS_MANAGE = "users.manage"
    LEDGER_SEAL = "ledger.seal"
    ROOM_RUN = "room.run"


P, R, S = Permission, Role, Scope

TABLE: dict[Permission, dict[Role, Scope]] = {
    P.SUPPLIER_VERIFY: {R.REGIONAL_ADMIN: S.REGION, R.PLATFORM_ADMIN: S.ALL},
    P.SUPPLIER_VIEW_PRIVATE: {
        R.SHOP_OWNER: S.OWN_SHOP,
        R.REGIONAL_ADMIN: S.REGION,
        R.PROVINCIAL_ADMIN: S.PROVINCE,
        R.AUDITOR: S.ALL,
        R.PLATFORM_ADMIN: S.ALL,
    },
    P.PRODUCT_EDIT: {R.SHOP_OWNER: S.OWN_SHOP, R.SHOP_STAFF: S.OWN_SHOP},
    P.PRODUCT_PRICE_FREELY: {R.SHOP_OWNER: S.OWN_SHOP},
    P.PRODUCT_FREEZE: {R.REGIONAL_ADMIN: S.REGION, R.PLATFORM_ADMIN: S.ALL},
    P.PLAN_VIEW: {
        R.PROCUREMENT_OFFICIAL: S.OWN_UNIT,
        R.COMMITMENT_OFFICIAL: S.OWN_UNIT,
        R.TREASURER: S.OWN_UNIT,
        R.BUDGET_HOLDER: S.OWN_UNIT,
        R.REGIONAL_ADMIN: S.REGION,
        R.PROVINCIAL_ADMIN: S.PROVINCE,
        R.AUDITOR: S.ALL,
    },
    P.PLAN_EDIT: {R.COMMITMENT_OFFICIAL: S.OWN_UNIT},
    P.PLAN_ANNOUNCE: {R.BUDGET_HOLDER: S.OWN_UNIT},
    P.ORDER_VIEW: {
        R.SHOP_OWNER: S.OWN_SHOP,
        R.SHOP_STAFF: S.OWN_SHOP,
        R.PROCUREMENT_OFFICIAL: S.OWN_UNIT,
        R.COMMITMENT_OFFICIAL: S.OWN_UNIT,
        R.TREASURER: S.OWN_UNIT,
        R.BUDGET_HOLDER: S.OWN_UNIT,
        R.REGIONAL_ADMIN: S.REGION,
        R.PROVINCIAL_ADMIN: S.PROVINCE,  # who mediates a dispute must be able to read the order
        R.AUDITOR: S.ALL,
        R.PLATFORM_ADMIN: S.ALL,
    },
    P.ORDER_DRAFT: {R.PROCUREMENT_OFFICIAL: S.OWN_UNIT, R.COMMITMENT_OFFICIAL: S.OWN_UNIT},  # PPK above Rp 200 m
    P.ORDER_ANSWER: {R.SHOP_OWNER: S.OWN_SHOP, R.SHOP_STAFF: S.OWN_SHOP},
    P.ORDER_APPROVE: {R.COMMITMENT_OFFICIAL: S.OWN_UNIT, R.BUDGET_HOLDER: S.OWN_UNIT},
    P.ORDER_RECEIVE: {R.PROCUREMENT_OFFICIAL: S.OWN_UNIT, R.COMMITMENT_OFFICIAL: S.OWN_UNIT},
    P.ORDER_INSPECT: {R.COMMITMENT_OFFICIAL: S.OWN_UNIT},
    P.BILL_VERIFY: {R.TREASURER: S.OWN_UNIT},
    P.PAYMENT_AUTHORISE: {R.BUDGET_HOLDER: S.OWN_UNIT},
    P.PAYMENT_MAKE: {R.TREASURER: S.OWN_UNIT},
    P.PAYMENT_PAY_OUT: {R.PLATFORM_ADMIN: S.ALL},
    P.SUPPLIER_ASSESS: {R.COMMITMENT_OFFICIAL: S.OWN_UNIT},
    P.BUYER_RATE: {R.SHOP_OWNER: S.OWN_SHOP},
    P.DISPUTE_MEDIATE: {R.REGIONAL_ADMIN: S.REGION, R.PROVINCIAL_ADMIN: S.PROVINCE},
    P.SANCTION_IMPOSE: {R.BUDGET_HOLDER: S.OWN_UNIT, R.REGIONAL_ADMIN: S.REGION},
    P.STAFF_MANAGE: {R.SHOP_OWNER: S.OWN_SHOP},
    P.ROLE_HAND_OVER: {R.BUDGET_HOLDER: S.OWN_UNIT, R.REGIONAL_ADMIN: S.REGION, R.PLATFORM_ADMIN: S.ALL},
    P.USERS_MANAGE: {R.PLATFORM_ADMIN: S.ALL},
    P.LEDGER_SEAL: {R.PLATFORM_ADMIN: S.ALL, R.AUDITOR: S.ALL},
    P.ROOM_RUN: {R.TRAINER: S.ALL, R.PLATFORM_ADMIN: S.ALL},
}

# The kind of place each role is held in: a unit, a shop, a region; roles that are missing have none.
PLACE_KIND: dict[Role, str] = {
    R.SHOP_OWNER: "supplier_id",
    R.SHOP_STAFF: "supplier_id",
    R.PROCUREMENT_OFFICIAL: "buyer_id",
    R.COMMITMENT_OFFICIAL: "buyer_id",
    R.TREASURER: "buyer_id",
    R.BUDGET_HOLDER: "buyer_id",
    R.REGIONAL_ADMIN: "region_code",
    R.PROVINCIAL_ADMIN: "region_code",
}
HELD_BY_PEOPLE: tuple[Role, ...] = tuple(role for role in Role if role not in (Role.PUBLIC, Role.SYSTEM))

# Nobody may hold both of a pair on one order (R02); KPA = PPK is allowed under APBD.
FORBIDDEN_PAIRS: tuple[tuple[Role, Role], ...] = (
    (Role.PROCUREMENT_OFFICIAL, Role.COMMITMENT_OFFICIAL),
    (Role.TREASURER, Role.PROCUREMENT_OFFICIAL),
    (Role.TREASURER, Role.COMMITMENT_OFFICIAL),
    (Role.TREASURER, Role.BUDGET_HOLDER),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a role holds. Empty for platform-wide roles."""

    buyer_id: int | None = None
    supplier_id: int | None = None
    region_code: str | None = None


@dataclass(frozen=True, slots=True)
class Appointment:
    """One role a person holds today, in one place."""

    role: Role
    place: Place = Place()
    place_name: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """What an action touches: the unit, the shop and the region that decide who may act."""

    buyer_id: int | None = None
    supplier_id: int | None = None
    region_code: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, as services see them: an identity, a ledger commitment and today's appointments."""

    user_id: int | None
    name: str
    commitment: bytes | None
    appointments: tuple[Appointment, ...] = ()
    position: str = ""
    locale: str | None = None
    is_persona: bool = False
    day: date | None = None  # the world's day on which these appointments hold

    @property
    def is_signed_in(self) -> bool:
        return self.user_id is not None

    def may(self, permission: Permission, target: Target | None = None) -> bool:
        """Whether one of today's appointments grants this, on this target if one is given."""
        return self.role_for(permission, target) is not None

    def role_for(self, permission: Permission, target: Target | None = None) -> Role | None:
        """The first appointment under which this person may do it; it is what the ledger names."""
        grants = TABLE[permission]
        for appointment in self.appointments:
            scope = grants.get(appointment.role)
            if scope and (target is None or covers(scope, appointment.place, target)):
                return appointment.role
        return None

    def regions_for(self, permission: Permission) -> frozenset[str] | None:
        """The regions in which today's appointments grant this as a whole; None means everywhere."""
        grants = TABLE[permission]
        scopes = [(grants[a.role], a.place.region_code) for a in self.appointments if a.role in grants]
        if any(scope is Scope.ALL for scope, _ in scopes):
            return None
        return frozenset(code for scope, code in scopes if scope is Scope.REGION and code)

    def holds(self, role: Role, target: Target | None = None) -> bool:
        return any(a.role == role and (target is None or _same_place(a.place, target)) for a in self.appointments)

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(a.role for a in self.appointments)

    @property
    def runs_classes(self) -> bool:
        return self.may(Permission.ROOM_RUN)

    @property
    def buyer_ids(self) -> frozenset[int]:
        return frozenset(a.place.buyer_id for a in self.appointments if a.place.buyer_id is not None)

    @property
    def supplier_ids(self) -> frozenset[int]:
        return frozenset(a.place.supplier_id for a in self.appointments if a.place.supplier_id is not None)


VISITOR = Actor(user_id=None, name="", commitment=None, appointments=(Appointment(Role.PUBLIC),))
SYSTEM = Actor(user_id=None, name="Sistem", commitment=None, appointments=(Appointment(Role.SYSTEM),))


def covers(scope: Scope, place: Place, target: Target) -> bool:
    """Whether a role held in `place` with this scope reaches the target."""
    if scope is Scope.ALL:
        return True
    if scope is Scope.OWN_UNIT:
        return place.buyer_id is not None and place.buyer_id == target.buyer_id
    if scope is Scope.OWN_SHOP:
        return place.supplier_id is not None and place.supplier_id == target.supplier_id
    if place.region_code is None or target.region_code is None:
        return False
    if scope is Scope.REGION:
        return place.region_code == target.region_code
    return target.region_code.split(".")[0] == place.region_code.split(".")[0]


def _same_place(place: Place, target: Target) -> bool:
    if place.buyer_id is not None:
        return place.buyer_id == target.buyer_id
    if place.supplier_id is not None:
        return place.supplier_id == target.supplier_id
    return place.region_code is None or place.region_code == target.region_code
