"""What exactly is in each order: lines, quantities, prices of the day, the words on the form.

Orders are filled in the order they were drafted. What one order cannot spend to the rupiah the next ones do,
so that a year's sum comes out as the plan says.
"""

from datetime import date, timedelta
from random import Random
from statistics import median

from marketplace.purchasing import pricing, rules
from marketplace.purchasing.models import PaymentPath, PurchaseMethod
from marketplace.purchasing.statuses import OrderAction as A
from marketplace.purchasing.statuses import OrderStatus
from marketplace.simulation.calendar import instant, local_day
from marketplace.simulation.cast import Item
from marketplace.simulation.demand import Intent
from marketplace.simulation.plans import PlanBook
from marketplace.simulation.played import PlayedLine, PlayedOrder

QUANTITY_MAX = 4_000
REFERENCES_MIN = 5
CARRY = 0.25  # how much of what earlier orders left over one order tries to spend
SLACK = (0, 0, 0, 1, 1, 2)  # days between arrival and the day it was needed by
PATHS = ((PaymentPath.UP, 0.5), (PaymentPath.GU, 0.27), (PaymentPath.LS, 0.18), (PaymentPath.KKPD, 0.05))
PURPOSES = {
    "01": ("Rapat koordinasi RW", "Rapat kerja bulanan", "Bimbingan teknis pegawai", "Musyawarah kelurahan",
           "Sosialisasi kepada warga", "Kunjungan kerja"),
    "02": ("Jamuan tamu dan pantri", "Bantuan pangan warga", "Bingkisan kegiatan"),
    "03": ("Kebutuhan kantor bulan ini", "Persediaan alat tulis triwulan", "Kegiatan administrasi"),
    "04": ("Publikasi kegiatan", "Penggandaan dokumen", "Bahan sosialisasi"),
    "05": ("Penggantian perangkat rusak", "Pelayanan publik", "Perlengkapan ruang rapat"),
    "06": ("Perlengkapan ruang pelayanan", "Penggantian mebel rusak"),
    "07": ("Seragam kegiatan", "Atribut petugas lapangan"),
    "08": ("Cendera mata narasumber", "Lomba tingkat kecamatan"),
    "09": ("Kebersihan kantor", "Persediaan alat kebersihan"),
    "10": ("Pelayanan posyandu", "Persediaan bahan medis"),
    "11": ("Pemeliharaan gedung kantor", "Perbaikan ringan fasilitas"),
    "12": ("Pemeliharaan kendaraan dinas", "Servis berkala kendaraan"),
    "13": ("Penghijauan lingkungan", "Kegiatan kelompok tani", "Perawatan taman kantor"),
    "14": ("Kegiatan belajar mengajar", "Pekan olahraga", "Perlengkapan ekstrakurikuler"),
    "15": ("Peringatan hari besar", "Kegiatan lapangan", "Acara bersama warga"),
}  # fmt: skip
REASONS_NOT_CHEAPEST = ("Waktu pengantaran lebih cepat", "Mutu contoh barang lebih baik", "Bergaransi lebih lama",
                        "Penyedia terdekat dari lokasi kegiatan")  # fmt: skip


