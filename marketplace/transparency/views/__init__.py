"""The public pages: same for everyone, from the ledger alone, each in several forms at one address."""

from marketplace.transparency.views import comparison, data, ocds, orders, overview, parties
from marketplace.transparency.views.blueprint import bp

__all__ = ["bp", "comparison", "data", "ocds", "orders", "overview", "parties"]
