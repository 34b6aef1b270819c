"""The public pages: same for everyone, from the ledger alone, each in several forms at one address."""

from marketplace.transparency.views import data, orders, overview, parties, ranking
from marketplace.transparency.views.blueprint import bp

__all__ = ["bp", "data", "orders", "overview", "parties", "ranking"]
