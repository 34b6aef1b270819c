"""Each temperament does what its sentence says, and the order still comes to an end."""

import pytest
from flask import Flask
from flask_babel import force_locale, gettext

from marketplace.accounts.permissions import Role
from marketplace.extensions import db
from marketplace.purchasing.models import Order, OrderDocument, PlanPackage
from marketplace.purchasing.queries import amendments_of, offers_of
from marketplace.purchasing.services import carts, complaints, placing
from marketplace.purchasing.statuses import OrderStatus as S
from marketplace.training.bots import MANNERS, Temperament, fitting
from marketplace.training.bots import Temperament as T
from tests.factories import NOW, actor, order_at
from tests.journeys import NEEDED_ON
from tests.training.bots.classes import class_of, need, only_order, play, story


def bought(app: Flask, *, asks_for_offers: bool = False, days: int = 90, **temperaments: T) -> Order:
    """The first order that came of one need, played to its end."""
    play(class_of(needs=(need(asks_for_offers=asks_for_offers),), **temperaments), days=days)
    return db.session.query(Order).order_by(Order.id).first()


def test_a_slow_shop_delivers_late_and_pays_the_penalty(app: Flask) -> None:
    order = bought(app, atk=T.SLOW)
    assert order.status == S.COMPLETED
    assert order.late_days > 0
    assert order.penalty_idr > 0


def test_a_slow_shop_still_answers_before_the_deadline(app: Flask) -> None:
    assert "offered" in story(bought(app, asks_for_offers=True, atk=T.SLOW))


def test_a_silent_shop_lets_the_request_run_out(app: Flask) -> None:
    order = bought(app, asks_for_offers=True, atk=T.SILENT, days=7)
    assert (order.status, story(order)) == (S.RFQ_EXPIRED, ["rfq_sent", "rfq_expired"])


def test_a_silent_shop_lets_the_letter_run_out(app: Flask) -> None:
    order = bought(app, atk=T.SILENT, days=7)
    assert order.status == S.ISSUE_EXPIRED
    assert order.held_idr == 0


def test_silent_officials_come_to_it_in_the_end(app: Flask) -> None:
    order = bought(app, ppk=T.SILENT, bendahara=T.SILENT, days=200)
    assert order.status == S.COMPLETED
    assert (order.paid_at - order.handed_over_at).days >= 14


def test_a_complaint_wakes_a_silent_shop(app: Flask) -> None:
    cast = class_of("ppk.sukun", atk=T.SILENT)
    order = order_at(S.IN_PROCESS)
    complaints.file_complaint(order, actor=actor("pp.sukun"), now=NOW, kind="terlambat", text="Mana barangnya?")
    db.session.commit()
    play(cast, days=1)
    db.session.refresh(order)
    assert order.status == S.RECEIVED