class Shopper:
    """Fills the orders of one region."""

    def __init__(self, book: PlanBook, rng: Random, references: dict[str, int], ceiling: float) -> None:
        self._book, self._rng, self._references, self._ceiling = book, rng, references, ceiling
        self._left_over = 0.0
        self._year = 0
        self._shelves: dict[tuple[int, str], list[Item]] = {}  # by shop and department, of this region

    def fill(self, intent: Intent) -> PlayedOrder:
        """The planned order with its lines, its sums and the words on its form."""
        rng = self._rng
        drafted = local_day(intent.drafted_ms)
        if drafted.year != self._year:
            self._year, self._left_over = drafted.year, 0.0
        order = self._blank(intent, drafted)
        target = intent.amount
        if intent.counts and not intent.key:
            carried = min(0.5 * target, max(-0.4 * target, self._left_over * CARRY))
            target += carried
        target = min(target, self._ceiling)
        chosen = intent.items or self._basket(intent, target - order.shipping_net_idr)
        order.lines = [self._line(n, *one, intent.drafted_ms) for n, one in enumerate(chosen, 1)]
        pricing.reckon(order)
        _keep_within_authority(order)
        order.title = _title(order)
        order.warnings = order.answered_warnings = self._warnings(order, drafted)
        _mind_parts(intent, order)
        if intent.counts:
            agreed = 0.975 if intent.negotiated else 1.0
            self._left_over += intent.amount - order.goods_net_idr * agreed - order.shipping_net_idr
        order.package.wanted += order.gross_idr
        self._compare(order, rng)
        return order

    def _blank(self, intent: Intent, drafted: date) -> PlayedOrder:
        rng, unit, shop = self._rng, intent.unit, intent.shop
        official = unit.official
        assert official is not None  # noqa: S101  every unit has one
        order = PlayedOrder(
            unit,
            shop,
            self._book.package(unit, drafted.year, intent.department),
            number=intent.number,
            once_key=intent.key,
            status=OrderStatus.DRAFT.value,
            method=(PurchaseMethod.NEGOTIATED if intent.negotiated else PurchaseMethod.DIRECT).value,
            drafted_by=official.id,
            purpose=rng.choice(PURPOSES[intent.department]),
            recipient_name=official.name.split(",")[0],
            delivery_address=unit.address,
            delivery_region_code=unit.region,
            needed_on=self._needed_on(intent, drafted),
            payment_path=self._path(),
            shipping_net_idr=shop.shipping_local if shop.region == unit.region else shop.shipping_other,
            created_at=instant(intent.drafted_ms),
            payment_term_days=rng.choice((0, 0, 14, 30)),
        )
        order.rng = Random(rng.getrandbits(48))
        order.discount = rng.uniform(0.006, 0.022)
        return order

    def _needed_on(self, intent: Intent, drafted: date) -> date:
        """The day asked for: some slack after the day it came, or as many days before as it came late."""
        rng, journey = self._rng, intent.journey
        arrivals = [at for step, at in zip(journey.steps, intent.times, strict=True) if step == A.RECEIVE]
        if not arrivals:
            wanted = drafted + timedelta(days=rng.randint(6, 16))
        elif journey.late_days:
            wanted = local_day(arrivals[-1]) - timedelta(days=journey.late_days)
        else:
            wanted = local_day(arrivals[-1]) + timedelta(days=rng.choice(SLACK))
        earliest = drafted + timedelta(days=1)
        return min(max(wanted, earliest), date(drafted.year, 12, 31))

    def _path(self) -> str:
        chance = self._rng.random()
        for path, share in PATHS:
            chance -= share
            if chance < 0:
                return path.value
        return PaymentPath.UP.value

    def _basket(self, intent: Intent, money: float) -> list[tuple[Item, int]]:
        """A few things of the shop's shelf that together cost about as much as there is to spend."""
        rng = self._rng
        shelf = self._shelf(intent)
        affordable = [item for item in shelf if item.price_at(intent.drafted_ms) * item.min_order <= money * 1.05]
        if not affordable:
            cheapest = min(shelf, key=lambda item: (item.price_at(intent.drafted_ms) * item.min_order, item.id))
            return [(cheapest, cheapest.min_order)]
        wanted = min(len(affordable), rng.choice((1, 1, 1, 1, 1, 2, 2, 3)))
        dear_first = sorted(affordable, key=lambda item: item.price_at(intent.drafted_ms) * rng.uniform(0.3, 1.7))
        chosen = dear_first[-wanted:] if money > 8_000_000 else rng.sample(affordable, wanted)
        basket = []
        shares = [rng.uniform(0.4, 1.6) for _ in chosen]
        total = sum(shares)
        for place, (item, share) in enumerate(zip(chosen, shares, strict=True)):
            price = item.price_at(intent.drafted_ms)
            last = place == len(chosen) - 1
            budget = money if last else money * share / total
            total -= 0 if last else share
            quantity = _quantity(item, price, budget)
            if quantity:
                basket.append((item, quantity))
                money -= quantity * price
        return basket or [(chosen[0], chosen[0].min_order)]

    def _line(self, number: int, item: Item, quantity: int, at_ms: int) -> PlayedLine:
        price = item.price_at(at_ms)
        return PlayedLine(
            line_number=number,
            product_id=item.id,
            product_name=item.name,
            category_code=item.category,
            unit=item.unit,
            domestic_status=item.domestic,
            tkdn_percent=item.tkdn,
            tax_class=item.tax_class,
            quantity=quantity,
            list_price_net_idr=price,
            unit_price_net_idr=price,
            reference_price_idr=self._references.get(item.name),
        )

    def _shelf(self, intent: Intent) -> list[Item]:
        """What the shop offered of that department on that day; the oldest thing if the shelf was still empty."""
        shop, key = intent.shop, (intent.shop.id, intent.department)
        there = self._shelves.get(key)
        if there is None:
            here = [item for item in shop.items if intent.unit.region in item.areas] or shop.items
            there = [item for item in here if item.category[:2] == intent.department] or here
            self._shelves[key] = there
        listed = [item for item in there if item.listed_ms <= intent.drafted_ms]
        return listed or [min(there, key=lambda item: (item.listed_ms, item.id))]

    def _warnings(self, order: PlayedOrder, day: date) -> list[dict[str, str]]:
        """Imports need a written reason; it was given, or the order would not be here (R09)."""
        findings = rules.check_domestic(order.lines, day)
        return [{"rule": finding.rule, "reason": "Belum ada barang setara di etalase"} for finding in findings]

    def _compare(self, order: PlayedOrder, rng: Random) -> None:
        """Above small change officials look at more than one shop; the dearer one needs a reason."""
        chance = rng.random()
        base = 0.35 if order.gross_idr < 2_000_000 else 0.6 if order.gross_idr < 50_000_000 else 0.9
        order.compared_count = 1 if chance > base else rng.choice((2, 2, 3, 3, 4))
        if order.compared_count > 1 and rng.random() < 0.16:
            order.is_cheapest = False
            order.reason_not_cheapest = rng.choice(REASONS_NOT_CHEAPEST)


