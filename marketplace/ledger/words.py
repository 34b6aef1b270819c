"""What kinds of entries are called on the ledger's own pages. An order's steps say themselves by their statuses."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

KINDS = {
    "world.opened": _l("Buku besar dibuka"),
    "unit.registered": _l("Satuan kerja didaftarkan"),
    "supplier.verified": _l("Penyedia diverifikasi"),
    "plan.announced": _l("Paket RUP diumumkan"),
    "complaint.filed": _l("Keluhan diajukan"),
    "complaint.answered": _l("Keluhan ditanggapi"),
    "complaint.resolved": _l("Keluhan diselesaikan"),
    "sanction.imposed": _l("Sanksi dijatuhkan"),
}


def kind_words(kind: str) -> str:
    """A sentence's worth for any kind, also one that is younger than this page."""
    if kind in KINDS:
        return str(KINDS[kind])
    return str(gettext("Langkah pesanan") if kind.startswith("order.") else gettext("Catatan buku besar"))
