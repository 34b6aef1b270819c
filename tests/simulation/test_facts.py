"""Every fact of seed/facts.csv holds on the generated world, in every reading of design.md section 2."""

import csv

import pytest
from flask import Flask

from marketplace.config import PROJECT_ROOT
from marketplace.extensions import db
from marketplace.simulation.seedfiles import table
from tests.simulation.worlds import one, rows

pytestmark = pytest.mark.xdist_group("jatim")
MALANG = "35.73"
PODIUM = ["35.73", "35.71", "35.14", "35.12"]
SUMS = "SELECT coalesce(sum(orders), 0), coalesce(sum(value_idr), 0) FROM region_months WHERE region_code = :region"
BETWEEN = " AND month BETWEEN :start AND :end"
LOG = (
    "FROM ledger_entries WHERE kind IN ('order.completed', 'order.closed_unassessed') AND region_code = :region"
    " AND occurred_at >= :start AND occurred_at < :end"
)
# 1 January and 1 September in Jakarta, as the log keeps time on SQLite
NEW_YEAR = {2022: 1_640_970_000_000, 2023: 1_672_506_000_000}
SEPTEMBER = {2022: 1_661_965_200_000, 2023: 1_693_501_200_000}
PERIODS_2023 = [(202301, 202312), (202301, 202308), (202301, 202309)]  # the year, January to August, year to date
PERIODS_2022 = [(202201, 202212), (202201, 202208)]


def sums(region: str, start: int, end: int) -> tuple[int, int]:
    orders, value = rows(SUMS + BETWEEN, region=region, start=start, end=end)[0]
    return int(orders), int(value)


@pytest.mark.parametrize(("start", "end"), PERIODS_2023)
def test_malang_completed_more_than_four_thousand_orders_worth_almost_forty_billion(
    jatim: Flask, start: int, end: int
) -> None:
    orders, value = sums(MALANG, start, end)
    assert 4_050 <= orders <= 4_300
    assert 39_000_000_000 <= value <= 39_990_000_000


def test_the_log_itself_says_the_same(jatim: Flask) -> None:
    for end in (SEPTEMBER[2023], NEW_YEAR[2023] + 365 * 86_400_000):
        orders, value = rows(f"SELECT count(*), sum(amount_idr) {LOG}", region=MALANG, start=NEW_YEAR[2023], end=end)[
            0
        ]
        assert (orders, value) == sums(MALANG, 202301, 202308)


def test_orders_dated_by_their_day_of_ordering_say_the_same(jatim: Flask) -> None:
    orders, value = rows(
        "SELECT count(*), sum(accepted_net_idr) FROM orders WHERE region_code = :region AND status = 'selesai'"
        " AND created_at >= :start",
        region=MALANG, start=NEW_YEAR[2023],
    )[0]  # fmt: skip
    assert (orders, value) == sums(MALANG, 202301, 202308)


@pytest.mark.parametrize(("start", "end"), PERIODS_2022)
def test_value_rose_by_more_than_half_and_orders_more_than_doubled(jatim: Flask, start: int, end: int) -> None:
    orders_before, value_before = sums(MALANG, start, end)
    orders, value = sums(MALANG, 202301, 202308)
    assert value * 100 > value_before * 150
    assert orders > orders_before * 2


def test_more_than_260_local_umkm_sold_to_malang(jatim: Flask) -> None:
    statement = (
        "SELECT count(DISTINCT m.supplier_code) FROM supplier_months m JOIN suppliers s ON s.code = m.supplier_code"
        " WHERE m.region_code = :region AND s.region_code = :region AND m.month BETWEEN 202301 AND 202308"
    )
    local = one(statement, region=MALANG)
    small = one(f"{statement} AND s.business_class IN ('mikro', 'kecil', 'menengah', 'koperasi')", region=MALANG)
    assert local == small
    assert 265 <= small <= 290


def test_almost_all_units_of_malang_buy(jatim: Flask) -> None:
    units = rows("SELECT code, kind FROM buyers WHERE region_code = :region", region=MALANG)
    buying = {
        code
        for (code,) in rows(
            "SELECT DISTINCT buyer_code FROM unit_months WHERE region_code = :region AND month >= 202301",
            region=MALANG,
        )
    }
    assert len(units) == 154
    assert len(buying) * 100 >= 95 * len(units)
    for kind in ("dinas", "upt", "kecamatan", "kelurahan", "puskesmas", "smp"):
        codes = [code for code, found in units if found == kind]
        assert sum(code in buying for code in codes) * 100 >= 80 * len(codes), kind


@pytest.mark.parametrize("measure", ["value_idr", "orders"])
@pytest.mark.parametrize(("start", "end"), PERIODS_2023)
def test_the_ranking_of_january_to_august(jatim: Flask, measure: str, start: int, end: int) -> None:
    ranked = [
        code
        for code, _ in rows(
            f"SELECT region_code, sum({measure}) AS total FROM region_months WHERE month BETWEEN :start AND :end"
            " GROUP BY region_code ORDER BY total DESC",
            start=start, end=end,
        )
    ]  # fmt: skip
    assert ranked[:4] == PODIUM
    assert len(ranked) == 38


