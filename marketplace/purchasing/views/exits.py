"""Steps beside the straight road: amendments, stops, terminations, disputes, complaints, sanctions."""

from datetime import datetime
from typing import Any

from flask import abort, flash
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from marketplace.accounts.permissions import Actor, Permission
from marketplace.accounts.sessions import current_actor, requires_sign_in
from marketplace.extensions import db
from marketplace.purchasing import facts
from marketplace.purchasing.errors import PurchasingError
from marketplace.purchasing.forms import (
    AmendmentForm,
    ExplainedReasonForm,
    NoteForm,
    ReasonForm,
    RequiredNoteForm,
    SanctionForm,
    StepForm,
    per_line,
    quantity_fields,
    with_fields,
)
from marketplace.purchasing.labels import COMPLAINTS
from marketplace.purchasing.models import Complaint, Order
from marketplace.purchasing.pages.notices import Notice
from marketplace.purchasing.queries import complaint_to_answer, complaints_of, order_for, sanctions_after
from marketplace.purchasing.services import amendments, complaints, sanctions, stops
from marketplace.purchasing.states import target_of
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.purchasing.statuses import OrderStatus as S
from marketplace.purchasing.views.blueprint import bp
from marketplace.purchasing.views.steps import Step, offer, to_order
from marketplace.web.forms import choices
from marketplace.web.now import world_now


class ComplaintForm(StepForm):
    kind = SelectField(_l("Tentang apa"), [InputRequired()], choices=choices({"": _l("Pilih")} | COMPLAINTS))
    note = TextAreaField(_l("Penjelasan"), [InputRequired(), Length(max=1000)])


def _amendment_form(order: Order) -> Any:
    less = quantity_fields(order.lines, lambda line: line.quantity, lambda line: line.quantity)
    form = with_fields(AmendmentForm, less)()
    if not form.is_submitted():
        form.due_on.data = order.due_on or order.needed_on
    return form


def _propose_amendment(order: Order, form: Any, actor: Actor, now: datetime) -> None:
    amendments.propose_amendment(
        order,
        actor=actor,
        now=now,
        seen=form.seen.data,
        due_on=form.due_on.data,
        quantities=per_line(form),
        reason=form.reason.data,
    )


def _complain(order: Order, form: ComplaintForm, actor: Actor, now: datetime) -> None:
    complaints.file_complaint(order, actor=actor, now=now, kind=form.kind.data, text=form.note.data)


def _may_complain(order: Order, actor: Actor) -> bool:
    target = target_of(order)
    return any(
        actor.may(permission, target)
        for permission in (Permission.ORDER_ANSWER, Permission.ORDER_RECEIVE, Permission.PAYMENT_MAKE)
    )


def _complaint_words(order: Order) -> list[Notice]:
    """What is answered, beside the form."""
    words = {str(kind): str(text) for kind, text in COMPLAINTS.items()}
    return [
        Notice(words.get(each.kind, gettext("Sengketa")), each.text, "info")
        for each in complaints_of(order)
        if each.replied_at is None and each.resolved_at is None
    ]


