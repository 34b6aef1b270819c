"""Steps of delivering and accepting: surat jalan, receipt, inspection, what is done about a defect, BAST."""

from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from marketplace.accounts.permissions import Actor
from marketplace.purchasing.forms import (
    DespatchForm,
    InspectionForm,
    NoteForm,
    PriceCutForm,
    per_line,
    price_fields,
    quantity_fields,
    with_fields,
)
from marketplace.purchasing.models import Order, OrderLine
from marketplace.purchasing.pages.notices import Notice
from marketplace.purchasing.services import deliveries, inspections
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.purchasing.views.steps import Step, offer


def still_to_send(line: OrderLine) -> int:
    return line.quantity - line.despatched


def still_to_arrive(line: OrderLine) -> int:
    return line.despatched - line.received


def _despatch_form(order: Order) -> Any:
    return with_fields(DespatchForm, quantity_fields(order.lines, still_to_send, still_to_send))()


def _work_form(order: Order) -> Any:
    return with_fields(NoteForm, quantity_fields(order.lines, still_to_send, still_to_send))()


def _receipt_form(order: Order) -> Any:
    return with_fields(NoteForm, quantity_fields(order.lines, still_to_arrive, still_to_arrive))()


def _inspection_form(order: Order) -> Any:
    return with_fields(
        InspectionForm, quantity_fields(order.lines, lambda line: line.received, lambda line: line.received)
    )()


def _cut_form(order: Order) -> Any:
    prices = price_fields(
        order.lines, most=lambda line: line.unit_price_net_idr, given=lambda line: line.final_price_net_idr
    )
    return with_fields(PriceCutForm, prices)()


def _despatch(order: Order, form: Any, actor: Actor, now: datetime) -> None:
    deliveries.despatch(
        order,
        actor=actor,
        now=now,
        seen=form.seen.data,
        quantities=per_line(form),
        courier=form.courier.data or "",
        vehicle=form.vehicle.data or "",
        note=form.note.data or "",
    )


def _perform(order: Order, form: Any, actor: Actor, now: datetime) -> None:
    deliveries.perform(
        order, actor=actor, now=now, seen=form.seen.data, quantities=per_line(form), note=form.note.data or ""
    )


def _receive(order: Order, form: Any, actor: Actor, now: datetime) -> None:
    deliveries.record_receipt(
        order, actor=actor, now=now, seen=form.seen.data, quantities=per_line(form), note=form.note.data or ""
    )


def _inspect(order: Order, form: Any, actor: Actor, now: datetime) -> None:
    """All good is one record, something not good is another; the counts decide which."""
    good, seen, note = per_line(form), form.seen.data, form.note.data or ""
    if all(good[line.line_number] == line.received for line in order.lines) and not form.defect.data:
        inspections.inspect(order, actor=actor, now=now, seen=seen, note=note)
    else:
        inspections.find_defect(
            order, actor=actor, now=now, seen=seen, accepted=good, defect=form.defect.data or "", note=note
        )


def _cut(order: Order, form: Any, actor: Actor, now: datetime) -> None:
    usual = {line.line_number: line.unit_price_net_idr for line in order.lines}
    lower = {line: price for line, price in per_line(form).items() if price != usual[line]}
    inspections.cut_price(order, actor=actor, now=now, seen=form.seen.data, prices=lower, note=form.note.data or "")


def _sent_so_far(line: OrderLine) -> str:
    said: str = gettext(
        "Dipesan %(quantity)s %(unit)s, sudah dikirim %(sent)s.",
        quantity=line.quantity,
        unit=line.unit,
        sent=line.despatched,
    )
    return said


def _arrived_so_far(line: OrderLine) -> str:
    said: str = gettext(
        "Dikirim %(sent)s %(unit)s, sudah tiba %(arrived)s.",
        sent=line.despatched,
        unit=line.unit,
        arrived=line.received,
    )
    return said


def _to_inspect(line: OrderLine) -> str:
    said: str = gettext(
        "Dipesan %(quantity)s %(unit)s, tiba %(arrived)s.",
        quantity=line.quantity,
        unit=line.unit,
        arrived=line.received,
    )
    return said


