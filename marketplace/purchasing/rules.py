"""The rules of buying as dated data: what they do, since when, where they come from, and the way out.

Only sources that were checked are shown as law; the rest says "aturan simulasi". Texts are translated where shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from marketplace.accounts.models import BusinessClass
from marketplace.accounts.permissions import Role
from marketplace.catalogue.models import DomesticStatus
from marketplace.purchasing.errors import AboveAuthority, BudgetExceeded, PackageUnusable

SIMULATION = "aturan simulasi"
AUTHORITY_LIMIT_IDR = 200_000_000  # R01
SMALL_LIMIT_IDR = 50_000_000  # a limit of the simulation: splitting under it is worth a look
RESERVED_PAGU_IDR = 15_000_000_000  # R08
SPLIT_WINDOW_DAYS = 14
ROUNDS_MAX = 5  # of haggling


def _l(text: str) -> str:
    """Marks a text for the translation catalogue."""
    return text


class RuleAction(StrEnum):
    BLOCK = "blokir"
    WARN = "peringatan"
    LOG = "catat"
    AUTOMATIC = "otomatis"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as it stands from a day on."""

    id: str
    action: RuleAction
    title: str
    sentence: str
    way_out: str
    source: str = SIMULATION
    valid_from: date = date(2018, 3, 22)  # Perpres 16/2018
    valid_until: date | None = None

    @property
    def is_law(self) -> bool:
        return self.source != SIMULATION

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a planned order touches, with what the sentence needs to be concrete."""

    rule: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecentPurchases:
    """What a unit bought in the last two weeks from the same shop or on the same shelf."""

    count: int
    gross_idr: int
    largest_idr: int


B, W, L, AUTO = RuleAction.BLOCK, RuleAction.WARN, RuleAction.LOG, RuleAction.AUTOMATIC
PERPRES_12 = date(2021, 2, 2)

RULES: tuple[Rule, ...] = (
    Rule("R01", B, _l("Batas kewenangan Pejabat Pengadaan"),
         _l("Pejabat Pengadaan melaksanakan e-purchasing sampai dengan Rp200.000.000; di atas itu hanya PPK."),
         _l("Minta PPK membuat pesanan ini, atau kurangi jumlahnya bila kebutuhannya memang lebih kecil."),
         "Perpres 12/2021 Pasal 11 dan Pasal 12", PERPRES_12),
    Rule("R02", B, _l("Pemisahan tugas"),
         _l("Dalam satu pesanan, pengusul bukan pemberi persetujuan, dan Bendahara bukan PP, PPK, atau KPA."),
         _l("Serahkan langkah ini kepada pejabat lain di satuan kerja Anda.")),
    Rule("R03", B, _l("Paket RUP yang diumumkan"),
         _l("Pesanan mengacu pada paket RUP satuan kerja yang sama, tahun yang sama, dan sudah diumumkan."),
         _l("Pilih paket lain, atau minta PA/KPA mengumumkan paket ini lebih dahulu."),
         "Perpres 16/2018 Pasal 22"),
    Rule("R04", W, _l("Larangan memecah paket"),
         _l("Paket tidak boleh dipecah untuk menghindari tender: pembelian serupa dalam 14 hari melewati batas."),
         _l("Gabungkan kebutuhan dalam satu pesanan oleh PPK, atau tuliskan alasan mengapa kebutuhannya berbeda."),
         "Perpres 16/2018 Pasal 20 ayat (2) huruf d"),
    Rule("R04a", W, _l("Tanda pemecahan pesanan"),
         _l("Beberapa pesanan serupa dalam 14 hari masing-masing di bawah batas, tetapi bersama melewatinya."),
         _l("Gabungkan pesanan, atau tuliskan alasannya. Catatan ini terlihat oleh pemberi persetujuan.")),
    Rule("R07", L, _l("Paling sedikit 40% untuk usaha mikro, kecil, dan koperasi"),
         _l("Daerah mengalokasikan paling sedikit 40% anggaran belanja barang/jasa bagi UMK-Koperasi."),
         _l("Dicatat sebagai meter di halaman transparansi; tidak menahan pesanan."),
         "Perpres 12/2021 Pasal 65 ayat (3); Inpres 2/2022", PERPRES_12),
    Rule("R08", W, _l("Paket untuk usaha kecil dan koperasi"),
         _l("Paket sampai dengan Rp15 miliar dicadangkan bagi usaha mikro, kecil, dan koperasi."),
         _l("Pilih penyedia UMK-Koperasi, atau tuliskan kemampuan apa yang tidak dapat mereka penuhi."),
         "Perpres 12/2021 Pasal 65 ayat (4) dan (5)", PERPRES_12),
    Rule("R09", W, _l("Wajib produk dalam negeri"),
         _l("Produk dalam negeri wajib dibeli bila tersedia dengan TKDN ditambah BMP paling sedikit 40%."),
         _l("Pilih produk dalam negeri, atau tuliskan mengapa produk impor atau yang belum jelas ini diperlukan."),
         "Perpres 12/2021 Pasal 66 ayat (1) sampai (3)", PERPRES_12, date(2025, 4, 30)),
    Rule("R12", B, _l("Hanya yang tercantum, dengan Surat Pesanan"),
         _l("E-purchasing hanya untuk barang/jasa yang tercantum; bentuk kontraknya Surat Pesanan."),
         _l("Pilih produk lain yang masih dijual di etalase."),
         "Perpres 12/2021 Pasal 28 dan Pasal 38 ayat (2)", PERPRES_12),
    Rule("R18", B, _l("Harga terkunci dan tidak melebihi harga tayang"),
         _l("Harga terkunci sejak permintaan penawaran; negosiasi hanya dapat menurunkannya dari harga tayang."),
         _l("Tawarkan harga yang sama dengan harga tayang atau lebih rendah.")),
    Rule("R20", AUTO, _l("Denda keterlambatan 1/1000 per hari"),
         _l("Bagian yang terlambat dikenai denda 1/1000 dari nilainya, tanpa PPN, untuk setiap hari kalender."),
         _l("Ajukan adendum sebelum jatuh tempo bila perlu waktu lebih lama."),
         "Perpres 16/2018 Pasal 79 ayat (4) dan (5)"),
    Rule("R22", B, _l("Penangguhan dari e-purchasing"),
         _l("Penyedia yang melanggar Surat Pesanan ditangguhkan dari e-purchasing selama enam bulan."),
         _l("Pilih penyedia lain. Pesanan yang sudah berjalan tetap diselesaikan."),
         "Perpres 16/2018 Pasal 80 ayat (2) sampai (5)"),
    Rule("R25", AUTO, _l("Penilaian kinerja penyedia"),
         _l("PPK menilai penyedia setelah pekerjaan selesai: kualitas dan kuantitas, biaya, waktu, layanan."),
         _l("Nilai dalam 30 hari; setelah itu pesanan ditutup tanpa penilaian dan mengurangi nilai satuan kerja."),
         "Perpres 12/2021 Pasal 11 ayat (1) huruf m", PERPRES_12),
    Rule("R27", AUTO, _l("Pajak dipungut oleh marketplace"),
         _l("Marketplace memungut PPN dan PPh Pasal 22 sebesar 0,5% dari nilai tanpa PPN."),
         _l("PPh Pasal 22 dapat dikreditkan oleh penyedia; bukti pungut terbit bersama pencairan."),
         "PMK 58/PMK.03/2022", date(2022, 5, 1)),
    Rule("R31", AUTO, _l("Tarif PPN"),
         _l("PPN 11% sejak 1 April 2022; sejak 1 Januari 2025 12% dari 11/12 harga, yaitu tetap 11%."),
         _l("Dihitung sendiri oleh sistem menurut tanggal pesanan."),
         "UU 7/2021 (HPP); PMK 131/2024", date(2022, 4, 1)),
    Rule("R32", AUTO, _l("Bukan PKP tidak memungut PPN"),
         _l("Penyedia yang belum dikukuhkan sebagai PKP tidak mencantumkan PPN."),
         _l("Tidak ada yang perlu Anda ubah: baris PPN tidak muncul."),
         "UU PPN"),
    Rule("R33", AUTO, _l("Jasa boga bukan objek PPN"),
         _l("Jasa boga atau katering tidak dikenai PPN; pajak daerahnya disetor sendiri oleh penyedia."),
         _l("Dihitung sendiri oleh sistem menurut kategori."),
         "UU PPN Pasal 4A ayat (3) huruf q; PMK 70/PMK.03/2022"),
    Rule("R38", B, _l("Tidak ada komitmen melebihi anggaran"),
         _l("Tidak seorang pun boleh menandatangani ikatan yang melebihi anggaran yang tersedia."),
         _l("Kurangi pesanan, pilih paket lain, atau minta PPK menaikkan pagu paket."),
         "UU 1/2004 Pasal 3 ayat (3)"),
    Rule("R39", B, _l("Penyedia dan produk terverifikasi"),
         _l("Hanya penyedia yang surat-suratnya sudah diperiksa dapat menjual."),
         _l("Pilih penyedia lain sampai pemeriksaan penyedia ini selesai.")),
    Rule("R40", B, _l("Izin edar obat dan alat kesehatan"),
         _l("Obat dan alat kesehatan hanya tayang dengan nomor izin edar (NIE)."),
         _l("Pilih produk yang mencantumkan NIE.")),
)  # fmt: skip


def rule(rule_id: str, on: date | None = None) -> Rule:
    """The rule of this id in force on that day, else its newest wording."""
    wordings = [rule for rule in RULES if rule.id == rule_id]
    current = [rule for rule in wordings if on is None or rule.in_force(on)]
    return (current or wordings)[-1]


def in_force(rule_id: str, on: date) -> bool:
    return any(rule.id == rule_id and rule.in_force(on) for rule in RULES)


def check_authority(role: Role, gross_idr: int) -> None:
    """R01: up to and including Rp 200 million a Pejabat Pengadaan may buy."""
    if role is Role.PROCUREMENT_OFFICIAL and gross_idr > AUTHORITY_LIMIT_IDR:
        raise AboveAuthority(amount_idr=gross_idr, limit_idr=AUTHORITY_LIMIT_IDR)


def check_package(package: Any, *, buyer_id: int, year: int, gross_idr: int) -> None:
    """R03 and R38: an announced package of the same unit and year, with money left."""
    if package.buyer_id != buyer_id:
        raise PackageUnusable(why="satker_lain")
    if package.announced_at is None:
        raise PackageUnusable(why="belum_diumumkan")
    if package.fiscal_year != year:
        raise PackageUnusable(why="tahun_lain")
    if gross_idr > package.free_idr:
        raise BudgetExceeded(amount_idr=gross_idr, free_idr=package.free_idr)


def check_supplier_class(business_class: str, pagu_idr: int, on: date) -> list[Finding]:
    """R08: packages up to Rp 15 billion are for micro and small firms and cooperatives."""
    if BusinessClass(business_class).is_umk or pagu_idr > RESERVED_PAGU_IDR or not in_force("R08", on):
        return []
    return [Finding("R08", {"class": business_class})]


def check_domestic(lines: Iterable[Any], on: date) -> list[Finding]:
    """R09: imports and products of unknown origin need a reason."""
    foreign = [line.product_name for line in lines if line.domestic_status != DomesticStatus.DOMESTIC]
    return [Finding("R09", {"products": foreign})] if foreign and in_force("R09", on) else []


def check_split(recent: RecentPurchases, gross_idr: int) -> list[Finding]:
    """R04 and R04a: purchases that stay below a limit one by one and pass it together, or stop just short of it."""
    together = recent.gross_idr + gross_idr
    largest = max(recent.largest_idr, gross_idr)
    values = {"count": recent.count + 1, "together_idr": together}
    if recent.count and largest <= AUTHORITY_LIMIT_IDR < together:
        return [Finding("R04", values | {"limit_idr": AUTHORITY_LIMIT_IDR})]
    if recent.count and largest <= SMALL_LIMIT_IDR < together:
        return [Finding("R04a", values | {"limit_idr": SMALL_LIMIT_IDR})]
    for limit in (SMALL_LIMIT_IDR, AUTHORITY_LIMIT_IDR):
        if limit - limit // 100 <= gross_idr <= limit:
            return [Finding("R04a", values | {"limit_idr": limit})]
    return []


def unanswered(findings: Sequence[Finding], reasons: dict[str, str]) -> list[Finding]:
    """Warnings that still lack a written reason."""
    return [finding for finding in findings if not reasons.get(finding.rule, "").strip()]
