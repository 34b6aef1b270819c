"""What the ledger is told about each step of an order: pure builders, the same for live steps and seeded history.

They read any object with an order's attributes; they know no database, no session and no names of people.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from marketplace.ledger.services import Fact
from marketplace.values.period import local_day, timezone_of

Pairs = Iterable[tuple[int, int]]  # line number with a quantity or a price

# R25: quality and quantity, cost, time, service; the mean is published in thousandths
MARK_WEIGHTS = (30, 20, 30, 20)
REASONS = (
    "kebutuhan_berubah", "anggaran_berubah", "salah_input", "harga_tidak_sesuai", "stok_habis", "di_luar_jangkauan",
    "waktu_tidak_cukup", "spesifikasi_tidak_sesuai", "penyedia_tidak_menanggapi", "keadaan_kahar",
    "penyedia_wanprestasi", "dokumen_tidak_lengkap", "dana_tidak_tersedia", "pembayaran_kedaluwarsa",
    "dibatalkan_pembeli", "akhir_tahun_anggaran", "lainnya",
)  # fmt: skip
# Of these, what each kind of step offers: nobody gives a reason that only the other side can have.
REASONS_OF_UNIT = (
    "kebutuhan_berubah", "anggaran_berubah", "salah_input", "harga_tidak_sesuai", "spesifikasi_tidak_sesuai",
    "waktu_tidak_cukup", "penyedia_tidak_menanggapi", "keadaan_kahar", "lainnya",
)  # fmt: skip
REASONS_OF_SHOP = (
    "stok_habis", "waktu_tidak_cukup", "di_luar_jangkauan", "harga_tidak_sesuai", "spesifikasi_tidak_sesuai",
    "salah_input", "keadaan_kahar", "lainnya",
)  # fmt: skip
REASONS_TO_STOP = (
    "keadaan_kahar", "kebutuhan_berubah", "anggaran_berubah", "stok_habis", "waktu_tidak_cukup", "lainnya",
)  # fmt: skip
REASONS_TO_TERMINATE = (
    "penyedia_wanprestasi", "penyedia_tidak_menanggapi", "waktu_tidak_cukup", "spesifikasi_tidak_sesuai", "lainnya",
)  # fmt: skip
REASONS_OF_BILL = ("dokumen_tidak_lengkap", "salah_input", "harga_tidak_sesuai", "lainnya")
REASONS_OF_PAYMENT = (
    "dana_tidak_tersedia", "pembayaran_kedaluwarsa", "dokumen_tidak_lengkap", "salah_input", "lainnya",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parties:
    """Who deals with whom and from which plan, by public codes, as they are when it happens."""

    region_code: str
    buyer_code: str
    buyer_kind: str
    supplier_code: str
    supplier_region: str
    supplier_class: str
    rup_code: str
    account_code: str


@dataclass(frozen=True, slots=True)
class Details:
    """What one step says besides who did it and when."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    amount_idr: int | None = None
    parties: Parties | None = None


NOTHING = Details()


def step(
    order: Any, action: str, *, from_status: str, to_status: str, at: datetime, role: str | None,
    commitment: bytes | None, details: Details = NOTHING,
) -> Fact:  # fmt: skip
    """One step of an order as the log remembers it; `commitment` stands for the person, None for the system."""
    parties = details.parties
    codes = (parties.region_code, parties.buyer_code, parties.supplier_code) if parties else (None, None, None)
    return Fact(
        kind=f"order.{action}", occurred_at=at, order_number=order.number, from_status=str(from_status),
        to_status=str(to_status), actor_role=role and str(role), actor=commitment, region_code=codes[0],
        buyer_code=codes[1], supplier_code=codes[2], amount_idr=details.amount_idr, facts=details.facts,
    )  # fmt: skip


