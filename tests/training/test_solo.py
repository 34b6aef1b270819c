"""One person plays each exercise, bots have all other seats: at the end all checks pass."""

from collections.abc import Callable
from datetime import UTC, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from marketplace.extensions import db
from marketplace.purchasing.models import Complaint, Offer, Order
from marketplace.purchasing.services import (
    assessments,
    bills,
    complaints,
    deliveries,
    handovers,
    inspections,
    orders,
    payments,
    requests,
)
from marketplace.purchasing.services.placing import Intent
from marketplace.purchasing.statuses import OrderStatus as S
from marketplace.simulation import advancing
from marketplace.training import clock
from marketplace.training.bots import Bot, BotCast, Need
from tests.training.bots.classes import frozen
from tests.training.lessons import REASONS, Lesson
from tests.training.test_exercises import DOMESTIC, ENVELOPES, PAPER, hand_office_over, list_rice

RICE = "Nasi kotak ayam bakar"
DAYS = 45  # of the world, at most
Turn = Callable[["Solo", Order], Any]


class Solo:
    """A person on some seats, bots on the others; each day the person does what waits at the desk."""

    def __init__(self, code: str, *seats: str) -> None:
        self.lesson = Lesson(code)
        names = {seat.code: self.lesson.cast.username(1, seat.code) for seat in self.lesson.scenario.seats}
        self.bots = {
            names[seat.code]: Bot(seat.bot, seat.code)
            for seat in self.lesson.scenario.seats
            if seat.code not in seats
        }
        self.people = frozenset(names[seat] for seat in seats)
        self.needs: tuple[Need, ...] = ()
        self.pass_to(self.lesson.now.astimezone(UTC))

    def play(self, turns: dict[S, Turn]) -> None:
        """Day after day until every step is done; the orders of the class are looked at each morning and noon."""
        for _ in range(DAYS * 2):
            for order in self._orders():
                turn = turns.get(S(order.status))
                if turn is not None:
                    turn(self, order)
            db.session.commit()
            self.pass_to(self.lesson.now + timedelta(hours=12))
            if not self.lesson.open_steps():
                return

    def _orders(self) -> list[Order]:
        numbers = {one.order_number for one in self.lesson.happenings() if one.order_number}
        found = (
            select(Order).where(Order.number.in_(numbers), Order.buyer_id == self.lesson.unit().id)
            .options(selectinload(Order.lines))
        )  # fmt: skip
        return list(db.session.scalars(found.order_by(Order.id)))

    def pass_to(self, moment: Any) -> None:
        now = advancing.world_time(frozen)
        cast = BotCast(self.bots, self.people, 7, self.lesson.start, self.needs)
        advancing.advance_to(
            max(moment, now), commit=db.session.commit, sources=clock.sources_of(cast, now), wall=frozen
        )
        self.lesson.now = advancing.world_time(frozen)

    def late(self, order: Order) -> bool:
        return order.due_on is not None and self.lesson.today() > order.due_on


def as_(service: Callable[..., Any], seat: str, **values: Any) -> Turn:
    return lambda solo, order: service(order, **values, **solo.lesson.at(seat))


RECEIVES: dict[S, Turn] = {S.DESPATCHED: as_(deliveries.record_receipt, "pp")}


def test_direct_purchase_as_the_procurement_official(own_world: Flask) -> None:
    solo = Solo("belanja-langsung", "pp")
    solo.lesson.place(RICE, 60)
    solo.play(RECEIVES)
    assert solo.lesson.open_steps() == {}


def test_direct_purchase_as_the_shop(own_world: Flask) -> None:
    solo = Solo("belanja-langsung", "pp", "toko")
    solo.lesson.place(RICE, 60)
    solo.play(RECEIVES | {S.ISSUED: as_(orders.accept, "toko"), S.ACCEPTED: as_(deliveries.despatch, "toko"),
                          S.HANDED_OVER: as_(bills.bill, "toko")})  # fmt: skip
    assert solo.lesson.open_steps() == {}


def answer_offer(solo: Solo, order: Order) -> None:
    """One counter-offer, then whatever the shop says to it."""
    offers = db.session.scalars(select(Offer).where(Offer.order_id == order.id)).all()
    if all(offer.by_supplier for offer in offers):
        price = order.lines[0].list_price_net_idr * 9 // 10
        requests.counter_offer(order, prices={1: price}, shipping_net_idr=0, lead_days=3, **solo.lesson.at("pp"))
        return
    requests.propose_order(order, **solo.lesson.at("pp"))
    orders.submit_order(order, reasons=REASONS, **solo.lesson.at("pp"))


def test_negotiation_with_a_hard_haggler(own_world: Flask) -> None:
    solo = Solo("negosiasi", "pp")
    solo.lesson.place(PAPER, 60, intent=Intent.REQUEST)
    solo.play(RECEIVES | {S.OFFER_RECEIVED: answer_offer})
    assert solo.lesson.open_steps() == {}