def _short_close(order: Order) -> list[Notice]:
    """Inspecting before everything has come gives up the rest."""
    missing = [
        f"{line.product_name}: {line.quantity - line.received} {line.unit}"
        for line in order.lines
        if line.received < line.quantity
    ]
    if not missing:
        return []
    text = gettext(
        "Belum tiba: %(lines)s. Setelah pemeriksaan dicatat, sisanya tidak ditunggu lagi dan tidak dibayar.",
        lines=", ".join(missing),
    )
    return [Notice(gettext("Kekurangan ditutup"), text)]


STEPS = (
    Step(
        "pengiriman",
        (A.DESPATCH,),
        _l("Buat surat jalan"),
        _l("Isi jumlah yang dikirim sekarang. Sisanya dapat dikirim dengan surat jalan berikutnya."),
        _despatch,
        _l("Surat jalan dibuat; barang dalam perjalanan."),
        make_form=_despatch_form,
        title=_l("Pengiriman"),
        hint=_sent_so_far,
    ),
    Step(
        "pelaksanaan",
        (A.PERFORM,),
        _l("Catat pelaksanaan jasa"),
        _l("Untuk jasa: catat berapa yang dikerjakan di tempat pemesan."),
        _perform,
        _l("Pelaksanaan jasa dicatat."),
        make_form=_work_form,
        title=_l("Pelaksanaan jasa"),
        hint=_sent_so_far,
    ),
    Step(
        "penerimaan",
        (A.RECEIVE, A.RECEIVE_PART),
        _l("Catat penerimaan"),
        _l("Hitung yang benar-benar tiba, baris demi baris. Bila belum lengkap, sisanya dicatat nanti."),
        _receive,
        _l("Penerimaan dicatat."),
        make_form=_receipt_form,
        title=_l("Penerimaan barang"),
        hint=_arrived_so_far,
    ),
    Step(
        "pemeriksaan",
        (A.INSPECT, A.FIND_DEFECT),
        _l("Catat pemeriksaan"),
        _l("Isi jumlah yang baik per baris. Bila kurang dari yang tiba, pilih dan jelaskan ketidaksesuaiannya."),
        _inspect,
        _l("Berita acara pemeriksaan dibuat."),
        make_form=_inspection_form,
        title=_l("Pemeriksaan"),
        hint=_to_inspect,
        advise=_short_close,
    ),
    Step(
        "retur",
        (A.SEND_BACK,),
        _l("Retur untuk diganti"),
        _l("Yang tidak baik dikembalikan; penyedia mengirim pengganti atas biayanya."),
        lambda order, form, actor, now: inspections.send_back(
            order, actor=actor, now=now, seen=form.seen.data, note=form.note.data or ""
        ),
        _l("Retur dicatat; penyedia mengirim pengganti."),
        make_form=lambda order: NoteForm(),
        title=_l("Retur"),
    ),
    Step(
        "perbaikan",
        (A.ASK_REPAIR,),
        _l("Minta perbaikan"),
        _l("Penyedia memperbaiki di tempat; setelah itu Anda memeriksa lagi."),
        lambda order, form, actor, now: inspections.ask_repair(
            order, actor=actor, now=now, seen=form.seen.data, note=form.note.data or ""
        ),
        _l("Perbaikan diminta."),
        make_form=lambda order: NoteForm(),
        title=_l("Perbaikan"),
        kind="quiet",
    ),
    Step(
        "potongan-harga",
        (A.CUT_PRICE,),
        _l("Potong harga"),
        _l("Barang tetap diterima dengan harga per satuan yang lebih rendah, bila penyedia setuju."),
        _cut,
        _l("Potongan harga diusulkan kepada penyedia."),
        make_form=_cut_form,
        title=_l("Potongan harga"),
        kind="quiet",
    ),
    Step(
        "persetujuan-potongan",
        (A.AGREE_CUT,),
        _l("Setujui potongan harga"),
        _l("BAST akan terbit dengan harga yang lebih rendah."),
        lambda order, form, actor, now: inspections.agree_price_cut(order, actor=actor, now=now, seen=form.seen.data),
        _l("Potongan harga disetujui."),
        title=_l("Persetujuan potongan harga"),
        is_press=True,
    ),
)

offer(STEPS)
