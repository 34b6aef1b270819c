"""Why the shelf refuses. Each error carries a code and its values; the pages turn them into one sentence."""

from typing import Any, ClassVar


class CatalogueError(Exception):
    """The shelf refuses. `rule` names the rule of the trade behind it, if there is one."""

    code: ClassVar[str] = "refused"
    rule: ClassVar[str | None] = None

    def __init__(self, **values: Any) -> None:
        super().__init__(self.code, values)
        self.values = values


class OutOfStock(CatalogueError):
    """Fewer on the shelf than asked for."""

    code = "out_of_stock"


class OverCapacity(CatalogueError):
    """More than the shop can make or do on that day."""

    code = "over_capacity"


class NotForSale(CatalogueError):
    """Paused by the shop, frozen by an admin, or gone."""

    code = "not_for_sale"


class NotAllowed(CatalogueError):
    """This person has no role that may do this to this shop's shelf."""

    code = "not_allowed"


class ShopNotVerified(CatalogueError):
    """R39: only a shop with checked papers may list."""

    code = "shop_not_verified"
    rule = "R39"


class BusinessFieldMismatch(CatalogueError):
    """R39: the category's KBLI is not among those in the shop's NIB."""

    code = "kbli_mismatch"
    rule = "R39"


class RegistrationMissing(CatalogueError):
    """R40: medicines and medical devices are listed with their distribution permit (NIE) only."""

    code = "nie_missing"
    rule = "R40"


class PriceMoveTooLarge(CatalogueError):
    """Staff may move a price by at most a tenth; more is for the owner."""

    code = "price_move_too_large"


class UnknownCategory(CatalogueError):
    """No such leaf category."""

    code = "unknown_category"


class UnknownArea(CatalogueError):
    """Delivery areas are regencies and cities that exist, at least one."""

    code = "unknown_area"


class StaleProduct(CatalogueError):
    """Somebody else changed the product while this form was open."""

    code = "stale_product"


class WrongSupply(CatalogueError):
    """Goods have stock, made-to-order has a daily capacity: one of the two, never both."""

    code = "wrong_supply"


class PhotoRefused(CatalogueError):
    """The file is not a photo we can keep; `reason` says why."""

    code = "photo_refused"
