"""The catalogue's pages: for everyone, for buyers, for the shop."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from marketplace.accounts.models import Supplier
from marketplace.catalogue import services
from marketplace.catalogue.models import Photo, Product
from marketplace.catalogue.pictures import VARIANTS, draw
from marketplace.catalogue.pictures.drawings import DRAWINGS
from marketplace.config import PROJECT_ROOT
from marketplace.extensions import db
from tests.catalogue.test_photos import bomb, sent
from tests.factories import NOW, actor
from tests.sessions import sign_in

FORM = {
    "once_key": "0" * 32, "name": "Kertas buram 60 gram", "category_code": "03.01", "unit": "rim",
    "unit_price_net_idr": "30.000", "min_order": "1", "supply": "stok", "amount": "40", "lead_days": "2",
    "domestic_status": "pdn", "areas": ["35.73"],
}  # fmt: skip


@pytest.fixture(autouse=True)
def indexed(app: Flask) -> None:
    services.rebuild_index()
    db.session.commit()


@pytest.fixture
def a4(app: Flask) -> int:
    return product_id("Kertas HVS A4 70 gram")


def product_id(name: str) -> int:
    """Looked up and let go of: an open transaction here would keep the writer's lock from the client."""
    found = db.session.scalars(select(Product.id).where(Product.name == name)).one()
    db.session.rollback()
    return found


def stored(product: int) -> Any:
    """The row as it stands, let go of again."""
    db.session.rollback()
    row = db.session.execute(select(*Product.__table__.columns).where(Product.id == product)).one()
    db.session.rollback()
    return row


# Pages for everyone


@pytest.mark.parametrize(
    "path",
    ["/katalog", "/katalog?q=kertas", "/katalog?q=kretas", "/katalog?q=zzzz", "/katalog?halaman=99", "/katalog?kategori=99",
     "/katalog?q=%22*%3A(&harga_min=-1&urut=x", "/bandingkan", "/bandingkan?produk=1,2,x,99999999999&jumlah=abc&daerah=zz",
     "/penyedia/P-35730002", "/penyedia/P-35730002?halaman=7"],
)  # fmt: skip
@pytest.mark.parametrize("who", ["", "pp.sukun", "atk"])
def test_pages_answer_whatever_the_address_says(client: FlaskClient, path: str, who: str) -> None:
    if who:
        sign_in(client, who)
    response = client.get(path)
    assert response.status_code == 200
    assert response.text.count("<h1") == 1


