"""A shop from its form to its verification, and its owner's helpers."""

import json
import uuid

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from marketplace.accounts.models import Membership, Supplier, User
from marketplace.extensions import db
from marketplace.ledger.models import LedgerEntry
from tests.accounts.people import PASSWORD, membership, seen, shop
from tests.sessions import sign_in, sign_out

PAPERS = {
    "name": "Warung Bu Tin",
    "description": "",
    "legal_form": "perorangan",
    "business_class": "mikro",
    "nib": "0000000000123",
    "npwp": "99.000.001.2-000.000",
    "kbli": "56210, 56290",
    "region_code": "35.73",
    "address": "Jl. Contoh No. 5",
    "bank_name": "Bank Contoh",
    "bank_account": "1234567890",
    "bank_holder": "Kartini Baru",
}
OWNER = {"owner_name": "Kartini Baru", "username": "kartini", "password": PASSWORD, "email": "", "phone": ""}


def filled(**changes: str) -> dict[str, str]:
    return PAPERS | OWNER | {"once_key": uuid.uuid4().hex} | changes


def new_shop() -> Supplier:
    db.session.rollback()
    found = db.session.scalars(select(Supplier).where(Supplier.name == "Warung Bu Tin")).one()
    db.session.expunge(found)
    db.session.rollback()
    return found


def count(table: type) -> int:
    db.session.rollback()
    number = db.session.scalar(select(func.count()).select_from(table)) or 0
    db.session.rollback()
    return number


def registered(client: FlaskClient) -> Supplier:
    assert client.post("/daftar-toko", data=filled()).status_code == 303
    return new_shop()


def test_anyone_registers_a_shop_and_stands_in_it_unverified(client: FlaskClient) -> None:
    assert 'value="00' in client.get("/daftar-toko").text
    answer = client.post("/daftar-toko", data=filled())
    assert answer.location == "/toko/data"
    page = client.get("/toko/data").text
    assert "Menunggu pemeriksaan admin daerah" in page
    assert new_shop().verified_at is None
    assert seen("kartini").position == "Pemilik Warung Bu Tin"


def test_a_double_click_makes_one_shop(client: FlaskClient) -> None:
    data = filled()
    assert [client.post("/daftar-toko", data=data).location for _ in range(2)] == ["/toko/data"] * 2
    assert new_shop()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"nib": "12"}, "13 angka"),
        ({"nib": "٠" * 13}, "13 angka"),
        ({"npwp": "abc"}, "15 atau 16"),
        ({"kbli": "restoran"}, "lima angka"),
        ({"region_code": "99.99"}, "Pilih"),
        ({"business_class": "raksasa"}, "Pilih"),
        ({"name": ""}, "Harus diisi"),
        ({"name": "x" * 5000}, "huruf"),
        ({"username": "a b"}, "tanpa spasi"),
        ({"username": "sri"}, "sudah dipakai"),
        ({"password": "pendek"}, "paling sedikit 12"),
        ({"password": "kartini baru 1"}, "memuat nama"),
        ({"email": "bukan surel"}, "surel"),
        ({"bank_account": "satu"}, "angka"),
        ({"once_key": "bukan kunci"}, "kedaluwarsa"),
    ],
)
def test_an_unfit_form_is_refused_and_keeps_what_was_typed(
    client: FlaskClient, changes: dict[str, str], sentence: str
) -> None:
    before = count(User), count(Supplier)
    answer = client.post("/daftar-toko", data=filled(**changes))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Jl. Contoh No. 5" in answer.text
    assert PASSWORD not in answer.text
    assert (count(User), count(Supplier)) == before


def test_an_empty_form_is_refused(client: FlaskClient) -> None:
    assert client.post("/daftar-toko", data={}).status_code == 422
    assert client.put("/daftar-toko").status_code == 405


def test_the_region_verifies_and_the_ledger_says_so_once(client: FlaskClient) -> None:
    code = registered(client).code
    sign_in(client, "admin.malang")
    assert "Warung Bu Tin" in client.get("/verifikasi").text
    assert "Rekening atas nama pemilik" in client.get(f"/verifikasi/{code}").text
    assert client.post(f"/verifikasi/{code}/persetujuan").status_code == 303
    again = client.post(f"/verifikasi/{code}/persetujuan")
    assert again.status_code == 422
    assert "sudah diverifikasi" in again.text
    entry = db.session.scalars(select(LedgerEntry).where(LedgerEntry.kind == "supplier.verified")).one()
    facts = json.loads(entry.facts)
    assert (entry.supplier_code, entry.region_code, entry.actor_role) == (code, "35.73", "admin_daerah")
    assert facts == {
        "name": "Warung Bu Tin", "class": "mikro", "nib": "0000000000123", "pkp": False, "legal_form": "perorangan",
    }  # fmt: skip
    db.session.rollback()
    assert new_shop().verified_at is not None


def test_what_does_not_agree_goes_back_with_a_reason_and_comes_again(client: FlaskClient) -> None:
    code = registered(client).code
    sign_in(client, "admin.malang")
    assert client.post(f"/verifikasi/{code}/pengembalian", data={"reason": ""}).status_code == 422
    reason = "Nama pemilik rekening belum sama dengan nama Anda."
    assert client.post(f"/verifikasi/{code}/pengembalian", data={"reason": reason}).status_code == 303
    assert "Dikembalikan kepada pemilik" in client.get("/verifikasi").text
    sign_in(client, "kartini")
    assert reason in client.get("/toko/data").text
    assert client.post("/toko/data", data=PAPERS | {"bank_holder": "Warung Bu Tin"}).status_code == 303
    corrected = new_shop()
    assert (corrected.bank_holder, corrected.returned_at) == ("Warung Bu Tin", None)


