"""Totals over the log, kept beside it: the same rows whether entries come one by one or by the thousand."""

from marketplace.ledger.services import Projection
from marketplace.transparency.projections.complaints import Complaints
from marketplace.transparency.projections.completions import Completions
from marketplace.transparency.projections.orders import Orders
from marketplace.transparency.projections.registers import Registers

PROJECTIONS: tuple[Projection, ...] = (Orders(), Completions(), Registers(), Complaints())
