"""The table of the lifecycle is whole, and `advance` lets nobody around it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from marketplace.accounts.permissions import SYSTEM, Actor, Appointment, Place, Role
from marketplace.extensions import db
from marketplace.purchasing import states
from marketplace.purchasing.errors import DutiesNotSeparate, IllegalTransition, NotAllowed, StaleOrder
from marketplace.purchasing.services import orders
from marketplace.purchasing.states import BY_TIMER, TRANSITIONS, WHO
from marketplace.purchasing.statuses import OrderAction, OrderStatus
from marketplace.regions.models import Holiday
from tests import journeys
from tests.factories import NOW, actor, order_at

TERMINAL = {OrderStatus.COMPLETED, OrderStatus.CANCELLED, OrderStatus.DISAPPROVED, OrderStatus.FAILED,
            OrderStatus.CLOSED_AT_YEAR_END}  # fmt: skip


def test_every_status_can_be_reached_from_a_draft() -> None:
    reached = {OrderStatus.DRAFT}
    while more := {end for (start, _), end in TRANSITIONS.items() if start in reached} - reached:
        reached |= more
    assert reached == set(OrderStatus)


def test_only_the_ends_are_ends() -> None:
    assert set(OrderStatus) - {start for start, _ in TRANSITIONS} == TERMINAL


def test_every_action_is_possible_somewhere_and_somebody_may_do_it() -> None:
    assert {action for _, action in TRANSITIONS} == set(OrderAction) == set(WHO)
    nobody = {action for action, permissions in WHO.items() if not permissions}
    assert nobody <= BY_TIMER


@pytest.mark.parametrize("status", list(journeys.PATHS))
def test_people_and_timers_reach_every_status(app: Flask, status: OrderStatus) -> None:
    order = order_at(status)
    db.session.commit()
    assert order.status == status


def test_no_journey_is_missing() -> None:
    assert set(journeys.PATHS) == set(OrderStatus) - {OrderStatus.TAX_DEPOSITED}  # passed within the pay-out


def test_the_table_knows_no_shortcut(app: Flask) -> None:
    order = order_at(OrderStatus.AWAITING_APPROVAL)
    with pytest.raises(IllegalTransition):
        orders.issue_order(order, actor=actor("ppk.sukun"), now=NOW)


def test_whoever_looked_before_somebody_acted_looks_again(app: Flask) -> None:
    order = order_at(OrderStatus.AWAITING_APPROVAL)
    seen = order.version
    orders.approve(order, actor=actor("ppk.sukun"), now=NOW, seen=seen)
    with pytest.raises(StaleOrder):
        orders.issue_order(order, actor=actor("ppk.sukun"), now=NOW, seen=seen)


@pytest.mark.parametrize(
    "username", ["pp.sukun", "bendahara.sukun", "atk", "outsider.ppk", "admin.malang", "auditor", "platform"]
)
def test_only_this_units_ppk_or_kpa_approves(app: Flask, username: str) -> None:
    order = order_at(OrderStatus.AWAITING_APPROVAL)
    with pytest.raises(NotAllowed):
        orders.approve(order, actor=actor(username), now=NOW)
    assert order.status == OrderStatus.AWAITING_APPROVAL


def test_the_system_takes_only_timer_steps_and_nobody_poses_as_it(app: Flask) -> None:
    order = order_at(OrderStatus.ISSUED)
    with pytest.raises(NotAllowed):
        orders.accept(order, actor=SYSTEM, now=NOW)
    pretender = Actor(7, "Sistem", None, (Appointment(Role.SYSTEM),))
    with pytest.raises(NotAllowed):
        states.advance(order, OrderAction.EXPIRE_ISSUE, pretender, NOW)


def holding(username: str, *roles: Role, buyer_id: int) -> Actor:
    """The same person with other appointments in the unit."""
    person = actor(username)
    places = tuple(Appointment(role, Place(buyer_id=buyer_id)) for role in roles)
    return Actor(person.user_id, person.name, person.commitment, places)


def test_the_proposer_does_not_approve_her_own_order(app: Flask) -> None:
    order = order_at(OrderStatus.AWAITING_APPROVAL)
    both = holding("pp.sukun", Role.BUDGET_HOLDER, buyer_id=order.buyer_id)
    with pytest.raises(DutiesNotSeparate) as refusal:
        orders.approve(order, actor=both, now=NOW)
    assert refusal.value.rule == "R02"


def test_a_ppk_may_be_kpa_but_never_treasurer_on_one_order(app: Flask) -> None:
    order = order_at(OrderStatus.AWAITING_PAYMENT)
    ppk_as_treasurer = holding("ppk.sukun", Role.TREASURER, buyer_id=order.buyer_id)
    with pytest.raises(DutiesNotSeparate):
        states.role_in(order, OrderAction.PAY, ppk_as_treasurer)
    verified = order_at(OrderStatus.VERIFIED)
    ppk_as_kpa = holding("ppk.sukun", Role.BUDGET_HOLDER, buyer_id=verified.buyer_id)
    assert states.role_in(verified, OrderAction.AUTHORISE_PAYMENT, ppk_as_kpa) is Role.BUDGET_HOLDER


def test_nobody_deals_with_herself(app: Flask) -> None:
    order = order_at(OrderStatus.ISSUED)
    official = actor("pp.sukun")
    with_shop = Actor(official.user_id, official.name, official.commitment,
                      (Appointment(Role.SHOP_OWNER, Place(supplier_id=order.supplier_id)),))  # fmt: skip
    with pytest.raises(DutiesNotSeparate):
        orders.accept(order, actor=with_shop, now=NOW)


def test_three_working_days_skip_weekends_and_holidays(app: Flask) -> None:
    friday = datetime(2023, 9, 22, 3, 0, tzinfo=UTC)
    db.session.add(Holiday(day=date(2023, 9, 28), name="Maulid Nabi"))
    order = order_at(OrderStatus.APPROVED, now=NOW)
    order.needed_on = date(2023, 10, 30)
    orders.issue_order(order, actor=actor("ppk.sukun"), now=friday)
    assert order.respond_by == datetime(2023, 9, 27, 17, 0, tzinfo=UTC)  # Wed 27 Sep ends in WIB
    later = states.deadline(
        OrderStatus.ISSUED, friday + timedelta(days=4), region_code="35.73", holidays=[date(2023, 9, 28)]
    )
    assert later == datetime(2023, 10, 2, 17, 0, tzinfo=UTC)  # Wed, Fri, Mon: Thursday is closed


def test_a_step_clears_the_clock_of_the_one_before(app: Flask) -> None:
    order = order_at(OrderStatus.ISSUED)
    assert order.respond_by is not None
    orders.accept(order, actor=actor("atk"), now=NOW)
    assert order.respond_by is None
