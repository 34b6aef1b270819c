"""The header's ways: who sees which link, and only to pages this app has.

A public page looks the same for everyone, so its header never asks who is reading.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flask import Flask, current_app, g, request
from flask_babel import gettext
from flask_login import current_user
from markupsafe import Markup

from marketplace.web.languages import chosen_locale
from marketplace.web.reading import reading

NAMES = {"id": "Bahasa Indonesia", "en": "English"}


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


def kept(make: Callable[..., Any], *key: Any) -> Any:
    """What a frame needs on every page is made once per language and prefix, and hangs on the app."""
    frame = current_app.extensions["frame"]
    name = (make.__name__, chosen_locale(), request.script_root, *key)
    if name not in frame or current_app.debug:
        frame[name] = make(*key)
    return frame[name]


def main_ways(public_page: bool = False) -> list[Way]:
    """The main menu. Neutral on public pages; elsewhere it knows buyers and shops."""
    section = f"/{request.path.split('/', 2)[1]}"
    section = section if has_page(section) else "/"
    if public_page or not current_user.is_authenticated:
        return kept(_public_ways, section)
    user = current_user
    return kept(_own_ways, section, bool(user.supplier_ids), bool(user.buyer_ids), user.runs_classes)


def _public_ways(section: str) -> list[Way]:
    return _ways(section, [*_market(), ("/data", gettext("Data"))])


def _own_ways(section: str, has_shop: bool, has_unit: bool, runs_classes: bool) -> list[Way]:
    shop = [("/toko", gettext("Toko saya"))] if has_shop else []
    cart = [("/keranjang", gettext("Keranjang"))] if has_unit else []
    classes = [("/kelas", gettext("Kelas latihan"))] if runs_classes else []
    own = [("/meja", gettext("Meja saya")), *shop, ("/pesanan", gettext("Pesanan")), *cart, *classes]
    return _ways(section, [*_market(), *own])


def _market() -> list[tuple[str, str]]:
    return [
        ("/katalog", gettext("Katalog")),
        ("/peringkat", gettext("Peringkat")),
        ("/transparansi", gettext("Transparansi")),
    ]


def _ways(section: str, pairs: list[tuple[str, str]]) -> list[Way]:
    return [Way(page(path), label, path == section, path == "/keranjang") for path, label in pairs if has_page(path)]


def cart_count() -> int:
    """How many products lie in the reader's cart; the area that keeps carts binds the counter."""
    count = current_app.extensions.get("cart_count")
    if count is None or not current_user.is_authenticated or not current_user.buyer_ids:
        return 0
    if "cart_count" not in g:
        g.cart_count = count(reading(), current_user.actor)
    return int(g.cart_count)


def own_place() -> str:
    """Where the reader sits: unit, shop or region of the first appointment, else the position."""
    for appointment in current_user.appointments:
        if appointment.place_name:
            return str(appointment.place_name)
    return str(current_user.position or "")


def foot_ways() -> list[Way]:
    pairs = [
        ("/peringkat", gettext("Peringkat")),
        ("/transparansi", gettext("Transparansi")),
        ("/peringkat/metode", gettext("Indikator dan metode")),
        ("/data", gettext("Data terbuka")),
        ("/bukti", gettext("Periksa sendiri")),
        ("/gabung", gettext("Gabung kelas")),
        ("/panduan-gaya", gettext("Panduan gaya")),
    ]
    return _ways("", pairs)


def footer() -> Markup:
    """The same on every page, so it is drawn once."""
    return kept(_footer)


def _footer() -> Markup:
    return current_app.jinja_env.get_template("components/site_footer.html").module.site_footer()  # type: ignore[attr-defined]


def languages() -> list[dict[str, str]]:
    """The other languages, each with the address that switches and comes back here."""
    back = quote(here(), safe="/")
    return [
        {"code": code, "name": name, "href": page(f"/bahasa/{code}?kembali={back}")}
        for code, name in NAMES.items()
        if code != chosen_locale()
    ]


def here() -> str:
    """This page with its query, to come back to; a refused form comes back to the page it stands on."""
    if request.method in ("GET", "HEAD"):
        return request.full_path.rstrip("?")
    ways, path = current_app.create_url_adapter(request), request.path
    while path and ways is not None and not ways.test(path, "GET"):
        path = path.rpartition("/")[0]
    return path or "/"


def simulation_notice() -> str:
    """The strip on every page; a training room puts its own name in front."""
    return kept(_notice, current_app.config.get("ROOM_BANNER"))


def _notice(banner: str | None) -> str:
    notice = gettext("SIMULASI · semua orang dan toko di sini rekaan")
    return f"{banner} · {notice}" if banner else notice


def init_app(app: Flask) -> None:
    app.extensions["frame"] = {}
    app.jinja_env.globals["current_user"] = current_user
    app.jinja_env.globals["current_language"] = chosen_locale
    for function in (
        has_page,
        has_endpoint,
        page,
        main_ways,
        cart_count,
        own_place,
        foot_ways,
        footer,
        languages,
        simulation_notice,
    ):
        app.add_template_global(function)


def remember_pages(app: Flask) -> None:
    """Called once every blueprint is in: the paths that have a page of their own."""
    app.extensions["pages"] = frozenset(
        rule.rule for rule in app.url_map.iter_rules() if "<" not in rule.rule and "GET" in (rule.methods or ())
    )
