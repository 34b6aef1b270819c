"""Steps of deciding: submission, approval, Surat Pesanan, and the ways out before it."""

from typing import Any

from flask_babel import lazy_gettext as _l

from marketplace.purchasing import facts
from marketplace.purchasing.forms import (
    NoteForm,
    ReasonForm,
    RequiredNoteForm,
    StepForm,
    reason_fields,
    reasons_given,
    with_fields,
)
from marketplace.purchasing.models import Order
from marketplace.purchasing.pages.notices import findings_on, warnings
from marketplace.purchasing.services import orders
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.purchasing.views.steps import Step, offer


def _submission_form(order: Order) -> Any:
    """A box for each warning this order raises: it goes on only with a written reason."""
    return with_fields(StepForm, reason_fields(finding.rule for finding in findings_on(order)))()


STEPS = (
    Step(
        "pengajuan",
        (A.SUBMIT,),
        _l("Ajukan ke PPK"),
        _l("Anggaran paket dan persediaan toko ditahan untuk pesanan ini sampai PPK memutuskan."),
        lambda order, form, actor, now: orders.submit_order(
            order, actor=actor, now=now, seen=form.seen.data, reasons=reasons_given(form)
        ),
        _l("Pesanan diajukan kepada PPK."),
        make_form=_submission_form,
        title=_l("Pengajuan pesanan"),
        advise=lambda order: warnings(findings_on(order)),
    ),
    Step(
        "penarikan",
        (A.WITHDRAW,),
        _l("Tarik pengajuan"),
        _l("Pesanan kembali menjadi draf; anggaran dan persediaan dilepas."),
        lambda order, form, actor, now: orders.withdraw(order, actor=actor, now=now, seen=form.seen.data),
        _l("Pengajuan ditarik; pesanan kembali menjadi draf."),
        title=_l("Penarikan pengajuan"),
        is_aside=True,
    ),
    Step(
        "persetujuan",
        (A.APPROVE,),
        _l("Setujui"),
        _l("Setelah disetujui, Surat Pesanan dapat diterbitkan. Anda tidak dapat menyetujui usulan Anda sendiri."),
        lambda order, form, actor, now: orders.approve(
            order, actor=actor, now=now, seen=form.seen.data, note=form.note.data or ""
        ),
        _l("Pesanan disetujui."),
        make_form=lambda order: NoteForm(),
        title=_l("Persetujuan pesanan"),
        is_press=True,
    ),
    Step(
        "pengembalian",
        (A.RETURN,),
        _l("Kembalikan"),
        _l("Pesanan kembali kepada pengusul beserta penjelasan Anda; anggaran dan persediaan dilepas."),
        lambda order, form, actor, now: orders.return_order(
            order, actor=actor, now=now, seen=form.seen.data, note=form.note.data
        ),
        _l("Pesanan dikembalikan kepada pengusul."),
        make_form=lambda order: RequiredNoteForm(),
        title=_l("Pengembalian pesanan"),
        kind="quiet",
    ),
    Step(
        "penolakan",
        (A.DISAPPROVE,),
        _l("Tolak"),
        _l("Pesanan berakhir di sini. Anggaran dan persediaan dilepas."),
        lambda order, form, actor, now: orders.disapprove(
            order, actor=actor, now=now, seen=form.seen.data, reason=form.reason.data, note=form.note.data or ""
        ),
        _l("Pesanan ditolak."),
        make_form=lambda order: ReasonForm(facts.REASONS_OF_UNIT),
        title=_l("Penolakan pesanan"),
        kind="danger",
    ),
    Step(
        "surat-pesanan",
        (A.ISSUE,),
        _l("Terbitkan Surat Pesanan"),
        _l("Surat Pesanan adalah kontraknya. Ia diberi nomor, ditandatangani, dan dikirim kepada penyedia."),
        lambda order, form, actor, now: orders.issue_order(order, actor=actor, now=now, seen=form.seen.data),
        _l("Surat Pesanan terbit dan dikirim kepada penyedia."),
        title=_l("Penerbitan Surat Pesanan"),
        is_press=True,
    ),
    Step(
        "penerimaan-pesanan",
        (A.ACCEPT,),
        _l("Terima pesanan"),
        _l("Anda ikut menandatangani Surat Pesanan. Setelah ini barang disiapkan dan dikirim."),
        lambda order, form, actor, now: orders.accept(order, actor=actor, now=now, seen=form.seen.data),
        _l("Pesanan diterima. Siapkan barang, lalu buat surat jalan."),
        title=_l("Penerimaan Surat Pesanan"),
        is_press=True,
    ),
    Step(
        "penolakan-pesanan",
        (A.REFUSE,),
        _l("Tolak pesanan"),
        _l("Penolakan tanpa alasan yang kuat memengaruhi catatan keandalan toko Anda."),
        lambda order, form, actor, now: orders.refuse(
            order, actor=actor, now=now, seen=form.seen.data, reason=form.reason.data, note=form.note.data or ""
        ),
        _l("Surat Pesanan ditolak."),
        make_form=lambda order: ReasonForm(facts.REASONS_OF_SHOP),
        title=_l("Penolakan Surat Pesanan"),
        kind="quiet",
    ),
    Step(
        "pengerjaan",
        (A.START,),
        _l("Mulai proses"),
        _l("Pemesan melihat bahwa pesanannya sedang disiapkan."),
        lambda order, form, actor, now: orders.start(order, actor=actor, now=now, seen=form.seen.data),
        _l("Pesanan sedang diproses."),
        title=_l("Mulai memproses"),
        kind="quiet",
        is_press=True,
    ),
    Step(
        "pembatalan",
        (A.CANCEL,),
        _l("Batalkan pesanan"),
        _l("Sebelum Surat Pesanan terbit, pesanan dapat dibatalkan. Alasannya tercatat terbuka."),
        lambda order, form, actor, now: orders.cancel(
            order, actor=actor, now=now, seen=form.seen.data, reason=form.reason.data, note=form.note.data or ""
        ),
        _l("Pesanan dibatalkan."),
        make_form=lambda order: ReasonForm(facts.REASONS_OF_UNIT),
        title=_l("Pembatalan pesanan"),
        kind="danger",
        is_aside=True,
    ),
)

offer(STEPS)
