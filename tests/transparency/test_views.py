import csv
import io
import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from marketplace.extensions import db
from marketplace.ledger import services as ledger
from marketplace.ledger.services import Fact
from marketplace.transparency.models import PublicOrder
from tests.sessions import sign_in
from tests.transparency.conftest import REGIONS
from tests.transparency.histories import START, History

PAGES = (
    "/peringkat", "/peringkat?urut=indeks&daerah=35.07", "/peringkat?dari=2022-01&sampai=2023-08&urut=pesanan",
    "/peringkat/35.73", "/transparansi", "/transparansi/daerah/35.73", "/transparansi/pesanan",
    "/transparansi/pesanan?status=selesai&daerah=35.73&dari=2022-01&sampai=2023-08",
)  # fmt: skip


def party_pages() -> list[str]:
    row = select(PublicOrder.number, PublicOrder.buyer_code, PublicOrder.supplier_code)
    order = db.session.execute(row.where(PublicOrder.status == "selesai").limit(1)).one()
    db.session.rollback()  # gives the writers' lock back
    return [
        f"/transparansi/satker/{order.buyer_code}",
        f"/transparansi/penyedia/{order.supplier_code}",
        f"/transparansi/pesanan/{order.number}",
    ]


def in_form(address: str, form: str) -> str:
    path, _, query = address.partition("?")
    return f"{path}.{form}" + (f"?{query}" if query else "")


def test_every_public_page_answers_in_every_form_and_says_where_the_log_stood(public: FlaskClient) -> None:
    for address in (*PAGES, *party_pages()):
        page = public.get(address)
        assert page.status_code == 200, address
        assert "buku besar sampai entri" in page.text, address
        twin = public.get(in_form(address, "json"))
        assert twin.get_json()["as_of"]["entry"] > 0, address
        table = list(csv.DictReader(io.StringIO(public.get(in_form(address, "csv")).get_data(as_text=True))))
        assert table, address
        assert {row["as_of_entry"] for row in table} == {str(twin.get_json()["as_of"]["entry"])}
        assert public.get(in_form(address, "xlsx")).data[:2] == b"PK"


def test_the_ranking_twin_has_the_published_shape(public: FlaskClient) -> None:
    twin = public.get("/peringkat.json?dari=2022-01&sampai=2023-08").get_json()
    assert twin["period"] == {"from": "2022-01", "to": "2023-08"}
    assert set(twin["as_of"]) == {"entry", "checkpoint"}
    assert list(twin["rows"][0]) == [
        "rank", "region_code", "region_name", "value_idr", "orders", "suppliers", "local_suppliers", "units_buying",
        "units_total", "value_growth_pct", "order_growth_pct", "index", "coverage",
    ]  # fmt: skip
    assert twin["rows"][0]["region_code"] == "35.73"
    assert twin["rows"][0]["rank"] == 1
    assert twin["rows"][-1]["rank"] is None  # under 100 orders


def test_a_public_page_is_the_same_for_everyone(public: FlaskClient) -> None:
    pages = [*PAGES, *party_pages(), "/data", "/peringkat/metode"]
    before = [public.get(address).data for address in pages]
    signed_in = sign_in(public.application.test_client(), "ppk.sukun")
    assert [signed_in.get(address).data for address in pages] == before


def test_pages_are_english_for_those_who_choose_it(public: FlaskClient) -> None:
    public.set_cookie("bahasa", "en")
    assert public.get("/peringkat").headers["Content-Type"].startswith("text/html")
    assert '<html lang="en">' in public.get("/peringkat").text
    public.set_cookie("bahasa", "id")
    assert '<html lang="id">' in public.get("/peringkat").text


def test_an_unchanged_ledger_is_answered_without_rendering_and_a_new_entry_renders_anew(public: FlaskClient) -> None:
    first = public.get("/peringkat")
    statements: list[str] = []
    for engine in db.engines.values():
        event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    second = public.get("/peringkat")
    assert second.data == first.data
    assert statements == []
    tag = first.headers["ETag"]
    unchanged = public.get("/peringkat", headers={"If-None-Match": tag})
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    ledger.record(Fact("world.opened", START, facts={"scenario": "uji", "seed": 2, "name": "Lagi"}))
    db.session.commit()
    grown = public.get("/peringkat", headers={"If-None-Match": tag})
    assert grown.status_code == 200
    assert grown.headers["ETag"] != tag


