"""Every public figure is the sum of the rows it leads to, in every form it is published in."""

import csv
import io
import json
import re
from html import unescape
from itertools import product

from flask.testing import FlaskClient

from marketplace.extensions import db
from marketplace.transparency.downloads import Table, csv_text, plain
from marketplace.transparency.outcomes import COMPLETED
from marketplace.transparency.queries import parties, shares
from marketplace.transparency.queries.headline import headline
from marketplace.transparency.queries.orders import (
    DEFECTIVE,
    FLAWS,
    LATE,
    NOT_FULFILLED,
    PAID_LATE,
    UNASSESSED,
    UNDER_WAY,
    OrderFilter,
    every,
    page_of,
    totals,
)
from marketplace.transparency.queries.regions import ranking
from marketplace.transparency.ranking import SortBy
from marketplace.values.period import Period
from tests.transparency.conftest import REGIONS
from tests.transparency.histories import CATEGORIES, History
from tests.transparency.spreadsheets import sheet_rows

PERIOD = Period.months("2022-06", "2023-05")


def listed(wanted: OrderFilter) -> tuple[int, int]:
    rows = list(every(wanted))
    return len(rows), sum(row.value_idr or 0 for row in rows)


def as_totals(wanted: OrderFilter) -> tuple[int, int]:
    found = totals(wanted)
    return found.orders, found.value_idr


def test_the_total_over_a_list_is_the_sum_of_the_list(market: History) -> None:
    narrowings = [{}, {"category": CATEGORIES[0]}, {"method": "langsung"}, {"size": "mikro"},
                  {"unit": market.units[0].code}, {"supplier": market.shops[0].code},
                  {"unit": market.units[0].code, "method": "negosiasi"}]  # fmt: skip
    for narrow, region, period, status in product(
        narrowings, ("", *REGIONS), (None, PERIOD), ("", COMPLETED, UNDER_WAY, NOT_FULFILLED, "dibatalkan")
    ):
        wanted = OrderFilter(period=period, region=region, status=status, **narrow)
        assert as_totals(wanted) == listed(wanted), wanted


def test_the_ranking_is_the_sum_of_its_orders(market: History) -> None:
    found = ranking(PERIOD, SortBy.VALUE)
    for row in found.rows:
        figures = row.figures
        rows = list(every(OrderFilter(period=PERIOD, region=figures.code, status=COMPLETED)))
        assert (figures.orders, figures.value_idr) == (len(rows), sum(r.value_idr for r in rows))
        assert (figures.lines, figures.lines_on_time) == (
            sum(r.lines for r in rows),
            sum(r.lines_on_time for r in rows),
        )
        assert figures.first_time == sum(r.first_time for r in rows)
        assert figures.suppliers == len({r.supplier_code for r in rows})
        assert figures.units_buying == len({r.buyer_code for r in rows})
        assert figures.local_suppliers == len({r.supplier_code for r in rows if r.supplier_region == figures.code})
        assert figures.scored == sum(r.score_permille is not None for r in rows)
        assert sum(figures.pay_days.values()) == sum(r.pay_days is not None for r in rows)
    assert found.province.orders == sum(row.figures.orders for row in found.rows)


def test_divisions_months_units_and_suppliers_add_up_to_the_same_total(market: History) -> None:
    for region in ("", *REGIONS):
        whole = listed(OrderFilter(period=PERIOD, region=region, status=COMPLETED))
        months = shares.by_month(PERIOD, region)
        assert (sum(m.orders for m in months), sum(m.value_idr for m in months)) == whole
        for dimension in ("kategori", "metode", "kelas"):
            parts = shares.divided(PERIOD, dimension, region)
            assert (sum(p.orders for p in parts), sum(p.value_idr for p in parts)) == whole
        sellers = parties.top_suppliers(PERIOD, region, limit=1000)
        assert (sum(p.orders for p in sellers), sum(p.value_idr for p in sellers)) == whole
        ends = shares.unfulfilled(PERIOD, region)
        assert sum(ends.values()) == listed(OrderFilter(period=PERIOD, region=region, status=NOT_FULFILLED))[0]
        assert sum(shares.under_way(region).values()) == listed(OrderFilter(region=region, status=UNDER_WAY))[0]
    for region in REGIONS:
        units = parties.units_of(region, PERIOD)
        whole = listed(OrderFilter(period=PERIOD, region=region, status=COMPLETED))
        assert (sum(u.orders for u in units), sum(u.value_idr for u in units)) == whole


def test_the_standing_of_a_supplier_is_the_sum_of_its_orders(market: History) -> None:
    for shop in market.shops:
        rows = list(every(OrderFilter(supplier=shop.code, status=COMPLETED)))
        standing = parties.standing(shop.code)
        if standing is None:
            assert rows == []
            continue
        assert (standing.orders, standing.value_idr) == (len(rows), sum(r.value_idr for r in rows))
        assert (standing.lines_on_time, standing.first_time) == (
            sum(r.lines_on_time for r in rows),
            sum(r.first_time for r in rows),
        )
        assert standing.complaints == len(parties.complaints(shop.code))


