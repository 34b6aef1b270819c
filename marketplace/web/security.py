"""Headers every answer carries: nothing inline, nothing from elsewhere, nothing private kept by a cache."""

from flask import Flask, Response, current_app
from flask.sessions import SecureCookieSessionInterface, SessionMixin

POLICY = "; ".join(
    (
        "default-src 'none'",
        "img-src 'self' data:",
        "style-src 'self'",
        "script-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
YEAR = 365 * 24 * 3600


def init_app(app: Flask) -> None:
    app.session_interface = PrivateWhenRead()
    app.after_request(secure)


class PrivateWhenRead(SecureCookieSessionInterface):
    """What was made from the session is for one reader: no cache keeps it, unless its view said otherwise."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        super().save_session(app, session, response)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store" if session.accessed else "no-cache"


def secure(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if not current_app.extensions["settings"].demo:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR}")
    return response
