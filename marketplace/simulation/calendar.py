"""Time as the history counts it: milliseconds UTC, office minutes on working days, and the year's rhythm."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

WIB_MS = 7 * 3_600_000  # East Java is seven hours ahead of UTC, all year
DAY_MS = 86_400_000
MINUTE_MS = 60_000
EPOCH_DAY = date(1970, 1, 1).toordinal()
OFFICE_OPENS = 7 * 60 + 30
OFFICE_MINUTES = 8 * 60


def at(year: int, day_of_year: int, minute: int) -> int:
    """The instant at a local minute of the day, in milliseconds."""
    return day_ms(date(year, 1, 1) + timedelta(days=day_of_year - 1)) + minute * MINUTE_MS


def day_ms(day: date) -> int:
    """Local midnight."""
    return (day.toordinal() - EPOCH_DAY) * DAY_MS - WIB_MS


def local_day(instant_ms: int) -> date:
    return date.fromordinal((instant_ms + WIB_MS) // DAY_MS + EPOCH_DAY)


def local_minute(instant_ms: int) -> int:
    return (instant_ms + WIB_MS) % DAY_MS // MINUTE_MS


def instant(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, UTC)


def milliseconds(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


class OfficeTime:
    """A line on which only office hours of working days exist, counted in minutes from the first of them."""

    def __init__(self, first: date, last: date, closed: Iterable[date]) -> None:
        shut = frozenset(closed)
        span = (first + timedelta(days=n) for n in range((last - first).days + 1))
        self.days = [day for day in span if day.weekday() < 5 and day not in shut]
        self._starts = [day_ms(day) + OFFICE_OPENS * MINUTE_MS for day in self.days]
        self._ordinals = [day.toordinal() for day in self.days]

    def instant(self, minutes: float) -> int:
        """The moment at which so many office minutes have passed."""
        whole, rest = divmod(minutes, OFFICE_MINUTES)
        return self._starts[int(whole)] + int(rest * 60) * 1000

    def minutes(self, at_ms: int) -> float:
        """How many office minutes have passed by then; nights and holidays add none."""
        n = bisect_right(self._starts, at_ms) - 1
        if n < 0:
            return 0.0
        return n * OFFICE_MINUTES + min(OFFICE_MINUTES - 1, (at_ms - self._starts[n]) / MINUTE_MS)

    def day_number(self, day: date) -> int:
        """Place of the first working day on or after a day."""
        return bisect_left(self._ordinals, day.toordinal())

    def days_between(self, start: date, end: date) -> list[date]:
        """Working days from start up to, not including, end."""
        return self.days[self.day_number(start) : self.day_number(end)]