STEPS = (
    Step(
        "adendum",
        (A.PROPOSE_AMENDMENT,),
        _l("Usulkan adendum"),
        _l("Tanggal lebih lambat atau jumlah lebih sedikit. Harga tidak berubah; pihak lain harus setuju."),
        _propose_amendment,
        _l("Adendum diusulkan kepada pihak lain."),
        make_form=_amendment_form,
        title=_l("Usulan adendum"),
        kind="quiet",
        is_aside=True,
    ),
    Step(
        "persetujuan-adendum",
        (A.AGREE_AMENDMENT,),
        _l("Setujui adendum"),
        _l("Surat Pesanan berubah sesuai usulan dan dokumen adendum terbit."),
        lambda order, form, actor, now: amendments.agree_amendment(order, actor=actor, now=now, seen=form.seen.data),
        _l("Adendum disepakati."),
        title=_l("Persetujuan adendum"),
        is_press=True,
    ),
    Step(
        "penolakan-adendum",
        (A.DECLINE_AMENDMENT,),
        _l("Tolak adendum"),
        _l("Pesanan tetap seperti semula."),
        lambda order, form, actor, now: amendments.decline_amendment(
            order, actor=actor, now=now, seen=form.seen.data, note=form.note.data or ""
        ),
        _l("Adendum ditolak; pesanan tetap seperti semula."),
        make_form=lambda order: NoteForm(),
        title=_l("Penolakan adendum"),
        kind="quiet",
    ),
    Step(
        "sengketa",
        (A.DISPUTE,),
        _l("Ajukan sengketa"),
        _l("UKPBJ daerah menengahi. Jelaskan apa yang tidak Anda setujui."),
        lambda order, form, actor, now: complaints.dispute(
            order, actor=actor, now=now, seen=form.seen.data, text=form.note.data
        ),
        _l("Sengketa diajukan kepada UKPBJ."),
        make_form=lambda order: RequiredNoteForm(),
        title=_l("Sengketa"),
        kind="quiet",
        is_aside=True,
    ),
    Step(
        "penyelesaian-sengketa",
        (A.SETTLE,),
        _l("Catat hasil mediasi"),
        _l("Tulis kesepakatan kedua pihak. PPK kemudian memilih retur, perbaikan, atau potong harga."),
        lambda order, form, actor, now: complaints.settle(
            order, actor=actor, now=now, seen=form.seen.data, note=form.note.data
        ),
        _l("Hasil mediasi dicatat."),
        make_form=lambda order: RequiredNoteForm(),
        title=_l("Penyelesaian sengketa"),
    ),
    Step(
        "permintaan-penghentian",
        (A.REQUEST_STOP,),
        _l("Minta dihentikan bersama"),
        _l("Pesanan berjalan terus sampai pihak lain setuju. Yang sudah diterima baik tetap dibayar."),
        lambda order, form, actor, now: stops.request_stop(
            order, actor=actor, now=now, seen=form.seen.data, reason=form.reason.data, note=form.note.data or ""
        ),
        _l("Permintaan penghentian disampaikan."),
        make_form=lambda order: ReasonForm(facts.REASONS_TO_STOP),
        title=_l("Permintaan penghentian"),
        kind="quiet",
        is_aside=True,
    ),
    Step(
        "penghentian",
        (A.STOP,),
        _l("Setujui penghentian"),
        _l("Pesanan berhenti tanpa kesalahan siapa pun. Yang sudah diterima baik tetap diserahterimakan."),
        lambda order, form, actor, now: stops.agree_stop(
            order, actor=actor, now=now, seen=form.seen.data, reason=form.reason.data
        ),
        _l("Pesanan dihentikan atas kesepakatan."),
        make_form=lambda order: ReasonForm(facts.REASONS_TO_STOP),
        title=_l("Penghentian bersama"),
        kind="danger",
        is_open=lambda order: order.stop_asked_by is not None,
    ),
    Step(
        "pemutusan",
        (A.TERMINATE,),
        _l("Putus pesanan"),
        _l("Untuk penyedia yang ingkar janji. KPA dapat menjatuhkan suspensi 6 bulan setelahnya."),
        lambda order, form, actor, now: stops.terminate(
            order, actor=actor, now=now, seen=form.seen.data, reason=form.reason.data, note=form.note.data or ""
        ),
        _l("Pesanan diputus."),
        make_form=lambda order: ExplainedReasonForm(facts.REASONS_TO_TERMINATE),
        title=_l("Pemutusan pesanan"),
        kind="danger",
        is_aside=True,
    ),
    Step(
        "komplain",
        (),
        _l("Ajukan komplain"),
        _l("Jenis komplain tercatat terbuka; uraiannya hanya dibaca pihak yang terlibat dan UKPBJ."),
        _complain,
        _l("Komplain dicatat."),
        make_form=lambda order: ComplaintForm(),
        title=_l("Komplain"),
        kind="quiet",
        is_aside=True,
        allowed=_may_complain,
        is_open=lambda order: order.issued_at is not None,
    ),
    Step(
        "tanggapan",
        (),
        _l("Tanggapi komplain"),
        _l("Hak jawab Anda: tulis apa yang terjadi menurut Anda. Hanya dibaca pihak yang terlibat dan UKPBJ."),
        lambda order, form, actor, now: complaints.reply_to_complaint(
            order, actor=actor, now=now, text=form.note.data
        ),
        _l("Tanggapan dicatat."),
        make_form=lambda order: RequiredNoteForm(),
        title=_l("Tanggapan atas komplain"),
        kind="quiet",
        allowed=lambda order, actor: complaint_to_answer(order, actor) is not None,
        advise=_complaint_words,
    ),
    Step(
        "sanksi",
        (),
        _l("Tetapkan sanksi"),
        _l("Sanksi menghalangi pesanan baru selama berlaku; pesanan yang berjalan tetap diselesaikan."),
        lambda order, form, actor, now: sanctions.impose_sanction(
            order, form.sanction.data, actor=actor, now=now, reason=form.reason.data
        ),
        _l("Sanksi ditetapkan."),
        make_form=lambda order: SanctionForm(),
        title=_l("Sanksi penyedia"),
        kind="danger",
        is_aside=True,
        allowed=lambda order, actor: actor.may(Permission.SANCTION_IMPOSE, target_of(order)),
        is_open=lambda order: order.stopped_as == S.TERMINATED and not sanctions_after(order),
    ),
)

offer(STEPS)


@bp.post("/pesanan/<number>/komplain/<int(max=2147483647):complaint_id>/penyelesaian")
@requires_sign_in
def resolve_complaint(number: str, complaint_id: int) -> Any:
    """Whoever complained, or the mediator, states that it is settled."""
    actor = current_actor()
    order = order_for(actor, number) or abort(404)
    complaint = db.session.get(Complaint, complaint_id)
    if complaint is None or complaint.order_id != order.id:
        abort(404)
    try:
        complaints.resolve_complaint(complaint, order, actor=actor, now=world_now())
    except PurchasingError:
        abort(403)
    db.session.commit()
    flash(gettext("Komplain dinyatakan selesai."), "success")
    return to_order(number)
