"""What should be known before the next signature on an order: answered warnings, lateness, proposals, disputes."""

from flask_babel import gettext

from marketplace.accounts.models import Sanction
from marketplace.purchasing import rules
from marketplace.purchasing.labels import SANCTIONS
from marketplace.purchasing.models import Order, PlanPackage
from marketplace.purchasing.pages.notices import Notice, source_words
from marketplace.purchasing.queries import latest_note, open_amendment, sanctions_after
from marketplace.purchasing.services.sanctions import RULE_OF, SanctionKind
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.purchasing.statuses import OrderStatus as S
from marketplace.web.filters import date_long, rupiah

BEFORE_SIGNATURE = (S.AWAITING_APPROVAL, S.APPROVED)


def notices_on(order: Order, package: PlanPackage) -> list[Notice]:
    notices = []
    if order.status in BEFORE_SIGNATURE:
        notices += [_answered(warning) for warning in order.warnings]
        notices.append(_budget(order, package))
    if order.status == S.AMENDING:
        notices += _proposal(order)
    if order.stop_asked_by and order.status not in (S.STOPPED, S.TERMINATED, S.COMPLETED):
        notices.append(_stop(order))
    if order.status == S.PRICE_CUT:
        notices.append(_cut(order))
    if order.status == S.NONCONFORMING:
        notices += _settlement(order)
    if order.stopped_as == S.TERMINATED:
        notices += [_sanction(sanction) for sanction in sanctions_after(order)]
    if order.late_days:
        notices.append(_late(order))
    if order.status == S.RECEIVED:
        notices.append(_inspect_first())
    return notices


def _answered(warning: dict[str, str]) -> Notice:
    """A warning that was passed, with the reason that was written for it: the approver reads it before signing."""
    rule = rules.rule(warning["rule"])
    text = f"{gettext(rule.sentence)} {gettext('Alasan pengusul:')} “{warning['reason']}”"
    return Notice(gettext(rule.title), text, "warn", rule.id, source_words(rule))


def _budget(order: Order, package: PlanPackage) -> Notice:
    rule = rules.rule("R38")
    text = gettext(
        "%(held)s ditahan untuk pesanan ini di paket %(code)s; sisanya %(free)s.",
        held=rupiah(order.held_idr),
        code=package.rup_code,
        free=rupiah(package.free_idr),
    )
    return Notice(gettext("Anggaran tersedia"), text, "good", rule.id, source_words(rule))


def _proposal(order: Order) -> list[Notice]:
    amendment = open_amendment(order)
    if amendment is None:
        return []
    names = {line.line_number: (line.product_name, line.quantity) for line in order.lines}
    parts = []
    if amendment.due_on != order.due_on:
        parts.append(
            gettext(
                "Tanggal penyerahan %(old)s menjadi %(new)s.",
                old=date_long(order.due_on or order.needed_on),
                new=date_long(amendment.due_on),
            )
        )
    for change in amendment.lines:
        name, quantity = names[change["line"]]
        parts.append(
            gettext("%(name)s: dari %(old)s menjadi %(new)s.", name=name, old=quantity, new=change["quantity"])
        )
    parts.append(gettext("Alasan: %(reason)s", reason=amendment.reason))
    title = gettext("Penyedia mengusulkan adendum") if amendment.by_supplier else gettext("PPK mengusulkan adendum")
    return [Notice(title, " ".join(parts), "info")]


def _cut(order: Order) -> Notice:
    cuts = [
        gettext(
            "%(name)s: dari %(old)s menjadi %(new)s per satuan.",
            name=line.product_name,
            old=rupiah(line.unit_price_net_idr),
            new=rupiah(line.cut_price_net_idr),
        )
        for line in order.lines
        if line.cut_price_net_idr is not None
    ]
    if order.price_cut_agreed_at:
        return Notice(gettext("Potongan harga disetujui penyedia"), " ".join(cuts), "good")
    return Notice(gettext("Potongan harga menunggu persetujuan penyedia"), " ".join(cuts), "warn")


def _stop(order: Order) -> Notice:
    who = gettext("Penyedia") if order.stop_asked_by == "supplier" else gettext("PPK")
    text = gettext("Pesanan berjalan terus sampai pihak lain menyetujui penghentian.")
    return Notice(gettext("%(who)s meminta pesanan dihentikan bersama", who=who), text, "info")


def _settlement(order: Order) -> list[Notice]:
    """What the mediator wrote down is what the PPK now carries out."""
    agreed = latest_note(order, A.SETTLE)
    return [Notice(gettext("Hasil mediasi UKPBJ"), agreed, "info")] if agreed else []


def _sanction(sanction: Sanction) -> Notice:
    rule = rules.rule(RULE_OF.get(SanctionKind(sanction.kind), "R22"))
    until = gettext("Berlaku sampai %(until)s.", until=date_long(sanction.ends_at)) if sanction.ends_at else ""
    title = gettext("Sanksi: %(kind)s", kind=str(SANCTIONS[sanction.kind]))
    return Notice(title, " ".join(filter(None, (sanction.reason, until))), "stop", rule.id, source_words(rule))


def _late(order: Order) -> Notice:
    rule = rules.rule("R20")
    text = gettext(
        "Terlambat %(days)s hari: denda %(penalty)s dipotong dari pembayaran.",
        days=order.late_days,
        penalty=rupiah(order.penalty_idr),
    )
    return Notice(gettext(rule.title), text, "warn", rule.id, source_words(rule))


def _inspect_first() -> Notice:
    text = gettext("PPK memeriksa hasil pekerjaan lebih dahulu; baru setelah itu BAST dapat ditandatangani.")
    return Notice(gettext("BAST belum dapat ditandatangani"), text, "info", "R26", "Perpres 12/2021")
