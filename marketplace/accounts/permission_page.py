"""`docs/permissions.md`, made from the one permission table so that page and code cannot drift.

Run as a module to write it; a test compares.
"""

from pathlib import Path

from marketplace.accounts.permissions import FORBIDDEN_PAIRS, HELD_BY_PEOPLE, TABLE, Permission, Role, Scope
from marketplace.config import PROJECT_ROOT

PAGE = PROJECT_ROOT / "docs" / "permissions.md"
P = Permission

DESCRIPTIONS: dict[Permission, tuple[str, str]] = {
    P.SUPPLIER_VERIFY: ("Memverifikasi toko", "Verify a shop's papers"),
    P.SUPPLIER_VIEW_PRIVATE: ("Melihat data legal dan rekening toko", "See a shop's legal and bank details"),
    P.PRODUCT_EDIT: ("Mengelola barang, harga, dan stok", "Edit products, prices and stock"),
    P.PRODUCT_PRICE_FREELY: ("Mengubah harga lebih dari 10%", "Change a price by more than 10%"),
    P.PRODUCT_FREEZE: ("Membekukan barang", "Freeze a product"),
    P.PLAN_VIEW: ("Melihat paket RUP dan pagunya", "See plan packages and their budget"),
    P.PLAN_EDIT: ("Menyusun paket RUP", "Draw up plan packages"),
    P.PLAN_ANNOUNCE: ("Mengumumkan paket RUP", "Announce plan packages"),
    P.ORDER_VIEW: ("Melihat pesanan beserta dokumennya", "See orders and their documents"),
    P.ORDER_DRAFT: ("Menyusun, membandingkan, menawar, mengajukan", "Draft, compare, negotiate, submit"),
    P.ORDER_ANSWER: ("Menjawab, mengirim, menagih sebagai toko", "Answer, deliver and bill as the shop"),
    P.ORDER_APPROVE: ("Menyetujui dan menandatangani Surat Pesanan", "Approve and sign the purchase order"),
    P.ORDER_RECEIVE: ("Mencatat barang tiba", "Record what arrived"),
    P.ORDER_INSPECT: ("Memeriksa dan menandatangani BAST", "Inspect and sign the handover record"),
    P.BILL_VERIFY: ("Memeriksa tagihan", "Check the bill"),
    P.PAYMENT_AUTHORISE: ("Memerintahkan pembayaran", "Authorise payment"),
    P.PAYMENT_MAKE: ("Membayar", "Make the payment"),
    P.PAYMENT_PAY_OUT: ("Meneruskan dana kepada toko dan menyetor pajak", "Pay out to the shop and deposit tax"),
    P.SUPPLIER_ASSESS: ("Menilai penyedia", "Assess the supplier"),
    P.BUYER_RATE: ("Menilai pembeli", "Rate the buyer"),
    P.DISPUTE_MEDIATE: ("Menengahi sengketa", "Mediate a dispute"),
    P.SANCTION_IMPOSE: ("Menjatuhkan sanksi", "Impose a sanction"),
    P.STAFF_MANAGE: ("Mengelola staf dan data toko sendiri", "Manage one's own shop's staff and papers"),
    P.ROLE_HAND_OVER: ("Menyerahterimakan jabatan (mutasi)", "Hand over a role on transfer"),
    P.USERS_MANAGE: ("Mengelola pengguna dan peran", "Manage users and roles"),
    P.LEDGER_SEAL: ("Menyegel buku besar", "Seal the ledger"),
    P.ROOM_RUN: ("Membuka dan memimpin kelas", "Open and run classes"),
}
SCOPES = {
    Scope.OWN_SHOP: "toko",
    Scope.OWN_UNIT: "satker",
    Scope.REGION: "daerah",
    Scope.PROVINCE: "provinsi",
    Scope.ALL: "semua",
}
HEADINGS = {
    Role.SHOP_OWNER: "Pemilik toko",
    Role.SHOP_STAFF: "Staf toko",
    Role.PROCUREMENT_OFFICIAL: "PP",
    Role.COMMITMENT_OFFICIAL: "PPK",
    Role.TREASURER: "Bendahara",
    Role.BUDGET_HOLDER: "PA/KPA",
    Role.REGIONAL_ADMIN: "Admin daerah",
    Role.PROVINCIAL_ADMIN: "Admin provinsi",
    Role.AUDITOR: "Auditor",
    Role.TRAINER: "Pelatih",
    Role.PLATFORM_ADMIN: "Platform",
}
INTRODUCTION = """# Who may do what

Made from `marketplace/accounts/permissions.py` (`python -m marketplace.accounts.permission_page`); a test compares.

A permission is held through a role, in a place, for a time. The word in a cell says how far it reaches:
`toko` the own shop, `satker` the own unit, `daerah` the own region, `provinsi` the own province, `semua` everywhere.
An empty cell means no. Whoever holds none of these, the public included, may browse the catalogue, the
transparency pages, the ranking and the ledger, and register a shop.
"""


def as_markdown() -> str:
    """The page as it should stand in `docs/`."""
    heads = ["Izin", "Permission", "Code", *(HEADINGS[role] for role in HELD_BY_PEOPLE)]
    lines = [_row(heads), _row(["---"] * len(heads)), *(_row(_cells(permission)) for permission in TABLE)]
    return "\n".join([INTRODUCTION, *lines, "", *_apart()]) + "\n"


def _cells(permission: Permission) -> list[str]:
    indonesian, english = DESCRIPTIONS[permission]
    grants = TABLE[permission]
    reach = [SCOPES[grants[role]] if role in grants else "" for role in HELD_BY_PEOPLE]
    return [indonesian, english, f"`{permission.value}`", *reach]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _apart() -> list[str]:
    pairs = [f"- {HEADINGS[one]} and {HEADINGS[other]}" for one, other in FORBIDDEN_PAIRS]
    return [
        "## Apart (R02)",
        "",
        "One person never holds both of these in one unit; PA/KPA and PPK may be the same person.",
        "",
        *pairs,
    ]


def write(page: Path = PAGE) -> None:
    page.parent.mkdir(exist_ok=True)
    page.write_text(as_markdown(), encoding="utf-8")


if __name__ == "__main__":
    write()