def _quantity(item: Item, price: int, budget: float) -> int:
    """A whole number of pieces; people order meals by the five."""
    quantity = min(QUANTITY_MAX, round(budget / price))
    if item.min_order > 1 or quantity > 60:
        quantity = round(quantity / 5) * 5
    return quantity if quantity >= item.min_order else 0


def _title(order: PlayedOrder) -> str:
    more = f" dan {len(order.lines) - 1} lainnya" if len(order.lines) > 1 else ""
    return f"{order.lines[0].product_name}{more}"


def _keep_within_authority(order: PlayedOrder) -> None:
    """A Pejabat Pengadaan buys up to Rp 200 million with tax (R01); some room is left for a price that moves."""
    while order.gross_idr > rules.AUTHORITY_LIMIT_IDR * 97 // 100:
        largest = max(order.lines, key=lambda line: (line.net_idr, -line.line_number))
        if largest.quantity == 1:
            break
        largest.quantity -= max(1, largest.quantity // 20)
        pricing.reckon(order)


def _mind_parts(intent: Intent, order: PlayedOrder) -> None:
    """One piece cannot come in two parts."""
    steps = intent.journey.steps
    if A.RECEIVE_PART not in steps:
        return
    order.sends_in_parts = order.lines[0].quantity > 1 or len(order.lines) > 1
    if not order.sends_in_parts:
        first = steps.index(A.DESPATCH)
        for row in (steps, intent.times):
            del row[first : first + 2]


def reference_prices(items: list[Item]) -> dict[str, int]:
    """The median shelf price of a product of one name, where at least five shops sell it."""
    prices: dict[str, list[int]] = {}
    for item in items:
        prices.setdefault(item.name, []).append(item.prices[-1][1])
    return {name: int(median(values)) for name, values in prices.items() if len(values) >= REFERENCES_MIN}
