"""How a bot is: one table of what each temperament does, in words for people and in numbers for the clock."""

from dataclasses import dataclass
from enum import StrEnum

from marketplace.accounts.permissions import Role

DAY = 8 * 60  # office minutes


def _l(text: str) -> str:
    """Marks a text for the translation catalogue."""
    return text


class Temperament(StrEnum):
    """The value is what a scenario's file says."""

    PROMPT = "prompt"
    SLOW = "slow"
    SILENT = "silent"
    OVERPRICING = "overpricing"
    WRONG_GOODS = "wrong_goods"
    HARD_HAGGLER = "hard_haggler"
    REFUSER = "refuser"
    OUT_OF_STOCK = "out_of_stock"
    APPROVES_ALL = "approves_all"
    REASON_ONLY = "reason_only"


@dataclass(frozen=True, slots=True)
class Manner:
    """One row of the table. Minutes are office minutes, drawn between the two bounds."""

    temperament: Temperament
    title: str
    sentence: str
    roles: frozenset[Role]  # where the temperament shows; elsewhere the bot is prompt
    desk: tuple[int, int] = (1, 4)  # a step at the desk
    packing: tuple[int, int] = (45, 180)  # from the start of work to the delivery note
    is_late: bool = False  # sends only after the due date
    answers_offers: bool = True  # False: requests and letters of order run out unanswered


T = Temperament
SHOP = frozenset({Role.SHOP_OWNER, Role.SHOP_STAFF})
UNIT = frozenset({Role.PROCUREMENT_OFFICIAL, Role.COMMITMENT_OFFICIAL, Role.TREASURER, Role.BUDGET_HOLDER})
EVERYBODY = SHOP | UNIT | {Role.REGIONAL_ADMIN}

MANNERS: dict[Temperament, Manner] = {
    manner.temperament: manner
    for manner in (
        Manner(T.PROMPT, _l("Sigap"),
               _l("Mengerjakan setiap langkah dengan benar dalam beberapa menit jam kantor."), EVERYBODY),
        Manner(T.SLOW, _l("Lambat"),
               _l("Baru menjawab setelah satu sampai dua hari kerja; sebagai toko, mengirim sesudah jatuh tempo."),
               EVERYBODY, desk=(560, 1_050), packing=(DAY, 3 * DAY), is_late=True),
        Manner(T.SILENT, _l("Diam"),
               _l("Membiarkan permintaan dan Surat Pesanan kedaluwarsa; tugas lain baru dikerjakan setelah lima hari "
                  "kerja, kecuali ada komplain."),
               EVERYBODY, desk=(5 * DAY, 6 * DAY), packing=(DAY, 2 * DAY), is_late=True, answers_offers=False),
        Manner(T.OVERPRICING, _l("Mahal"),
               _l("Menawarkan harga tayang penuh dengan ongkos kirim tinggi, dan tidak turun saat ditawar."), SHOP),
        Manner(T.WRONG_GOODS, _l("Salah kirim"),
               _l("Mengirim sebagian barang yang tidak sesuai pesanan; penggantinya kemudian benar."), SHOP),
        Manner(T.HARD_HAGGLER, _l("Penawar keras"),
               _l("Menawar sampai putaran terakhir; sebagai toko, hanya turun sedikit di setiap putaran."),
               SHOP | {Role.PROCUREMENT_OFFICIAL}),
        Manner(T.REFUSER, _l("Penolak"),
               _l("Menolak dengan alasan: permintaan, Surat Pesanan, dan potong harga sebagai toko; usulan pesanan "
                  "sebagai PPK; tagihan pertama sebagai bendahara."),
               SHOP | {Role.COMMITMENT_OFFICIAL, Role.TREASURER}),
        Manner(T.OUT_OF_STOCK, _l("Jujur, stok habis"),
               _l("Segera mengatakan bahwa stok habis; pesanan yang sudah diterima dikurangi lewat adendum."), SHOP),
        Manner(T.APPROVES_ALL, _l("Setuju semua"),
               _l("Menyetujui, memeriksa, dan membayar tanpa melihat, juga barang yang tidak sesuai."),
               UNIT - {Role.PROCUREMENT_OFFICIAL} | {Role.REGIONAL_ADMIN}, desk=(1, 2)),
        Manner(T.REASON_ONLY, _l("Minta alasan"),
               _l("Mengembalikan usulan tanpa tujuan yang jelas atau tanpa pembanding, dengan catatan; setelah "
                  "dilengkapi, menyetujui."),
               frozenset({Role.COMMITMENT_OFFICIAL, Role.BUDGET_HOLDER})),
    )
}  # fmt: skip


def manner_of(temperament: Temperament, role: Role) -> Manner:
    """How a bot of this temperament does the work of a role: promptly where the temperament has nothing to say."""
    manner = MANNERS[temperament]
    return manner if role in manner.roles else MANNERS[T.PROMPT]


def fitting(role: Role) -> list[Manner]:
    """The temperaments that make a difference in this role, for the form that opens a room."""
    return [manner for manner in MANNERS.values() if role in manner.roles]