def test_the_programme_starts_in_november_2020_with_a_small_pilot(jatim: Flask) -> None:
    assert one("SELECT min(month) FROM region_months") == 202011
    by_year = {year: one("SELECT sum(orders) FROM region_months WHERE month / 100 = :year", year=year)
               for year in (2020, 2021, 2022, 2023)}  # fmt: skip
    assert by_year[2020] < by_year[2021] < by_year[2022] < by_year[2023]
    assert by_year[2020] + by_year[2021] < by_year[2022] / 4


def test_every_fact_of_the_article_is_tested_here() -> None:
    with (PROJECT_ROOT / "seed" / "facts.csv").open(encoding="utf-8") as file:
        keys = {row["key"] for row in csv.DictReader(file)}
    assert keys == {
        "malang_2023_orders", "malang_2023_value", "malang_2023_local_umkm_suppliers", "malang_2023_value_growth",
        "malang_2023_order_growth", "jatim_2023_rank_1", "jatim_2023_rank_2", "jatim_2023_rank_3", "jatim_2023_rank_4",
        "jatim_bejo_start", "jatim_bejo_initiator", "malang_2023_buyers",
    }  # fmt: skip


def test_the_initiator_is_named_where_the_province_is(jatim: Flask) -> None:
    initiator = next(row["value"] for row in table("facts") if row["key"] == "jatim_bejo_initiator")
    (position,) = rows("SELECT position FROM users WHERE username = 'wahyu'")[0]
    assert position.startswith("Biro PBJ Setda")
    assert initiator.startswith("Biro Pengadaan Barang dan Jasa Sekretariat Daerah")


def test_the_size_of_the_world(jatim: Flask) -> None:
    assert 25_000 <= one("SELECT count(*) FROM orders") <= 30_000
    assert 2_400 <= one("SELECT count(*) FROM suppliers") <= 2_600
    assert 12_000 <= one("SELECT count(*) FROM products") <= 20_000
    size = one("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
    assert size <= 200_000_000


def test_orders_look_like_orders(jatim: Flask) -> None:
    sizes = sorted(value for (value,) in rows("SELECT accepted_net_idr FROM orders WHERE status = 'selesai'"))
    assert 3_000_000 <= sizes[len(sizes) // 2] <= 4_000_000
    assert 8_500_000 <= sum(sizes) / len(sizes) <= 11_500_000
    malang = [value for (value,) in rows("SELECT accepted_net_idr FROM orders WHERE status = 'selesai'"
                                         " AND region_code = '35.73' AND created_at >= :start", start=NEW_YEAR[2023])]  # fmt: skip
    assert 9_000_000 <= sum(malang) / len(malang) <= 10_200_000
    assert one("SELECT max(gross_idr) FROM orders") <= 200_000_000


def test_food_leads_and_computers_and_stationery_follow(jatim: Flask) -> None:
    share = dict(rows("SELECT substr(share_key, 1, 2), sum(value_idr) FROM region_shares"
                      " WHERE dimension = 'kategori' GROUP BY 1"))  # fmt: skip
    total = sum(share.values())
    assert 0.27 <= (share["01"] + share["02"]) / total <= 0.33
    assert 0.11 <= share["05"] / total <= 0.15
    assert 0.065 <= share["03"] / total <= 0.095


def test_some_requests_fail_and_some_deliveries_come_late(jatim: Flask) -> None:
    failed = one("SELECT count(*) FROM orders WHERE status IN ('dibatalkan', 'ditolak', 'rfq_ditolak',"
                 " 'rfq_kedaluwarsa', 'sp_ditolak', 'sp_kedaluwarsa', 'penghentian', 'pemutusan', 'gagal',"
                 " 'ditutup_tahun_anggaran')")  # fmt: skip
    assert 0.02 <= failed / one("SELECT count(*) FROM orders") <= 0.06
    done = one("SELECT count(*) FROM orders WHERE status = 'selesai'")
    assert 0.03 <= one("SELECT count(*) FROM orders WHERE penalty_idr > 0") / done <= 0.12
    assert one("SELECT count(*) FROM complaints") > 100
    assert 5 <= one("SELECT count(*) FROM sanctions") <= 100
    assert one("SELECT count(*) FROM orders WHERE status NOT IN ('selesai') AND closed_at IS NULL") > 500


def test_a_few_shops_sell_much_and_many_a_little(jatim: Flask) -> None:
    shares = [orders for (orders,) in rows("SELECT sum(orders) FROM supplier_months WHERE region_code = '35.73'"
                                           " AND month >= 202301 GROUP BY supplier_code ORDER BY 1 DESC")]  # fmt: skip
    assert sum(shares[: len(shares) // 10]) > 0.3 * sum(shares)
    assert shares[0] < 0.1 * sum(shares)


def test_offices_order_in_office_hours_on_working_days(jatim: Flask) -> None:
    db.session.rollback()
    moments = [at for (at,) in rows("SELECT occurred_at FROM ledger_entries WHERE kind = 'order.submitted'")]
    local = [(at + 7 * 3_600_000) for at in moments]
    in_hours = sum(7 <= at // 3_600_000 % 24 < 16 for at in local)
    weekend = sum((at // 86_400_000 + 3) % 7 >= 5 for at in local)
    assert in_hours >= len(local) - 10
    assert weekend <= 10
