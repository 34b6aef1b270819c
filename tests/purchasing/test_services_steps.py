"""Each step after the order is placed: what it changes, and how it refuses."""

import json
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace.accounts.models import Buyer
from marketplace.extensions import db
from marketplace.ledger.models import LedgerEntry
from marketplace.purchasing import errors, queries
from marketplace.purchasing.models import DocumentType, Order, OrderDocument, PlanPackage
from marketplace.purchasing.services import (
    amendments,
    assessments,
    bills,
    complaints,
    deliveries,
    handovers,
    inspections,
    orders,
    payments,
    requests,
    sanctions,
    stops,
    timers,
)
from marketplace.purchasing.statuses import OrderStatus as S
from marketplace.values.period import local_day
from tests.factories import NOW, actor, order_at
from tests.journeys import NEEDED_ON, run_due
from tests.purchasing.invariants import check_invariants, stock_now


def package_of(order: Order) -> PlanPackage:
    return db.session.get_one(PlanPackage, order.package_id)


def last_facts(order: Order, kind: str) -> dict:
    entry = db.session.scalars(
        select(LedgerEntry)
        .where(LedgerEntry.order_number == order.number, LedgerEntry.kind == kind)
        .order_by(LedgerEntry.index.desc())
    ).first()
    return json.loads(entry.facts) | {"amount": entry.amount_idr}


def arrive(order: Order, day: date) -> None:
    """The goods come on that day and are found good."""
    at = NOW + (day - date(2023, 9, 1))
    deliveries.despatch(order, actor=actor("atk"), now=at)
    deliveries.record_receipt(order, actor=actor("pp.sukun"), now=at)
    inspections.inspect(order, actor=actor("ppk.sukun"), now=at)
    handovers.hand_over(order, actor=actor("ppk.sukun"), now=at)


def test_paying_posts_what_was_accepted_and_frees_the_rest(app: Flask) -> None:
    first_stock = stock_now()
    order = order_at(S.COMPLETED)
    assert package_of(order).posted_idr == order.payable_idr == 555_000
    assert package_of(order).held_idr == order.held_idr == 0
    check_invariants(first_stock)


def test_the_marketplace_keeps_both_taxes_and_pays_the_rest(app: Flask) -> None:
    order = order_at(S.AWAITING_ASSESSMENT)
    assert last_facts(order, "order.paid_out") == {
        "amount": 497_500, "withheld": 2_500, "tax_deposited": 57_500, "penalty": 0
    }  # fmt: skip


def test_three_days_late_costs_three_thousandths(app: Flask) -> None:
    order = order_at(S.ACCEPTED)
    arrive(order, NEEDED_ON + timedelta(days=3))
    assert (order.late_days, order.penalty_idr, order.payable_idr) == (3, 1_500, 553_500)


def test_the_day_of_the_letter_is_in_time(app: Flask) -> None:
    order = order_at(S.ACCEPTED)
    arrive(order, NEEDED_ON)
    assert (order.late_days, order.penalty_idr) == (0, 0)


def test_the_completion_tells_rankings_everything(app: Flask) -> None:
    order = order_at(S.COMPLETED)
    told = last_facts(order, "order.completed")
    assert told["amount"] == 500_000
    assert told["categories"] == {"03.01": 500_000}
    assert (told["marks"], told["score_permille"]) == ([3, 2, 3, 2], 2_600)
    assert (told["lines"], told["lines_on_time"], told["first_time"], told["pay_days"]) == (1, 1, True, 0)


def test_documents_are_numbered_without_gaps_and_proven(app: Flask) -> None:
    for _ in range(2):
        order_at(S.COMPLETED, quantity=1)
    documents = db.session.scalars(select(OrderDocument).order_by(OrderDocument.id)).all()
    for kind in ("SP", "SJ", "BAP", "BAST", "INV", "KW", "BP"):
        assert [d.sequence for d in documents if d.type == kind] == [1, 2]
    assert documents[0].number == "001/SP/KEL-SUKUN/IX/2023"
    assert all(document.entry_index is not None for document in documents)
    handover = queries.latest_document(db.session.get_one(Order, documents[0].order_id), DocumentType.HANDOVER)
    assert handover.countersigned_by == actor("atk").user_id


