"""What comparable products cost: the reference beside a price, on pages and on order lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, select

from marketplace.catalogue.models import PriceChange, ProductSearch
from marketplace.extensions import db

SAMPLE_MIN = 5  # a reference over fewer products would name single shops


# Built once: every line of every order asks.
_PEERS = (
    select(ProductSearch.unit_price_net_idr)
    .where(ProductSearch.peer_key == bindparam("peers"), ProductSearch.is_visible.is_(True))
    .order_by(ProductSearch.unit_price_net_idr)
)
IN_REGION = _PEERS.where(ProductSearch.region_code == bindparam("place"))
IN_PROVINCE = _PEERS.where(ProductSearch.region_code.between(bindparam("place"), bindparam("beyond")))


@dataclass(frozen=True, slots=True)
class PriceReference:
    """What comparable products cost: quartiles, how many, and where (a region's code, or the province's)."""

    quartile_low_idr: int
    median_idr: int
    quartile_high_idr: int
    sample: int
    region_code: str


def price_reference(peer_key: str, region_code: str) -> PriceReference | None:
    """The regional median of comparable products; the province's where the region has fewer than five."""
    if not peer_key:
        return None
    province = region_code.split(".")[0]
    for place, statement in (
        (region_code, IN_REGION if "." in region_code else IN_PROVINCE),
        (province, IN_PROVINCE),
    ):
        prices = _peer_prices(statement, peer_key, place)
        if len(prices) >= SAMPLE_MIN:
            low, median, high = (_quantile(prices, quarter) for quarter in (1, 2, 3))
            return PriceReference(low, median, high, len(prices), place)
    return None


def _peer_prices(statement: Select[Any], peer_key: str, place: str) -> Sequence[int]:
    values = {"peers": peer_key, "place": place, "beyond": f"{place}/"}
    return [price for (price,) in db.session.connection().execute(statement, values)]


def _quantile(ordered: Sequence[int], quarter: int) -> int:
    """The value a quarter, half or three quarters up, between neighbours, in whole rupiah, rounded down."""
    position = (len(ordered) - 1) * quarter
    low, rest = divmod(position, 4)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * rest // 4


def medians(peer_keys: Iterable[str], region_code: str) -> dict[str, int]:
    """The reference for several order lines: median by peer key, only where the sample is large enough."""
    found = {key: price_reference(key, region_code) for key in sorted(set(peer_keys))}
    return {key: reference.median_idr for key, reference in found.items() if reference}


def price_history(product_id: int) -> list[PriceChange]:
    """Every price since the product was listed, oldest first."""
    return list(
        db.session.scalars(
            select(PriceChange)
            .where(PriceChange.product_id == product_id)
            .order_by(PriceChange.changed_at, PriceChange.id)
        )
    )
