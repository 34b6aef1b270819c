from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from marketplace.transparency.figures import RegionFigures, combined, median
from marketplace.transparency.index import COMPONENTS, INTEGRITY_MAX, PARTS, index_of
from marketplace.transparency.ranking import SortBy, changes, growth, rank


def region(code: str = "35.73", **sums: object) -> RegionFigures:
    usual = {
        "orders": 400, "value_idr": 4_000_000_000, "lines": 800, "lines_on_time": 760, "first_time": 392, "scored": 360,
        "score_permille": 360 * 2800, "small_value_idr": 3_600_000_000, "compared": 320, "planned": 400, "suppliers": 40,
        "value_squares": 4_000_000_000**2 // 20, "units_buying": 19, "units_total": 20, "pay_days": {10: 400},
        "price_ratios": {1000: 400}, "pagu_idr": 5_000_000_000, "budget_idr": 2_500_000_000_000, "months": 8,
    }  # fmt: skip
    return RegionFigures(code=code, name=f"Daerah {code}", **(usual | sums))  # type: ignore[arg-type]


def points(figures: RegionFigures, key: str, province: RegionFigures | None = None) -> Fraction:
    index = index_of(figures, province or figures)
    return next(score.points for score in index.scores if score.component.key == key)


def test_the_points_add_up_to_one_hundred_in_five_parts() -> None:
    per_part = [sum(c.points for c in COMPONENTS if c.part == letter) for letter in PARTS]
    assert per_part == [30, 25, 20, 15, 10]


def test_a_target_met_earns_every_point_and_the_zero_mark_none() -> None:
    assert points(region(), "tepat_waktu") == 10
    assert points(region(lines_on_time=560), "tepat_waktu") == 0
    assert points(region(pay_days={10: 400}), "hari_bayar") == 12
    assert points(region(pay_days={45: 400}), "hari_bayar") == 0
    assert points(region(price_ratios={1200: 9}), "rasio_harga") == 0


def test_a_small_sample_is_drawn_towards_the_province() -> None:
    province = region("35", lines=10_000, lines_on_time=8_000)
    index = index_of(region(lines=50, lines_on_time=50), province)
    score = index.scores[0]
    assert score.measured is not None
    assert score.measured.n == 50
    assert score.adjusted == Fraction(9, 10)  # half its own 100 %, half the province's 80 %


def test_a_measure_without_data_is_left_out_with_its_points() -> None:
    index = index_of(region(complaints=0, not_cheapest=0, pagu_idr=0, budget_idr=0), region())
    unassessed = {score.component.key for score in index.scores if not score.is_assessed}
    assert unassessed == {"keluhan_selesai", "alasan_pilihan", "realisasi_rup", "nilai_per_apbd"}
    assert index.assessable == 100 - 6 - 4 - 6 - 4
    assert index.value is not None
    assert index.value == Fraction(round(index.earned * 1000 / index.assessable), 10)


def test_broken_orders_and_sanctions_cost_points_up_to_a_limit() -> None:
    clean, broken = index_of(region(), region()), index_of(region(reversed=20, sanctions=3), region())
    assert clean.value is not None
    assert broken.value == clean.value - broken.deducted
    assert broken.deducted == Fraction(476, 100) + 3
    assert index_of(region(sanctions=99), region()).deducted == INTEGRITY_MAX


def test_regions_with_few_orders_are_listed_but_not_ranked() -> None:
    ranking = rank([region("35.01", orders=99, value_idr=9 * 10**9), region("35.02")])
    assert [(row.figures.code, row.rank) for row in ranking.rows] == [("35.02", 1), ("35.01", None)]


def test_a_tie_goes_to_more_units_paying_in_time_and_a_full_tie_shares_the_rank() -> None:
    rows = rank([region("35.01"), region("35.02", units_paying_in_time=5), region("35.03")]).rows
    assert [(row.figures.code, row.rank) for row in rows] == [("35.02", 1), ("35.01", 2), ("35.03", 2)]


def test_movement_counts_places_since_the_period_before() -> None:
    earlier = rank([region("35.01", value_idr=9 * 10**9), region("35.02")])
    now = rank([region("35.01"), region("35.02", value_idr=9 * 10**9)], earlier=earlier)
    assert [(row.figures.code, row.movement) for row in now.rows] == [("35.02", 1), ("35.01", -1)]


def test_growth_has_no_answer_where_there_was_nothing() -> None:
    assert growth(160, 100) == 600
    assert growth(5, 0) is None


def test_it_is_said_what_would_change_the_rank() -> None:
    ranking = rank([region("35.01", value_idr=5 * 10**9), region("35.02", lines_on_time=600)])
    said = changes(ranking, "35.02")
    assert [(c.kind, c.gap) for c in said][:1] == [("overtake", Fraction(10**9))]
    target = next(c for c in said if c.kind == "target")
    row = ranking.row("35.02")
    assert row is not None
    assert target.index is not None
    assert row.index.value is not None
    assert target.index > row.index.value


def test_the_sort_key_is_the_readers_choice() -> None:
    rows = [region("35.01", orders=500), region("35.02", value_idr=5 * 10**9)]
    assert rank(rows, by=SortBy.ORDERS).rows[0].figures.code == "35.01"
    assert rank(rows, by=SortBy.VALUE).rows[0].figures.code == "35.02"


@given(st.dictionaries(st.integers(0, 90), st.integers(1, 20), max_size=12))
def test_a_median_from_counts_is_the_median_of_the_values(histogram: dict[int, int]) -> None:
    values = sorted(value for value, count in histogram.items() for _ in range(count))
    middle = median(histogram)
    if not values:
        assert middle is None
        return
    assert middle == Fraction(values[(len(values) - 1) // 2] + values[len(values) // 2], 2)


@given(st.lists(st.integers(0, 800), min_size=1, max_size=6))
def test_no_index_leaves_zero_to_one_hundred(on_time: list[int]) -> None:
    regions = [region(f"35.{n:02}", lines_on_time=count) for n, count in enumerate(on_time)]
    province = combined(regions, code="35", name="")
    for each in regions:
        value = index_of(each, province).value
        assert value is not None
        assert 0 <= value <= 100
