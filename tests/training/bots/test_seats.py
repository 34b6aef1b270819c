"""Seats change hands, people are never acted for, and what a bot could not do is remembered."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace.accounts.models import Supplier, User
from marketplace.catalogue.models import Product
from marketplace.extensions import db
from marketplace.ledger.models import LedgerEntry
from marketplace.purchasing.models import Assessment, CartLine, Complaint, Order, PlanPackage
from marketplace.purchasing.services import complaints, orders, stops
from marketplace.purchasing.statuses import OrderStatus as S
from marketplace.training import bots
from marketplace.training.bots import Bot, Temperament
from tests.factories import NOW, actor, order_at
from tests.training.bots.classes import SEATS, class_of, need, only_order, play, queue, story


def name_of(username: str) -> str:
    return db.session.scalars(select(User.name).where(User.username == username)).one()


@pytest.mark.parametrize(("person", "waits_at"), [
    ("ppk.sukun", S.AWAITING_APPROVAL), ("atk", S.ISSUE_EXPIRED), ("bendahara.sukun", S.BILLED), ("kpa.sukun", S.VERIFIED),
])  # fmt: skip
def test_an_order_waits_for_a_person(app: Flask, person: str, waits_at: S) -> None:
    play(class_of(person, needs=(need(),)))
    assert db.session.scalars(select(Order).order_by(Order.id)).first().status == waits_at


def test_a_person_who_buys_is_not_bought_for(app: Flask) -> None:
    play(class_of("pp.sukun", needs=(need(),)))
    assert db.session.scalars(select(Order)).all() == []


def test_a_seat_handed_to_a_person_and_taken_back(app: Flask) -> None:
    cast = class_of()
    order = order_at(S.AWAITING_APPROVAL)
    bots.plan(NOW, cast)
    assert [event.username for event in queue()] == ["ppk.sukun"]
    bots.drop("ppk.sukun")
    taken = replace(cast, bots={name: cast.bots[name] for name in SEATS if name != "ppk.sukun"},
                    people=frozenset({"ppk.sukun"}))  # fmt: skip
    assert bots.plan(NOW, taken) == 0
    db.session.commit()
    play(taken)
    db.session.refresh(order)
    assert order.status == S.AWAITING_APPROVAL
    play(cast)
    db.session.refresh(order)
    assert order.status == S.COMPLETED


def test_an_event_planned_for_a_seat_that_a_person_took_is_not_done(app: Flask) -> None:
    cast = class_of()
    order = order_at(S.AWAITING_APPROVAL)
    bots.plan(NOW, cast)
    due = bots.next_due()
    taken = replace(cast, bots={}, people=frozenset(SEATS))
    assert bots.run_due(due, taken, commit=db.session.commit) == 1
    db.session.refresh(order)
    assert (order.status, queue()) == (S.AWAITING_APPROVAL, [])


def test_an_event_of_an_order_that_moved_on_does_nothing(app: Flask) -> None:
    cast = class_of()
    order = order_at(S.AWAITING_APPROVAL)
    bots.plan(NOW, cast)
    orders.return_order(order, actor=actor("ppk.sukun"), now=NOW, note="Tunggu")
    db.session.commit()
    bots.run_next(bots.next_due(), cast)
    assert "approved" not in story(order)


def test_planning_twice_changes_nothing(app: Flask) -> None:
    cast = class_of(needs=(need(),))
    order_at(S.AWAITING_APPROVAL)
    bots.plan(NOW, cast)
    before = [(event.id, event.subject, event.due_at) for event in queue()]
    bots.plan(NOW, cast)
    assert [(event.id, event.subject, event.due_at) for event in queue()] == before


def test_another_temperament_changes_what_is_planned(app: Flask) -> None:
    cast = class_of()
    order_at(S.AWAITING_APPROVAL)
    bots.plan(NOW, cast)
    soon = bots.next_due()
    slow = dict(cast.bots) | {"ppk.sukun": Bot(Temperament.SLOW)}
    bots.plan(NOW, replace(cast, bots=slow))
    assert bots.next_due() > soon


def test_a_refusal_is_remembered_and_tried_three_times(app: Flask) -> None:
    db.session.scalars(select(Product).where(Product.name.contains("A4"))).one().stock = 0
    cast = class_of()
    order = order_at(S.DRAFT, product="Kertas HVS F4 75 gram", quantity=5)
    db.session.scalars(select(Product).where(Product.name.contains("F4"))).one().stock = 1
    order.created_at = NOW
    db.session.commit()
    play(cast, days=3)
    (event,) = queue()
    assert (event.tries, event.refusal, event.due_at) == (3, "sold_out", None)
    db.session.refresh(order)
    assert (order.status, order.held_idr) == (S.DRAFT, 0)


def test_a_refused_act_leaves_nothing_half_done(app: Flask) -> None:
    """The need's cart is filled before the missing money is noticed: it may not stay filled."""
    for package in db.session.scalars(select(PlanPackage)):
        package.pagu_idr = 1_000
    db.session.commit()
    play(class_of(needs=(need(),)), days=2)
    assert db.session.scalars(select(CartLine)).all() == []
    assert [(event.subject, event.tries, event.refusal) for event in queue()] == [("need/0/1", 3, "package_missing")]