def test_laptops_for_a_ppk_who_wants_reasons(own_world: Flask) -> None:
    solo = Solo("laptop-tkdn", "pp")
    solo.lesson.place(DOMESTIC, 3, compared=2)
    solo.play(RECEIVES)
    assert solo.lesson.open_steps() == {}


def look_closely(solo: Solo, order: Order) -> None:
    """The first look at each order finds five bad ones; a replacement is good."""
    if order.defects:
        inspections.inspect(order, **solo.lesson.at("kpa"))
        return
    good = {1: order.lines[0].received - 5}
    inspections.find_defect(order, accepted=good, defect="rusak", note="Lima basah", **solo.lesson.at("kpa"))


def send_back_or_cut(solo: Solo, order: Order) -> None:
    if PAPER in order.lines[0].product_name:
        inspections.send_back(order, **solo.lesson.at("kpa"))
    else:
        price = order.lines[0].unit_price_net_idr * 9 // 10
        inspections.cut_price(order, prices={1: price}, **solo.lesson.at("kpa"))


def hand_over_when_agreed(solo: Solo, order: Order) -> None:
    if order.price_cut_agreed_at:
        handovers.hand_over(order, **solo.lesson.at("kpa"))


def test_wrong_goods_as_the_whole_office(own_world: Flask) -> None:
    solo = Solo("barang-salah", "pp", "kpa")
    solo.lesson.place(PAPER, 40)
    solo.lesson.place(ENVELOPES, 30, shop="shop2")
    solo.play(RECEIVES | HEAD | {
        S.RECEIVED: look_closely, S.NONCONFORMING: send_back_or_cut, S.PRICE_CUT: hand_over_when_agreed,
    })  # fmt: skip
    assert solo.lesson.open_steps() == {}


# what the head of a small unit does, all in order
HEAD: dict[S, Turn] = {
    S.AWAITING_APPROVAL: as_(orders.approve, "kpa"), S.APPROVED: as_(orders.issue_order, "kpa"),
    S.RECEIVED: as_(inspections.inspect, "kpa"), S.INSPECTED: as_(handovers.hand_over, "kpa"),
    S.VERIFIED: as_(payments.authorise_payment, "kpa"),
    S.AWAITING_ASSESSMENT: as_(assessments.assess, "kpa", marks=(3, 3, 3, 3)),
}  # fmt: skip


def complain_when_late(solo: Solo, order: Order) -> None:
    if solo.late(order) and not db.session.scalars(select(Complaint).where(Complaint.order_id == order.id)).all():
        complaints.file_complaint(order, kind="terlambat", text="Belum datang", **solo.lesson.at("pp"))


def test_a_slow_shop_is_reminded_and_fined(own_world: Flask) -> None:
    solo = Solo("terlambat", "pp")
    solo.lesson.place(PAPER, 80, days=8)
    solo.play(RECEIVES | dict.fromkeys((S.ACCEPTED, S.IN_PROCESS), complain_when_late))
    assert solo.lesson.open_steps() == {}


def test_three_taxes_with_three_bot_shops(own_world: Flask) -> None:
    solo = Solo("tiga-pajak", "pp")
    solo.lesson.place(RICE, 40, package="makan dan minum rapat RW")
    for shop in ("shop2", "shop3"):
        solo.lesson.place(PAPER, 20, shop=shop)
    solo.play(RECEIVES)
    assert solo.lesson.open_steps() == {}


def test_a_new_shop_with_bots_that_verify_and_buy(own_world: Flask) -> None:
    solo = Solo("minggu-pertama", "toko")
    solo.pass_to(solo.lesson.now + timedelta(days=1))
    assert solo.lesson.shop().verified_at is not None
    list_rice(solo.lesson)
    (plan,) = solo.lesson.scenario.needs
    solo.needs = (
        Need(solo.lesson.cast.username(1, plan.seat), plan.category, plan.quantity, solo.lesson.now, plan.words,
             plan.purpose, solo.lesson.shop().code, plan.asks_for_offers),
    )  # fmt: skip
    solo.play({S.ISSUED: as_(orders.accept, "toko"), S.ACCEPTED: as_(deliveries.despatch, "toko"),
               S.HANDED_OVER: as_(bills.bill, "toko")})  # fmt: skip
    assert solo.lesson.open_steps() == {}


def test_a_transfer_with_bots_as_shop_and_treasurer(own_world: Flask) -> None:
    solo = Solo("mutasi", "pp", "kpa", "pengganti")
    solo.lesson.place(PAPER, 40)

    def issue_and_hand_office_over(solo: Solo, order: Order) -> None:
        orders.issue_order(order, **solo.lesson.at("kpa"))
        hand_office_over(solo.lesson)

    solo.play(
        HEAD | {S.APPROVED: issue_and_hand_office_over, S.DESPATCHED: as_(deliveries.record_receipt, "pengganti")}
    )
    assert solo.lesson.open_steps() == {}
