"""Pages of this area."""

from marketplace.catalogue.views import browse, compare, desk, freezing, media, products, shops
from marketplace.catalogue.views.blueprint import bp

__all__ = ["bp", "browse", "compare", "desk", "freezing", "media", "products", "shops"]