def test_pages_of_a_list_lose_and_repeat_nothing(market: History) -> None:
    wanted = OrderFilter(region=REGIONS[0])
    count = totals(wanted).orders
    numbers = [row.number for page in range(1, count // 20 + 2) for row in page_of(wanted, page, 20)]
    assert len(numbers) == len(set(numbers)) == count


def test_the_full_download_adds_up_to_the_totals_in_both_forms(public: FlaskClient) -> None:
    text = public.get("/data/pesanan.csv").get_data().decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    lines = [json.loads(line) for line in public.get("/data/pesanan.jsonl").get_data().splitlines()]
    everything = totals(OrderFilter())
    assert len(rows) == len(lines) == everything.orders
    assert sum(int(row["valuasi"] or 0) for row in rows) == everything.value_idr
    assert sum(line["valuasi"] or 0 for line in lines) == everything.value_idr
    assert {row["nama_pemesan"] for row in rows} == {""}
    assert all(row["kd_satker"] and row["kd_penyedia"] and row["nama_merchant"] for row in rows)


def test_every_spreadsheet_opens_and_says_what_its_csv_says(public: FlaskClient) -> None:
    row = next(every(OrderFilter(status=COMPLETED)))
    db.session.rollback()
    period = f"?dari={PERIOD.first}&sampai={PERIOD.last}"
    for address in (
        "/peringkat", "/peringkat/35.73", "/transparansi", "/transparansi/daerah/35.73", "/transparansi/pesanan",
        f"/transparansi/satker/{row.buyer_code}", f"/transparansi/penyedia/{row.supplier_code}",
        f"/transparansi/pesanan/{row.number}", "/data/pesanan",
    ):  # fmt: skip
        sheet = sheet_rows(public.get(f"{address}.xlsx{period}", buffered=True).data)
        text = list(csv.DictReader(io.StringIO(public.get(f"{address}.csv{period}").get_data(as_text=True))))
        assert sheet, address
        assert list(sheet[0]) == list(text[0]), address
        assert [[as_text(cell) for cell in row.values()] for row in sheet] == [
            [cell.removesuffix(".0") for cell in r.values()] for r in text
        ], address


def as_text(value: object) -> str:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return "" if value is None else f"{value}"


def test_the_full_spreadsheet_adds_up_to_the_totals(public: FlaskClient) -> None:
    rows = sheet_rows(public.get("/data/pesanan.xlsx", buffered=True).data)
    everything = totals(OrderFilter())
    assert len(rows) == everything.orders
    assert sum(row["valuasi"] or 0 for row in rows) == everything.value_idr
    assert all(row["valuasi"] is None or type(row["valuasi"]) is int for row in rows)


def test_what_a_percentage_lacks_is_the_sum_of_the_orders_it_leads_to(market: History) -> None:
    for region in ("", *REGIONS):
        months = shares.by_month(PERIOD, region)
        rows = {flaw: list(every(OrderFilter(period=PERIOD, region=region, flaw=flaw))) for flaw in FLAWS}
        late = sum(m.lines - m.lines_on_time for m in months)
        assert late == sum(row.lines - row.lines_on_time for row in rows[LATE])
        assert sum(m.orders - m.first_time for m in months) == len(rows[DEFECTIVE])
        assert sum(m.orders - m.scored for m in months) == len(rows[UNASSESSED])
        assert {row.status for found in rows.values() for row in found} == {COMPLETED}
    paid = [parties.conduct_of_unit(unit.code, PERIOD) for unit in market.units]
    slow = OrderFilter(period=PERIOD, flaw=PAID_LATE)
    assert totals(slow).orders == sum(int(unit.paid - unit.paid_in_time) for unit in paid) > 0
    assert totals(OrderFilter(flaw="sembarang")).orders == 0


def test_every_figure_of_a_public_page_leads_somewhere(public: FlaskClient) -> None:
    row = next(every(OrderFilter(status=COMPLETED)))
    db.session.rollback()
    for address in (
        "/peringkat", "/peringkat/35.73", "/transparansi", "/transparansi/daerah/35.73",
        f"/transparansi/penyedia/{row.supplier_code}",
    ):  # fmt: skip
        page = public.get(f"{address}?dari={PERIOD.first}&sampai={PERIOD.last}").text
        assert '<div class="figure">' not in page, address
        for inner in re.findall(r'class="figure" href="#([^"]+)"', page):
            assert f'id="{inner}"' in page, (address, inner)
    overview = public.get(f"/transparansi?dari={PERIOD.first}&sampai={PERIOD.last}").text
    for flaw in (LATE, UNASSESSED):
        (href,) = re.findall(rf'href="(/transparansi/pesanan\?[^"]*hasil={flaw}[^"]*)"', overview)
        assert re.findall(r'href="/transparansi/pesanan/TD-', public.get(unescape(href)).text)


def test_home_says_what_the_ranking_says(market: History) -> None:
    found = headline()
    assert found is not None
    whole = ranking(found.period, SortBy.VALUE)
    assert (found.orders, found.value_idr) == (whole.province.orders, whole.province.value_idr)
    assert found.leader_name == whole.rows[0].figures.name


def test_no_cell_of_a_csv_can_run_as_a_formula() -> None:
    for text in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"):
        assert plain(text) == "'" + text
    assert plain(-5) == -5
    assert list(csv_text(Table("x", ["a"], [["=cmd|' /C calc'!A0"]]))) == ["a\r\n'=cmd|' /C calc'!A0\r\n"]
