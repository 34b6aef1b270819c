"""Pages of buying: carts, orders and their steps, papers, plans, rules, sanctions, and everybody's own desk."""

from marketplace.purchasing.views import carts, desks, documents, orders, plans, rulebook, sanctions, tables
from marketplace.purchasing.views.blueprint import bp

__all__ = ["bp", "carts", "desks", "documents", "orders", "plans", "rulebook", "sanctions", "tables"]
