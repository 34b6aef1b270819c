"""Beside the straight road: what is offered to whom, the right of reply, mediation, stops, terminations, sanctions."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from marketplace.accounts.models import Sanction
from marketplace.extensions import db
from marketplace.ledger.models import LedgerEntry
from marketplace.purchasing import errors, queries
from marketplace.purchasing.models import Complaint, Order
from marketplace.purchasing.services import complaints, deliveries, drafts, inspections, sanctions, stops
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.purchasing.statuses import OrderStatus as S
from tests.factories import NOW, actor, order_at
from tests.sessions import sign_in

PP, PPK, KPA, TREASURER, SHOP, ADMIN = "pp.sukun", "ppk.sukun", "kpa.sukun", "bendahara.sukun", "atk", "admin.malang"


def committed(order: Order) -> str:
    number = order.number
    db.session.commit()
    return number


def page(client: FlaskClient, username: str, number: str) -> str:
    return sign_in(client, username).get(f"/pesanan/{number}").text


def send(client: FlaskClient, username: str, number: str, noun: str, **typed: str) -> Any:
    version = db.session.scalars(select(Order.version).where(Order.number == number)).one()
    db.session.rollback()
    return sign_in(client, username).post(f"/pesanan/{number}/{noun}", data=typed | {"seen": str(version)})


def waiting(username: str) -> dict[S, int]:
    counts = queries.todo_for(actor(username))
    db.session.rollback()  # lets go of the writer's lock
    return counts


def offered(username: str, order: Order) -> set[A]:
    return {possible.action for possible in queries.actions_for(actor(username), order)}


@pytest.mark.parametrize(("shelf", "fits", "does_not"), [
    ("03.01", A.DESPATCH, A.PERFORM), ("15.04", A.PERFORM, A.DESPATCH), ("12.03", A.PERFORM, A.DESPATCH),
    ("12.01", A.DESPATCH, A.PERFORM),
])  # fmt: skip
def test_goods_are_sent_and_services_performed(app: Flask, shelf: str, fits: A, does_not: A) -> None:
    order = order_at(S.ACCEPTED)
    order.lines[0].category_code = shelf
    assert fits in offered(SHOP, order)
    assert does_not not in offered(SHOP, order)


def test_nothing_is_received_while_nothing_is_on_its_way(app: Flask) -> None:
    order = order_at(S.ACCEPTED, quantity=10)
    deliveries.despatch(order, actor=actor(SHOP), now=NOW, quantities={1: 4})
    deliveries.record_receipt(order, actor=actor(PP), now=NOW, quantities={1: 4})
    assert A.RECEIVE not in offered(PP, order)
    deliveries.despatch(order, actor=actor(SHOP), now=NOW, quantities={1: 6})
    assert A.RECEIVE in offered(PP, order)


def test_inspecting_before_all_has_come_says_what_is_given_up(client: FlaskClient) -> None:
    order = order_at(S.ACCEPTED, quantity=10)
    deliveries.despatch(order, actor=actor(SHOP), now=NOW, quantities={1: 4})
    deliveries.record_receipt(order, actor=actor(PP), now=NOW, quantities={1: 4})
    number = committed(order)
    form = sign_in(client, PPK).get(f"/pesanan/{number}/pemeriksaan").text
    assert "Dipesan 10 rim, tiba 4." in form
    assert "Kertas HVS A4 70 gram: 6 rim" in form


def test_a_shop_takes_its_own_offer_back_and_declines_only_a_request(client: FlaskClient) -> None:
    asked, offer = committed(order_at(S.RFQ_SENT)), committed(order_at(S.OFFER_RECEIVED))
    assert f"/pesanan/{asked}/penolakan-permintaan" in page(client, SHOP, asked)
    shown = page(client, SHOP, offer)
    assert f"/pesanan/{offer}/penolakan-permintaan" not in shown
    assert f"/pesanan/{offer}/penarikan-penawaran" in shown
    assert "Yang perlu Anda kerjakan" not in shown


@pytest.mark.parametrize(("noun", "start", "username", "not_theirs"), [
    ("penolakan-permintaan", S.RFQ_SENT, SHOP, "anggaran_berubah"),
    ("penolakan", S.AWAITING_APPROVAL, PPK, "stok_habis"),
    ("kegagalan-pembayaran", S.AWAITING_PAYMENT, TREASURER, "di_luar_jangkauan"),
])  # fmt: skip
def test_nobody_is_offered_the_other_sides_reasons(
    client: FlaskClient, noun: str, start: S, username: str, not_theirs: str
) -> None:
    number = committed(order_at(start))
    assert f'value="{not_theirs}"' not in sign_in(client, username).get(f"/pesanan/{number}/{noun}").text


def test_a_wish_to_stop_waits_for_the_other_side(client: FlaskClient) -> None:
    order = order_at(S.IN_PROCESS)
    stops.request_stop(order, actor=actor(SHOP), now=NOW, reason="keadaan_kahar", note="Gudang kebanjiran.")
    number = committed(order)
    shown = page(client, PPK, number)
    assert "Yang perlu Anda kerjakan" in shown
    assert "Setujui penghentian" in shown
    assert f"/pesanan/{number}/penghentian" not in page(client, SHOP, number)
    assert waiting(PPK) == {S.IN_PROCESS: 1}
    assert waiting(PP) == {}


@pytest.mark.parametrize(("end", "words"), [
    ("penghentian", "dihentikan atas kesepakatan sebelum ada yang diterima"),
    ("pemutusan", "memutus pesanan sebelum ada yang diterima"),
])  # fmt: skip
def test_an_order_that_ends_before_anything_came_has_no_road_ahead(client: FlaskClient, end: str, words: str) -> None:
    order = order_at(S.ACCEPTED)
    if end == "pemutusan":
        stops.terminate(order, actor=actor(PPK), now=NOW, note="Tidak dikirim.")
    else:
        stops.request_stop(order, actor=actor(SHOP), now=NOW, reason="keadaan_kahar")
        stops.agree_stop(order, actor=actor(PPK), now=NOW)
    shown = page(client, PPK, committed(order))
    assert words in shown
    assert "Pemeriksaan dan BAST" not in shown


def test_a_price_cut_that_cuts_nothing_is_named_at_its_field(client: FlaskClient) -> None:
    order = order_at(S.NONCONFORMING)
    price = order.lines[0].unit_price_net_idr
    number = committed(order)
    answer = send(client, PPK, number, "potongan-harga", line_1=str(price), note="Sebagian basah.")
    assert answer.status_code == 422
    assert 'href="#line_1"' in answer.text
    assert "Isi harga yang lebih rendah" in answer.text
    assert "Sebagian basah." in answer.text


def test_a_price_cut_of_nothing_is_refused_by_the_service(app: Flask) -> None:
    order = order_at(S.NONCONFORMING)
    with pytest.raises(errors.NoPriceCut):
        inspections.cut_price(order, actor=actor(PPK), now=NOW, prices={1: order.lines[0].unit_price_net_idr})


def test_a_draft_keeps_a_line(app: Flask) -> None:
    with pytest.raises(errors.NothingOrdered):
        drafts.change_draft(order_at(S.DRAFT), actor=actor(PP), quantities={1: 0})


def test_a_box_left_open_is_named_where_it_is(client: FlaskClient) -> None:
    number = committed(order_at(S.BILLED))
    answer = send(client, TREASURER, number, "verifikasi", surat_pesanan="y", bast="y", tagihan="y")
    assert answer.status_code == 422
    assert 'href="#pajak"' in answer.text
    assert 'href="#bast"' not in answer.text


def test_who_is_complained_about_has_the_right_of_reply(client: FlaskClient) -> None:
    """It waits for the shop, is given once, is read by both sides, and its words stay out of the log."""
    order = order_at(S.DESPATCHED)
    complaints.file_complaint(order, actor=actor(PP), now=NOW, kind="terlambat", text="Belum datang.")
    number = committed(order)
    assert f"/pesanan/{number}/tanggapan" not in page(client, PP, number)
    assert f"/pesanan/{number}/tanggapan" in page(client, SHOP, number)
    assert waiting(SHOP) == {S.DESPATCHED: 1}
    assert "Belum datang." in sign_in(client, SHOP).get(f"/pesanan/{number}/tanggapan").text

    assert send(client, SHOP, number, "tanggapan", note="").status_code == 422
    assert send(client, PP, number, "tanggapan", note="Saya sendiri").status_code == 403
    assert send(client, "outsider.shop", number, "tanggapan", note="x").status_code == 404
    assert send(client, SHOP, number, "tanggapan", note="Truk mogok di Lawang.").status_code == 303
    assert send(client, SHOP, number, "tanggapan", note="Sekali lagi").status_code == 403

    shown = page(client, PP, number)
    assert "Truk mogok di Lawang." in shown
    assert "Tanggapan Penyedia" in shown
    assert "complaint." not in shown, "no code of the log stands on the page"
    answered = db.session.scalars(select(LedgerEntry.facts).where(LedgerEntry.kind == "complaint.answered")).all()
    db.session.rollback()
    assert len(answered) == 1
    assert "Truk" not in answered[0]
    assert waiting(SHOP) == {}


def test_the_unit_answers_a_shop(app: Flask) -> None:
    order = order_at(S.BILLED)
    complaints.file_complaint(order, actor=actor(SHOP), now=NOW, kind="belum_dibayar", text="Belum dibayar.")
    assert complaints.reply_to_complaint(order, actor=actor(PP), now=NOW, text="Minggu depan.").reply
    with pytest.raises(errors.NotAllowed):
        complaints.reply_to_complaint(order, actor=actor(SHOP), now=NOW, text="x")


def test_a_dispute_ends_with_its_mediation_and_not_with_a_button(client: FlaskClient) -> None:
    order = order_at(S.DISPUTED)
    number = committed(order)
    complaint = db.session.scalars(select(Complaint.id)).one()
    db.session.rollback()
    address = f"/pesanan/{number}/komplain/{complaint}/penyelesaian"
    for username in (ADMIN, SHOP, PP):
        assert address not in page(client, username, number)
        assert sign_in(client, username).post(address).status_code == 403
    assert send(client, ADMIN, number, "penyelesaian-sengketa", note="Sepakat potong 10%.").status_code == 303
    shown = page(client, PPK, number)
    assert "Hasil mediasi UKPBJ" in shown
    assert db.session.scalars(select(Complaint.status)).one() == complaints.RESOLVED


def test_a_terminated_order_leads_to_one_sanction_that_its_page_shows(client: FlaskClient) -> None:
    order = order_at(S.ACCEPTED)
    stops.terminate(order, actor=actor(PPK), now=NOW, note="Tidak dikirim.")
    number = committed(order)
    answer = send(client, KPA, number, "sanksi", sanction="suspensi_6_bulan", reason="Tidak memenuhi pesanan.")
    assert answer.status_code == 303
    shown = page(client, KPA, number)
    assert "Sanksi: Suspensi 6 bulan" in shown
    assert "Tidak memenuhi pesanan." in shown
    assert f"/pesanan/{number}/sanksi" not in shown
    again = send(client, KPA, number, "sanksi", sanction="suspensi_6_bulan", reason="Sekali lagi saja.")
    assert again.status_code == 422
    assert db.session.scalars(select(func.count()).select_from(Sanction)).one() == 1


def test_a_suspended_shop_is_named_with_its_last_day(app: Flask) -> None:
    order = order_at(S.ACCEPTED)
    stops.terminate(order, actor=actor(PPK), now=NOW, note="Tidak dikirim.")
    sanction = sanctions.impose_sanction(order, "suspensi_6_bulan", actor=actor(KPA), now=NOW, reason="Ingkar janji.")
    db.session.flush()
    with pytest.raises(errors.SupplierSuspended) as refused:
        order_at(S.AWAITING_APPROVAL)
    assert sanction.ends_at is not None
    assert refused.value.values["until"] in {
        sanction.ends_at.date(), (sanction.ends_at + timedelta(hours=7)).date()
    }  # fmt: skip
