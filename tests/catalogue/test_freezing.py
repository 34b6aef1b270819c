"""Freezing on screen: the admin says why, the shop reads it with the way out, and nobody else may."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.catalogue import services
from marketplace.catalogue.models import Product
from marketplace.extensions import db
from tests.catalogue.test_views import product_id, stored
from tests.factories import NOW, actor
from tests.sessions import sign_in

REASON = "Harga di atas harga toko ini di luar Toko Daring."
ONE_KILO = "x" * 1_000


@pytest.fixture
def a4(app: Flask) -> int:
    services.rebuild_index()
    db.session.commit()
    return product_id("Kertas HVS A4 70 gram")


@pytest.fixture
def frozen(a4: int) -> int:
    product = db.session.get(Product, a4)
    services.freeze_product(product, reason=REASON, actor=actor("admin.malang"), now=NOW)
    db.session.commit()
    return a4


def test_the_region_s_admin_freezes_with_a_reason_and_finds_it_in_the_list(client: FlaskClient, a4: int) -> None:
    sign_in(client, "admin.malang")
    assert f"/produk/{a4}/pembekuan" in client.get(f"/produk/{a4}").text
    assert client.post(f"/produk/{a4}/pembekuan", data={"reason": REASON}).status_code == 303
    assert stored(a4).status == "beku"
    assert REASON in client.get(f"/produk/{a4}").text
    assert REASON in client.get("/pembekuan").text


def test_the_shop_reads_the_reason_and_the_way_out(client: FlaskClient, frozen: int) -> None:
    sign_in(client, "atk")
    assert REASON in client.get("/toko").text
    form = client.get(f"/toko/produk/{frozen}").text
    assert REASON in form
    assert "Perbaiki yang disebut di atas" in form
    assert REASON in client.get(f"/produk/{frozen}").text
    client.post(f"/toko/produk/{frozen}/penayangan")
    assert stored(frozen).status == "beku"


def test_what_the_shop_changed_waits_for_the_admin_who_thaws_it(client: FlaskClient, frozen: int) -> None:
    product = db.session.get(Product, frozen)
    services.edit_product(
        product,
        services.ProductValues(name=product.name, category_code="03.01", unit="rim", unit_price_net_idr=45_000,
                               areas=("35.73",), domestic_status="pdn", stock=9),
        actor=actor("atk"), now=NOW, version=product.version,
    )  # fmt: skip
    db.session.commit()
    sign_in(client, "admin.malang")
    assert "sudah diubah toko" in client.get("/pembekuan").text
    assert client.post(f"/produk/{frozen}/pembukaan").status_code == 303
    assert stored(frozen).status == "jeda"
    assert REASON not in client.get("/pembekuan").text


def test_the_reason_is_for_the_shop_and_its_admins_only(client: FlaskClient, frozen: int) -> None:
    for who in ("", "pp.sukun", "sri", "auditor"):
        if who:
            sign_in(client, who)
        page = client.get(f"/produk/{frozen}").text
        assert REASON not in page
        assert "sedang tidak dijual" in page


@pytest.mark.parametrize("reason", ["", "  \n ", "salah", ONE_KILO])
def test_a_freeze_without_a_usable_reason_is_refused_and_keeps_the_text(
    client: FlaskClient, a4: int, reason: str
) -> None:
    sign_in(client, "admin.malang")
    answer = client.post(f"/produk/{a4}/pembekuan", data={"reason": reason})
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert reason.strip() in answer.text
    assert (
        f'/bahasa/en?kembali=/produk/{a4}"' in answer.text
    )  # the page that can be asked for, not the form's address
    assert stored(a4).status == "aktif"


@pytest.mark.parametrize("step", ["pembekuan", "pembukaan"])
@pytest.mark.parametrize(("who", "status"), [("", 303), ("atk", 403), ("pp.sukun", 403), ("admin.jatim", 403)])
def test_nobody_else_freezes_or_thaws(client: FlaskClient, frozen: int, step: str, who: str, status: int) -> None:
    if who:
        sign_in(client, who)
    assert client.post(f"/produk/{frozen}/{step}", data={"reason": REASON}).status_code == status
    assert client.get(f"/produk/{frozen}/{step}").status_code in (404, 405)
    assert stored(frozen).status == "beku"


def test_a_product_of_another_region_does_not_exist_for_the_admin(client: FlaskClient, a4: int) -> None:
    outside = product_id("Kertas HVS impor")
    sign_in(client, "admin.malang")
    assert f"/produk/{outside}/pembekuan" not in client.get(f"/produk/{outside}").text
    assert client.post(f"/produk/{outside}/pembekuan", data={"reason": REASON}).status_code == 404
    assert stored(outside).status == "aktif"


@pytest.mark.parametrize(("who", "status"), [("", 303), ("atk", 403), ("auditor", 403), ("platform", 200)])
def test_the_list_is_for_those_who_may_thaw(client: FlaskClient, frozen: int, who: str, status: int) -> None:
    if who:
        sign_in(client, who)
    answer = client.get("/pembekuan")
    assert answer.status_code == status
    assert (REASON in answer.text) == (status == 200)


def test_staff_see_no_way_to_the_owner_s_pages(client: FlaskClient, a4: int) -> None:
    sign_in(client, "staf.sri")
    assert "/toko/staf" not in client.get("/toko").text
    sign_in(client, "sri")
    assert "/toko/staf" in client.get("/toko").text
