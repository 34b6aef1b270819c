"""Every other exercise, played alone from the first step to the last: all its checks pass, and what goes astray is said."""

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace.accounts import services as accounts
from marketplace.accounts.models import User
from marketplace.accounts.permissions import SYSTEM, Role
from marketplace.catalogue import services as catalogue
from marketplace.catalogue.services import ProductValues
from marketplace.extensions import db
from marketplace.purchasing.models import Order
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
from marketplace.training import scenarios
from marketplace.training.checks import State
from tests.training.lessons import REASONS, Lesson

PAPER, ENVELOPES = "Kertas HVS A4 80 gsm", "Amplop coklat folio"
PLAYED = {
    "belanja-langsung", "negosiasi", "laptop-tkdn", "barang-salah", "terlambat", "tiga-pajak", "minggu-pertama",
    "mutasi", "tanda-bahaya", "uji-rusak",
}  # fmt: skip


def test_no_exercise_is_without_a_test() -> None:
    assert {scenario.code for scenario in scenarios.known()} == PLAYED


def haggle(lesson: Lesson, *, cheaper: bool = True, counter: bool = True) -> Order:
    order = lesson.place(PAPER, 60, intent=Intent.REQUEST)
    listed = order.lines[0].list_price_net_idr
    requests.make_offer(order, prices={}, shipping_net_idr=order.shipping_net_idr, lead_days=2, **lesson.at("toko"))
    if counter:
        requests.counter_offer(order, prices={1: listed - 2_000}, shipping_net_idr=0, lead_days=2, **lesson.at("pp"))
        price = listed - 1_000 if cheaper else listed
        requests.make_offer(
            order, prices={1: price}, shipping_net_idr=order.shipping_net_idr, lead_days=2, **lesson.at("toko")
        )
    requests.propose_order(order, **lesson.at("pp"))
    orders.submit_order(order, reasons=REASONS, **lesson.at("pp"))
    return order


def test_a_negotiated_purchase(class_world: Flask) -> None:
    lesson = Lesson("negosiasi")
    order = haggle(lesson)
    lesson.approve_and_issue(order)
    lesson.deliver(order)
    lesson.hand_over(order)
    lesson.pay(order)
    assert lesson.open_steps() == {}


def test_a_negotiation_without_a_counter_offer_or_without_a_better_price_is_explained(class_world: Flask) -> None:
    lesson = Lesson("negosiasi")
    haggle(lesson, counter=False)
    missed = lesson.open_steps()["sepakat"]
    assert (missed.code, missed.values["wanted"]) == ("never_came", "order.countered")
    haggle(lesson, cheaper=False)
    assert "harga tayang" in lesson.open_steps()["sepakat"].say.id


DOMESTIC, IMPORTED = "Core i5 8 GB/512 GB rakitan", "Core i5 8 GB/512 GB impor"


def test_laptops_with_three_compared_offers(class_world: Flask) -> None:
    lesson = Lesson("laptop-tkdn")
    order = lesson.place(DOMESTIC, 3, compared=2)
    lesson.approve_and_issue(order)
    lesson.deliver(order)
    lesson.hand_over(order)
    lesson.pay(order)
    assert lesson.open_steps() == {}


@pytest.mark.parametrize(("product", "compared", "said"), [
    (IMPORTED, 2, "produk dalam negeri"), (DOMESTIC, 1, "kurang dari tiga"),
])  # fmt: skip
def test_imported_laptops_and_two_offers_are_explained(
    class_world: Flask, product: str, compared: int, said: str
) -> None:
    lesson = Lesson("laptop-tkdn")
    lesson.place(product, 3, compared=compared)
    assert said in lesson.open_steps()["bandingkan"].say.id


def faulty(lesson: Lesson, order: Order, seat: str) -> None:
    """Delivered, counted, and five of the first line found wanting."""
    lesson.approve_and_issue(order)
    lesson.deliver(order, seat=seat)
    good = {1: order.lines[0].received - 5}
    inspections.find_defect(order, accepted=good, defect="beda_spesifikasi", note="Lima 70 gsm", **lesson.at("kpa"))


