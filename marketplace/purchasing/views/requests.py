"""Steps of asking and haggling: request for quotation, offer, counter-offer, proposal."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from marketplace.accounts.permissions import Actor
from marketplace.purchasing import facts
from marketplace.purchasing.forms import OfferForm, ReasonForm, per_line, price_fields, with_fields
from marketplace.purchasing.models import Order
from marketplace.purchasing.queries import latest_offer
from marketplace.purchasing.services import requests
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.purchasing.statuses import OrderStatus as S
from marketplace.purchasing.views.steps import Step, offer


def offer_form(order: Order) -> OfferForm:
    """Filled with the last word of the other side, or the listed prices."""
    last = latest_offer(order)
    said = {line["line"]: line["unit_price_net_idr"] for line in last.lines} if last else {}
    prices = price_fields(
        order.lines,
        most=lambda line: line.list_price_net_idr,
        given=lambda line: said.get(line.line_number, line.unit_price_net_idr),
    )
    form: OfferForm = with_fields(OfferForm, prices)()
    if not form.is_submitted():
        form.shipping_idr.data = last.shipping_net_idr if last else order.shipping_net_idr
        form.lead_days.data = last.lead_days if last else 1
    return form


def terms(form: OfferForm) -> dict[str, Any]:
    return {
        "prices": per_line(form),
        "shipping_net_idr": form.shipping_idr.data,
        "lead_days": form.lead_days.data,
        "note": form.note.data or "",
    }


def _offer(order: Order, form: OfferForm, actor: Actor, now: datetime) -> None:
    requests.make_offer(order, actor=actor, now=now, seen=form.seen.data, **terms(form))


def _counter(order: Order, form: OfferForm, actor: Actor, now: datetime) -> None:
    requests.counter_offer(order, actor=actor, now=now, seen=form.seen.data, **terms(form))


def _decline(order: Order, form: ReasonForm, actor: Actor, now: datetime) -> None:
    note = form.note.data or ""
    requests.decline_rfq(order, actor=actor, now=now, seen=form.seen.data, reason=form.reason.data, note=note)


STEPS = (
    Step(
        "permintaan-penawaran",
        (A.SEND_RFQ,),
        _l("Minta penawaran"),
        _l("Penyedia diminta memberi harga, ongkos kirim, dan waktu siap. Harga tayang menjadi batas atasnya."),
        lambda order, form, actor, now: requests.send_rfq(order, actor=actor, now=now, seen=form.seen.data),
        _l("Permintaan penawaran dikirim."),
        title=_l("Permintaan penawaran"),
        kind="quiet",
        is_press=True,
    ),
    Step(
        "penawaran",
        (A.OFFER,),
        _l("Beri penawaran"),
        _l("Isi harga per satuan sebelum pajak. Paling tinggi sama dengan harga tayang."),
        _offer,
        _l("Penawaran terkirim."),
        make_form=offer_form,
        title=_l("Penawaran"),
    ),
    Step(
        "tawaran-balik",
        (A.COUNTER,),
        _l("Tawar balik"),
        _l("Usulkan harga, ongkos kirim, atau waktu yang lebih baik. Paling banyak lima putaran."),
        _counter,
        _l("Tawaran balik terkirim."),
        make_form=offer_form,
        title=_l("Tawaran balik"),
        kind="quiet",
    ),
    Step(
        "usulan",
        (A.PROPOSE,),
        _l("Terima penawaran"),
        _l("Harga penawaran terakhir menjadi harga pesanan. Setelah itu pesanan dapat diajukan kepada PPK."),
        lambda order, form, actor, now: requests.propose_order(order, actor=actor, now=now, seen=form.seen.data),
        _l("Penawaran diterima. Ajukan pesanan kepada PPK."),
        title=_l("Usulan pesanan"),
        is_press=True,
    ),
    Step(
        "penolakan-permintaan",
        (A.DECLINE_RFQ,),
        _l("Tolak permintaan"),
        _l("Permintaan ini berakhir; pemesan dapat memilih toko lain."),
        _decline,
        _l("Permintaan ditolak."),
        make_form=lambda order: ReasonForm(facts.REASONS_OF_SHOP),
        title=_l("Penolakan permintaan"),
        kind="quiet",
        is_open=lambda order: order.status != S.OFFER_RECEIVED,
    ),
    Step(
        "penarikan-penawaran",
        (A.DECLINE_RFQ,),
        _l("Tarik penawaran"),
        _l("Penawaran Anda tidak berlaku lagi dan permintaan ini berakhir; pemesan dapat memilih toko lain."),
        _decline,
        _l("Penawaran ditarik."),
        make_form=lambda order: ReasonForm(facts.REASONS_OF_SHOP),
        title=_l("Penarikan penawaran"),
        kind="danger",
        is_aside=True,
        is_open=lambda order: order.status == S.OFFER_RECEIVED,
    ),
)

offer(STEPS)
