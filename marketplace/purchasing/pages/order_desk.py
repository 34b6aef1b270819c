"""An order's desk: what you need to do now, whom everybody waits for, money, papers, rounds, notes, proofs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext, ngettext
from sqlalchemy import select

from marketplace.accounts.models import Buyer, Supplier, User
from marketplace.accounts.permissions import Actor, Permission
from marketplace.extensions import db
from marketplace.ledger.models import LedgerEntry
from marketplace.purchasing import pricing
from marketplace.purchasing.labels import (
    COMPLAINTS,
    METHODS,
    PAYMENT_PATHS,
    action_label,
    document_label,
    reason_label,
    role_label,
)
from marketplace.purchasing.models import Complaint, Offer, Order, OrderDocument, OrderLine, OrderNote, PlanPackage
from marketplace.purchasing.pages.order_notices import notices_on
from marketplace.purchasing.pages.order_rows import last_day
from marketplace.purchasing.pages.situations import AWAITED, SITUATIONS, road_ahead
from marketplace.purchasing.queries import assessments_for
from marketplace.purchasing.states import target_of
from marketplace.values.identifiers import proof_code
from marketplace.values.period import local_day, timezone_of
from marketplace.values.tax import TaxClass, tax_note
from marketplace.web.filters import date_long, rupiah, time_long


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything the page of one order shows to one person."""

    order: Order
    buyer: Buyer
    supplier: Supplier
    capacity: str
    situation: str
    awaited: str
    lines: list[dict[str, Any]]
    money: list[dict[str, Any]]
    offers: list[dict[str, Any]]
    documents: list[dict[str, Any]]
    notes: list[dict[str, Any]]
    steps: list[dict[str, Any]]
    particulars: list[tuple[str, Any]]
    proofs: list[dict[str, Any]]
    callouts: list[Any] = field(default_factory=list)
    marks: list[dict[str, Any]] = field(default_factory=list)
    complaints: list[dict[str, Any]] = field(default_factory=list)


def desk_for(order: Order, actor: Actor, now: datetime) -> Desk:
    buyer = db.session.get_one(Buyer, order.buyer_id)
    supplier = db.session.get_one(Supplier, order.supplier_id)
    package = db.session.get_one(PlanPackage, order.package_id)
    entries = db.session.scalars(
        select(LedgerEntry).where(LedgerEntry.order_number == order.number).order_by(LedgerEntry.index)
    ).all()
    return Desk(
        order=order,
        buyer=buyer,
        supplier=supplier,
        capacity=_capacity(actor, order),
        situation=str(SITUATIONS[order.status]),
        awaited=_awaited(order),
        lines=[_line(order, line) for line in order.lines],
        money=_money(order, now),
        offers=_offers(order, supplier, buyer),
        documents=papers_of(order),
        notes=_notes(order),
        steps=_steps(order, entries),
        particulars=_particulars(order, package),
        proofs=[_proof(entry) for entry in reversed(entries)],
        callouts=notices_on(order, package),
        marks=[_marks(given) for given in assessments_for(actor, order, now)],
        complaints=_complaints(order, actor),
    )


def _capacity(actor: Actor, order: Order) -> str:
    """As whom this person looks at this order."""
    for appointment in actor.appointments:
        place = appointment.place
        if place.buyer_id == order.buyer_id or place.supplier_id == order.supplier_id:
            return f"{actor.name}, {role_label(appointment.role)}"
    return f"{actor.name}, {role_label(actor.appointments[0].role)}" if actor.appointments else actor.name


def _awaited(order: Order) -> str:
    who = AWAITED.get(order.status)
    if who is None:
        return ""
    if order.respond_by:
        return gettext("Ditunggu: %(who)s, sampai %(until)s.", who=who, until=date_long(last_day(order.respond_by)))
    return gettext("Ditunggu: %(who)s.", who=who)


def _line(order: Order, line: OrderLine) -> dict[str, Any]:
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
    return {
        "name": line.product_name,
        "facts": " · ".join(facts),
        "quantity": line.quantity,
        "unit": line.unit,
        "price_idr": line.final_price_net_idr,
        "list_price_idr": line.list_price_net_idr,
        "net_idr": line.quantity * line.final_price_net_idr,
    }


def _money(order: Order, now: datetime) -> list[dict[str, Any]]:
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


def _offers(order: Order, supplier: Supplier, buyer: Buyer) -> list[dict[str, Any]]:
    offers = db.session.scalars(
        select(Offer).where(Offer.order_id == order.id).order_by(Offer.attempt, Offer.round, Offer.by_supplier.desc())
    ).all()
    names = {line.line_number: line.product_name for line in order.lines}
    shown, before = [], None
    for offer in offers:
        total = offer.goods_net_idr + offer.shipping_net_idr
        shown.append(
            {
                "by_supplier": offer.by_supplier,
                "who": supplier.name if offer.by_supplier else buyer.short_name,
                "round": offer.round,
                "made_at": offer.made_at,
                "total_idr": total,
                "change": _change(total, before),
                "lines": [
                    {"name": names.get(said["line"], ""), "price_idr": said["unit_price_net_idr"]}
                    for said in offer.lines
                ],
                "shipping_idr": offer.shipping_net_idr,
                "lead_days": offer.lead_days,
                "note": offer.note,
            }
        )
        before = total
    return shown


def _change(total: int, before: int | None) -> str:
    if before is None:
        return gettext("sebelum pajak")
    if total == before:
        return gettext("sama dengan sebelumnya")
    sign = "−" if total < before else "+"
    return f"{sign}{rupiah(abs(total - before))}"