def test_a_price_is_haggled_down_never_up(app: Flask) -> None:
    order = order_at(S.RFQ_SENT)
    shop, pp = actor("atk"), actor("pp.sukun")
    with pytest.raises(errors.PriceAboveListing) as refusal:
        requests.make_offer(order, actor=shop, now=NOW, prices={1: 50_001}, shipping_net_idr=0, lead_days=1)
    assert refusal.value.rule == "R18"
    requests.make_offer(order, actor=shop, now=NOW, prices={1: 48_000}, shipping_net_idr=0, lead_days=1)
    requests.counter_offer(order, actor=pp, now=NOW, prices={1: 45_000}, shipping_net_idr=0, lead_days=1)
    requests.make_offer(order, actor=shop, now=NOW, prices={1: 46_000}, shipping_net_idr=10_000, lead_days=3)
    requests.propose_order(order, actor=pp, now=NOW)
    assert (order.goods_net_idr, order.shipping_net_idr, order.gross_idr) == (460_000, 10_000, 521_700)
    assert [(o.round, o.by_supplier) for o in queries.offers_of(order)] == [(1, True), (1, False), (2, True)]


def test_haggling_ends_after_five_rounds(app: Flask) -> None:
    order = order_at(S.RFQ_SENT)
    shop, pp = actor("atk"), actor("pp.sukun")
    for left in (4, 3, 2, 1, 0):
        requests.make_offer(order, actor=shop, now=NOW, prices={}, shipping_net_idr=0, lead_days=1)
        assert queries.rounds_left(order) == left
        if left:
            requests.counter_offer(order, actor=pp, now=NOW, prices={}, shipping_net_idr=0, lead_days=1)
    with pytest.raises(errors.TooManyRounds):
        requests.counter_offer(order, actor=pp, now=NOW, prices={}, shipping_net_idr=0, lead_days=1)


def test_an_offer_is_good_until_its_day(app: Flask) -> None:
    order = order_at(S.OFFER_RECEIVED)
    with pytest.raises(errors.OfferExpired):
        requests.propose_order(order, actor=actor("pp.sukun"), now=NOW + timedelta(days=40))


def test_a_unit_may_want_its_kpa_above_an_amount(app: Flask) -> None:
    order = order_at(S.AWAITING_APPROVAL)
    db.session.get_one(Buyer, order.buyer_id).kpa_approval_above_idr = 500_000
    with pytest.raises(errors.NotAllowed):
        orders.approve(order, actor=actor("ppk.sukun"), now=NOW)
    orders.approve(order, actor=actor("kpa.sukun"), now=NOW)


def test_reasons_come_from_the_public_list_and_words_stay_private(app: Flask) -> None:
    order = order_at(S.ISSUED)
    with pytest.raises(errors.BadChoice):
        orders.refuse(order, actor=actor("atk"), now=NOW, reason="karena Budi")
    with pytest.raises(errors.ReasonRequired):
        orders.refuse(order, actor=actor("atk"), now=NOW, reason="")
    at = NOW + timedelta(days=2, microseconds=123_456)
    orders.refuse(order, actor=actor("atk"), now=at, reason="stok_habis", note="Pak Budi sakit")
    assert "Budi" not in json.dumps(last_facts(order, "order.refused"))
    assert queries.timeline(order)[-1].notes == ("Pak Budi sakit",)


@pytest.mark.parametrize("status", [S.RETURNED, S.DISAPPROVED, S.CANCELLED, S.REFUSED, S.ISSUE_EXPIRED, S.FAILED,
                                    S.CLOSED_AT_YEAR_END, S.STOPPED, S.TERMINATED, S.PRICE_CUT, S.RETURNING])  # fmt: skip
def test_every_exit_gives_back_what_it_should(app: Flask, status: S) -> None:
    first_stock = stock_now()
    order = order_at(status)
    check_invariants(first_stock)
    if status in (S.STOPPED, S.TERMINATED):
        assert order.held_idr == 55_500  # one of ten had arrived
        handovers.hand_over(order, actor=actor("ppk.sukun"), now=NOW + timedelta(days=2))
        assert order.accepted_net_idr == 50_000
        check_invariants(first_stock)


def test_goods_come_in_parts_and_are_counted(app: Flask) -> None:
    order = order_at(S.ACCEPTED)
    shop, pp = actor("atk"), actor("pp.sukun")
    with pytest.raises(errors.BadQuantity):
        deliveries.despatch(order, actor=shop, now=NOW, quantities={1: 11})
    with pytest.raises(errors.NothingDespatched):
        deliveries.despatch(order, actor=shop, now=NOW, quantities={1: 0})
    deliveries.despatch(order, actor=shop, now=NOW, quantities={1: 6}, courier="Kurir Toko")
    with pytest.raises(errors.BadQuantity):
        deliveries.record_receipt(order, actor=pp, now=NOW, quantities={1: 7})
    deliveries.record_receipt(order, actor=pp, now=NOW, quantities={1: 6})
    assert order.status == S.PARTLY_RECEIVED
    deliveries.despatch(order, actor=shop, now=NOW)
    deliveries.record_receipt(order, actor=pp, now=NOW)
    assert (order.status, order.lines[0].received) == (S.RECEIVED, 10)


