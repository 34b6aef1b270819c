"""What sells best and who delivers on time, counted anew once a day of the world; in the caller's transaction.

Search keeps both in its tables, so that finding costs nothing; sales in between change the order the next day.
"""

from datetime import date

from sqlalchemy import select, update

from marketplace.catalogue.models import CatalogueRevision
from marketplace.catalogue.search import index
from marketplace.extensions import db


def ranking_is_from(day: date) -> bool:
    """Whether the best sellers were counted on that day of the world, or later."""
    ranked_on = db.session.scalar(select(CatalogueRevision.ranked_on).where(CatalogueRevision.id == 1))
    return ranked_on is not None and ranked_on >= day


def rank_once_a_day(day: date) -> bool:
    """What sold best and who delivers on time are counted anew each day of the world; by whoever comes first.

    The caller holds the world's lock, so that the second to come finds it done. Returns whether it was done now.
    """
    if ranking_is_from(day):
        return False
    index.rebuild_index(db.session())
    db.session.execute(update(CatalogueRevision).where(CatalogueRevision.id == 1).values(ranked_on=day))
    return True