def test_an_overpricing_shop_keeps_its_price_and_is_left_for_another(app: Flask) -> None:
    order = bought(app, asks_for_offers=True, atk=T.OVERPRICING)
    offers = [offer for offer in offers_of(order) if offer.by_supplier]
    assert len(offers) == 3
    assert {offer.goods_net_idr for offer in offers} == {order.list_net_idr}
    assert all(offer.shipping_net_idr >= order.list_net_idr * 15 // 100 for offer in offers)
    assert story(order)[-1] == "cancelled"


def test_wrong_goods_are_found_replaced_and_marked_down(app: Flask) -> None:
    order = bought(app, atk=T.WRONG_GOODS)
    steps = story(order)
    assert steps.count("defect_found") == 1
    assert steps.count("completed") == 1
    assert order.defects == 1


def test_the_delivery_note_tells_what_is_wrong(app: Flask) -> None:
    order = bought(app, atk=T.WRONG_GOODS, days=20)
    note = db.session.query(OrderDocument).filter_by(order_id=order.id, type="SJ").order_by(OrderDocument.id).first()
    assert "diganti merek lain" in note.data["note"]


def test_who_approves_everything_sees_no_defect(app: Flask) -> None:
    order = bought(app, atk=T.WRONG_GOODS, ppk=T.APPROVES_ALL)
    assert (order.status, order.defects) == (S.COMPLETED, 0)


def test_a_hard_haggler_uses_every_round_and_pays_less(app: Flask) -> None:
    order = bought(app, asks_for_offers=True, pp=T.HARD_HAGGLER)
    assert story(order).count("countered") == 4
    assert order.goods_net_idr < order.list_net_idr
    assert order.status == S.COMPLETED


def test_a_shop_that_haggles_hard_comes_down_less_than_a_prompt_one(app: Flask) -> None:
    play(class_of(needs=(need(asks_for_offers=True),), pp=T.HARD_HAGGLER, atk=T.HARD_HAGGLER))
    order = only_order()
    assert order.list_net_idr * 975 // 1000 <= order.goods_net_idr < order.list_net_idr


def test_a_refusing_shop_declines_and_the_need_goes_to_the_next_shop(app: Flask) -> None:
    play(class_of(needs=(need(words="kertas", quantity=2),), atk=T.REFUSER))
    first, second = db.session.query(Order).order_by(Order.id).limit(2).all()
    assert (first.status, second.status) == (S.REFUSED, S.COMPLETED)
    assert first.supplier_id != second.supplier_id


def test_a_refusing_ppk_disapproves_and_a_refusing_treasurer_returns_the_first_bill(app: Flask) -> None:
    assert bought(app, ppk=T.REFUSER, days=3).status == S.DISAPPROVED
    cast = class_of(bendahara=T.REFUSER)
    order = order_at(S.BILLED)
    db.session.commit()
    play(cast)
    db.session.refresh(order)
    assert story(order).count("bill_returned") == 1
    assert order.status == S.COMPLETED


def test_a_refusing_shop_disputes_a_price_cut_and_the_region_settles(app: Flask) -> None:
    cast = class_of(atk=T.REFUSER)
    order = order_at(S.PRICE_CUT)
    db.session.commit()
    play(cast)
    db.session.refresh(order)
    assert [step for step in story(order) if step in ("disputed", "settled")] == ["disputed", "settled"]
    assert order.status == S.COMPLETED


def test_an_honest_shop_says_at_once_that_it_is_out_of_stock(app: Flask) -> None:
    order = bought(app, asks_for_offers=True, atk=T.OUT_OF_STOCK, days=1)
    assert story(order) == ["rfq_sent", "rfq_declined"]


def test_an_honest_shop_asks_once_for_a_smaller_order(app: Flask) -> None:
    cast = class_of(atk=T.OUT_OF_STOCK)
    order = order_at(S.ACCEPTED)
    db.session.commit()
    play(cast)
    db.session.refresh(order)
    assert [amendment.is_agreed for amendment in amendments_of(order)] == [True]
    assert (order.status, order.lines[0].accepted) == (S.COMPLETED, 5)


def test_who_wants_a_reason_returns_what_lacks_one_and_approves_what_has_it(app: Flask) -> None:
    cast = class_of("pp.sukun", ppk=T.REASON_ONLY)
    bare = submitted(purpose="")
    play(cast, days=1)
    db.session.refresh(bare)
    assert bare.status == S.RETURNED
    full = submitted(purpose="Rapat koordinasi warga September", compared=(3, 4))
    play(cast, days=3)
    db.session.refresh(full)
    assert full.status not in (S.AWAITING_APPROVAL, S.RETURNED)


def test_a_returned_order_of_a_bot_is_put_right_and_goes_on(app: Flask) -> None:
    cast = class_of(ppk=T.REASON_ONLY)
    order = submitted(purpose="")
    play(cast)
    db.session.refresh(order)
    assert story(order).count("returned") == 1
    assert order.status == S.COMPLETED
    assert order.purpose


def submitted(*, purpose: str, compared: tuple[int, ...] = ()) -> Order:
    """Paper, up for approval, from the hands of a person."""
    pp = actor("pp.sukun")
    (buyer_id,) = pp.buyer_ids
    package = db.session.query(PlanPackage).filter_by(buyer_id=buyer_id).first()
    carts.add_to_cart(pp, buyer_id=buyer_id, product_id=2, quantity=5, now=NOW)
    details = placing.OrderDetails(
        needed_on=NEEDED_ON, delivery_address="Jl. Contoh 1", delivery_region_code="35.73", recipient_name="Penerima",
        purpose=purpose, compared_product_ids=compared,
    )  # fmt: skip
    (order,) = placing.place_orders_from_cart(
        pp,
        buyer_id=buyer_id,
        package_id=package.id,
        details=details,
        once_key=f"kertas-{purpose[:5] or 'kosong'}",
        now=NOW,
    )
    db.session.commit()
    return order


def test_every_temperament_has_words_in_both_languages_and_roles(app: Flask) -> None:
    assert set(MANNERS) == set(Temperament)
    with app.test_request_context(), force_locale("en"):
        for manner in MANNERS.values():
            assert gettext(manner.title) != manner.title
            assert gettext(manner.sentence) != manner.sentence
            assert manner.roles


@pytest.mark.parametrize("role", [Role.SHOP_OWNER, Role.COMMITMENT_OFFICIAL, Role.TREASURER, Role.REGIONAL_ADMIN])
def test_the_form_offers_a_role_only_what_shows_there(role: Role) -> None:
    offered = {manner.temperament for manner in fitting(role)}
    assert {T.PROMPT, T.SLOW, T.SILENT} <= offered
    assert (T.WRONG_GOODS in offered) is (role is Role.SHOP_OWNER)
