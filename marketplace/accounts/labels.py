"""How roles, legal forms and classes of business are called on screens."""

from flask_babel import lazy_gettext as _l

from marketplace.accounts.models import BusinessClass
from marketplace.accounts.permissions import Role

ROLES = {
    Role.PUBLIC: _l("Publik"),
    Role.SHOP_OWNER: _l("Pemilik toko"),
    Role.SHOP_STAFF: _l("Staf toko"),
    Role.PROCUREMENT_OFFICIAL: _l("Pejabat Pengadaan"),
    Role.COMMITMENT_OFFICIAL: _l("PPK"),
    Role.TREASURER: _l("Bendahara"),
    Role.BUDGET_HOLDER: _l("PA/KPA"),
    Role.REGIONAL_ADMIN: _l("Admin daerah (UKPBJ)"),
    Role.PROVINCIAL_ADMIN: _l("Admin provinsi"),
    Role.AUDITOR: _l("Auditor"),
    Role.TRAINER: _l("Pelatih"),
    Role.PLATFORM_ADMIN: _l("Pengelola Toko Daring"),
    Role.SYSTEM: _l("Sistem"),
}
CLASSES = {
    BusinessClass.MICRO: _l("Mikro"),
    BusinessClass.SMALL: _l("Kecil"),
    BusinessClass.MEDIUM: _l("Menengah"),
    BusinessClass.LARGE: _l("Besar"),
    BusinessClass.COOPERATIVE: _l("Koperasi"),
}
LEGAL_FORMS = {
    "perorangan": _l("Perorangan"),
    "ud": _l("UD (usaha dagang)"),
    "cv": _l("CV"),
    "pt": _l("PT"),
    "pt_perorangan": _l("PT Perorangan"),
    "koperasi": _l("Koperasi"),
    "kub": _l("KUB (kelompok usaha bersama)"),
}
