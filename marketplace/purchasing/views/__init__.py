"""Pages of buying: carts, orders and their steps, papers, plans, rules, sanctions, and everybody's own desk."""

from marketplace.purchasing.views import carts, documents, orders, rules, tables
from marketplace.purchasing.views.blueprint import bp

__all__ = ["bp", "carts", "documents", "orders", "rules", "tables"]
