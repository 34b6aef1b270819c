"""What an accounts error says to the person, in their language."""

from flask_babel import lazy_gettext as _l

from marketplace.accounts.errors import AccountsError
from marketplace.accounts.labels import ROLES
from marketplace.accounts.permissions import Role
from marketplace.web.forms import BaseForm

SENTENCES = {
    "not_allowed": _l("Peran Anda tidak mencakup tindakan ini."),
    "wrong_password": _l("Nama pengguna atau kata sandi tidak cocok."),
    "current_password_wrong": _l("Kata sandi sekarang tidak cocok."),
    "locked_out": _l(
        "Terlalu banyak kata sandi yang salah. Nama pengguna ini ditutup sementara; coba lagi %(minutes)s menit lagi."
    ),
    "open_account": _l("Ini tokoh demo yang terbuka untuk semua orang; kata sandinya tidak dapat diganti."),
    "password_too_short": _l("Kata sandi paling sedikit %(minimum)s huruf. Beberapa kata berurutan mudah diingat."),
    "password_too_long": _l("Kata sandi paling banyak %(maximum)s huruf."),
    "password_too_common": _l("Kata sandi ini terlalu mudah ditebak. Pilih beberapa kata yang tidak berhubungan."),
    "password_holds_name": _l("Kata sandi tidak boleh memuat nama Anda atau nama pengguna."),
    "password_unchanged": _l("Kata sandi baru harus berbeda dari yang lama."),
    "username_taken": _l("Nama pengguna “%(username)s” sudah dipakai. Pilih yang lain."),
    "already_made": _l("Formulir ini sudah terkirim dan sudah diproses."),
    "username_malformed": _l("Nama pengguna 3 sampai 80 huruf kecil, angka, titik, atau tanda hubung, tanpa spasi."),
    "wrong_place": _l("Peran %(role)s dipegang di tempat yang lain jenisnya. Pilih tempat yang sesuai."),
    "already_held": _l("Orang ini sudah memegang peran %(role)s di tempat itu."),
    "not_held": _l("Orang ini tidak memegang peran %(role)s di tempat itu pada tanggal tersebut."),
    "duties_not_separate": _l(
        "%(role)s dan %(other)s di satu satuan kerja harus orang yang berbeda (R02). "
        "Akhiri dahulu peran yang satu, atau tunjuk orang lain."
    ),
    "backward_term": _l("Tanggal akhir harus setelah tanggal mulai."),
    "last_administrator": _l("Ini pengelola platform yang terakhir. Angkat pengelola lain dahulu."),
    "still_open": _l("Tutup akunnya dahulu; setelah itu jejaknya dapat diputus."),
    "not_confirmed": _l("Ketik nama pengguna persis seperti tertulis untuk menegaskan."),
    "unknown_person": _l("Tidak ada pengguna bernama “%(username)s”."),
    "same_person": _l("Serah terima jabatan harus kepada orang lain."),
    "already_verified": _l("Toko ini sudah diverifikasi."),
    "own_shop": _l("Anda tidak dapat memverifikasi toko tempat Anda sendiri bekerja."),
}

# The form field a refusal belongs to, the first that the form has; the others stand above the form.
FIELDS = {
    "current_password_wrong": ("current",),
    "password_too_short": ("new", "password"),
    "password_too_long": ("new", "password"),
    "password_too_common": ("new", "password"),
    "password_holds_name": ("new", "password"),
    "password_unchanged": ("new",),
    "username_taken": ("username",),
    "username_malformed": ("username",),
    "wrong_place": ("place",),
    "backward_term": ("until", "on"),
    "not_confirmed": ("confirmation",),
    "unknown_person": ("successor",),
    "same_person": ("successor",),
}


def told(error: AccountsError, form: BaseForm) -> list[str]:
    """The refusal at the field it belongs to; what belongs to none is returned, to stand above the form."""
    for name in FIELDS.get(error.code, ()):
        if name in form:
            form[name].errors = [*form[name].errors, sentence(error)]
            return []
    return [sentence(error)]


def sentence(error: AccountsError) -> str:
    """The refusal in one sentence; roles are named as people call them."""
    values = {key: ROLES[value] if isinstance(value, Role) else value for key, value in error.values.items()}
    text = str(SENTENCES[error.code])
    return text % values if values else text
