"""An order's desk: what you need to do now, whom everybody waits for, money, papers, rounds, notes, proofs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext, ngettext
from sqlalchemy import select

from marketplace.accounts.models import Buyer, Supplier
from marketplace.accounts.permissions import Actor
from marketplace.extensions import db
from marketplace.ledger.models import LedgerEntry
from marketplace.ledger.words import kind_words
from marketplace.purchasing.labels import (
    METHODS,
    PAYMENT_PATHS,
    action_label,
    document_label,
    role_label,
)
from marketplace.purchasing.models import Offer, Order, OrderDocument, PlanPackage
from marketplace.purchasing.pages.order_exchanges import (
    comparison_on,
    complaints_on,
    marks_of,
    notes_on,
    offers_on,
)
from marketplace.purchasing.pages.order_notices import notices_on
from marketplace.purchasing.pages.order_rows import last_day
from marketplace.purchasing.pages.order_sums import line_of, money_of
from marketplace.purchasing.pages.situations import AWAITED, road_ahead, situation_of
from marketplace.purchasing.queries import assessments_for, group_of
from marketplace.values.identifiers import proof_code
from marketplace.web.filters import date_long, rupiah, time_long
from marketplace.web.order_statuses import reason_word


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
    comparison: list[dict[str, Any]] = field(default_factory=list)
    siblings: list[Any] = field(default_factory=list)
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
        situation=situation_of(order),
        awaited=_awaited(order),
        lines=[line_of(order, line) for line in order.lines],
        money=money_of(order),
        offers=offers_on(order, supplier, buyer),
        documents=papers_of(order),
        notes=notes_on(order),
        steps=_steps(order, entries),
        particulars=_particulars(order, package),
        proofs=[_proof(entry) for entry in reversed(entries)],
        callouts=notices_on(order, package),
        marks=[marks_of(given) for given in assessments_for(actor, order, now)],
        complaints=complaints_on(order, actor),
        comparison=comparison_on(order, supplier),
        siblings=group_of(actor, order),
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
        until = date_long(last_day(order.respond_by))
        return str(gettext("Ditunggu: %(who)s, sampai %(until)s.", who=who, until=until))
    return str(gettext("Ditunggu: %(who)s.", who=who))


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


def _steps(order: Order, entries: Sequence[LedgerEntry]) -> list[dict[str, Any]]:
    """What happened, from the log, and what is still to come, from the table."""
    steps = [
        {"title": action_label(entry.kind.removeprefix("order.")), "detail": _step_detail(entry), "state": "done"}
        for entry in entries
        if entry.kind.startswith("order.")
    ]
    ahead = [] if order.closed_at else road_ahead(order.status)
    if ahead:
        due = None if order.received_at else order.due_on
        steps.append(
            {"title": ahead[0], "detail": gettext("batas %(day)s", day=date_long(due)) if due else "", "state": "now"}
        )
        steps += [{"title": title, "detail": "", "state": "next"} for title in ahead[1:]]
    return steps


def _step_detail(entry: LedgerEntry) -> str:
    facts = json.loads(entry.facts)
    parts = [role_label(entry.actor_role) if entry.actor_role else "", time_long(entry.occurred_at)]
    if "document" in facts:
        parts.append(facts["document"])
    if isinstance(facts.get("reason"), str):
        parts.append(reason_word(facts["reason"]))
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
    is_step = entry.kind.startswith("order.")
    label = action_label(entry.kind.removeprefix("order.")) if is_step else kind_words(entry.kind)
    return {"label": label, "index": entry.index, "at": entry.occurred_at, "code": code, "path": f"/bukti/{code}"}