@pytest.mark.parametrize("username", ["sri", "ppk.sukun", "auditor", "pelatih", "admin.jatim", "outsider.shop"])
def test_other_roles_do_not_verify(client: FlaskClient, username: str) -> None:
    code = registered(client).code
    sign_in(client, username)
    for method, path in (
        ("get", ""),
        ("get", f"/{code}"),
        ("post", f"/{code}/persetujuan"),
        ("post", f"/{code}/pengembalian"),
    ):
        assert getattr(client, method)(f"/verifikasi{path}").status_code == 403
    assert new_shop().verified_at is None


def test_visitors_are_asked_in_and_get_does_nothing(client: FlaskClient) -> None:
    code = registered(client).code
    sign_out(client)
    for path in (f"/verifikasi/{code}/persetujuan", f"/verifikasi/{code}/pengembalian", "/toko/data", "/toko/staf"):
        answer = client.post(path)
        assert answer.status_code == 303
        assert answer.location.startswith("/masuk")
    sign_in(client, "admin.malang")
    assert client.get(f"/verifikasi/{code}/persetujuan").status_code == 405


def test_a_shop_of_another_region_does_not_exist_for_this_one(client: FlaskClient) -> None:
    code = registered(client).code
    db.session.execute(update(Supplier).where(Supplier.code == code).values(region_code="35.71"))
    db.session.commit()
    sign_in(client, "admin.malang")
    assert "Warung Bu Tin" not in client.get("/verifikasi").text
    assert client.get(f"/verifikasi/{code}").status_code == 404
    assert client.post(f"/verifikasi/{code}/persetujuan").status_code == 404
    assert client.post(f"/verifikasi/{code}/pengembalian", data={"reason": "x" * 20}).status_code == 404
    assert client.post("/verifikasi/tidak-ada/persetujuan").status_code == 404
    assert "Warung Bu Tin" in sign_in(client, "platform").get("/verifikasi").text


def test_verified_papers_stay_as_they_were_checked(client: FlaskClient) -> None:
    sign_in(client, "sri")
    assert "Terverifikasi sejak" in client.get("/toko/data").text
    answer = client.post("/toko/data", data=PAPERS)
    assert answer.status_code == 422
    assert "sudah diverifikasi" in answer.text
    assert client.post("/toko/data", data={}).status_code == 422
    assert client.put("/toko/data").status_code == 405


@pytest.mark.parametrize("username", ["staf.sri", "ppk.sukun", "platform"])
@pytest.mark.parametrize("path", ["/toko/staf", "/toko/data"])
def test_only_an_owner_sees_staff_and_papers(client: FlaskClient, username: str, path: str) -> None:
    sign_in(client, username)
    assert client.get(path).status_code == 403
    assert client.post(path).status_code == 403


def staff(client: FlaskClient, **changes: str):
    data = {"name": "Wati", "username": "wati", "password": PASSWORD, "once_key": uuid.uuid4().hex}
    return client.post("/toko/staf", data=data | changes)


def test_an_owner_adds_a_helper_who_can_log_in(client: FlaskClient) -> None:
    sign_in(client, "sri")
    assert staff(client).status_code == 303
    page = client.get("/toko/staf").text
    assert "Wati" in page
    assert "Tono Staf" in page
    assert client.post("/masuk", data={"username": "wati", "password": PASSWORD}).status_code == 303
    assert "Staf toko" in client.get("/akun").text


def test_adding_a_helper_twice_with_one_form_makes_one(client: FlaskClient) -> None:
    sign_in(client, "sri")
    before, key = count(User), uuid.uuid4().hex
    assert [staff(client, once_key=key).status_code for _ in range(2)] == [303, 303]
    assert count(User) == before + 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"username": "sri"}, "sudah dipakai"),
        ({"username": "!"}, "tanpa spasi"),
        ({"password": "pendek"}, "paling sedikit 12"),
        ({"name": ""}, "Harus diisi"),
        ({"name": "x" * 9999}, "huruf"),
    ],
)
def test_an_unfit_helper_form_is_refused(client: FlaskClient, changes: dict[str, str], sentence: str) -> None:
    sign_in(client, "sri")
    answer = staff(client, **changes)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_helpers_term_ends_today_and_the_door_closes(app: Flask, client: FlaskClient) -> None:
    term = membership("staf.sri").id
    db.session.rollback()
    helper = sign_in(app.test_client(), "staf.sri")
    path = f"/toko/staf/{term}/pengakhiran"
    assert client.post(path).status_code == 303  # a visitor is asked in
    assert sign_in(client, "outsider.shop").post(path).status_code == 404
    assert sign_in(client, "ppk.sukun").post(path).status_code == 403
    assert sign_in(client, "sri").get(path).status_code == 405
    assert client.post("/toko/staf/999999/pengakhiran").status_code == 404
    assert client.post("/toko/staf/99999999999999999999/pengakhiran").status_code == 404
    assert client.post(path).status_code == 303
    assert client.post(path).status_code == 422
    assert "Belum ada peran" not in helper.get("/akun").text
    assert "sudah berakhir" in helper.get("/akun").text


def test_an_owner_cannot_end_the_own_term_there(client: FlaskClient) -> None:
    term = membership("sri").id
    db.session.rollback()
    assert sign_in(client, "sri").post(f"/toko/staf/{term}/pengakhiran").status_code == 404
    assert count(Membership)
    assert shop("P-35730001")


def test_an_owner_reads_the_papers_with_names_and_not_with_codes(client: FlaskClient) -> None:
    sign_in(client, "sri")
    page = client.get("/toko/data").text
    assert "Sri Pemilik</dd>" in page
    assert "Kota Malang" in page