def papers_of(order: Order) -> list[dict[str, Any]]:
    rows = db.session.scalars(
        select(OrderDocument).where(OrderDocument.order_id == order.id).order_by(OrderDocument.id)
    ).all()
    papers = [
        {
            "href": url_for("purchasing.document", number=order.number, document_id=row.id),
            "label": document_label(row.type),
            "number": row.number,
            "at": row.issued_at,
        }
        for row in rows
    ]
    if order.method == "negosiasi" and db.session.scalar(
        select(Offer.round).where(Offer.order_id == order.id).limit(1)
    ):
        papers.append(
            {
                "href": url_for("purchasing.negotiation_record", number=order.number),
                "label": gettext("Berita Acara Negosiasi"),
                "number": f"BAN/{order.number}",
                "at": None,
            }
        )
    return papers


def _notes(order: Order) -> list[dict[str, Any]]:
    rows = db.session.execute(
        select(OrderNote, User.name)
        .outerjoin(User, User.id == OrderNote.by_user)
        .where(OrderNote.order_id == order.id)
        .order_by(OrderNote.id.desc())
    ).all()
    return [
        {
            "text": note.text,
            "by": f"{name}, {role_label(note.role)}" if name else role_label(note.role),
            "about": action_label(note.action),
            "at": note.at,
        }
        for note, name in rows
    ]


def _steps(order: Order, entries: Sequence[LedgerEntry]) -> list[dict[str, Any]]:
    """What happened, from the log, and what is still to come, from the table."""
    steps = [
        {"title": action_label(entry.kind.removeprefix("order.")), "detail": _step_detail(entry), "state": "done"}
        for entry in entries
        if entry.kind.startswith("order.")
    ]
    ahead = road_ahead(order.status)
    if ahead:
        due = order.due_on and gettext("batas %(day)s", day=date_long(order.due_on))
        steps.append({"title": ahead[0], "detail": due or "", "state": "now"})
        steps += [{"title": title, "detail": "", "state": "next"} for title in ahead[1:]]
    return steps


def _step_detail(entry: LedgerEntry) -> str:
    facts = json.loads(entry.facts)
    parts = [role_label(entry.actor_role) if entry.actor_role else "", time_long(entry.occurred_at)]
    if "document" in facts:
        parts.append(facts["document"])
    if isinstance(facts.get("reason"), str):
        parts.append(reason_label(facts["reason"]))
    return " · ".join(part for part in parts if part)


def _particulars(order: Order, package: PlanPackage) -> list[tuple[str, Any]]:
    rows = [
        (gettext("Cara membeli"), str(METHODS[order.method])),
        (gettext("Paket RUP"), f"{package.rup_code} · {package.name}"),
        (gettext("Sisa pagu paket"), rupiah(package.free_idr)),
        (gettext("Kode rekening"), f"{package.account_code} · {package.account_name}"),
        (gettext("Cara bayar"), str(PAYMENT_PATHS[order.payment_path])),
        (gettext("Dibutuhkan"), date_long(order.needed_on)),
        (gettext("Alamat"), order.delivery_address),
        (gettext("Penerima"), " · ".join(filter(None, (order.recipient_name, order.recipient_phone)))),
        (gettext("Keterangan"), order.purpose),
        (gettext("Dibandingkan"), ngettext("%(num)s toko", "%(num)s toko", order.compared_count)),
    ]
    if order.reason_not_cheapest:
        rows.append((gettext("Alasan bukan termurah"), order.reason_not_cheapest))
    if order.payment_reference:
        rows.append((gettext("Bukti bayar"), order.payment_reference))
    return [(label, value) for label, value in rows if value]


def _proof(entry: LedgerEntry) -> dict[str, Any]:
    code = proof_code(entry.index, entry.leaf_hash)
    label = action_label(entry.kind.removeprefix("order.")) if entry.kind.startswith("order.") else entry.kind
    return {"label": label, "index": entry.index, "at": entry.occurred_at, "code": code, "path": f"/bukti/{code}"}


def _marks(given: Any) -> dict[str, Any]:
    return {
        "who": gettext("Nilai penyedia untuk pemesan") if given.by_supplier else gettext("Nilai PPK untuk penyedia"),
        "rows": [
            (gettext("Kualitas dan kuantitas"), given.quality),
            (gettext("Biaya"), given.cost),
            (gettext("Waktu"), given.time),
            (gettext("Layanan"), given.service),
        ],
        "comment": given.comment,
    }


def _complaints(order: Order, actor: Actor) -> list[dict[str, Any]]:
    rows = db.session.scalars(
        select(Complaint).where(Complaint.order_id == order.id).order_by(Complaint.id.desc())
    ).all()
    return [
        {
            "id": row.id,
            "kind": str(COMPLAINTS.get(row.kind, row.kind)),
            "by": gettext("Penyedia") if row.by_supplier else gettext("Pemesan"),
            "text": row.text,
            "filed_at": row.filed_at,
            "resolved_at": row.resolved_at,
            "may_resolve": row.resolved_at is None and may_resolve(row, order, actor),
        }
        for row in rows
    ]


def may_resolve(complaint: Complaint, order: Order, actor: Actor) -> bool:
    """Who complained may say it is settled, and the region's mediator may."""
    own = Permission.ORDER_ANSWER if complaint.by_supplier else Permission.ORDER_RECEIVE
    return any(actor.may(permission, target_of(order)) for permission in (Permission.DISPUTE_MEDIATE, own))
