"""What the shops sell: products from `seed/products.csv` with each shop's own price, stock and reach."""

from random import Random

from marketplace.accounts.models import BusinessClass
from marketplace.catalogue.models import DomesticStatus
from marketplace.simulation.calendar import DAY_MS
from marketplace.simulation.cast import Item, Shop
from marketplace.simulation.randomness import rounded_price
from marketplace.simulation.seedfiles import Row, table
from marketplace.values.tax import TaxClass

TAX_CLASSES = {"yes": TaxClass.PPN, "no": TaxClass.EXEMPT, "regional tax": TaxClass.PBJT}
TO_ORDER = frozenset({"01", "04", "15"})  # departments that cook, print or serve on order
TO_ORDER_LEAVES = frozenset({"07.01", "07.03", "08.01", "12.03", "06.04"})
RANGE = {BusinessClass.MICRO: (2, 5), BusinessClass.SMALL: (4, 8), BusinessClass.COOPERATIVE: (4, 8),
         BusinessClass.MEDIUM: (6, 13)}  # fmt: skip
NEAR = 1.6  # tiles of the map within which a shop delivers, if it delivers outside at all
BLURBS = {
    "01": "Dimasak pada hari pengantaran, dikemas rapi, siap saji.", "02": "Stok baru, dikemas ulang dengan bersih.",
    "03": "Siap kirim; nota dan kuitansi lengkap.", "04": "Harga termasuk tata letak sederhana dan satu kali revisi.",
    "05": "Barang baru bergaransi resmi.", "06": "Dirakit di tempat; garansi satu tahun.",
    "07": "Ukuran S sampai XXL; bordir nama sesuai pesanan.", "08": "Tulisan dan logo sesuai pesanan.",
    "09": "Untuk kantor, sekolah, dan fasilitas umum.", "10": "Tanggal kedaluwarsa paling sedikit satu tahun.",
    "11": "Diantar sampai lokasi; bongkar muat atas kesepakatan.", "12": "Dikerjakan oleh mekanik berpengalaman.",
    "13": "Bibit dan bahan pilihan dari petani setempat.", "14": "Sesuai kebutuhan sekolah dan sanggar.",
    "15": "Termasuk tenaga dan perlengkapan.",
}  # fmt: skip


class Stockroom:
    """Fills shelves, and knows which shops lie near which regions."""

    def __init__(self, rng: Random, regions: list[Row], until_ms: int) -> None:
        self.items: list[Item] = []
        self._rng = rng
        self._until_ms = until_ms
        self._tax = {row["code"]: TAX_CLASSES[row["ppn"]].value for row in table("categories") if row["parent"]}
        self._templates: dict[str, list[Row]] = {}
        for row in table("products"):
            self._templates.setdefault(row["category_code"][:2], []).append(row)
        self._regions = regions
        self._near = {region["code"]: _neighbours(region, regions) for region in regions}

    def fill(self, shop: Shop) -> None:
        """A shop sells a handful of things of its department, the larger the more."""
        rng = self._rng
        low, high = RANGE[BusinessClass(shop.business_class)]
        areas = self._areas(shop)
        for position, department in enumerate(shop.departments):
            count = rng.randint(low, high) if position == 0 else rng.randint(1, 3)
            templates = self._templates[department]
            chosen = sorted(rng.sample(range(len(templates)), min(count, len(templates))))
            for n in chosen:
                self._put(shop, templates[n], areas)

    def put(self, shop: Shop, name: str) -> None:
        """One product by its name, for the shops of the named characters."""
        row = next(r for rows in self._templates.values() for r in rows if r["name"] == name)
        if all(item.name != name for item in shop.items):
            self._put(shop, row, self._areas(shop))

    def _put(self, shop: Shop, row: Row, areas: tuple[str, ...]) -> None:
        rng = self._rng
        low, high = int(row["price_min"]), int(row["price_max"])
        price = rounded_price(low + (high - low) * rng.betavariate(2.2, 2.6))
        category = row["category_code"]
        to_order = category[:2] in TO_ORDER or category in TO_ORDER_LEAVES
        # Most of a shelf is there from the first day, so that a young market already has something to sell.
        since = shop.since_ms + rng.choice((0, 0, 0, 0, 1)) * rng.randint(20, 300) * DAY_MS
        listed = min(since + rng.randint(1, 600) * 60_000, self._until_ms - 40 * DAY_MS)
        item = Item(
            id=len(self.items) + 1,
            shop=shop,
            category=category,
            name=row["name"],
            unit=row["unit"],
            prices=self._price_history(price, listed),
            tax_class=self._tax[category],
            made_to_order=to_order,
            min_order=10 if category in ("01.01", "01.02") else 1,
            level=self._level(price, to_order),
            lead_days=rng.choice((1, 2, 2, 3)) if category[:2] in ("01", "03", "09") else rng.choice((2, 3, 5, 7)),
            weight_g=int(row["weight_g"]) if row["weight_g"] else None,
            domestic=self._domestic(row),
            tkdn=int(row["tkdn_percent"]) if row["tkdn_percent"] else None,
            areas=areas,
            listed_ms=listed,
            description=BLURBS[category[:2]],
        )
        self.items.append(item)
        shop.items.append(item)

    def _price_history(self, price: int, listed: int) -> list[tuple[int, int]]:
        """Prices creep up by a few percent a year; today's is the last."""
        rng = self._rng
        years = (self._until_ms - listed) / (365 * DAY_MS)
        changes = min(3, int(years + rng.random()))
        moments = sorted(listed + int((self._until_ms - listed) * rng.uniform(0.1, 0.97)) for _ in range(changes))
        values = [price]
        for _ in range(changes):
            values.append(rounded_price(values[-1] / rng.uniform(1.01, 1.08)))
        values.reverse()
        history = [(listed, values[0])]
        for moment, value in zip(moments, values[1:], strict=True):
            if value != history[-1][1]:
                history.append((moment, value))
        return history

    def _level(self, price: int, to_order: bool) -> int:
        """Stock on the shelf, or what can be made on one day, worth about Rp 30 million."""
        worth = 30_000_000 * self._rng.uniform(0.6, 1.8)
        lowest = 3 if to_order else 8
        level = max(lowest, min(5_000, int(worth / price)))
        return level if level < 50 else level // 10 * 10

    def _domestic(self, row: Row) -> str:
        if self._rng.random() < 0.02:
            return DomesticStatus.UNKNOWN.value
        return (DomesticStatus.DOMESTIC if row["pdn"] == "true" else DomesticStatus.IMPORT).value

    def _areas(self, shop: Shop) -> tuple[str, ...]:
        chance = self._rng.random()
        if chance < 0.03:
            return tuple(region["code"] for region in self._regions)
        near = self._near[shop.region]
        return (shop.region, *near) if chance < 0.45 else (shop.region,)


def _neighbours(region: Row, regions: list[Row]) -> list[str]:
    def tile(row: Row) -> tuple[int, int]:
        return int(row["tile_col"]), int(row["tile_row"])

    col, line = tile(region)
    return [
        other["code"]
        for other in regions
        if other is not region and (tile(other)[0] - col) ** 2 + (tile(other)[1] - line) ** 2 <= NEAR**2
    ]
