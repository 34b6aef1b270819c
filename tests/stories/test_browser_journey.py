"""The same purchase in a real browser: buttons, forms and phones instead of requests."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from marketplace.catalogue.models import Product
from marketplace.extensions import db
from tests.sessions import sign_in

pytestmark = pytest.mark.browser


class Seat:
    """Somebody at her own screen: a phone for the shop, a desk for the officials."""

    def __init__(self, app: Flask, chrome: Browser, market: str, username: str, width: int = 1280) -> None:
        client = sign_in(app.test_client(), username)
        cookie = client.get_cookie("toko")
        assert cookie is not None
        self.context = chrome.new_context(viewport={"width": width, "height": 800}, base_url=market)
        self.context.add_cookies([{"name": "toko", "value": cookie.value, "url": market}])
        self.page: Page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def at(self, path: str) -> Page:
        self.page.goto(path)
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out"
        return self.page

    def press(self, path: str, label: str, confirm: str | None = None, **typed: str) -> Page:
        """Press a step on the order's page; where it asks, fill in and send."""
        page = self.at(path)
        page.locator(".action-bar").get_by_text(label, exact=True).first.click()
        for name, text in typed.items():
            control = page.locator(f'[name="{name}"]').first
            kind = control.get_attribute("type")
            if kind == "radio":
                page.locator(f'[name="{name}"][value="{text}"]').check()
            elif kind == "checkbox":
                control.check()
            else:
                control.fill(text)
        if typed or confirm:
            page.locator("main form").get_by_role("button", name=confirm or label).first.click()
        page.wait_for_url(re.compile(re.escape(path) + r"$"))
        return page


@pytest.fixture
def product_id(app: Flask) -> int:
    found = db.session.scalars(select(Product.id).where(Product.name == "Kertas HVS A4 70 gram")).one()
    db.session.rollback()
    return found


def test_a_purchase_from_cart_to_completion(app: Flask, chrome: Browser, market: str, product_id: int) -> None:
    rina, bambang = Seat(app, chrome, market, "pp.sukun"), Seat(app, chrome, market, "ppk.sukun")
    lurah, dewi = Seat(app, chrome, market, "kpa.sukun"), Seat(app, chrome, market, "bendahara.sukun")
    andi, platform = Seat(app, chrome, market, "atk", width=390), Seat(app, chrome, market, "platform")

    page = rina.at("/keranjang")
    answer = page.request.post("/keranjang/baris", form={"product_id": str(product_id), "quantity": "4"})
    assert answer.ok
    page = rina.at("/keranjang")
    page.fill('[name="title"]', "Kertas untuk rapat RW")
    page.fill('[name="recipient_name"]', "Rina")
    page.get_by_role("button", name="Buat pesanan").click()
    page.wait_for_url(re.compile(r"/pesanan/TD-"))
    path = re.sub(r"^https?://[^/]+", "", page.url)

    bambang.press(path, "Setujui")
    bambang.press(path, "Terbitkan Surat Pesanan")
    andi.press(path, "Terima pesanan")
    andi.press(path, "Buat surat jalan", courier="Sendiri")
    rina.press(path, "Catat penerimaan", note="Lengkap")
    bambang.press(path, "Catat pemeriksaan", note="Baik")
    bambang.press(path, "Tanda tangani BAST")
    andi.press(path, "Kirim tagihan")
    dewi.press(path, "Verifikasi tagihan", surat_pesanan="y", bast="y", tagihan="y", pajak="y")
    lurah.press(path, "Setujui pembayaran")
    dewi.press(path, "Bayar", reference="NPD-1")
    platform.press(path, "Teruskan dana")
    last = bambang.press(path, "Nilai penyedia", quality="3", cost="3", time="3", service="3")

    assert last.locator(".page-head .tag").inner_text() == "Selesai"
    paper = bambang.page.request.get(last.get_by_role("link", name="Surat Pesanan (PDF)").get_attribute("href") or "")
    assert paper.headers["content-type"] == "application/pdf"
    seats = (rina, bambang, lurah, dewi, andi, platform)
    assert [seat.errors for seat in seats] == [[]] * len(seats)