def opening(order: Any, parties: Parties) -> Details:
    """How an order enters the log, at its request or its submission: everything that was decided by then."""
    facts = {
        "title": order.title, "method": str(order.method), "rup_code": parties.rup_code,
        "account": parties.account_code, "category": main_category(order), "needed_on": order.needed_on.isoformat(),
        "path": str(order.payment_path), "supplier_region": parties.supplier_region,
        "supplier_class": str(parties.supplier_class), "buyer_kind": parties.buyer_kind,
        "compared": order.compared_count, "cheapest": order.is_cheapest, "reason": bool(order.reason_not_cheapest),
        "warnings": sorted({warning["rule"] for warning in order.warnings}), "list_net": order.list_net_idr,
        "goods_net": order.goods_net_idr, "shipping_net": order.shipping_net_idr, "tax": order.tax_idr,
        "gross": order.gross_idr, "lines": [_line(line) for line in order.lines],
    }  # fmt: skip
    return Details(facts, order.gross_idr, parties)


def compared(order: Any) -> Details:
    """How many shops were weighed, and whether the chosen one is the cheapest delivered."""
    return Details({"compared": order.compared_count, "cheapest": order.is_cheapest})


def offered(offer: Any) -> Details:
    """One round's prices, from either side."""
    prices = [[line["line"], line["unit_price_net_idr"]] for line in offer.lines]
    facts = {"round": offer.round, "lines": prices, "shipping_net": offer.shipping_net_idr,
             "lead_days": offer.lead_days}  # fmt: skip
    return Details(facts, offer.goods_net_idr + offer.shipping_net_idr)


def proposed(order: Any) -> Details:
    """The prices both settled on."""
    prices = [[line.line_number, line.unit_price_net_idr] for line in order.lines]
    return Details({"lines": prices, "shipping_net": order.shipping_net_idr}, order.gross_idr)


def issued(order: Any, document: str) -> Details:
    return Details({"document": document, "due_on": order.due_on.isoformat()}, order.gross_idr)


def amendment_proposed(due_on: date, quantities: Pairs) -> Details:
    return Details({"due_on": due_on.isoformat(), "lines": _pairs(quantities)})


def amended(order: Any, document: str) -> Details:
    """The order as it stands after the change, with the quantities it now has."""
    lines = [[line.line_number, line.quantity] for line in order.lines]
    return Details({"document": document, "due_on": order.due_on.isoformat(), "lines": lines}, order.gross_idr)


def despatched(document: str, quantities: Pairs) -> Details:
    return Details({"document": document, "lines": _pairs(quantities)})


def received(quantities: Pairs) -> Details:
    return Details({"lines": _pairs(quantities)})


def inspected(document: str, accepted: Pairs, defect: str | None = None) -> Details:
    """What passed inspection; `defect` is a code of the public list, never free text."""
    facts: dict[str, Any] = {"document": document, "lines": _pairs(accepted)}
    return Details(facts | {"defect": defect} if defect else facts)


def price_cut(prices: Pairs) -> Details:
    return Details({"lines": _pairs(prices)})


def handed_over(order: Any, document: str) -> Details:
    """The handover record (BAST): what the supplier may now bill, and the penalty that is netted (R20)."""
    lines = [[line.line_number, line.accepted] for line in order.lines]
    facts = {"document": document, "tax": order.accepted_tax_idr, "penalty": order.penalty_idr,
             "late_days": order.late_days, "lines": lines}  # fmt: skip
    return Details(facts, order.accepted_net_idr)


def billed(order: Any, document: str) -> Details:
    return Details({"document": document}, order.payable_idr)


def verified(order: Any) -> Details:
    return Details({}, order.payable_idr)


def paid(order: Any) -> Details:
    return Details({"path": str(order.payment_path), "reference": order.payment_reference}, order.payable_idr)


def paid_out(order: Any) -> Details:
    """What reached the shop, and what the marketplace kept for the tax office (R27)."""
    facts = {"withheld": order.withheld_idr, "tax_deposited": order.accepted_tax_idr + order.withheld_idr,
             "penalty": order.penalty_idr}  # fmt: skip
    return Details(facts, order.accepted_net_idr - order.withheld_idr - order.penalty_idr)


def reason(code: str) -> Details:
    """Why something ended or went back: a code of a fixed public list; words belong to the order's notes."""
    return Details({"reason": code})