def test_bots_are_marked_for_everybody_to_see(app: Flask) -> None:
    bots.mark("ppk.sukun")
    bots.mark("ppk.sukun")
    assert name_of("ppk.sukun") == "BOT Bambang Komitmen"
    bots.unmark("ppk.sukun")
    assert name_of("ppk.sukun") == "Bambang Komitmen"


def test_whoever_a_bot_plays_is_marked_when_it_acts(app: Flask) -> None:
    play(class_of(needs=(need(),)), days=1)
    assert name_of("pp.sukun").startswith("BOT ")
    assert only_order().recipient_name.startswith("BOT ")


def test_the_region_verifies_a_shop_and_a_shop_hands_its_papers_in_again(app: Flask) -> None:
    shop = db.session.scalars(select(Supplier).where(Supplier.code == "P-35730002")).one()
    shop.verified_at, shop.returned_at, shop.return_reason = None, NOW, "NIB tidak terbaca"
    db.session.commit()
    play(class_of(), days=2)
    db.session.refresh(shop)
    assert shop.returned_at is None
    assert shop.verified_at is not None
    assert (
        db.session.scalar(select(LedgerEntry.kind).where(LedgerEntry.supplier_code == shop.code))
        == "supplier.verified"
    )


def test_papers_sent_back_again_are_handed_in_again(app: Flask) -> None:
    shop = db.session.scalars(select(Supplier).where(Supplier.code == "P-35730002")).one()
    cast = class_of("admin.malang")
    for day in range(2):
        shop.verified_at, shop.returned_at, shop.return_reason = (
            None,
            NOW + timedelta(days=4 * day),
            "NIB tidak terbaca",
        )
        db.session.commit()
        play(cast, days=4)
        db.session.refresh(shop)
        assert (shop.returned_at, shop.verified_at) == (None, None)


def test_the_shop_rates_the_unit_that_paid(app: Flask) -> None:
    play(class_of(needs=(need(),)))
    given = db.session.scalars(select(Assessment).order_by(Assessment.by_supplier)).all()
    assert [assessment.by_supplier for assessment in given] == [False, True]


def test_the_region_closes_a_complaint(app: Flask) -> None:
    cast = class_of("ppk.sukun")
    order = order_at(S.RECEIVED)
    complaints.file_complaint(order, actor=actor("pp.sukun"), now=NOW, kind="barang_rusak", text="Satu dus penyok")
    db.session.commit()
    play(cast, days=5)
    assert db.session.scalars(select(Complaint.status)).one() == "selesai"


def test_a_bot_agrees_to_a_stop_that_the_other_side_asked_for(app: Flask) -> None:
    cast = class_of("ppk.sukun")
    order = order_at(S.IN_PROCESS)
    stops.request_stop(order, actor=actor("ppk.sukun"), now=NOW, reason="kebutuhan_berubah")
    db.session.commit()
    play(cast, days=2)
    db.session.refresh(order)
    assert order.status == S.STOPPED
