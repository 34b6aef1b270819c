"""Fills the reference tables of a new world; nothing else writes them."""

from pathlib import Path

from sqlalchemy import insert, select

from marketplace.extensions import db
from marketplace.regions.models import Holiday, Region
from marketplace.regions.reference import SEED, holiday_rows, region_rows


def load_reference(folder: Path = SEED) -> int:
    """Store every region and holiday that is not there yet, parents first; returns how many regions came in."""
    known = set(db.session.scalars(select(Region.code)))
    regions = [row for row in region_rows(folder) if row["code"] not in known]
    if regions:
        db.session.execute(insert(Region), regions)
    days = set(db.session.scalars(select(Holiday.day)))
    holidays = [row for row in holiday_rows(folder) if row["day"] not in days]
    if holidays:
        db.session.execute(insert(Holiday), holidays)
    return len(regions)
