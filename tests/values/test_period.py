from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.values import errors, period
from marketplace.values.period import Period, WorkingDays

LEAVE = [date(2023, 4, day) for day in (19, 20, 21, 22, 23, 24, 25)]  # Idulfitri 2023
office_days = st.dates(min_value=date(2022, 1, 1), max_value=date(2024, 12, 31))


def test_months_are_inclusive_and_the_period_is_half_open() -> None:
    half = Period.months("2023-01", "2023-08")
    assert (half.start, half.end) == (date(2023, 1, 1), date(2023, 9, 1))
    assert date(2023, 8, 31) in half
    assert date(2023, 9, 1) not in half
    assert (half.first, half.last, len(half)) == ("2023-01", "2023-08", 8)


def test_growth_compares_the_same_months_of_last_year() -> None:
    assert Period.months("2023-01", "2023-08").same_last_year() == Period.months("2022-01", "2022-08")
    assert Period.months("2023-01", "2023-02").previous() == Period.months("2022-11", "2022-12")
    assert Period.year(2023).each_month()[-1] == "2023-12"


@given(st.integers(-400, 400))
def test_shifting_there_and_back_changes_nothing(months: int) -> None:
    start = Period.months("2023-03", "2023-06")
    assert start.shifted(months).shifted(-months) == start
    assert len(start.shifted(months)) == 4


@pytest.mark.parametrize(
    "text", ["", "2023", "2023-13", "2023-00", "23-01", "2023-1", "2023-01-01", "0000-01", "２０２３-01"]
)
def test_a_month_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(errors.BadMonth):
        Period.months(text, "2023-12")


def test_periods_that_cannot_be_are_refused() -> None:
    with pytest.raises(errors.BackwardPeriod):
        Period.months("2023-08", "2023-01")
    with pytest.raises(errors.BadMonth):
        Period(date(2023, 1, 2), date(2023, 2, 1))
    with pytest.raises(errors.BadMonth):
        Period.months("9999-01", "9999-12")


def test_the_day_is_decided_where_it_happened() -> None:
    late_evening_utc = datetime(2023, 8, 31, 17, 30, tzinfo=UTC)
    assert period.local_day(late_evening_utc) == date(2023, 9, 1)
    assert period.local_month(late_evening_utc) == "2023-09"
    assert period.local_day(datetime(2023, 8, 31, 16, 30, tzinfo=UTC), period.WITA) == date(2023, 9, 1)
    with pytest.raises(errors.TimeWithoutZone):
        period.local_day(datetime(2023, 8, 31))  # noqa: DTZ001


def test_each_province_has_its_zone() -> None:
    assert period.timezone_of("35.73") == period.WIB
    assert period.timezone_of("51.71") == period.WITA
    assert period.timezone_of("91") == period.WIT


@given(st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2030, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_an_instant_lies_in_exactly_the_period_of_its_month(instant: datetime) -> None:
    month = period.local_month(instant)
    start, end = Period.months(month, month).bounds()
    assert start <= instant < end
    assert start == period.start_of_day(period.local_day(instant).replace(day=1))


def test_offices_are_closed_on_weekends_and_leave_days() -> None:
    days = WorkingDays(LEAVE)
    assert days.add(date(2023, 4, 18), 1) == date(2023, 4, 26)
    assert days.add(date(2023, 4, 26), -1) == date(2023, 4, 18)
    assert days.add(date(2023, 4, 22), 0) == date(2023, 4, 22)
    assert days.between(date(2023, 4, 14), date(2023, 4, 26)) == 3
    assert days.between(date(2023, 4, 26), date(2023, 4, 14)) == -3


@given(office_days, st.integers(1, 60))
def test_counting_back_gives_what_was_added(day: date, count: int) -> None:
    days = WorkingDays(LEAVE)
    due = days.add(day, count)
    assert days.is_open(due)
    assert days.between(day, due) == count
    assert due - day >= timedelta(days=count)
