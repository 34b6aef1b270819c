"""Months as the public tables keep them: whole numbers like 202308, in the time of East Java (WIB)."""

from datetime import datetime

from marketplace.values.period import Period, local_month


def month_of(instant: datetime) -> int:
    """The month an event counts in: the calendar month on the wall in East Java, not in UTC."""
    return as_number(local_month(instant))


def as_number(month: str) -> int:
    return int(month[:4]) * 100 + int(month[5:7])


def as_text(month: int) -> str:
    return f"{month // 100:04d}-{month % 100:02d}"


def bounds(period: Period) -> tuple[int, int]:
    """First and last month of a period, both included, for a BETWEEN."""
    return as_number(period.first), as_number(period.last)


def between(first: int, last: int) -> Period:
    return Period.months(as_text(first), as_text(last))
