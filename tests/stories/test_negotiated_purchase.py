"""Kelurahan Sukun haggles with a caterer: request, offer, counter-offer, agreement; late by a day, and one box short."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace.catalogue.models import Product
from marketplace.extensions import db
from marketplace.ledger.models import World
from marketplace.purchasing.models import PlanPackage
from tests.stories.people import Person


@pytest.fixture
def shelf(app: Flask) -> tuple[int, int, int]:
    product = db.session.scalars(select(Product).where(Product.name == "Nasi kotak ayam bakar")).one()
    package = db.session.scalars(select(PlanPackage).where(PlanPackage.rup_code == "43118207")).one()
    found = product.id, product.supplier_id, package.id
    db.session.rollback()
    return found


def days_pass(days: int) -> None:
    world = db.session.get_one(World, 1)
    world.clock_world_at += timedelta(days=days)
    db.session.commit()


def test_catering_is_haggled_over_and_comes_late_and_short(app: Flask, shelf: tuple[int, int, int]) -> None:
    product, shop, package = shelf
    rina, bambang, lurah, dewi = (Person(app, f"{name}.sukun") for name in ("pp", "ppk", "kpa", "bendahara"))
    sri, tono, platform = Person(app, "sri"), Person(app, "staf.sri"), Person(app, "platform")

    number = rina.orders(product, 60, method="minta_penawaran", shop=shop, package=package)
    assert number in tono.sees("/pesanan")
    tono.press(number, "penawaran", line_1="25.000", shipping_idr="20.000", lead_days="2", note="Harga tayang")
    rina.press(number, "tawaran-balik", line_1="23.500", shipping_idr="0", lead_days="2", note="Untuk 60 kotak")
    thread = sri.press(number, "penawaran", line_1="24.000", shipping_idr="0", lead_days="2", note="Ini yang terbaik")
    assert "Untuk 60 kotak" in thread
    assert "Putaran 2" in thread
    rina.press(number, "usulan")
    rina.press(number, "pengajuan")
    bambang.press(number, "persetujuan")
    bambang.press(number, "surat-pesanan")
    sri.press(number, "penerimaan-pesanan")

    days_pass(8)  # the letter said 8 September
    sri.press(number, "pengiriman", line_1="60")
    rina.press(number, "penerimaan", line_1="60")
    bambang.press(number, "pemeriksaan", line_1="59", defect="rusak", note="Satu kotak tumpah.")
    bambang.press(number, "potongan-harga", line_1="23.000", note="Potong untuk yang tumpah.")
    sri.press(number, "persetujuan-potongan")
    handed_over = bambang.press(number, "serah-terima")
    assert "Denda keterlambatan" in handed_over
    assert "Rp1.380" in handed_over, "1/1000 of Rp1,380,000 for one day"
    assert "katering: bukan objek PPN" in handed_over

    sri.press(number, "tagihan")
    dewi.press(number, "verifikasi", surat_pesanan="y", bast="y", tagihan="y", pajak="y")
    lurah.press(number, "otorisasi")
    dewi.press(number, "pembayaran", reference="NPD-018")
    platform.press(number, "pencairan")
    rated = sri.press(number, "penilaian-pemesan", quality="3", cost="3", time="2", service="3")
    assert "Nilai PPK untuk penyedia" not in rated, "neither side sees the other's marks first"
    done = bambang.press(number, "penilaian", quality="2", cost="3", time="1", service="3")
    assert "Nilai penyedia untuk pemesan" in done
    assert "Berita Acara Negosiasi" in done
    assert rina.client.get(f"/pesanan/{number}/dokumen/negosiasi.pdf").mimetype == "application/pdf"
    assert "dibayar Rp1.378.620" in rina.sees("/rup/43118207")