def test_what_never_comes_is_closed_as_short_and_not_paid(app: Flask) -> None:
    first_stock = stock_now()
    order = order_at(S.PARTLY_RECEIVED)
    inspections.inspect(order, actor=actor("ppk.sukun"), now=NOW)
    handovers.hand_over(order, actor=actor("ppk.sukun"), now=NOW)
    assert (order.accepted_net_idr, order.held_idr) == (50_000, 55_500)
    check_invariants(first_stock)


def test_a_defect_needs_words_and_a_bad_piece(app: Flask) -> None:
    order = order_at(S.RECEIVED)
    ppk = actor("ppk.sukun")
    with pytest.raises(errors.NoDefect):
        inspections.find_defect(order, actor=ppk, now=NOW, accepted={1: 10}, defect="rusak", note="x")
    with pytest.raises(errors.BadChoice):
        inspections.find_defect(order, actor=ppk, now=NOW, accepted={1: 9}, defect="jelek", note="x")
    with pytest.raises(errors.ReasonRequired):
        inspections.find_defect(order, actor=ppk, now=NOW, accepted={1: 9}, defect="rusak", note=" ")
    with pytest.raises(errors.BadQuantity):
        inspections.find_defect(order, actor=ppk, now=NOW, accepted={1: 11}, defect="rusak", note="x")


def test_a_lower_price_holds_once_the_shop_agrees(app: Flask) -> None:
    first_stock = stock_now()
    order = order_at(S.PRICE_CUT)
    ppk = actor("ppk.sukun")
    with pytest.raises(errors.PriceCutNotAgreed):
        handovers.hand_over(order, actor=ppk, now=NOW)
    inspections.agree_price_cut(order, actor=actor("atk"), now=NOW)
    handovers.hand_over(order, actor=ppk, now=NOW)
    assert (order.accepted_net_idr, order.accepted_tax_idr) == (250_000, 27_500)
    check_invariants(first_stock)


def test_a_dispute_is_a_complaint_until_it_is_settled(app: Flask) -> None:
    order = order_at(S.DISPUTED)
    with pytest.raises(errors.NotAllowed):
        complaints.settle(order, actor=actor("ppk.sukun"), now=NOW, note="x")
    complaints.settle(order, actor=actor("admin.malang"), now=NOW + timedelta(days=5), note="ganti barang")
    assert order.status == S.NONCONFORMING
    assert last_facts(order, "complaint.resolved")["by"] == "supplier"


def test_an_amendment_is_answered_by_the_other_side(app: Flask) -> None:
    first_stock = stock_now()
    order = order_at(S.ACCEPTED)
    shop, ppk = actor("atk"), actor("ppk.sukun")
    with pytest.raises(errors.NoAmendment):
        amendments.propose_amendment(order, actor=shop, now=NOW, reason="x")
    with pytest.raises(errors.BadQuantity):
        amendments.propose_amendment(order, actor=shop, now=NOW, quantities={1: 11}, reason="x")
    later = NEEDED_ON + timedelta(days=4)
    amendments.propose_amendment(order, actor=shop, now=NOW, due_on=later, quantities={1: 8}, reason="kertas langka")
    with pytest.raises(errors.OwnProposal):
        amendments.agree_amendment(order, actor=shop, now=NOW)
    amendments.agree_amendment(order, actor=ppk, now=NOW)
    assert (order.status, order.due_on, order.gross_idr, order.held_idr) == (S.IN_PROCESS, later, 444_000, 444_000)
    check_invariants(first_stock)


def test_a_stop_takes_two_and_a_termination_suggests_a_sanction(app: Flask) -> None:
    order = order_at(S.IN_PROCESS)
    ppk, shop = actor("ppk.sukun"), actor("atk")
    with pytest.raises(errors.StopNotAsked):
        stops.agree_stop(order, actor=shop, now=NOW)
    stops.request_stop(order, actor=ppk, now=NOW, reason="kebutuhan_berubah")
    with pytest.raises(errors.OwnProposal):
        stops.agree_stop(order, actor=ppk, now=NOW)
    stops.agree_stop(order, actor=shop, now=NOW)
    assert (order.status, order.held_idr) == (S.STOPPED, 0)
    with pytest.raises(errors.NothingAccepted):
        handovers.hand_over(order, actor=ppk, now=NOW)
    broken = order_at(S.IN_PROCESS)
    assert stops.terminate(broken, actor=ppk, now=NOW, note="tidak dikirim") == "suspensi_6_bulan"


