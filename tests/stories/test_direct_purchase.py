"""Kelurahan Sukun buys paper at the listed price: from the shelf to the payment, and into the public record."""

import io
import json

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select

from marketplace.catalogue.models import Product
from marketplace.extensions import db
from marketplace.ledger.models import LedgerEntry
from marketplace.purchasing.models import PlanPackage
from tests.stories.people import Person


@pytest.fixture
def shelf(app: Flask) -> tuple[int, int, int]:
    """Product, shop and package of the story."""
    product = db.session.scalars(select(Product).where(Product.name == "Kertas HVS A4 70 gram")).one()
    package = db.session.scalars(select(PlanPackage).where(PlanPackage.rup_code == "43118207")).one()
    found = product.id, product.supplier_id, package.id
    db.session.rollback()
    return found


def test_paper_is_ordered_delivered_accepted_billed_and_paid(app: Flask, shelf: tuple[int, int, int]) -> None:
    product, shop, package = shelf
    rina, bambang, lurah, dewi = (Person(app, f"{name}.sukun") for name in ("pp", "ppk", "kpa", "bendahara"))
    andi, platform = Person(app, "atk"), Person(app, "platform")

    number = rina.orders(product, 20, method="ajukan", shop=shop, package=package)
    assert "Menunggu persetujuan" in rina.sees(f"/pesanan/{number}")
    assert number in bambang.sees("/meja")
    assert andi.client.get(f"/pesanan/{number}").status_code == 404, "a shop learns of it with the letter"

    bambang.press(number, "persetujuan", note="Sesuai kebutuhan.")
    bambang.press(number, "surat-pesanan")
    before_accepting = andi.sees(f"/pesanan/{number}")
    assert "Rp995.000" in before_accepting, "the shop sees its net payout before it accepts"
    andi.press(number, "penerimaan-pesanan")
    andi.press(number, "pengiriman", line_1="20", courier="Sendiri")
    rina.press(number, "penerimaan", line_1="20")
    bambang.press(number, "pemeriksaan", line_1="20")
    bambang.press(number, "serah-terima")
    andi.press(number, "tagihan")
    dewi.press(number, "verifikasi", surat_pesanan="y", bast="y", tagihan="y", pajak="y")
    lurah.press(number, "otorisasi")
    dewi.press(number, "pembayaran", reference="NPD-017/2023")
    platform.press(number, "pencairan")
    last = bambang.press(number, "penilaian", quality="3", cost="3", time="3", service="2")

    assert "Pesanan selesai" in last
    assert _papers(andi, last) == {"SP", "SJ", "BAP", "BAST", "INV", "KW", "BP"}
    _is_on_record(number)
    _is_out_of_the_budget(rina)


def _papers(reader: Person, page: str) -> set[str]:
    """Every paper linked on the page opens as a PDF and carries its own number; its kinds."""
    kinds = set()
    for part in page.split('href="')[1:]:
        address = part.split('"')[0]
        if "/dokumen/" in address:
            answer = reader.client.get(address)
            assert answer.mimetype == "application/pdf"
            assert answer.headers["Content-Disposition"].startswith("inline")
            words = PdfReader(io.BytesIO(answer.data)).pages[0].extract_text()
            kinds.add(words.split("Nomor: ")[1].split("/")[1])
    return kinds


def _is_on_record(number: str) -> None:
    """What a stranger can check: the log tells the whole way, and the last entry counts the order."""
    entries = db.session.scalars(
        select(LedgerEntry).where(LedgerEntry.order_number == number).order_by(LedgerEntry.index)
    ).all()
    assert [entry.kind.removeprefix("order.") for entry in entries] == [
        "submitted", "approved", "issued", "accepted", "despatched", "received", "inspected", "handed_over",
        "billed", "bill_verified", "payment_authorised", "paid", "paid_out", "assessment_requested", "completed",
    ]  # fmt: skip
    assert entries[-1].amount_idr == 1_000_000
    facts = json.loads(entries[-1].facts)
    assert (facts["tax"], facts["withheld"], facts["marks"]) == (110_000, 5_000, [3, 3, 3, 2])
    assert "Rina" not in "".join(entry.facts for entry in entries)
    db.session.rollback()


def _is_out_of_the_budget(reader: Person) -> None:
    page = reader.sees("/rup/43118207")
    assert "dibayar Rp1.110.000" in page
    assert "ditahan Rp0" in page
