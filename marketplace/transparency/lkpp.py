"""An order as a row of open data: LKPP's column names where the meaning is the same, our own after them.

Follows `Bela-TokoDaringRealisasi`. `nama_pemesan` stays empty: officials are people.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from marketplace.transparency.outcomes import COMPLETED, UNFULFILLED
from marketplace.values.period import timezone_of

PROVINCE = {"35": "Jawa Timur"}
LKPP_COLUMNS = (
    "tahun", "kd_klpd", "nama_klpd", "kd_satker", "nama_satker", "order_id", "order_desc", "valuasi", "kategori",
    "metode_bayar", "tanggal_transaksi", "marketplace", "nama_merchant", "jenis_transaksi", "kota_kab", "provinsi",
    "nama_pemesan", "status_verif", "sumber_data", "status_konfirmasi_ppmse", "keterangan_ppmse",
)  # fmt: skip
OWN_COLUMNS = (
    "status", "jenis_satker", "kd_penyedia", "kd_daerah_penyedia", "kelas_usaha", "kd_kategori", "metode_pengadaan",
    "pajak", "total_pesanan", "waktu_selesai", "baris", "baris_tepat_waktu", "diterima_pertama", "hari_bayar",
    "nilai_kinerja", "entri_terakhir",
)  # fmt: skip
COLUMNS = (*LKPP_COLUMNS, *OWN_COLUMNS)


def row_of(row: Any, regions: Mapping[str, str], categories: Mapping[str, str]) -> dict[str, Any]:
    """`valuasi` is what was accepted, before tax; empty until completion, so that the column adds up."""
    done = row.status == COMPLETED
    region = regions.get(row.region_code, row.region_code)
    opened = local_time(row.opened_at, row.region_code)
    values = (
        int(opened[:4]), row.region_code, f"Pemerintah {region}", row.buyer_code, row.buyer_name, row.number,
        row.title, row.value_idr if done else None, categories.get(row.category, row.category),
        row.payment_path, opened[:10], "Toko Daring (simulasi)",
        row.supplier_name, "bela", region, PROVINCE.get(row.region_code[:2], ""), "",
        "verified" if done else "unverified", "simulasi", _confirmation(row.status),
        row.status if row.status in UNFULFILLED else "",
        row.status, row.buyer_kind, row.supplier_code, row.supplier_region, row.supplier_class, row.category,
        row.method, row.tax_idr, row.gross_idr, local_time(row.closed_at, row.region_code) if row.closed_at else None,
        row.lines, row.lines_on_time, row.first_time, row.pay_days,
        None if row.score_permille is None else row.score_permille / 1000, row.last_entry,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def _confirmation(status: str) -> str:
    if status == COMPLETED:
        return "selesai"
    return "gagal" if status in UNFULFILLED else ""


def local_time(instant: datetime, region: str) -> str:
    """ISO 8601 with the zone of the buyer's region."""
    return instant.astimezone(ZoneInfo(timezone_of(region))).isoformat(timespec="seconds")
