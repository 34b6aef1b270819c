"""The header's ways: who sees which link, and only to pages this app has.

A public page looks the same for everyone, so its header never asks who is reading.
"""

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request
from flask_babel import gettext
from flask_login import current_user

from marketplace.web.languages import LOCALES, chosen_locale


@dataclass(frozen=True, slots=True)
class Way:
    """One link of the header."""

    path: str
    label: str
    is_current: bool
    counts_cart: bool = False


def has_page(path: str) -> bool:
    """Whether a page without variable parts answers at this path: no link leads nowhere."""
    return path in current_app.extensions["pages"]


def has_endpoint(endpoint: str) -> bool:
    return endpoint in current_app.view_functions


def page(path: str) -> str:
    """The path as a browser must ask for it: a room lives under a prefix."""
    return f"{request.script_root}{path}"


def main_ways(public_page: bool = False) -> list[Way]:
    """The main menu. Neutral on public pages; elsewhere it knows buyers and shops."""
    ways = [
        ("/katalog", gettext("Katalog")),
        ("/peringkat", gettext("Peringkat")),
        ("/transparansi", gettext("Transparansi")),
    ]
    if not public_page and current_user.is_authenticated:
        ways += _own_ways()
    else:
        ways += [("/data", gettext("Data")), ("/kelas", gettext("Kelas"))]
    return [
        Way(page(path), label, request.path == path or request.path.startswith(f"{path}/"), path == "/keranjang")
        for path, label in ways
        if has_page(path)
    ]


def _own_ways() -> list[tuple[str, str]]:
    ways = [("/meja", gettext("Meja saya"))]
    if current_user.supplier_ids:
        ways.append(("/toko", gettext("Toko saya")))
    ways.append(("/pesanan", gettext("Pesanan")))
    if current_user.buyer_ids:
        ways.append(("/keranjang", gettext("Keranjang")))
    return ways


def own_place() -> str:
    """Where the reader sits: unit, shop or region of the first appointment, else the position."""
    for appointment in current_user.appointments:
        if appointment.place_name:
            return str(appointment.place_name)
    return str(current_user.position or "")


def foot_ways() -> list[Way]:
    ways = [
        ("/peringkat", gettext("Peringkat")),
        ("/transparansi", gettext("Transparansi")),
        ("/transparansi/indikator", gettext("Indikator dan metode")),
        ("/data", gettext("Data terbuka")),
        ("/data/verifikasi", gettext("Periksa sendiri")),
        ("/kelas", gettext("Kelas")),
        ("/panduan-gaya", gettext("Panduan gaya")),
    ]
    return [Way(page(path), label, False) for path, label in ways if has_page(path)]


def languages() -> list[dict[str, Any]]:
    """The other languages, each with the address that switches and comes back here."""
    names = {"id": "Bahasa Indonesia", "en": "English"}
    return [{"code": code, "name": names[code]} for code in LOCALES if code != chosen_locale()]


def here() -> str:
    """This page with its query, to come back to; a refused form comes back to where it may be read again."""
    return request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else request.path


def simulation_notice() -> str:
    """The strip on every page; a training room puts its own name in front."""
    notice = gettext("SIMULASI · semua orang dan toko di sini rekaan")
    banner = current_app.config.get("ROOM_BANNER")
    return f"{banner} · {notice}" if banner else notice


def init_app(app: Flask) -> None:
    app.jinja_env.globals["current_user"] = current_user
    app.jinja_env.globals["current_language"] = chosen_locale
    for function in (
        has_page,
        has_endpoint,
        page,
        main_ways,
        own_place,
        foot_ways,
        languages,
        here,
        simulation_notice,
    ):
        app.add_template_global(function)


def remember_pages(app: Flask) -> None:
    """Called once every blueprint is in: the paths that have a page of their own."""
    app.extensions["pages"] = frozenset(
        rule.rule for rule in app.url_map.iter_rules() if "<" not in rule.rule and "GET" in (rule.methods or ())
    )
