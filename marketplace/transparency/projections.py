"""Totals over the log, kept beside it."""

from marketplace.ledger.services import Projection

PROJECTIONS: tuple[Projection, ...] = ()
