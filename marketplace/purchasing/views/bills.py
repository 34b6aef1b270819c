"""Steps of money: BAST, bill, verification, authorisation, payment, pay-out, and the marks of both sides."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from marketplace.accounts.permissions import Actor, Permission
from marketplace.purchasing import facts
from marketplace.purchasing.forms import (
    AssessmentForm,
    ExplainedReasonForm,
    PaymentForm,
    ReasonForm,
    StepForm,
    VerifyForm,
    per_line,
    quantity_fields,
    with_fields,
)
from marketplace.purchasing.models import Order
from marketplace.purchasing.services import assessments, bills, handovers, payments
from marketplace.purchasing.states import target_of
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.purchasing.statuses import OrderStatus as S
from marketplace.purchasing.views.steps import Step, offer


def _handover_form(order: Order) -> Any:
    """After a stop the BAST is also the last look: how much of what had arrived is good."""
    if not order.is_stopped:
        return StepForm()
    return with_fields(
        StepForm, quantity_fields(order.lines, lambda line: line.received, lambda line: line.received)
    )()


def _hand_over(order: Order, form: Any, actor: Actor, now: datetime) -> None:
    handovers.hand_over(order, actor=actor, now=now, seen=form.seen.data, accepted=per_line(form) or None)


def _assess(order: Order, form: AssessmentForm, actor: Actor, now: datetime) -> None:
    assessments.assess(
        order, actor=actor, now=now, seen=form.seen.data, marks=form.marks, comment=form.comment.data or ""
    )


def _rate(order: Order, form: AssessmentForm, actor: Actor, now: datetime) -> None:
    assessments.rate_buyer(order, actor=actor, now=now, marks=form.marks, comment=form.comment.data or "")


STEPS = (
    Step(
        "serah-terima",
        (A.HAND_OVER,),
        _l("Tanda tangani BAST"),
        _l("BAST memulai hak penyedia untuk dibayar. Denda keterlambatan 1/1000 per hari dihitung sendiri."),
        _hand_over,
        _l("Berita acara serah terima terbit. Penyedia dapat menagih."),
        make_form=_handover_form,
        title=_l("Serah terima"),
        is_press=True,
    ),
    Step(
        "tagihan",
        (A.BILL,),
        _l("Kirim tagihan"),
        _l("Anda ikut menandatangani BAST; invoice dan kuitansi dibuat dari data pesanan dan dikirim ke Bendahara."),
        lambda order, form, actor, now: bills.bill(order, actor=actor, now=now, seen=form.seen.data),
        _l("Tagihan terkirim kepada Bendahara."),
        title=_l("Tagihan"),
        is_press=True,
    ),
    Step(
        "verifikasi",
        (A.VERIFY_BILL,),
        _l("Verifikasi tagihan"),
        _l("Buka berkasnya di halaman ini, lalu centang yang sudah Anda periksa."),
        lambda order, form, actor, now: bills.verify_bill(
            order, actor=actor, now=now, seen=form.seen.data, checked=form.checked
        ),
        _l("Tagihan diverifikasi dan diteruskan kepada PA/KPA."),
        make_form=lambda order: VerifyForm(),
        title=_l("Verifikasi tagihan"),
    ),
    Step(
        "pengembalian-tagihan",
        (A.RETURN_BILL,),
        _l("Kembalikan tagihan"),
        _l("Tagihan kembali kepada penyedia untuk dibetulkan."),
        lambda order, form, actor, now: bills.return_bill(
            order, actor=actor, now=now, seen=form.seen.data, reason=form.reason.data, note=form.note.data or ""
        ),
        _l("Tagihan dikembalikan kepada penyedia."),
        make_form=lambda order: ExplainedReasonForm(facts.REASONS_OF_BILL),
        title=_l("Pengembalian tagihan"),
        kind="quiet",
    ),
    Step(
        "otorisasi",
        (A.AUTHORISE_PAYMENT,),
        _l("Setujui pembayaran"),
        _l("PA/KPA melepas dana: NPD untuk UP dan GU, SPP sampai SP2D untuk LS, slip untuk KKPD."),
        lambda order, form, actor, now: payments.authorise_payment(order, actor=actor, now=now, seen=form.seen.data),
        _l("Pembayaran disetujui; Bendahara dapat membayar."),
        title=_l("Otorisasi pembayaran"),
        is_press=True,
    ),
    Step(
        "pembayaran",
        (A.PAY,),
        _l("Bayar"),
        _l("Catat pembayaran ke rekening Toko Daring. Anggaran paket dibukukan."),
        lambda order, form, actor, now: payments.pay(
            order, actor=actor, now=now, seen=form.seen.data, reference=form.reference.data
        ),
        _l("Pembayaran dicatat. Toko Daring meneruskan dana kepada penyedia."),
        make_form=lambda order: PaymentForm(),
        title=_l("Pembayaran"),
    ),
    Step(
        "kegagalan-pembayaran",
        (A.FAIL_PAYMENT,),
        _l("Pembayaran gagal"),
        _l("Dana tetap ditahan; pembayaran dapat diulang atau dihentikan."),
        lambda order, form, actor, now: payments.fail_payment(
            order, actor=actor, now=now, seen=form.seen.data, reason=form.reason.data, note=form.note.data or ""
        ),
        _l("Kegagalan pembayaran dicatat."),
        make_form=lambda order: ReasonForm(facts.REASONS_OF_PAYMENT),
        title=_l("Kegagalan pembayaran"),
        kind="quiet",
        is_aside=True,
    ),
    Step(
        "pembayaran-ulang",
        (A.RETRY_PAYMENT,),
        _l("Ulangi pembayaran"),
        _l("Pesanan kembali menunggu pembayaran."),
        lambda order, form, actor, now: payments.retry_payment(order, actor=actor, now=now, seen=form.seen.data),
        _l("Pembayaran dapat dicoba lagi."),
        title=_l("Pembayaran ulang"),
        is_press=True,
    ),
    Step(
        "pembatalan-pembayaran",
        (A.GIVE_UP_PAYMENT,),
        _l("Hentikan pembayaran"),
        _l("Pesanan berakhir sebagai gagal dan tercatat terbuka. Anggaran dilepas."),
        lambda order, form, actor, now: payments.give_up_payment(
            order, actor=actor, now=now, seen=form.seen.data, reason=form.reason.data, note=form.note.data or ""
        ),
        _l("Pembayaran dihentikan; pesanan gagal."),
        make_form=lambda order: ReasonForm(facts.REASONS_OF_PAYMENT),
        title=_l("Penghentian pembayaran"),
        kind="danger",
    ),
    Step(
        "pencairan",
        (A.PAY_OUT,),
        _l("Teruskan dana"),
        _l("Toko Daring memotong PPN dan PPh Pasal 22 untuk disetor, dan meneruskan sisanya ke rekening penyedia."),
        lambda order, form, actor, now: payments.pay_out(order, actor=actor, now=now, seen=form.seen.data),
        _l("Dana diteruskan kepada penyedia dan bukti pungut terbit."),
        title=_l("Pencairan dana"),
        is_press=True,
    ),
    Step(
        "penilaian",
        (A.ASSESS,),
        _l("Nilai penyedia"),
        _l("Empat aspek, nilai 1 sampai 3. Setelah ini pesanan selesai dan dihitung."),
        _assess,
        _l("Terima kasih. Pesanan selesai."),
        make_form=lambda order: AssessmentForm(),
        title=_l("Penilaian penyedia"),
    ),
    Step(
        "penilaian-pemesan",
        (),
        _l("Nilai pemesan"),
        _l("Penilaian Anda baru terlihat setelah kedua pihak menilai, atau setelah 14 hari."),
        _rate,
        _l("Terima kasih. Penilaian Anda tercatat."),
        make_form=lambda order: AssessmentForm(),
        title=_l("Penilaian pemesan"),
        kind="quiet",
        is_aside=True,
        allowed=lambda order, actor: actor.may(Permission.BUYER_RATE, target_of(order)),
        is_open=lambda order: order.handed_over_at is not None and order.status != S.CANCELLED,
    ),
)

offer(STEPS)
