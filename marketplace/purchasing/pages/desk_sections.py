"""What lies on each kind of desk: orders that wait, money to pass on, disputes to watch, shops to verify."""

from dataclasses import dataclass
from datetime import datetime

from flask import request, url_for
from flask_babel import gettext

from marketplace.accounts import queries as accounts
from marketplace.accounts.permissions import Actor, Permission, Role
from marketplace.catalogue import queries as catalogue
from marketplace.purchasing import queries
from marketplace.purchasing.pages.order_rows import Row, row_of
from marketplace.purchasing.statuses import OrderStatus as S

SHOWN = 6
STEPS = frozenset(
    {Permission.ORDER_DRAFT, Permission.ORDER_APPROVE, Permission.ORDER_ANSWER, Permission.BILL_VERIFY,
     Permission.PAYMENT_AUTHORISE, Permission.DISPUTE_MEDIATE}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """Orders of one kind: the first few, how many in all, and where the rest is."""

    title: str
    rows: list[Row]
    total: int
    href: str
    nothing: tuple[str, str]


def sections_for(actor: Actor, now: datetime) -> list[Section]:
    """Own steps first; then money to pass on; then what somebody who watches everybody looks at."""
    found = []
    if any(actor.may(step) for step in STEPS):
        found.append(_section(actor, now, "perlu", queries.OrderFilters(mine_to_do=True)))
    if queries.passes_money_on(actor):
        found.append(_section(actor, now, "dibayar", queries.OrderFilters(statuses=(S.PAID,))))
    if queries.sees_everybody(actor):
        found.append(_section(actor, now, "sengketa", queries.OrderFilters(statuses=(S.DISPUTED,))))
    return found


def _section(actor: Actor, now: datetime, group: str, filters: queries.OrderFilters) -> Section:
    page = queries.orders_for(actor, filters, per_page=SHOWN)
    title, nothing = _words(group)
    rows = [row_of(row, actor, now) for row in page.rows]
    return Section(title, rows, page.total, url_for("purchasing.orders", kelompok=group), nothing)


def _words(group: str) -> tuple[str, tuple[str, str]]:
    words = {
        "perlu": (
            gettext("Yang menunggu Anda"),
            (gettext("Tidak ada yang menunggu Anda"), gettext("Semua langkah Anda sudah dikerjakan.")),
        ),
        "dibayar": (
            gettext("Dana siap diteruskan"),
            (gettext("Tidak ada dana yang menunggu"), gettext("Semua pembayaran sudah sampai kepada penyedia.")),
        ),
        "sengketa": (
            gettext("Sengketa yang berjalan"),
            (gettext("Tidak ada sengketa"), gettext("Semua pihak sedang sepakat.")),
        ),
    }
    return words[group]


@dataclass(frozen=True, slots=True)
class Queue:
    """Shops that wait for their verifier, oldest first."""

    shops: list[accounts.PendingShop]
    total: int


def shops_to_verify(actor: Actor) -> Queue | None:
    """Those whose papers are with us; None for everybody who verifies nobody."""
    if not actor.may(Permission.SUPPLIER_VERIFY):
        return None
    waiting = [shop for shop in accounts.pending_shops_for(actor) if shop.returned_at is None]
    return Queue(waiting[:SHOWN], len(waiting))


def sold_out(actor: Actor) -> int:
    """Products of the own shop that have run out and want restocking."""
    shop = catalogue.own_shop(actor)
    return catalogue.own_products(shop.id, words="", status="habis", page=1).total if shop else 0


def shortcuts(actor: Actor) -> list[tuple[str, str]]:
    """Label and address of the other pages this person works with."""
    possible = [
        (actor.may(Permission.PLAN_VIEW), gettext("Paket RUP dan anggaran"), "/rup"),
        (actor.may(Permission.PRODUCT_EDIT), gettext("Barang di toko saya"), "/toko"),
        (actor.may(Permission.STAFF_MANAGE), gettext("Staf toko"), "/toko/staf"),
        (actor.may(Permission.SUPPLIER_VERIFY), gettext("Verifikasi toko"), "/verifikasi"),
        (actor.may(Permission.PRODUCT_FREEZE), gettext("Produk dibekukan"), "/pembekuan"),
        (actor.may(Permission.USERS_MANAGE), gettext("Pengguna dan jabatan"), "/akun/pengguna"),
        (actor.may(Permission.ROLE_HAND_OVER), gettext("Serah terima jabatan"), "/akun/jabatan"),
        (actor.may(Permission.ORDER_VIEW), gettext("Semua pesanan"), "/pesanan?kelompok=semua"),
        (watches(actor), gettext("Cari pesanan di buku besar"), "/transparansi/pesanan"),
        (watches(actor), gettext("Peringkat daerah"), "/peringkat"),
        (watches(actor), gettext("Data terbuka untuk diolah"), "/data"),
        (watches(actor), gettext("Periksa bukti"), "/bukti"),
        (True, gettext("Daftar sanksi"), "/sanksi"),
        (True, gettext("Aturan belanja"), "/aturan"),
    ]
    return [(label, f"{request.script_root}{path}") for fits, label, path in possible if fits]


def watches(actor: Actor) -> bool:
    """Those whose work is to look at what others did."""
    return bool(actor.roles & {Role.REGIONAL_ADMIN, Role.PROVINCIAL_ADMIN, Role.AUDITOR, Role.TRAINER})


def lesson(actor: Actor) -> list[dict[str, str]]:
    """A trainer's way from a finished order to doing it oneself."""
    if Role.TRAINER not in actor.roles:
        return []
    ways = [
        (gettext("Pilih satu pesanan yang selesai"), gettext("Saring menurut daerah, bulan, atau cara membeli."),
         "/transparansi/pesanan?status=selesai"),
        (gettext("Telusuri langkahnya"), gettext("Halaman pesanan menunjukkan peran mana berbuat apa, dan kapan."),
         ""),
        (gettext("Periksa satu buktinya"), gettext("Setiap langkah punya kode yang dapat diperiksa siapa pun."),
         "/bukti"),
        (gettext("Baca aturan di baliknya"), gettext("Bunyi aturan, sumber hukumnya, dan jalan keluarnya."),
         "/aturan"),
        (gettext("Kerjakan sendiri"), gettext("Masuk sebagai tokoh demo, dari keranjang sampai dibayar."), "/masuk"),
    ]  # fmt: skip
    return [
        {"title": title, "detail": detail, "state": "next", "href": f"{request.script_root}{path}" if path else ""}
        for title, detail, path in ways
    ]
