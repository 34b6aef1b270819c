"""What both sides said about an order: comparison, rounds of haggling, notes, marks, complaints."""

from typing import Any

from flask_babel import gettext
from sqlalchemy import select

from marketplace.accounts.models import Buyer, Supplier, User
from marketplace.accounts.permissions import Actor, Permission
from marketplace.extensions import db
from marketplace.purchasing.labels import COMPLAINTS, action_label, role_label
from marketplace.purchasing.models import Complaint, Offer, Order, OrderNote
from marketplace.purchasing.services.complaints import MEDIATION
from marketplace.purchasing.states import target_of
from marketplace.purchasing.statuses import OrderStatus as S
from marketplace.web.filters import rupiah


def comparison_on(order: Order, supplier: Supplier) -> list[dict[str, Any]]:
    """The comparison sheet as it was then, the chosen offer first, each at its full cost."""
    rows = sorted(order.comparison or [], key=lambda row: (not row["chosen"], row["gross_idr"]))
    return [
        {
            "supplier": supplier.name if row["chosen"] else row["supplier_name"],
            "product": order.lines[0].product_name if row["chosen"] else row["product_name"],
            "gross_idr": row["gross_idr"],
            "is_chosen": row["chosen"],
        }
        for row in rows
    ]


def offers_on(order: Order, supplier: Supplier, buyer: Buyer) -> list[dict[str, Any]]:
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
        return str(gettext("sebelum pajak"))
    if total == before:
        return str(gettext("sama dengan sebelumnya"))
    sign = "−" if total < before else "+"
    return f"{sign}{rupiah(abs(total - before))}"


def notes_on(order: Order) -> list[dict[str, Any]]:
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


def marks_of(given: Any) -> dict[str, Any]:
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


def complaints_on(order: Order, actor: Actor) -> list[dict[str, Any]]:
    rows = db.session.scalars(
        select(Complaint).where(Complaint.order_id == order.id).order_by(Complaint.id.desc())
    ).all()
    return [
        {
            "id": row.id,
            "kind": str(COMPLAINTS.get(row.kind) or gettext("Sengketa")),
            "by": gettext("Penyedia") if row.by_supplier else gettext("Pemesan"),
            "text": row.text,
            "filed_at": row.filed_at,
            "reply": row.reply,
            "replied_by": gettext("Pemesan") if row.by_supplier else gettext("Penyedia"),
            "replied_at": row.replied_at,
            "resolved_at": row.resolved_at,
            "may_resolve": row.resolved_at is None and may_resolve(row, order, actor),
        }
        for row in rows
    ]


def may_resolve(complaint: Complaint, order: Order, actor: Actor) -> bool:
    """Who complained may say it is settled, and the region's mediator may; a dispute ends with its mediation."""
    if complaint.status == MEDIATION and order.status == S.DISPUTED:
        return False
    own = Permission.ORDER_ANSWER if complaint.by_supplier else Permission.ORDER_RECEIVE
    return any(actor.may(permission, target_of(order)) for permission in (Permission.DISPUTE_MEDIATE, own))
