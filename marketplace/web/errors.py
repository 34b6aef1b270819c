"""What a reader sees when something cannot be done: what happened and what to do, never a trace.

Data routes answer the same as an RFC 9457 problem document.
"""

from typing import Any

from flask import Flask, Response, json, render_template, request
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from marketplace.extensions import db
from marketplace.writers import DatabaseBusy

SENTENCES = {
    400: (_l("Permintaan ini tidak dapat dibaca"), _l("Periksa alamat atau isian Anda, lalu coba sekali lagi.")),
    401: (_l("Silakan masuk dahulu"), _l("Halaman ini hanya untuk pengguna yang sudah masuk.")),
    403: (
        _l("Halaman ini bukan untuk peran Anda"),
        _l("Peran Anda tidak berwenang untuk tindakan ini. Minta yang berwenang, atau masuk dengan peran lain."),
    ),
    404: (
        _l("Halaman tidak ditemukan"),
        _l("Mungkin alamatnya salah tulis, atau isinya hanya terbuka bagi pihak yang terlibat."),
    ),
    405: (
        _l("Cara ini tidak berlaku di sini"),
        _l("Buka halamannya dari menu, lalu gunakan tombol yang ada di sana."),
    ),
    413: (
        _l("Berkas terlalu besar"),
        _l(
            "Satu foto paling besar 8 MB, seluruh kiriman 12 MB. Kembali ke halaman sebelumnya, kecilkan berkasnya, "
            "lalu kirim lagi. Belum ada yang tersimpan."
        ),
    ),
    429: (
        _l("Terlalu banyak percobaan"),
        _l("Demi keamanan, tunggu beberapa menit sebelum mencoba lagi."),
    ),
    500: (
        _l("Terjadi gangguan pada sistem"),
        _l("Tidak ada yang tersimpan dari permintaan terakhir Anda. Coba lagi sebentar lagi."),
    ),
    503: (_l("Pasar belum siap"), _l("Data sedang disiapkan. Coba lagi sebentar lagi.")),
}
EXPIRED = (
    _l("Halaman ini sudah kedaluwarsa"),
    _l("Kembali ke halaman sebelumnya, muat ulang, lalu kirim sekali lagi. Belum ada yang tersimpan."),
)
BUSY = (
    _l("Pasar sedang sangat sibuk"),
    _l(
        "Giliran menyimpan tidak kunjung tiba. Permintaan Anda belum tersimpan dan tidak ada yang berubah: kembali "
        "ke halaman sebelumnya, tunggu sebentar, lalu kirim sekali lagi."
    ),
)
RETRY_AFTER_SECONDS = "10"
DATA_PREFIXES = ("/data/", "/api/")
DATA_ENDINGS = (".json", ".jsonl", ".csv", ".xlsx")


def init_app(app: Flask) -> None:
    app.register_error_handler(CSRFError, expired)
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(DatabaseBusy, busy)
    app.register_error_handler(InternalServerError, failed)


def expired(error: CSRFError) -> Any:
    return answer(400, *EXPIRED)


def refused(error: HTTPException) -> Any:
    """Refusals with a status; redirects and ready answers pass through."""
    if error.response is not None or error.code is None or error.code < 400:
        return error
    title, text = SENTENCES.get(error.code, SENTENCES[400 if error.code < 500 else 500])
    own = (
        error.description if isinstance(error.description, LazyString) else None
    )  # a view's sentence, not a library's
    response = answer(error.code, title, own or text)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def busy(error: DatabaseBusy) -> Any:
    """Another writer did not finish in time: the request has changed nothing and may be sent again."""
    db.session.rollback()
    response = answer(503, *BUSY)
    response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def failed(error: InternalServerError) -> Any:
    """Nothing of a failed request stays in the database; the trace goes to the log only."""
    db.session.rollback()
    return answer(InternalServerError.code, *SENTENCES[500])


def answer(status: int, title: Any, text: Any) -> Response:
    if wants_data():
        return problem(status, str(title), str(text))
    page = render_template("web/error.html", status=status, title=title, text=text, public_page=status >= 500)
    return Response(page, status, mimetype="text/html")


def problem(status: int, title: str, detail: str, **more: Any) -> Response:
    """RFC 9457."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "instance": request.path}
    return Response(json.dumps(body | more), status, mimetype="application/problem+json")


def wants_data() -> bool:
    """A data route, or a client that asks for JSON and not for a page."""
    if request.path.startswith(DATA_PREFIXES) or request.path.endswith(DATA_ENDINGS):
        return True
    accepted = request.accept_mimetypes
    return accepted.best_match(["text/html", "application/json"], "text/html") == "application/json"