@pytest.mark.parametrize(
    "path", ["/produk/99999", "/produk/99999999999999", "/produk/x", "/penyedia/P-0", "/foto/1.webp", "/gambar/99.99/0.svg",
             "/gambar/01.01/16.svg", "/foto/99999999999.webp"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_visitor_gets_ready_bytes_and_then_none(client: FlaskClient) -> None:
    first = client.get("/katalog?q=kertas")
    assert first.headers["ETag"]
    assert "Set-Cookie" not in first.headers
    again = client.get("/katalog?q=kertas", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_visitor_sees_a_change_at_once(app: Flask, client: FlaskClient, a4: int) -> None:
    assert "Kertas HVS A4 70 gram" in client.get("/katalog?q=a4").text
    services.pause_product(db.session.get(Product, a4), actor=actor("atk"))
    db.session.commit()
    assert "Kertas HVS A4 70 gram" not in client.get("/katalog").text
    assert "sedang tidak dijual" in client.get(f"/produk/{a4}").text


def test_a_visitor_sees_the_stock_as_it_is(app: Flask, client: FlaskClient, a4: int) -> None:
    assert "100 rim" in client.get(f"/produk/{a4}").text
    db.session.get(Product, a4).stock = 73
    db.session.commit()
    assert "73 rim" in client.get(f"/produk/{a4}").text


def test_languages_are_kept_apart(client: FlaskClient) -> None:
    client.get("/katalog")
    client.set_cookie("bahasa", "en")
    assert 'lang="en"' in client.get("/katalog").text


def test_only_buyers_see_the_cart(client: FlaskClient, a4: int) -> None:
    assert "/keranjang/baris" not in client.get(f"/produk/{a4}").text
    sign_in(client, "atk")
    assert "/keranjang/baris" not in client.get(f"/produk/{a4}").text
    sign_in(client, "pp.sukun")
    assert "/keranjang/baris" in client.get(f"/produk/{a4}").text


def test_the_price_is_shown_with_the_shop_s_tax(client: FlaskClient, a4: int) -> None:
    page = client.get(f"/produk/{a4}").text
    assert "Rp55.500" in page  # 50.000 + 11 %
    assert "R31" in page
    rice = product_id("Nasi kotak ayam bakar")
    assert "R32" in client.get(f"/produk/{rice}").text or "R33" in client.get(f"/produk/{rice}").text


def test_comparison_counts_goods_shipping_and_tax(client: FlaskClient, a4: int) -> None:
    page = client.get(f"/bandingkan?produk={a4}&jumlah=10&daerah=35.71").text
    assert "Rp582.750" in page  # (500.000 + 25.000) × 1,11
    assert "Rp555.000" in client.get(f"/bandingkan?produk={a4}&jumlah=10&daerah=35.73").text
    assert "tidak dikirim ke sana" in client.get(f"/bandingkan?produk={a4}&jumlah=10&daerah=35.07").text


def test_an_unverified_shop_has_no_page(app: Flask, client: FlaskClient) -> None:
    db.session.scalars(select(Supplier).where(Supplier.code == "P-35730002")).one().verified_at = None
    db.session.commit()
    assert client.get("/penyedia/P-35730002").status_code == 404


def test_the_shop_page_keeps_private_numbers_private(client: FlaskClient) -> None:
    page = client.get("/penyedia/P-35730002").text
    for private in ("1" * 13, "0" * 15, "Bank Contoh", "Jl. Toko 1"):
        assert private not in page


def test_every_leaf_category_has_sixteen_different_pictures(client: FlaskClient) -> None:
    leaves = re.findall(r"^(\d\d\.\d\d),", Path(PROJECT_ROOT / "seed/categories.csv").read_text(), re.MULTILINE)
    assert sorted(DRAWINGS) == leaves
    for leaf in leaves:
        assert len({draw(leaf, variant) for variant in range(VARIANTS)}) == VARIANTS
    answer = client.get("/gambar/01.01/3.svg")
    assert answer.mimetype == "image/svg+xml"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "style=" not in answer.text


# The desk: six tests for each view that changes something

WAYS = ["/toko/produk/{}", "/toko/produk/{}/stok", "/toko/produk/{}/jeda", "/toko/produk/{}/penayangan"]


@pytest.mark.parametrize("path", ["/toko/produk", *WAYS])
def test_a_visitor_is_asked_to_sign_in(client: FlaskClient, a4: int, path: str) -> None:
    response = client.post(path.format(a4), data=FORM)
    assert response.status_code == 303
    assert "/masuk" in response.headers["Location"]


@pytest.mark.parametrize("path", ["/toko/produk", *WAYS])
def test_a_role_without_a_shop_is_refused(client: FlaskClient, a4: int, path: str) -> None:
    sign_in(client, "ppk.sukun")
    assert client.post(path.format(a4), data=FORM).status_code == 403


@pytest.mark.parametrize("path", WAYS)
def test_somebody_else_s_product_does_not_exist(client: FlaskClient, a4: int, path: str) -> None:
    sign_in(client, "sri")
    assert client.post(path.format(a4), data=FORM | {"amount": "1"}).status_code == 404
    assert client.get(f"/toko/produk/{a4}").status_code == 404
    assert (stored(a4).stock, stored(a4).status) == (100, "aktif")


@pytest.mark.parametrize("path", WAYS[1:])
def test_a_step_cannot_be_fetched(client: FlaskClient, a4: int, path: str) -> None:
    sign_in(client, "atk")
    assert client.get(path.format(a4)).status_code == 405
    assert client.delete("/toko/produk").status_code == 405
    assert client.put(f"/toko/produk/{a4}").status_code == 405


def test_an_owner_lists_a_product(client: FlaskClient) -> None:
    sign_in(client, "atk")
    assert client.get("/toko/produk/baru").status_code == 200
    response = client.post("/toko/produk", data=FORM | {"photo": (io.BytesIO(sent()), "foto.jpg")})
    assert response.status_code == 303, response.text
    assert "sekarang tayang" in client.get("/toko").text
    product = db.session.scalars(select(Product).where(Product.name == FORM["name"])).one()
    assert (product.unit_price_net_idr, product.stock, product.tax_class) == (30_000, 40, "ppn")
    photo = client.get(f"/foto/{product.photo_id}.webp?kecil=1")
    assert (photo.status_code, photo.mimetype) == (200, "image/webp")
    assert FORM["name"] in client.get("/katalog?q=buram").text


def test_a_double_click_makes_one_product(client: FlaskClient) -> None:
    sign_in(client, "atk")
    for _ in range(2):
        assert client.post("/toko/produk", data=FORM).status_code == 303
    assert len(db.session.scalars(select(Product.id).where(Product.name == FORM["name"])).all()) == 1


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"name": "x" * 161}, {"unit_price_net_idr": "0"}, {"unit_price_net_idr": "1,5"}, {"category_code": "03"},
     {"unit_price_net_idr": "9" * 40}, {"amount": "-1"}, {"amount": "banyak"}, {"areas": []}, {"areas": ["99.99"]},
     {"supply": "lain"}, {"domestic_status": "x"}, {"tkdn_percent": "101"}, {"tkdn_until": "32-13-2023"},
     {"min_order": "0"}, {"once_key": "x"}, {"lead_days": "1e9"}],
    ids=str,
)  # fmt: skip
def test_a_wrong_form_comes_back_with_what_was_typed(client: FlaskClient, wrong: dict[str, object]) -> None:
    sign_in(client, "atk")
    response = client.post("/toko/produk", data=FORM | {"description": "Tulisan panjang saya"} | wrong)
    assert response.status_code == 422
    assert "Tulisan panjang saya" in response.text
    assert "error-summary" in response.text
    assert not db.session.scalars(select(Product.id).where(Product.name == FORM["name"])).all()


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"hanya teks", "bukan foto"), (bomb(), "40 megapiksel"), (sent((30, 30)), "terlalu kecil"),
     (b"x" * (8 * 1024 * 1024 + 5), "8 MB")],
    ids=["text", "bomb", "tiny", "huge"],
)  # fmt: skip
def test_a_wrong_photo_is_refused_and_the_rest_is_kept(client: FlaskClient, data: bytes, says: str) -> None:
    sign_in(client, "atk")
    response = client.post("/toko/produk", data=FORM | {"photo": (io.BytesIO(data), "foto.jpg")})
    assert response.status_code == 422
    assert says in response.text
    assert str(FORM["name"]) in response.text
    assert not db.session.scalars(select(Photo.id)).all()


