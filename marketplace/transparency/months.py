"""Months as the public pages count them: whole numbers like 202308, in the time of East Java."""

from datetime import datetime
from zoneinfo import ZoneInfo

EAST_JAVA = ZoneInfo("Asia/Jakarta")


def month_of(instant: datetime) -> int:
    """The month an event counts in: the calendar month on the wall in East Java, not in UTC."""
    local = instant.astimezone(EAST_JAVA)
    return local.year * 100 + local.month


def shifted(month: int, months: int) -> int:
    year, offset = divmod(month // 100 * 12 + month % 100 - 1 + months, 12)
    return year * 100 + offset + 1


def span(first: int, last: int) -> list[int]:
    """Every month from first to last, both included."""
    return [shifted(first, step) for step in range(distance(first, last))]


def distance(first: int, last: int) -> int:
    """How many months the period has, both ends included."""
    return (last // 100 - first // 100) * 12 + last % 100 - first % 100 + 1


def to_text(month: int) -> str:
    return f"{month // 100:04d}-{month % 100:02d}"