def test_the_kpa_sanctions_and_new_orders_stop_while_running_ones_go_on(app: Flask) -> None:
    order, running = order_at(S.TERMINATED), order_at(S.ISSUED)
    with pytest.raises(errors.NotAllowed):
        sanctions.impose_sanction(order, "suspensi_6_bulan", actor=actor("ppk.sukun"), now=NOW, reason="ingkar")
    sanctions.impose_sanction(order, "suspensi_6_bulan", actor=actor("kpa.sukun"), now=NOW, reason="ingkar")
    orders.accept(running, actor=actor("atk"), now=NOW + timedelta(days=1))
    with pytest.raises(errors.SupplierSuspended):
        order_at(S.AWAITING_APPROVAL, now=NOW + timedelta(days=1))


def test_a_bill_goes_on_with_all_papers_only(app: Flask) -> None:
    order = order_at(S.BILLED)
    treasurer = actor("bendahara.sukun")
    with pytest.raises(errors.ChecklistIncomplete) as refusal:
        bills.verify_bill(order, actor=treasurer, now=NOW, checked=["bast", "tagihan"])
    assert refusal.value.values["missing"] == ["surat_pesanan", "pajak"]
    with pytest.raises(errors.ReasonRequired):
        bills.return_bill(order, actor=treasurer, now=NOW, note="")
    with pytest.raises(errors.ReasonRequired):
        payments.pay(order_at(S.AWAITING_PAYMENT), actor=treasurer, now=NOW, reference=" ")


def test_marks_are_one_to_three_and_given_once(app: Flask) -> None:
    order = order_at(S.AWAITING_ASSESSMENT)
    ppk, shop = actor("ppk.sukun"), actor("atk")
    for marks in ((0, 1, 1, 1), (4, 1, 1, 1)):
        with pytest.raises(errors.BadMarks):
            assessments.assess(order, actor=ppk, now=NOW, marks=marks)
    assessments.rate_buyer(order, actor=shop, now=NOW, marks=(3, 3, 2, 3))
    assert queries.assessments_for(ppk, order, NOW) == []
    with pytest.raises(errors.AlreadyRated):
        assessments.rate_buyer(order, actor=shop, now=NOW, marks=(3, 3, 2, 3))
    assessments.assess(order, actor=ppk, now=NOW, marks=(3, 3, 3, 3))
    assert len(queries.assessments_for(ppk, order, NOW)) == 2
    with pytest.raises(errors.NotYetRateable):
        assessments.rate_buyer(order_at(S.ISSUED), actor=shop, now=NOW, marks=(3, 3, 3, 3))


def test_a_proposal_that_waits_some_days_can_still_be_submitted(app: Flask) -> None:
    """What the shop offered counts from the day the order goes up: nobody can change a proposal's day by hand."""
    order = order_at(S.PROPOSED)
    late = NOW + timedelta(days=20)
    orders.submit_order(order, actor=actor("pp.sukun"), now=late, reasons=dict.fromkeys(("R04", "R04a", "R08"), "ya"))
    assert order.status == S.AWAITING_APPROVAL
    assert order.needed_on == local_day(late) + timedelta(days=2)  # as offered


def test_silence_moves_the_world_on(app: Flask) -> None:
    first_stock = stock_now()
    silent = {status: order_at(status, quantity=1) for status in
              (S.RFQ_SENT, S.NEGOTIATING, S.ISSUED, S.PAID, S.AWAITING_ASSESSMENT, S.RECEIVED)}  # fmt: skip
    assert run_due(NOW) == 0
    assert run_due(NOW + timedelta(days=60)) == 6
    assert [order.status for order in silent.values()] == [
        S.RFQ_EXPIRED, S.RFQ_EXPIRED, S.ISSUE_EXPIRED, S.AWAITING_ASSESSMENT, S.COMPLETED, S.RECEIVED
    ]  # fmt: skip
    assert "score_permille" not in last_facts(silent[S.AWAITING_ASSESSMENT], "order.closed_unassessed")
    assert queries.timeline(silent[S.RECEIVED])[-1].notes == (timers.REMINDER,)
    check_invariants(first_stock)


def test_the_year_closes_on_what_was_not_delivered(app: Flask) -> None:
    first_stock = stock_now()
    undelivered, delivered = order_at(S.IN_PROCESS, quantity=1), order_at(S.PARTLY_RECEIVED, quantity=2)
    new_year = NOW.replace(year=2024, month=1, day=2)
    run_due(new_year)
    assert (undelivered.status, delivered.status) == (S.CLOSED_AT_YEAR_END, S.PARTLY_RECEIVED)
    check_invariants(first_stock)


@pytest.mark.parametrize("username", ["outsider.pp", "outsider.ppk", "outsider.shop", "auditor", "sri"])
def test_an_outsider_can_do_nothing_at_all(app: Flask, username: str) -> None:
    outsider = actor(username)
    for status in (S.AWAITING_APPROVAL, S.ISSUED, S.RECEIVED, S.BILLED, S.AWAITING_PAYMENT):
        assert queries.actions_for(outsider, order_at(status, quantity=1)) == []