def test_a_good_photo_beside_a_mistake_must_be_chosen_again_and_the_page_says_so(client: FlaskClient) -> None:
    sign_in(client, "atk")
    typed = FORM | {"name": "", "photo": (io.BytesIO(sent()), "foto.jpg")}
    response = client.post("/toko/produk", data=typed, content_type="multipart/form-data")
    assert response.status_code == 422
    assert "Pilih sekali lagi" in response.text


def test_a_request_beyond_all_limits_is_refused(client: FlaskClient) -> None:
    sign_in(client, "atk")
    response = client.post(
        "/toko/produk", data=b"x" * (13 * 1024 * 1024), content_type="multipart/form-data; boundary=x"
    )
    assert response.status_code == 413


def test_an_owner_edits_a_product(client: FlaskClient, a4: int) -> None:
    sign_in(client, "atk")
    page = client.get(f"/toko/produk/{a4}").text
    assert "Kertas HVS A4 70 gram" in page
    response = client.post(f"/toko/produk/{a4}", data=FORM | {"seen": "1", "unit_price_net_idr": "Rp51.000"})
    assert response.status_code == 303, response.text
    assert (stored(a4).unit_price_net_idr, stored(a4).version) == (51_000, 2)
    stale = client.post(f"/toko/produk/{a4}", data=FORM | {"seen": "1"})
    assert stale.status_code == 422
    assert "diubah orang lain" in stale.text


def test_staff_are_told_where_their_price_limit_lies(app: Flask, client: FlaskClient) -> None:
    rice = product_id("Nasi kotak ayam bakar")
    sign_in(client, "staf.sri")
    typed = FORM | {"category_code": "01.01", "seen": "1", "supply": "kapasitas", "amount": "200"}
    response = client.post(f"/toko/produk/{rice}", data=typed | {"unit_price_net_idr": "40000"})
    assert response.status_code == 422
    assert "Rp22.500" in response.text
    assert "Rp27.500" in response.text


def test_an_owner_restocks_pauses_and_resumes(client: FlaskClient, a4: int) -> None:
    sign_in(client, "atk")
    assert client.post(f"/toko/produk/{a4}/stok", data={"amount": "7"}).status_code == 303
    assert stored(a4).stock == 7
    client.post(f"/toko/produk/{a4}/stok", data={"amount": "tujuh"})
    assert "Stok Kertas HVS A4 70 gram tidak berubah. Tulis bilangan bulat" in client.get("/toko").text
    assert stored(a4).stock == 7
    client.post(f"/toko/produk/{a4}/jeda", data={"q": "kertas"})
    assert stored(a4).status == "jeda"
    client.post(f"/toko/produk/{a4}/penayangan")
    assert stored(a4).status == "aktif"


@pytest.mark.parametrize(
    "query", ["", "?q=kertas", "?q=%25_", "?status=habis", "?status=x", "?halaman=99", "?halaman=x"]
)
def test_the_desk_lists_only_its_own(client: FlaskClient, query: str) -> None:
    sign_in(client, "atk")
    response = client.get(f"/toko{query}")
    assert response.status_code == 200
    assert "Nasi kotak" not in response.text


def test_the_edit_shows_up_in_history(app: Flask, client: FlaskClient, a4: int) -> None:
    product = db.session.get(Product, a4)
    values = services.ProductValues(name=product.name, category_code="03.01", unit="rim", unit_price_net_idr=54_000,
                                    areas=("35.73",), domestic_status="pdn", stock=9)  # fmt: skip
    services.edit_product(product, values, actor=actor("atk"), now=NOW, version=1)
    db.session.commit()
    assert "Riwayat harga" in client.get(f"/produk/{a4}").text


def test_an_unverified_shop_is_led_to_its_papers_and_not_to_a_page_that_is_not_there(client: FlaskClient) -> None:
    shop = "/penyedia/P-35730002"
    sign_in(client, "atk")
    assert f'href="{shop}"' in client.get("/toko").text
    db.session.scalars(select(Supplier).where(Supplier.code == "P-35730002")).one().verified_at = None
    db.session.commit()
    page = client.get("/toko").text
    assert f'href="{shop}"' not in page
    assert "Lihat sampai di mana pemeriksaannya" in page
