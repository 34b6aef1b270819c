"""Reads of the shelf, by what they are for: ordering, lists, one product, prices, shops, a shop's own desk."""

from marketplace.catalogue.queries.freezes import Freeze, freezes_for, freezes_of, may_freeze, product_for_admin
from marketplace.catalogue.queries.lists import Names, cards, names, photo, related_ids, revision, shop_product_ids
from marketplace.catalogue.queries.ordering import OrderableProduct, product_for_order, products_for_order
from marketplace.catalogue.queries.own import areas_of, categories_for, own_product, own_products, own_shop
from marketplace.catalogue.queries.prices import PriceReference, medians, price_history, price_reference
from marketplace.catalogue.queries.products import delivery_areas, product_page, products_compared, shelf_state
from marketplace.catalogue.queries.shops import NO_RECORD, Standing, public_shop, shop_standing

__all__ = [
    "NO_RECORD", "Freeze", "Names", "OrderableProduct", "PriceReference", "Standing", "areas_of", "cards",
    "categories_for", "delivery_areas", "freezes_for", "freezes_of", "may_freeze", "medians", "names", "own_product",
    "own_products", "own_shop", "photo", "price_history", "price_reference", "product_for_admin",
    "product_for_order", "product_page", "products_compared", "products_for_order", "public_shop", "related_ids",
    "revision", "shelf_state", "shop_product_ids", "shop_standing",
]  # fmt: skip
