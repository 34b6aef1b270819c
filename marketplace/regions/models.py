"""Regions, parents by code, and the days on which offices are closed."""

from datetime import date
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.extensions import Model


class RegionLevel(StrEnum):
    PROVINCE = "province"
    REGENCY = "regency"  # kabupaten or kota
    DISTRICT = "district"  # kecamatan
    VILLAGE = "village"  # kelurahan


class Region(Model):
    """A region under its dotted Kemendagri code, e.g. `35.73` for Kota Malang."""

    __tablename__ = "regions"

    code: Mapped[str] = mapped_column(String(13), primary_key=True)
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("regions.code"), index=True)
    level: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(80))  # with its prefix: names repeat between kabupaten and kota
    kind: Mapped[str | None] = mapped_column(String(10))  # kabupaten | kota
    short_label: Mapped[str | None] = mapped_column(String(5))
    timezone: Mapped[str] = mapped_column(String(20), default="Asia/Jakarta")
    population_thousand: Mapped[int | None]
    budget_idr: Mapped[int | None] = mapped_column(BigInteger)  # belanja daerah (APBD) 2023, approximate
    goods_services_budget_idr: Mapped[int | None] = mapped_column(BigInteger)
    tile_col: Mapped[int | None]
    tile_row: Mapped[int | None]


class Holiday(Model):
    """A national holiday or collective leave day: government offices are closed, deadlines do not run."""

    __tablename__ = "holidays"

    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
