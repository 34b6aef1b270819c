"""Office hours as a class counts them: bots work in them, and a trainer may jump to the next one that begins."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from marketplace.extensions import db
from marketplace.regions.models import Holiday
from marketplace.simulation.calendar import OFFICE_OPENS, OfficeTime, instant, milliseconds
from marketplace.values.period import WorkingDays, local_day, start_of_day

AHEAD = timedelta(days=120)  # no wait of a bot is longer, whatever the holidays


class Office:
    """The office days around one moment; read once for all that is reckoned at that moment."""

    def __init__(self, now: datetime) -> None:
        self._first = local_day(now) - timedelta(days=30)
        last = local_day(now) + AHEAD
        self._closed = db.session.scalars(select(Holiday.day).where(Holiday.day.between(self._first, last))).all()
        self._time = OfficeTime(self._first, last, self._closed)

    def after(self, moment: datetime, minutes: float) -> datetime:
        """So many office minutes later; what comes in after hours is begun in the next morning."""
        start = milliseconds(max(moment, start_of_day(self._first)))
        return instant(self._time.instant(self._time.minutes(start) + minutes))

    def opening_after(self, day: date, working_days: int) -> datetime:
        """When the office opens so many working days after a day."""
        return opening(WorkingDays(self._closed).add(day, working_days))

    def next_morning(self, now: datetime) -> datetime:
        """The next time an office opens, strictly later than now."""
        days = WorkingDays(self._closed)
        today = local_day(now)
        is_before = days.is_open(today) and now < opening(today)
        return opening(today) if is_before else opening(days.add(today, 1))


def opening(day: date) -> datetime:
    return start_of_day(day) + timedelta(minutes=OFFICE_OPENS)
