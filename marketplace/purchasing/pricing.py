"""An order's sums, from lines to what the unit pays and what the shop receives; arithmetic on order-like objects.

Totals are sums of lines, each taxed once (R31 to R33); nothing here knows a database.
"""

from datetime import date
from typing import Any

from marketplace.purchasing.facts import accepted_net, main_category
from marketplace.values.period import local_day, timezone_of
from marketplace.values.tax import Payout, TaxClass, TaxedAmount, late_penalty, line_tax, payout


def reckon(order: Any) -> None:
    """What is ordered costs the sum of its lines and its delivery, with the PPN of the day it was drafted."""
    for line in order.lines:
        line.net_idr = line.quantity * line.unit_price_net_idr
        line.tax_idr = _taxed(order, line.net_idr, line.tax_class).tax_idr
    order.list_net_idr = sum(line.quantity * line.list_price_net_idr for line in order.lines)
    order.goods_net_idr = sum(line.net_idr for line in order.lines)
    order.tax_idr = sum(line.tax_idr for line in order.lines) + _shipping_tax(order)
    order.gross_idr = order.goods_net_idr + order.shipping_net_idr + order.tax_idr


def reckon_accepted(order: Any) -> None:
    """The hand-over fixes what was accepted, with delivery, its PPN, and the penalty for what came late (R20).

    Each line's lateness counts for itself, because what came in time was of use.
    """
    lines = [_taxed(order, accepted_net(line), line.tax_class) for line in order.lines]
    total = TaxedAmount.total(lines) + TaxedAmount.of(order.shipping_net_idr, _shipping_tax(order))
    order.accepted_net_idr, order.accepted_tax_idr = total.net_idr, total.tax_idr
    order.late_days = max((late_days(line, order.due_on) for line in order.lines), default=0)
    order.penalty_idr = sum(late_penalty(accepted_net(line), late_days(line, order.due_on)) for line in order.lines)


def late_days(line: Any, due_on: date) -> int:
    """Calendar days from the due date to the day of the line's last goods; nothing accepted is not late."""
    if not line.accepted or line.received_on is None:
        return 0
    late = line.received_on - due_on
    return max(0, int(late.days))


def payout_of(order: Any, on: date) -> Payout:
    """What becomes of the unit's payment: PPh 22 and PPN to the tax office, the rest to the shop (R27)."""
    amount = TaxedAmount.of(order.accepted_net_idr, order.accepted_tax_idr)
    return payout(amount, penalty_idr=order.penalty_idr, on=on)


def expected_payout(order: Any, on: date) -> Payout:
    """What the shop will receive if all is accepted in time; shown before it accepts."""
    return payout(TaxedAmount.of(order.goods_net_idr + order.shipping_net_idr, order.tax_idr), on=on)


def gross_of_received(order: Any) -> int:
    """The most an order that stopped early can still cost: what has arrived, with its delivery."""
    goods = sum(
        _taxed(order, line.received * line.unit_price_net_idr, line.tax_class).gross_idr for line in order.lines
    )
    return goods + int(order.shipping_net_idr) + _shipping_tax(order) if goods else 0


def _taxed(order: Any, net_idr: int, tax_class: str) -> TaxedAmount:
    drafted_on = local_day(order.created_at, timezone_of(order.region_code))
    return line_tax(net_idr, TaxClass(tax_class), is_pkp=order.is_pkp, on=drafted_on)


def _shipping_tax(order: Any) -> int:
    """Delivery follows the tax of what is delivered: of the shelf with most of the value."""
    shelf = main_category(order)
    tax_class = next(line.tax_class for line in order.lines if line.category_code == shelf)
    return _taxed(order, order.shipping_net_idr, tax_class).tax_idr
