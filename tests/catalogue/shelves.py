"""A shelf large enough to search in: two dozen products of four shops in three regions."""

from datetime import UTC, datetime

from sqlalchemy import select

from marketplace.accounts.models import Supplier
from marketplace.catalogue import services
from marketplace.catalogue.models import Category, Product
from marketplace.extensions import db

EARLY = datetime(2023, 1, 2, 1, 0, tzinfo=UTC)
NAMES = [
    ("03.01", "Kertas HVS A4 80 gram", 55_000), ("03.01", "Kertas HVS F4 70 gram", 58_000),
    ("03.01", "Kertas foto glossy A4", 30_000), ("03.01", "Amplop putih panjang", 18_000),
    ("03.01", "Kertas HVS warna", 62_000), ("01.01", "Nasi kotak rendang", 32_000),
    ("01.01", "Nasi kotak ayam goreng", 24_000), ("01.01", "Nasi kotak ikan bakar", 28_000),
    ("09.01", "Cuci AC split", 75_000), ("09.01", "Servis pendingin ruangan", 90_000),
    ("09.01", "Fotokopi hitam putih", 250), ("09.01", "Percetakan undangan", 4_000),
    ("09.01", "Pembersihan kaca gedung", 7_000), ("01.01", "Snack kotak isi tiga", 15_000),
    ("03.01", "Bolpoin gel hitam", 35_000), ("03.01", "Spidol papan tulis", 95_000),
    ("09.01", "Sewa laptop harian", 150_000), ("03.01", "Tas laptop kantor", 180_000),
    ("01.01", "Nasi tumpeng mini", 40_000), ("09.01", "Jasa kebersihan harian", 130_000),
]  # fmt: skip


def stock_up(copies: int = 1) -> list[int]:
    """Every name once for each copy, over all shops, indexed; the first are the most popular."""
    shops = list(db.session.scalars(select(Supplier.id).order_by(Supplier.id)))
    taxes = {row.code: row.tax_class for row in db.session.execute(select(Category.code, Category.tax_class))}
    first = (db.session.scalar(select(Product.id).order_by(Product.id.desc())) or 0) + 1
    rows = []
    for n, (category, name, price) in enumerate(NAMES * copies):
        rows.append({
            "id": first + n, "supplier_id": shops[n % len(shops)], "category_code": category, "name": name,
            "description": "", "unit": "unit", "unit_price_net_idr": price + n, "tax_class": taxes[category],
            "min_order": 1, "stock": n % 5 * 10, "daily_capacity": None, "lead_days": 1,
            "domestic_status": ("pdn", "pdn", "impor")[n % 3], "tkdn_percent": (None, 42, None, 27)[n % 4] if n % 3 != 2 else None,
            "status": "jeda" if n % 17 == 16 else "aktif", "sold_count": 10_000 - n, "listed_at": EARLY,
            "price_changed_at": EARLY, "version": 1,
        })  # fmt: skip
    services.load_products(rows, [], [])
    services.rebuild_index()
    db.session.commit()
    return [row["id"] for row in rows]