def test_from_any_total_a_single_order_is_two_clicks_away(public: FlaskClient) -> None:
    for address in ("/peringkat", "/transparansi", "/transparansi/daerah/35.73"):
        rows = re.findall(r'href="(/transparansi/pesanan\?[^"]+)"', public.get(address).text)
        assert rows, address
        listed = public.get(unescape(rows[0])).text
        single = re.findall(r'href="(/transparansi/pesanan/TD-[^"]+)"', listed)
        assert single, rows[0]
        assert public.get(single[0]).status_code == 200


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/peringkat?dari=2023-13&sampai=2023-14", 400, "2023-13"),
        ("/peringkat?dari=2023-08&sampai=2023-01", 400, "Tukar keduanya"),
        ("/peringkat?dari=1900-01&sampai=2023-01", 400, "2015-01"),
        ("/peringkat?dari=2015-01&sampai=2045-01", 400, "120 bulan"),
        ("/peringkat?dari=2023-01&sampai=%3Cscript%3E", 400, "&lt;script&gt;"),
        ("/peringkat?urut=nama", 400, "nama"),
        ("/transparansi/pesanan?halaman=0", 400, "halaman"),
        ("/transparansi/pesanan?halaman=" + "9" * 400, 400, "halaman"),
        ("/peringkat/99.99", 404, "99.99"),
        ("/transparansi/daerah/35.99", 404, "35.99"),
        ("/transparansi/satker/NIHIL", 404, "satuan kerja"),
        ("/transparansi/penyedia/NIHIL", 404, "NIHIL"),
        ("/transparansi/pesanan/TD-2023-999999", 404, "TD-2023-999999"),
    ],
)
def test_a_wrong_address_gets_a_sentence_and_a_way_on(
    client: FlaskClient, address: str, status: int, says: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert says in answer.text
    assert 'href="/peringkat"' in answer.text
    problem = client.get(in_form(address, "json"))
    assert problem.status_code == status
    assert problem.content_type.startswith("application/problem+json")


def test_a_refused_period_keeps_what_was_typed(client: FlaskClient) -> None:
    page = client.get("/transparansi/daerah/35.73?dari=2023-13&sampai=mei").text
    assert 'value="2023-13"' in page
    assert 'value="mei"' in page


HOSTILE = ("' OR 1=1 --", "x" * 5000, "\U0001f600", "=1+1")


@pytest.mark.parametrize("name", ["daerah", "satker", "status"])
def test_a_filter_that_matches_nothing_says_so(public: FlaskClient, name: str) -> None:
    for value in HOSTILE:
        page = public.get("/transparansi/pesanan", query_string={name: value})
        assert page.status_code == 200
        assert "Tidak ada pesanan yang cocok" in page.text
    assert public.get("/transparansi/pesanan", query_string={name: "\0"}).status_code == 400


def test_an_empty_ledger_has_pages_too(client: FlaskClient) -> None:
    for address in ("/", *PAGES, "/data", "/data/pesanan.csv"):
        assert client.get(address).status_code in (200, 404), address
    assert "Buku besar masih kosong" in client.get("/peringkat").text


def test_home_shows_the_year_and_its_leader(public: FlaskClient) -> None:
    page = public.get("/").text
    assert "Kota Malang" in page
    assert "/transparansi/pesanan?" in page


def test_pages_cost_as_many_statements_with_many_orders_as_with_few(app: Flask, client: FlaskClient) -> None:
    counts = []
    statements: list[str] = []
    for engine in db.engines.values():
        event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    for seed, orders in ((1, 40), (2, 160)):
        history = History(seed, REGIONS, orders=orders)
        ledger.record_many(
            f for f in history.facts() if seed == 1 or (f.order_number and f.kind.startswith("order."))
        )
        db.session.commit()
        statements.clear()
        for address in PAGES:
            client.get(address)
        counts.append(len(statements))
    assert counts[0] == counts[1]