def test_goods_partly_wrong(class_world: Flask) -> None:
    lesson = Lesson("barang-salah")
    paper = lesson.place(PAPER, 40)
    envelopes = lesson.place(ENVELOPES, 30, shop="shop2")
    faulty(lesson, paper, "toko")
    inspections.send_back(paper, **lesson.at("kpa"))
    assert {"ganti", "bast-kertas"} <= {step for step, one in lesson.progress().items() if one.state is State.TRYING}
    deliveries.despatch(paper, **lesson.at("toko"))
    deliveries.record_receipt(paper, **lesson.at("pp"))
    lesson.hand_over(paper)
    faulty(lesson, envelopes, "toko2")
    price = envelopes.lines[0].unit_price_net_idr
    inspections.cut_price(envelopes, prices={1: price * 9 // 10}, **lesson.at("kpa"))
    inspections.agree_price_cut(envelopes, **lesson.at("toko2"))
    handovers.hand_over(envelopes, **lesson.at("kpa"))
    lesson.pay(envelopes, seat="toko2")
    assert lesson.open_steps() == {}


def test_a_handover_without_the_return_is_explained(class_world: Flask) -> None:
    lesson = Lesson("barang-salah")
    paper = lesson.place(PAPER, 40)
    lesson.approve_and_issue(paper)
    lesson.deliver(paper)
    lesson.hand_over(paper)
    missed = lesson.open_steps()["bast-kertas"]
    assert (missed.code, missed.values["wanted"]) == ("never_came", "order.sent_back")


def late(lesson: Lesson, *, days: int = 9) -> Order:
    order = lesson.place(PAPER, 80, days=7)
    lesson.approve_and_issue(order)
    orders.accept(order, **lesson.at("toko"))
    lesson.next_day(days)
    if days > 7:
        complaints.file_complaint(order, kind="terlambat", text="Belum datang", **lesson.at("pp"))
    deliveries.despatch(order, **lesson.at("toko"))
    deliveries.record_receipt(order, **lesson.at("pp"))
    lesson.hand_over(order)
    return order


def test_late_delivery_with_its_penalty(class_world: Flask) -> None:
    lesson = Lesson("terlambat")
    lesson.pay(late(lesson))
    assert lesson.open_steps() == {}


def test_goods_in_time_leave_nothing_to_learn_about_penalties(class_world: Flask) -> None:
    lesson = Lesson("terlambat")
    late(lesson, days=1)
    assert "tanpa denda" in lesson.open_steps()["bast"].say.id


def test_three_taxes_side_by_side(class_world: Flask) -> None:
    lesson = Lesson("tiga-pajak")
    shops = {"shop": "katering", "shop2": "warung", "shop3": "grosir"}
    for where, seat in shops.items():
        food = where == "shop"
        order = lesson.place("Nasi kotak ayam bakar" if food else PAPER, 40 if food else 20, shop=where,
                             package="makan dan minum rapat RW" if food else "")  # fmt: skip
        lesson.approve_and_issue(order)
        lesson.deliver(order, seat=seat)
        lesson.hand_over(order)
        lesson.pay(order, seat=seat)
        assert (order.tax_idr > 0) is (where == "shop3")
    assert lesson.open_steps() == {}


def list_rice(lesson: Lesson, *, capacity: int = 100) -> None:
    values = ProductValues(
        name="Nasi kotak ayam bakar", category_code="01.01", unit="kotak", unit_price_net_idr=24_000,
        areas=("35.73",), domestic_status="pdn", daily_capacity=capacity, lead_days=1,
    )  # fmt: skip
    catalogue.add_product(lesson.shop().id, values, **lesson.at("toko"))


def test_a_shops_first_week(class_world: Flask) -> None:
    lesson = Lesson("minggu-pertama")
    accounts.verify_supplier(lesson.actor("verifikator"), lesson.shop(), now=lesson.now)
    list_rice(lesson)
    assert {step for step, one in lesson.progress().items() if one.state is State.DONE} == {"verifikasi", "tayang"}
    order = lesson.place("Nasi kotak", 40, compared=0)
    lesson.approve_and_issue(order)
    lesson.deliver(order)
    lesson.hand_over(order)
    lesson.pay(order)
    assert lesson.open_steps() == {}


def test_a_product_with_too_little_capacity_is_explained(class_world: Flask) -> None:
    lesson = Lesson("minggu-pertama")
    accounts.verify_supplier(lesson.actor("verifikator"), lesson.shop(), now=lesson.now)
    list_rice(lesson, capacity=20)
    assert "di bawah 60" in lesson.open_steps()["tayang"].say.id


def hand_office_over(lesson: Lesson) -> None:
    people = {
        user.username: user
        for user in db.session.scalars(
            select(User).where(
                User.username.in_([lesson.cast.username(1, "pp"), lesson.cast.username(1, "pengganti")])
            )
        )
    }
    accounts.hand_over_role(
        lesson.actor("kpa"), from_user=people[lesson.cast.username(1, "pp")],
        to_user=people[lesson.cast.username(1, "pengganti")], buyer=lesson.unit(), role=Role.PROCUREMENT_OFFICIAL,
        on=lesson.today(),
    )  # fmt: skip


def test_a_transfer_in_the_middle_of_an_order(class_world: Flask) -> None:
    lesson = Lesson("mutasi")
    order = lesson.place(PAPER, 40)
    lesson.approve_and_issue(order)
    hand_office_over(lesson)
    orders.accept(order, **lesson.at("toko"))
    deliveries.despatch(order, **lesson.at("toko"))
    deliveries.record_receipt(order, **lesson.at("pengganti"))
    lesson.hand_over(order)
    bills.bill(order, **lesson.at("toko"))
    bills.verify_bill(order, **lesson.at("bendahara"))
    payments.authorise_payment(order, **lesson.at("kpa"))
    payments.pay(order, reference="NPD-1", **lesson.at("bendahara"))
    lesson.next_day()
    payments.pay_out(order, actor=SYSTEM, now=lesson.now)
    assessments.assess(order, marks=(3, 3, 3, 3), **lesson.at("kpa"))
    assert lesson.open_steps() == {}


def test_an_arrival_recorded_by_the_old_official_is_explained(class_world: Flask) -> None:
    lesson = Lesson("mutasi")
    order = lesson.place(PAPER, 40)
    lesson.approve_and_issue(order)
    lesson.deliver(order)
    hand_office_over(lesson)
    problems = lesson.open_steps()
    assert "penggantinya" in problems["tiba"].say.id
    assert "serah-jabatan" not in problems
