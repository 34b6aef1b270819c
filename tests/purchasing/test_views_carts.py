"""The cart's page: lines, full cost with tax, rules before ordering, and one order per shop."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from marketplace.catalogue.models import Product
from marketplace.extensions import db
from marketplace.purchasing.models import CartLine, Order, PlanPackage
from tests.sessions import sign_in

PAPER, MEALS, IMPORT = "Kertas HVS A4 70 gram", "Nasi kotak ayam bakar", "Kertas HVS impor"
BUY, ASK, KEEP = "ajukan", "minta_penawaran", "simpan"


def read(statement: Any) -> Any:
    """Read and let go of the writer's lock."""
    value = db.session.scalars(statement).first()
    db.session.rollback()
    return value


def product(name: str) -> int:
    return int(read(select(Product.id).where(Product.name == name)))


def shop_of(name: str) -> int:
    return int(read(select(Product.supplier_id).where(Product.name == name)))


def package() -> int:
    return int(read(select(PlanPackage.id).where(PlanPackage.rup_code == "43118207")))


def count(model: type) -> int:
    return int(read(select(func.count()).select_from(model)))


def put(client: FlaskClient, name: str, quantity: int = 4) -> None:
    answer = client.post("/keranjang/baris", data={"product_id": str(product(name)), "quantity": str(quantity)})
    assert answer.status_code == 303


def filled(**methods: str) -> dict[str, str]:
    return {
        "once_key": "b" * 32, "package_id": str(package()), "title": "Belanja rapat", "needed_on": "2023-09-08",
        "delivery_address": "Jl. Contoh 1", "recipient_name": "Rina", "payment_path": "up",
        **{f"method_{shop}": way for shop, way in methods.items()},
    }  # fmt: skip


@pytest.fixture
def rina(client: FlaskClient) -> FlaskClient:
    return sign_in(client, "pp.sukun")


def test_an_empty_cart_leads_to_the_catalogue(rina: FlaskClient) -> None:
    page = rina.get("/keranjang").text
    assert "Keranjang masih kosong" in page
    assert 'href="/katalog"' in page


def test_the_full_cost_stands_there_before_ordering(rina: FlaskClient) -> None:
    put(rina, PAPER, 10)
    page = rina.get("/keranjang").text
    assert "Rp55.000" in page, "PPN 11%"
    assert "Rp555.000" in page, "what the unit pays"
    assert "Rp497.500" in page, "what the shop receives"
    assert "sisa Rp300.000.000" in page


def test_one_cart_becomes_one_order_per_shop_each_its_own_way(rina: FlaskClient) -> None:
    put(rina, PAPER)
    put(rina, MEALS, 30)
    answer = rina.post("/keranjang/pesanan", data=filled(**{str(shop_of(PAPER)): BUY, str(shop_of(MEALS)): ASK}))
    assert answer.status_code == 303
    statuses = db.session.scalars(select(Order.status).order_by(Order.id)).all()
    db.session.rollback()
    assert sorted(statuses) == ["menunggu_persetujuan", "rfq_terkirim"]
    assert count(CartLine) == 0


def test_the_same_page_sent_twice_orders_once(rina: FlaskClient) -> None:
    put(rina, PAPER)
    data = filled(**{str(shop_of(PAPER)): BUY})
    first = rina.post("/keranjang/pesanan", data=data)
    again = rina.post("/keranjang/pesanan", data=data)
    assert first.status_code == 303
    assert again.status_code in (303, 422)
    assert count(Order) == 1


def test_a_warning_asks_for_a_reason_and_keeps_what_was_typed(rina: FlaskClient) -> None:
    put(rina, IMPORT)
    shown = rina.get("/keranjang").text
    assert "R09" in shown
    assert "Perpres 12/2021 Pasal 66" in shown
    data = filled(**{str(shop_of(IMPORT)): BUY}) | {"title": "Kertas khusus"}
    refused = rina.post("/keranjang/pesanan", data=data)
    assert refused.status_code == 422
    assert 'value="Kertas khusus"' in refused.text
    assert 'name="reason_R09"' in refused.text
    done = rina.post(
        "/keranjang/pesanan", data=data | {"reason_R09": "Tidak ada yang lokal.", "reason_R08": "Hanya ada di sini."}
    )
    assert done.status_code == 303
    order = read(select(Order))
    assert {warning["rule"] for warning in order.warnings} == {"R08", "R09"}


def test_the_approver_reads_the_reason_before_signing(rina: FlaskClient) -> None:
    put(rina, IMPORT)
    data = filled(**{str(shop_of(IMPORT)): BUY}) | {
        "reason_R09": "Tidak ada yang lokal.",
        "reason_R08": "Hanya di sini.",
    }
    rina.post("/keranjang/pesanan", data=data)
    number = read(select(Order.number))
    sign_in(rina, "ppk.sukun")
    page = rina.get(f"/pesanan/{number}").text
    assert "Tidak ada yang lokal." in page
    assert "R38" in page


