"""Periods of whole months, days in the region's own time zone, and working days.

The only place that decides which day or month an instant belongs to.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from marketplace.values.errors import BackwardPeriod, BadMonth, TimeWithoutZone

WIB, WITA, WIT = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"
_PROVINCES_WITA = frozenset(["51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"])
_PROVINCES_WIT = frozenset(["81", "82", "91", "92", "93", "94", "95", "96", "97"])
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months, half-open: from the first day of one month to the first day after the last one."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start.day != 1 or self.end.day != 1:
            raise BadMonth("a period starts and ends on the first of a month")
        if self.end <= self.start:
            raise BackwardPeriod(f"{self.start} to {self.end}")

    @classmethod
    def months(cls, first: str, last: str) -> "Period":
        """Both months included, as in `?dari=2023-01&sampai=2023-08`."""
        return cls(first_day(first), add_months(first_day(last), 1))

    @classmethod
    def year(cls, year: int) -> "Period":
        """A fiscal year of a local government is the calendar year."""
        return cls.months(f"{year:04}-01", f"{year:04}-12")

    @property
    def first(self) -> str:
        return month_of(self.start)

    @property
    def last(self) -> str:
        return month_of(add_months(self.end, -1))

    def shifted(self, months: int) -> "Period":
        return Period(add_months(self.start, months), add_months(self.end, months))

    def same_last_year(self) -> "Period":
        return self.shifted(-12)

    def previous(self) -> "Period":
        """The period of equal length that ends where this one starts."""
        return self.shifted(-len(self))

    def each_month(self) -> list[str]:
        return list(self)

    def bounds(self, tz: str = WIB) -> tuple[datetime, datetime]:
        """First instant inside and first instant after, in UTC, as that zone's midnights."""
        zone = ZoneInfo(tz)
        return tuple(datetime.combine(day, time(), zone).astimezone(UTC) for day in (self.start, self.end))  # type: ignore[return-value]

    def __len__(self) -> int:
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month

    def __iter__(self) -> Iterator[str]:
        return (month_of(add_months(self.start, n)) for n in range(len(self)))

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day < self.end


def first_day(month: str) -> date:
    """`2023-08` is the month that starts on 1 August 2023; anything else is refused."""
    match = _MONTH.fullmatch(month)
    if not match:
        raise BadMonth(month)
    try:
        return date(int(match[1]), int(match[2]), 1)
    except ValueError:
        raise BadMonth(month) from None


def month_of(day: date) -> str:
    return f"{day.year:04}-{day.month:02}"


def add_months(day: date, months: int) -> date:
    """The first day of the month so many months later; refused outside the calendar."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return date(years, month + 1, 1)
    except ValueError:
        raise BadMonth(f"{day} and {months} months") from None


def local_day(instant: datetime, tz: str = WIB) -> date:
    """The calendar day on which something happened, where it happened."""
    if instant.tzinfo is None:
        raise TimeWithoutZone(instant.isoformat())
    return instant.astimezone(ZoneInfo(tz)).date()


def local_month(instant: datetime, tz: str = WIB) -> str:
    """The month, as `YYYY-MM`, in which something happened, where it happened."""
    return month_of(local_day(instant, tz))


def start_of_day(day: date, tz: str = WIB) -> datetime:
    """A local day's first instant, in UTC."""
    return datetime.combine(day, time(), ZoneInfo(tz)).astimezone(UTC)


def timezone_of(region_code: str) -> str:
    """Western, central or eastern time by province (Keppres 41/1987 and the provinces made since)."""
    province = region_code[:2]
    if province in _PROVINCES_WITA:
        return WITA
    return WIT if province in _PROVINCES_WIT else WIB


class WorkingDays:
    """Government offices are closed on Saturdays, Sundays, public holidays and collective leave days."""

    __slots__ = ("_closed",)

    def __init__(self, holidays: Iterable[date] = ()) -> None:
        self._closed = frozenset(holidays)

    def is_open(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self._closed

    def add(self, day: date, count: int) -> date:
        """The working day so many working days after (or, below zero, before) a day; zero is the day itself."""
        step = timedelta(days=1 if count >= 0 else -1)
        remaining = abs(count)
        while remaining:
            day += step
            remaining -= self.is_open(day)
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`; below zero when `end` is earlier."""
        if end < start:
            return -self.between(end, start)
        days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        return sum(self.is_open(day) for day in days)
