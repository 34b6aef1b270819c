"""Orders and lines as light objects with the columns of their tables: the facts and the pricing read them alike."""

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table

from marketplace.purchasing.models import Order, OrderLine
from marketplace.simulation.cast import Person, Shop, Unit
from marketplace.simulation.plans import Package

ORDER_COLUMNS = tuple(column.key for column in Order.__table__.columns)
LINE_COLUMNS = tuple(column.key for column in OrderLine.__table__.columns)
order_row: Callable[[Any], tuple[Any, ...]] = attrgetter(*ORDER_COLUMNS)
line_row: Callable[[Any], tuple[Any, ...]] = attrgetter(*LINE_COLUMNS)


def _defaults(table: Table) -> tuple[tuple[tuple[str, Any], ...], tuple[str, ...]]:
    """What a new row holds where nothing is said: plain values, and names of columns that start as a list."""
    plain, lists = [], []
    for column in table.columns:
        default = column.default
        if default is not None and default.is_callable:
            lists.append(column.key)
        else:
            plain.append((column.key, getattr(default, "arg", None)))
    return tuple(plain), tuple(lists)


_ORDER_PLAIN, _ORDER_LISTS = _defaults(Order.__table__)
_LINE_PLAIN, _LINE_LISTS = _defaults(OrderLine.__table__)


class PlayedLine:
    """A line of an order that is being played."""

    __slots__ = LINE_COLUMNS

    if TYPE_CHECKING:  # the columns of the table are its attributes

        def __getattr__(self, name: str) -> Any: ...

        def __setattr__(self, name: str, value: Any) -> None: ...

    def __init__(self, **values: Any) -> None:
        for name, value in _LINE_PLAIN:
            setattr(self, name, value)
        for name, value in values.items():
            setattr(self, name, value)


class PlayedOrder:
    """An order that is being played, with the people around it."""

    __slots__ = (
        *ORDER_COLUMNS, "amendment", "answered_warnings", "changed_at", "complaint", "discount", "lines", "offered",
        "package", "papers", "parties", "rng", "rounds", "sends_in_parts", "shop", "unit",
    )  # fmt: skip

    if TYPE_CHECKING:  # the columns of the table are its attributes

        def __getattr__(self, name: str) -> Any: ...

        def __setattr__(self, name: str, value: Any) -> None: ...

    def __init__(self, unit: Unit, shop: Shop, package: Package, **values: Any) -> None:
        for name, value in _ORDER_PLAIN:
            setattr(self, name, value)
        for name in _ORDER_LISTS:
            setattr(self, name, [])
        for name, value in values.items():
            setattr(self, name, value)
        self.unit, self.shop, self.package = unit, shop, package
        self.buyer_id, self.supplier_id, self.region_code = unit.id, shop.id, unit.region
        self.is_pkp = shop.is_pkp
        self.lines: list[PlayedLine] = []
        self.papers: list[list[Any]] = []
        for name in ("amendment", "complaint", "offered", "changed_at"):
            setattr(self, name, None)
        self.rounds, self.discount, self.sends_in_parts = 0, 0.0, False

    @property
    def payable_idr(self) -> int:
        """What the unit pays, as on the order itself."""
        return int(self.accepted_net_idr + self.accepted_tax_idr - self.penalty_idr)

    @property
    def official(self) -> Person:
        return self.unit.official  # type: ignore[return-value]

    @property
    def committer(self) -> Person:
        return self.unit.committer  # type: ignore[return-value]

    @property
    def treasurer(self) -> Person:
        return self.unit.treasurer  # type: ignore[return-value]

    @property
    def holder(self) -> Person:
        return self.unit.holder  # type: ignore[return-value]
