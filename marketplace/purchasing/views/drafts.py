"""Steps on what is still in the unit's own hands: changing a draft, comparing shops, taking up what came back."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from marketplace.accounts.permissions import Actor, Permission
from marketplace.purchasing.forms import StepForm, per_line, quantity_fields, with_fields
from marketplace.purchasing.models import Order
from marketplace.purchasing.pages.rivals import rivals_of
from marketplace.purchasing.services import drafts
from marketplace.purchasing.states import target_of
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.purchasing.views.steps import Step, offer
from marketplace.web.forms import choices

MOST = 1_000_000


class DraftForm(StepForm):
    """A draft may change in everything but its shop; a line of nothing leaves it."""

    title = StringField(_l("Untuk apa"), [InputRequired(), Length(min=5, max=200)])
    purpose = TextAreaField(_l("Keterangan untuk penyedia"), [Optional(), Length(max=300)])
    needed_on = DateField(_l("Dibutuhkan tanggal"), [InputRequired()])
    delivery_address = StringField(_l("Alamat pengiriman"), [InputRequired(), Length(min=5, max=300)])
    recipient_name = StringField(_l("Nama penerima"), [InputRequired(), Length(min=2, max=120)])


class ComparisonForm(StepForm):
    """Offers of other shops that were weighed; a reason where a dearer one is taken."""

    products = SelectMultipleField(
        _l("Toko lain yang dibandingkan"), coerce=int, widget=ListWidget(), option_widget=CheckboxInput()
    )
    reason = TextAreaField(
        _l("Alasan memilih yang bukan termurah"),
        [Optional(), Length(max=300)],
        description=_l("Isi bila toko lain lebih murah."),
    )


def _draft_form(order: Order) -> Any:
    counts = quantity_fields(order.lines, lambda line: MOST, lambda line: line.quantity)
    form = with_fields(DraftForm, counts)()
    if not form.is_submitted():
        for name in ("title", "purpose", "needed_on", "delivery_address", "recipient_name"):
            form[name].data = getattr(order, name)
    return form


def _change(order: Order, form: Any, actor: Actor, now: datetime) -> None:
    drafts.change_draft(
        order,
        actor=actor,
        seen=form.seen.data,
        quantities=per_line(form),
        needed_on=form.needed_on.data,
        title=form.title.data,
        purpose=form.purpose.data or "",
        delivery_address=form.delivery_address.data,
        recipient_name=form.recipient_name.data,
    )


def _comparison_form(order: Order) -> ComparisonForm:
    form = ComparisonForm()
    form.products.choices = choices({str(product): words for product, words in rivals_of(order)})
    return form


def _compare(order: Order, form: ComparisonForm, actor: Actor, now: datetime) -> None:
    drafts.compare_offers(
        order,
        actor=actor,
        now=now,
        seen=form.seen.data,
        product_ids=form.products.data or [],
        reason=form.reason.data or "",
    )


STEPS = (
    Step(
        "draf",
        (),
        _l("Ubah draf"),
        _l("Ubah jumlah, tanggal, atau keterangan. Baris dengan jumlah 0 dihapus."),
        _change,
        _l("Draf diubah."),
        make_form=_draft_form,
        title=_l("Perubahan draf"),
        kind="quiet",
        allowed=lambda order, actor: actor.may(Permission.ORDER_DRAFT, target_of(order)),
        is_open=lambda order: order.status in drafts.EDITABLE,
    ),
    Step(
        "perbandingan",
        (A.COMPARE,),
        _l("Bandingkan toko"),
        _l("Centang penawaran toko lain yang Anda timbang. Biaya dihitung lengkap: harga, ongkos kirim, dan PPN."),
        _compare,
        _l("Perbandingan dicatat."),
        make_form=_comparison_form,
        title=_l("Perbandingan"),
        kind="quiet",
    ),
    Step(
        "revisi",
        (A.REVISE,),
        _l("Susun ulang"),
        _l("Pesanan menjadi draf lagi, dengan harga katalog hari ini."),
        lambda order, form, actor, now: drafts.revise(order, actor=actor, now=now, seen=form.seen.data),
        _l("Pesanan menjadi draf. Perbaiki, lalu ajukan lagi."),
        title=_l("Penyusunan ulang"),
        is_press=True,
    ),
)

offer(STEPS)
