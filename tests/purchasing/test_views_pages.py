"""Lists, desks, plans, papers, sanctions and rules: who sees what, in both languages."""

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from marketplace.accounts.models import Membership
from marketplace.catalogue.models import Product
from marketplace.extensions import db
from marketplace.purchasing.models import Complaint, OrderDocument, PlanPackage
from marketplace.purchasing.statuses import OrderStatus as S
from tests.factories import order_at
from tests.sessions import sign_in

EVERYBODY = ("pp.sukun", "ppk.sukun", "kpa.sukun", "bendahara.sukun", "sri", "atk", "admin.malang", "admin.jatim",
             "auditor", "pelatih", "platform", "outsider.pp")  # fmt: skip
ENDINGS = [S.COMPLETED, S.CANCELLED, S.TERMINATED, S.STOPPED, S.DISPUTED, S.AMENDING, S.PRICE_CUT, S.FAILED]


def read(statement: Any) -> Any:
    value = db.session.scalars(statement).first()
    db.session.rollback()
    return value


def stood_up(status: S) -> str:
    number = order_at(status).number
    db.session.commit()
    return number


@pytest.mark.parametrize("username", EVERYBODY)
def test_everybody_has_a_desk_and_a_list(client: FlaskClient, username: str) -> None:
    stood_up(S.ISSUED)
    sign_in(client, username)
    for path in ("/meja", "/pesanan", "/pesanan?kelompok=semua", "/pesanan?q=TD-2023&halaman=99", "/sanksi"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer.text.count("<h1") == 1


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("status", ENDINGS, ids=str)
def test_an_orders_page_tells_its_story_in_both_languages(client: FlaskClient, status: S, language: str) -> None:
    number = stood_up(status)
    client.set_cookie("bahasa", language)
    sign_in(client, "auditor")
    page = client.get(f"/pesanan/{number}")
    assert page.status_code == 200
    assert ("Proof in the ledger" if language == "en" else "Bukti di buku besar") in page.text


def test_what_waits_for_somebody_comes_first(client: FlaskClient) -> None:
    number = stood_up(S.AWAITING_APPROVAL)
    sign_in(client, "ppk.sukun")
    page = client.get("/pesanan").text
    assert 'aria-current="page">Perlu Anda kerjakan' in page
    assert number in page


def test_a_search_finds_by_number_and_by_title(client: FlaskClient) -> None:
    number = stood_up(S.AWAITING_APPROVAL)
    sign_in(client, "ppk.sukun")
    assert number in client.get(f"/pesanan?kelompok=semua&q={number}").text
    assert number in client.get("/pesanan?kelompok=semua&q=hvs").text
    assert "Tidak ada pesanan yang cocok" in client.get("/pesanan?kelompok=semua&q=%25zzz").text


def test_an_outsider_finds_neither_order_nor_papers(client: FlaskClient) -> None:
    number = stood_up(S.HANDED_OVER)
    document = read(select(OrderDocument.id))
    for username in ("outsider.ppk", "outsider.shop", "sri", "pelatih"):
        sign_in(client, username)
        assert client.get(f"/pesanan/{number}").status_code == 404
        assert client.get(f"/pesanan/{number}/dokumen/{document}.pdf").status_code == 404


def test_papers_open_inline_for_those_who_see_the_order(client: FlaskClient) -> None:
    number = stood_up(S.AWAITING_ASSESSMENT)
    documents = db.session.scalars(select(OrderDocument.id)).all()
    db.session.rollback()
    sign_in(client, "bendahara.sukun")
    for document in documents:
        answer = client.get(f"/pesanan/{number}/dokumen/{document}.pdf")
        assert answer.status_code == 200
        assert answer.data.startswith(b"%PDF")
        assert answer.headers["Content-Disposition"].startswith("inline")
    assert client.get(f"/pesanan/{number}/dokumen/999999.pdf").status_code == 404
    assert client.get(f"/pesanan/{number}/dokumen/negosiasi.pdf").status_code == 404, "nothing was haggled over"


def test_papers_need_a_sign_in(client: FlaskClient) -> None:
    number = stood_up(S.ISSUED)
    assert client.get(f"/pesanan/{number}/dokumen/1.pdf").status_code == 303


def test_the_rules_are_for_everybody_and_name_source_and_way_out(client: FlaskClient) -> None:
    page = client.get("/aturan").text
    for wanted in ("R01", "R38", "Perpres 16/2018", "PMK 58/PMK.03/2022", "Jalan keluar", "aturan simulasi"):
        assert wanted in page
    client.set_cookie("bahasa", "en")
    assert "Way out" in client.get("/aturan").text


def test_a_package_is_made_by_the_ppk_and_announced_by_the_kpa(client: FlaskClient) -> None:
    typed = {
        "once_key": "c" * 32, "name": "Belanja kebersihan", "account_code": "5.1.02.01.01.0030",
        "account_name": "Belanja alat kebersihan", "category_code": "", "pagu_idr": "25.000.000",
    }  # fmt: skip
    sign_in(client, "ppk.sukun")
    made = client.post("/rup/baru", data=typed)
    assert made.status_code == 303
    assert "belum diumumkan" in client.get(made.location).text
    assert client.post(f"{made.location}/pengumuman").status_code == 403, "the PPK does not announce"
    sign_in(client, "kpa.sukun")
    assert client.post(f"{made.location}/pengumuman").status_code == 303
    assert "diumumkan" in client.get(made.location).text
    assert client.post("/rup/baru", data=typed).status_code == 403, "the KPA does not draw up"


@pytest.mark.parametrize(
    "wrong", [{"pagu_idr": "0"}, {"pagu_idr": "banyak"}, {"name": ""}, {"account_code": "x"}, {"category_code": "zz"}],
    ids=lambda wrong: next(iter(wrong)),
)  # fmt: skip
def test_a_bad_package_is_refused(client: FlaskClient, wrong: dict[str, str]) -> None:
    typed = {"once_key": "c" * 32, "name": "Belanja kebersihan", "account_code": "5.1.02.01.01.0030",
             "account_name": "Kebersihan", "category_code": "", "pagu_idr": "1.000.000"}  # fmt: skip
    sign_in(client, "ppk.sukun")
    assert client.post("/rup/baru", data=typed | wrong).status_code == 422


def test_a_pagu_cannot_fall_below_what_is_used(client: FlaskClient) -> None:
    stood_up(S.ISSUED)
    sign_in(client, "ppk.sukun")
    refused = client.post("/rup/43118207/pagu", data={"pagu_idr": "1.000"})
    assert refused.status_code == 422
    assert "Pagu tidak boleh lebih kecil" in refused.text
    assert client.post("/rup/43118207/pagu", data={"pagu_idr": "400.000.000"}).status_code == 303
    assert read(select(PlanPackage.pagu_idr).where(PlanPackage.rup_code == "43118207")) == 400_000_000


@pytest.mark.parametrize("address", ["/rup/43118207/pagu", "/rup/43118207/pengumuman"])
def test_a_plan_is_changed_only_by_its_people_and_its_method(client: FlaskClient, address: str) -> None:
    typed = {"pagu_idr": "400.000.000"}
    assert client.post(address, data=typed).location.startswith("/masuk")
    sign_in(client, "bendahara.sukun")
    assert client.post(address, data=typed).status_code == 403
    sign_in(client, "outsider.ppk" if address.endswith("pagu") else "kpa.sukun")
    foreign = address if address.endswith("pagu") else address.replace("43118207", "43118999")
    assert client.post(foreign, data=typed).status_code == 404
    assert client.delete(address).status_code == 405


def test_a_suspension_after_a_termination_keeps_new_orders_away(client: FlaskClient) -> None:
    number = stood_up(S.TERMINATED)
    sign_in(client, "kpa.sukun")
    assert "belum ada sanksi" in client.get("/sanksi").text
    typed = {"seen": "1", "sanction": "suspensi_6_bulan", "reason": "Barang tidak pernah dikirim."}
    assert client.post(f"/pesanan/{number}/sanksi", data=typed).status_code == 303
    page = client.get("/sanksi").text
    assert "Suspensi 6 bulan" in page
    assert "belum ada sanksi" not in page
    sign_in(client, "pp.sukun")
    paper = read(select(Product.id).where(Product.name == "Kertas HVS A4 70 gram"))
    client.post("/keranjang/baris", data={"product_id": str(paper), "quantity": "2"})
    blocked = client.get("/keranjang").text
    assert "R22" in blocked
    assert "Pilih penyedia lain" in blocked


def test_a_complaint_is_settled_by_who_made_it(client: FlaskClient) -> None:
    number = stood_up(S.ACCEPTED)
    sign_in(client, "pp.sukun")
    client.post(f"/pesanan/{number}/komplain", data={"seen": "1", "kind": "terlambat", "note": "Belum tiba"})
    address = f"/pesanan/{number}/komplain/{read(select(Complaint.id))}/penyelesaian"
    assert address in client.get(f"/pesanan/{number}").text
    sign_in(client, "atk")
    assert client.post(address).status_code == 403
    sign_in(client, "outsider.pp")
    assert client.post(address).status_code == 404
    sign_in(client, "pp.sukun")
    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 303
    assert read(select(Complaint.status)) == "selesai"


def test_the_auditor_chooses_a_units_plan(client: FlaskClient) -> None:
    unit = read(select(PlanPackage.buyer_id).where(PlanPackage.rup_code == "43118207"))
    sign_in(client, "auditor")
    assert "Kelurahan Sukun" in client.get("/rup").text
    assert "43118207" in client.get(f"/rup?satker={unit}").text
    sign_in(client, "admin.malang")
    assert "Bandar Lor" not in client.get("/rup").text
    assert client.get("/rup/43118999").status_code == 404


@pytest.mark.parametrize(
    ("username", "words"),
    [
        ("pp.sukun", ["Yang menunggu Anda", "barang di keranjang"]),
        ("admin.malang", ["Yang menunggu Anda", "toko menunggu verifikasi", "Verifikasi toko"]),
        ("admin.jatim", ["Yang menunggu Anda", "Peringkat daerah"]),
        ("auditor", ["Sengketa yang berjalan", "Cari pesanan di buku besar"]),
        ("platform", ["Dana siap diteruskan", "Pengguna dan jabatan"]),
        ("pelatih", ["Menyiapkan bahan latihan", "Telusuri langkahnya"]),
    ],
)
def test_a_desk_holds_the_work_of_its_role(client: FlaskClient, username: str, words: list[str]) -> None:
    page = sign_in(client, username).get("/meja").text
    for word in words:
        assert word in page, word


def test_somebody_without_a_role_is_told_who_gives_one(client: FlaskClient) -> None:
    db.session.execute(update(Membership).values(valid_until=date(2023, 1, 1)))
    db.session.commit()
    page = sign_in(client, "staf.sri").get("/meja").text
    assert "Anda belum memegang peran" in page
    assert "memberi peran" in page


def test_a_dispute_lies_on_the_desk_of_the_province_and_opens(client: FlaskClient) -> None:
    number = stood_up(S.DISPUTED)
    sign_in(client, "admin.jatim")
    assert number in client.get("/meja").text
    assert client.get(f"/pesanan/{number}").status_code == 200


def test_money_to_pass_on_has_a_list_of_its_own(client: FlaskClient) -> None:
    number = stood_up(S.PAID)
    assert number in sign_in(client, "platform").get("/pesanan?kelompok=dibayar").text
    assert "Siap diteruskan" not in sign_in(client, "pp.sukun").get("/pesanan?kelompok=dibayar").text