def test_a_changed_price_is_shown_old_and_new_and_must_be_accepted(rina: FlaskClient) -> None:
    put(rina, PAPER)
    sign_in(rina, "atk")
    thing = db.session.scalars(select(Product).where(Product.name == PAPER)).one()
    thing.unit_price_net_idr, thing.version = 52_000, thing.version + 1
    product_id = thing.id
    db.session.commit()
    sign_in(rina, "pp.sukun")
    assert "Harga berubah dari Rp50.000 menjadi Rp52.000" in rina.get("/keranjang").text
    refused = rina.post("/keranjang/pesanan", data=filled(**{str(shop_of(PAPER)): BUY}))
    assert refused.status_code == 422
    rina.post(f"/keranjang/baris/{product_id}", data={"quantity": "4"})
    assert rina.post("/keranjang/pesanan", data=filled(**{str(shop_of(PAPER)): BUY})).status_code == 303


def test_more_than_the_package_has_left_is_blocked_with_its_rule(rina: FlaskClient) -> None:
    package_row = db.session.scalars(select(PlanPackage).where(PlanPackage.rup_code == "43118207")).one()
    package_row.pagu_idr = 100_000
    db.session.commit()
    put(rina, PAPER)
    refused = rina.post("/keranjang/pesanan", data=filled(**{str(shop_of(PAPER)): BUY}))
    assert refused.status_code == 422
    assert "R38" in refused.text
    assert "Jalan keluar" in refused.text
    assert count(Order) == 0


@pytest.mark.parametrize("quantity", ["", "banyak", "0", "-1", "1,5", "9" * 30])
def test_a_quantity_that_is_none_is_refused_with_a_sentence(rina: FlaskClient, quantity: str) -> None:
    answer = rina.post("/keranjang/baris", data={"product_id": str(product(PAPER)), "quantity": quantity})
    assert answer.status_code == 422
    assert "Ada yang perlu diperbaiki" in answer.text
    assert count(CartLine) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"package_id": "999999"}, {"package_id": "x"}, {"needed_on": "besok"}, {"needed_on": "2023-01-01"},
        {"title": ""}, {"title": "x" * 5000}, {"once_key": "pendek"}, {"payment_path": "tunai"},
        {"recipient_phone": "<script>"}, {"delivery_address": ""},
    ],
    ids=lambda wrong: "=".join(next(iter(wrong.items())))[:30],
)  # fmt: skip
def test_a_bad_checkout_is_refused_and_nothing_is_ordered(rina: FlaskClient, wrong: dict[str, str]) -> None:
    put(rina, PAPER)
    refused = rina.post("/keranjang/pesanan", data=filled(**{str(shop_of(PAPER)): BUY}) | wrong)
    assert refused.status_code == 422
    assert count(Order) == 0
    assert count(CartLine) == 1


def test_a_package_of_another_unit_cannot_be_used(rina: FlaskClient) -> None:
    foreign = read(select(PlanPackage.id).where(PlanPackage.rup_code == "43118999"))
    put(rina, PAPER)
    data = filled(**{str(shop_of(PAPER)): BUY}) | {"package_id": str(foreign)}
    assert rina.post("/keranjang/pesanan", data=data).status_code == 422


def test_a_line_can_be_removed(rina: FlaskClient) -> None:
    put(rina, PAPER)
    answer = rina.post(f"/keranjang/baris/{product(PAPER)}/penghapusan")
    assert answer.status_code == 303
    assert count(CartLine) == 0


POSTS = ["/keranjang/baris", "/keranjang/baris/1", "/keranjang/baris/1/penghapusan", "/keranjang/pesanan"]


@pytest.mark.parametrize("address", POSTS)
def test_the_cart_is_for_those_who_draft_and_only_by_its_method(client: FlaskClient, address: str) -> None:
    assert client.post(address).location.startswith("/masuk")
    sign_in(client, "sri")
    assert client.post(address).status_code == 403
    sign_in(client, "pp.sukun")
    assert client.delete(address).status_code == 405


def test_somebody_elses_cart_is_not_touched(rina: FlaskClient) -> None:
    put(rina, PAPER)
    sign_in(rina, "outsider.pp")
    assert "Keranjang masih kosong" in rina.get("/keranjang").text
    rina.post(f"/keranjang/baris/{product(PAPER)}/penghapusan")
    assert count(CartLine) == 1


def test_a_draft_goes_up_with_the_reasons_its_warnings_want(rina: FlaskClient) -> None:
    put(rina, IMPORT)
    rina.post("/keranjang/pesanan", data=filled(**{str(shop_of(IMPORT)): KEEP}))
    number = read(select(Order.number))
    form = rina.get(f"/pesanan/{number}/pengajuan").text
    assert 'name="reason_R09"' in form
    seen = re.search(r'name="seen"[^>]*value="(\d+)"', form).group(1)  # type: ignore[union-attr]
    assert rina.post(f"/pesanan/{number}/pengajuan", data={"seen": seen}).status_code == 422
    typed = {"seen": seen, "reason_R09": "Tidak ada yang lokal.", "reason_R08": "Hanya di sini."}
    assert rina.post(f"/pesanan/{number}/pengajuan", data=typed).status_code == 303
