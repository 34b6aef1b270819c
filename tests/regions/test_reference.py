from collections import Counter
from datetime import date

from flask import Flask
from sqlalchemy import func, select

from marketplace.extensions import db
from marketplace.regions import queries, services
from marketplace.regions.models import Holiday, Region
from marketplace.regions.reference import holiday_rows, region_rows


def test_every_region_stands_after_its_parent() -> None:
    seen: set[str | None] = {None}
    for row in region_rows():
        assert row["parent_code"] in seen
        seen.add(row["code"])
    assert Counter(row["level"] for row in region_rows()) == {
        "province": 38, "regency": 514, "district": 666, "village": 57,
    }  # fmt: skip


def test_east_java_has_38_regencies_each_with_its_tile_and_budget() -> None:
    jatim = [row for row in region_rows() if row["parent_code"] == "35"]
    assert len(jatim) == 38
    assert len({(row["tile_col"], row["tile_row"]) for row in jatim}) == 38
    assert all(0 < row["goods_services_budget_idr"] < row["budget_idr"] for row in jatim)
    assert len({row["short_label"] for row in jatim}) == 38
    malang = next(row for row in jatim if row["code"] == "35.73")
    assert (malang["name"], malang["kind"], malang["budget_idr"]) == ("Kota Malang", "kota", 2_812_000_000_000)


def test_names_of_regencies_are_never_ambiguous() -> None:
    names = [row["name"] for row in region_rows() if row["level"] == "regency"]
    assert len(set(names)) == len(names)
    assert {"Kota Kediri", "Kabupaten Kediri"} <= set(names)


def test_loading_twice_changes_nothing(app: Flask) -> None:
    before = db.session.scalar(select(func.count()).select_from(Region)) or 0
    assert services.load_reference() == 1275 - before
    assert services.load_reference() == 0
    assert db.session.scalar(select(func.count()).select_from(Region)) == 1275
    assert db.session.scalar(select(func.count()).select_from(Holiday)) == len(holiday_rows())


def test_the_tree_of_a_city_reaches_its_villages(app: Flask) -> None:
    services.load_reference()
    city = queries.region_tree("35.73")
    assert city is not None
    assert [d.name for d in city.children] == [
        "Kecamatan Blimbing", "Kecamatan Klojen", "Kecamatan Kedungkandang", "Kecamatan Sukun", "Kecamatan Lowokwaru",
    ]  # fmt: skip
    assert sum(len(d.children) for d in city.children) == 57
    assert queries.region_tree("99") is None


def test_choices_and_ways_up(app: Flask) -> None:
    services.load_reference()
    db.session.commit()  # choices are read on another connection
    assert len(queries.regency_options()) == 38
    assert queries.regency_options()[0] == ("35.01", "Kabupaten Pacitan")
    assert [name for _, name in queries.lineage("35.73.04")] == ["Jawa Timur", "Kota Malang", "Kecamatan Sukun"]
    assert queries.region_names(["35.73", "nowhere"]) == {"35.73": "Kota Malang"}
    assert [r.code for r in queries.regencies("35")][-1] == "35.79"
    bali = queries.region("51.71")
    assert bali is not None
    assert bali.timezone == "Asia/Makassar"


def test_offices_rest_on_the_holidays_of_this_world(app: Flask) -> None:
    services.load_reference()
    days = queries.working_days()
    assert not days.is_open(date(2023, 8, 17))
    assert days.add(date(2023, 4, 18), 1) == date(2023, 4, 26)
