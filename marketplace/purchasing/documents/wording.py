"""Numbers, dates and names as Indonesian official papers write them, whatever language the reader's screen has."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from num2words import num2words

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
PAYMENT_PATHS = {
    "up": "Uang Persediaan (UP)",
    "gu": "Ganti Uang Persediaan (GU)",
    "ls": "Pembayaran Langsung (LS)",
    "kkpd": "Kartu Kredit Pemerintah Daerah (KKPD)",
}


def number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def rupiah(amount_idr: int) -> str:
    """Papers write money with its two decimals: Rp1.500.000,00."""
    return f"{'−' if amount_idr < 0 else ''}Rp{number(abs(amount_idr))},00"


def in_words(amount_idr: int) -> str:
    """The amount in words (terbilang), as a Surat Pesanan and a kuitansi must carry it."""
    return f"{num2words(amount_idr, lang='id')} rupiah"


def long_date(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def local_date(instant: datetime, zone: str) -> date:
    return instant.astimezone(ZoneInfo(zone)).date()


def date_in_words(day: date) -> str:
    """How a berita acara opens: the weekday and the date in words."""
    words = [num2words(part, lang="id") for part in (day.day, day.year)]
    return f"{DAYS[day.weekday()]} tanggal {words[0]} bulan {MONTHS[day.month - 1]} tahun {words[1]}"


def local_time(instant: datetime, zone: str) -> str:
    here = instant.astimezone(ZoneInfo(zone))
    return f"{long_date(here.date())} pukul {here:%H.%M}"


def government(region_name: str) -> str:
    return f"Pemerintah {region_name}"


def payment_path(code: str) -> str:
    return PAYMENT_PATHS.get(code, code.upper())
