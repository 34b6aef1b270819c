"""The figures of an order's page: its lines, and the way from goods to what the unit pays and the shop receives."""

from typing import Any

from flask_babel import gettext

from marketplace.purchasing import pricing
from marketplace.purchasing.models import Order, OrderLine
from marketplace.values.period import local_day, timezone_of
from marketplace.values.tax import TaxClass, tax_note


def line_of(order: Order, line: OrderLine) -> dict[str, Any]:
    facts = []
    if line.despatched and line.despatched != line.received:
        facts.append(gettext("dikirim %(n)s", n=line.despatched))
    if line.received:
        facts.append(gettext("tiba %(n)s", n=line.received))
    if line.accepted:
        facts.append(gettext("diterima baik %(n)s", n=line.accepted))
    if line.domestic_status == "pdn":
        tkdn = f" · TKDN {line.tkdn_percent}%" if line.tkdn_percent else ""
        facts.insert(0, gettext("produk dalam negeri") + tkdn)
    # A price cut counts from the BAST on; until then it is a proposal and stands among the notices.
    price = line.unit_price_net_idr if order.accepted_net_idr is None else line.final_price_net_idr
    return {
        "name": line.product_name,
        "facts": " · ".join(facts),
        "quantity": line.quantity,
        "unit": line.unit,
        "price_idr": price,
        "list_price_idr": line.list_price_net_idr,
        "net_idr": line.quantity * price,
    }


def money_of(order: Order) -> list[dict[str, Any]]:
    """From goods to what the unit pays and the shop receives: as expected, or as accepted once there is a BAST."""
    today = local_day(order.created_at, timezone_of(order.region_code))
    is_final = order.accepted_net_idr is not None
    paid = pricing.payout_of(order, today) if is_final else pricing.expected_payout(order, today)
    rows = [
        _row(gettext("Ongkos kirim"), order.shipping_net_idr),
        _row(gettext("PPN"), (order.accepted_tax_idr or 0) if is_final else order.tax_idr, note=_tax_words(order)),
    ]
    if is_final:
        rows.insert(1, _row(gettext("Nilai diterima, dengan ongkos kirim"), order.accepted_net_idr or 0))
    if order.penalty_idr:
        days = gettext("%(n)s hari, aturan R20", n=order.late_days)
        rows.append(_row(gettext("Denda keterlambatan"), -order.penalty_idr, note=days))
    return [
        *rows,
        _row(gettext("Dibayar unit"), paid.paid_idr, is_total=True),
        _row(gettext("PPh 22 dipungut 0,5%"), -paid.withheld_idr, note="R27"),
        _row(gettext("Diterima penyedia"), paid.credited_idr, is_total=True),
    ]


def _row(label: str, amount_idr: int, *, note: str = "", is_total: bool = False) -> dict[str, Any]:
    return {"label": label, "amount_idr": amount_idr, "note": note, "is_total": is_total}


def _tax_words(order: Order) -> str:
    """Why there is no PPN, where there is none."""
    on = local_day(order.created_at, timezone_of(order.region_code))
    notes = {str(tax_note(TaxClass(line.tax_class), order.is_pkp, on)) for line in order.lines}
    words = {
        "bukan_pkp": gettext("penyedia bukan PKP"),
        "pbjt": gettext("katering: bukan objek PPN"),
        "bebas": gettext("bebas PPN"),
    }
    return ", ".join(words[note] for note in sorted(notes) if note in words)