def completion(order: Any, parties: Parties, marks: tuple[int, int, int, int] | None = None) -> Details:
    """Everything a ranking needs, in the one entry that makes an order count; without marks it is unassessed."""
    zone = timezone_of(parties.region_code)
    handed_over_on = local_day(order.handed_over_at, zone)
    facts = {
        "supplier_region": parties.supplier_region, "supplier_class": str(parties.supplier_class),
        "buyer_kind": parties.buyer_kind, "method": str(order.method), "categories": accepted_by_category(order),
        "rup_code": parties.rup_code, "tax": order.accepted_tax_idr, "penalty": order.penalty_idr,
        "withheld": order.withheld_idr, "ordered_on": local_day(order.created_at, zone).isoformat(),
        "handed_over_on": handed_over_on.isoformat(), "lines": len(order.lines),
        "lines_on_time": lines_on_time(order),
        "first_time": order.defects == 0, "pay_days": (local_day(order.credited_at, zone) - handed_over_on).days,
        "compared": order.compared_count, "cheapest": order.is_cheapest, "reason": bool(order.reason_not_cheapest),
        "pdn_net": sum(accepted_net(line) for line in order.lines if line.domestic_status == "pdn"),
        "marks": list(marks or ()),
    }  # fmt: skip
    ratio = price_ratio_permille(order)
    if ratio is not None:
        facts["price_ratio_permille"] = ratio
    if marks:
        facts["score_permille"] = score_permille(marks)
    return Details(facts, order.accepted_net_idr, parties)


def score_permille(marks: tuple[int, int, int, int]) -> int:
    """The weighted mean of the four marks of R25, in thousandths: 1000 to 3000."""
    return sum(weight * mark for weight, mark in zip(MARK_WEIGHTS, marks, strict=True)) * 10


def main_category(order: Any) -> str:
    """The shelf with most of the order's value; ties go to the lower code."""
    return _largest(_by_category(order, lambda line: line.net_idr))


def accepted_by_category(order: Any) -> dict[str, int]:
    """The accepted value by shelf; delivery belongs to the largest one, so that shelves add up to the whole."""
    shelves = _by_category(order, accepted_net)
    shelves[_largest(shelves)] += order.accepted_net_idr - sum(shelves.values())
    return {code: net for code, net in sorted(shelves.items()) if net}


def accepted_net(line: Any) -> int:
    price = line.unit_price_net_idr if line.cut_price_net_idr is None else line.cut_price_net_idr
    return int(line.accepted * price)


def lines_on_time(order: Any) -> int:
    """Lines whose last goods came no later than the due date."""
    return sum(1 for line in order.lines if line.received_on and line.received_on <= order.due_on)


def price_ratio_permille(order: Any) -> int | None:
    """Mean of agreed price over regional reference price, where one exists, in thousandths."""
    ratios = [
        line.unit_price_net_idr * 1000 // line.reference_price_idr for line in order.lines if line.reference_price_idr
    ]
    return sum(ratios) // len(ratios) if ratios else None


def _line(line: Any) -> dict[str, Any]:
    facts = {
        "n": line.line_number, "product": line.product_id, "name": line.product_name, "category": line.category_code,
        "unit": line.unit, "qty": line.quantity, "list": line.list_price_net_idr, "price": line.unit_price_net_idr,
        "net": line.net_idr, "tax": line.tax_idr, "pdn": str(line.domestic_status), "tax_class": str(line.tax_class),
    }  # fmt: skip
    if line.reference_price_idr is not None:
        facts["ref"] = line.reference_price_idr
    if line.tkdn_percent is not None:
        facts["tkdn"] = line.tkdn_percent
    return facts


def _by_category(order: Any, amount: Any) -> dict[str, int]:
    shelves: defaultdict[str, int] = defaultdict(int)
    for line in order.lines:
        shelves[line.category_code] += amount(line)
    return shelves


def _largest(shelves: Mapping[str, int]) -> str:
    return min(shelves, key=lambda code: (-shelves[code], code))


def _pairs(pairs: Pairs) -> list[list[int]]:
    return [[line, number] for line, number in pairs]
