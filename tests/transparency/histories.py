"""Plausible histories as facts: every kind of entry the public pages read, in log order, the same for each seed."""

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from marketplace.ledger.services import Entry, Fact

START = datetime(2022, 1, 3, 2, 0, tzinfo=UTC)
CATEGORIES = ("01.01", "03.01", "09.01")
CLASSES = ("mikro", "mikro", "kecil", "koperasi", "menengah")
HAPPY = (
    ("approved", "menunggu_persetujuan", "disetujui"),
    ("issued", "disetujui", "sp_terbit"),
    ("accepted", "sp_terbit", "sp_diterima"),
    ("despatched", "sp_diterima", "dikirim"),
    ("received", "dikirim", "tiba"),
    ("inspected", "tiba", "diperiksa"),
    ("handed_over", "diperiksa", "bast_terbit"),
    ("billed", "bast_terbit", "ditagih"),
    ("bill_verified", "ditagih", "verifikasi"),
    ("payment_authorised", "verifikasi", "menunggu_bayar"),
    ("paid", "menunggu_bayar", "dibayar"),
    ("paid_out", "dibayar", "pajak_disetor"),
    ("assessment_requested", "pajak_disetor", "menunggu_penilaian"),
)


@dataclass(frozen=True)
class Shop:
    code: str
    region: str
    business_class: str


@dataclass(frozen=True)
class Unit:
    code: str
    region: str
    kind: str


class History:
    """A small market: `units` and `shops` over `regions`, then orders, some of which fail, return or complain."""

    def __init__(self, seed: int, regions: Sequence[str], *, orders: int, units_each: int = 3, shops_each: int = 4,
                 months: int = 20) -> None:  # fmt: skip
        self.random = random.Random(seed)  # noqa: S311  the same seed, the same history
        self.regions, self.orders, self.days = regions, orders, months * 30
        self.units = [
            Unit(f"{r.replace('.', '')}-UNIT-{n}", r, self.random.choice(("kelurahan", "smp", "dinas")))
            for r in regions
            for n in range(units_each)
        ]
        self.shops = [
            Shop(f"P-{r.replace('.', '')}{n:04}", r, self.random.choice(CLASSES))
            for r in regions
            for n in range(shops_each)
        ]
        self.weights = [1 / (regions.index(unit.region) + 1) for unit in self.units]

    def facts(self) -> list[Fact]:
        """Everything that happened, in the order it happened."""
        happened = [*self._opening_facts()]
        for n in range(1, self.orders + 1):
            happened += self._order(n)
        return sorted(happened, key=lambda fact: fact.occurred_at)

    def _opening_facts(self) -> Iterator[Fact]:
        yield Fact("world.opened", START, facts={"scenario": "uji", "seed": 1, "name": "Uji"})
        for n, unit in enumerate(self.units):
            yield Fact("unit.registered", START, region_code=unit.region, buyer_code=unit.code,
                       facts={"name": f"{unit.kind.title()} {n}", "short_name": f"Satker {n}", "kind": unit.kind})  # fmt: skip
            for year in (2022, 2023):
                yield Fact("plan.announced", START, region_code=unit.region, buyer_code=unit.code,
                           amount_idr=200_000_000 + n * 1_000_000,
                           facts={"rup_code": f"4{n:06}{year % 10}", "name": "Belanja rutin",
                                  "account": "5.1.02.01.01.0024", "year": year})  # fmt: skip
        for n, shop in enumerate(self.shops):
            yield Fact("supplier.verified", START, region_code=shop.region, supplier_code=shop.code,
                       facts={"name": f"UD Uji {n}", "class": shop.business_class, "nib": f"00{n:011}", "pkp": n % 2 == 0,
                              "legal_form": "ud"})  # fmt: skip
            if n % 17 == 16:
                yield Fact("sanction.imposed", START + timedelta(days=400), region_code=shop.region,
                           supplier_code=shop.code, facts={"kind": "suspensi_6_bulan", "rule": "R22", "until": "2023-08-01"})  # fmt: skip

    def _order(self, n: int) -> list[Fact]:
        rng = self.random
        unit = rng.choices(self.units, self.weights)[0]
        shop = rng.choice([s for s in self.shops if s.region == unit.region or rng.random() < 0.1] or self.shops)
        when = START + timedelta(days=rng.betavariate(2, 1.2) * self.days, minutes=rng.randrange(480))
        number = f"TD-{when.year}-{n:06}"
        return _Order(rng, number, unit, shop, when).play()


class _Order:
    """One order from request to its end."""

    def __init__(self, rng: random.Random, number: str, unit: Unit, shop: Shop, when: datetime) -> None:
        self.rng, self.number, self.unit, self.shop, self.when = rng, number, unit, shop, when
        self.net = int(rng.lognormvariate(15, 0.8))
        self.tax = self.net * 11 // 100
        self.category = rng.choice(CATEGORIES)
        self.method = rng.choice(("langsung", "negosiasi"))
        self.facts: list[Fact] = []

    def play(self) -> list[Fact]:
        if self.rng.random() < 0.02:
            self._step("cancelled", "draf", "dibatalkan", {"reason": "kebutuhan_berubah"})  # never published
            return self.facts
        state = "draf"
        if self.method == "negosiasi":
            self._step("rfq_sent", "draf", "rfq_terkirim", self._opening(), **self._who())
            if self.rng.random() < 0.05:
                self._step("rfq_expired", "rfq_terkirim", "rfq_kedaluwarsa", {"reason": "waktu_habis"})
                if self.rng.random() < 0.5:
                    return self.facts
                self._step("revised", "rfq_kedaluwarsa", "draf")
                self._step("rfq_sent", "draf", "rfq_terkirim", self._opening(), **self._who())
            self._step("offered", "rfq_terkirim", "penawaran_masuk", {"round": 1, "lines": [[1, 1]], "shipping_net": 0,
                       "lead_days": 3}, amount_idr=self.net)  # fmt: skip
            self._step("proposed", "penawaran_masuk", "usulan_pesanan")
            state = "usulan_pesanan"
        self._step("submitted", state, "menunggu_persetujuan", self._opening(), **self._who())
        if self.rng.random() < 0.04:
            self._step("cancelled", "menunggu_persetujuan", "dibatalkan", {"reason": "kebutuhan_berubah"})
            return self.facts
        for action, start, end in HAPPY:
            self._step(action, start, end, *self._said(action))
            if action == "despatched" and self.rng.random() < 0.01:
                self._step("terminated", "dikirim", "pemutusan", {"reason": "penyedia_wanprestasi"})
                return self.facts
            if self.rng.random() < 0.002:
                return self.facts  # still under way
        self._complain()
        self._complete()
        return self.facts

    def _said(self, action: str) -> tuple[dict[str, Any], int | None]:
        """What a step says besides, as the market says it."""
        paper, whole = f"001/{action[:2].upper()}/UNIT/{self.when.year}", {"lines": [[1, 1]]}
        match action:
            case "issued":
                return {"document": paper, "due_on": self._day(self.when + timedelta(days=7))}, self.net + self.tax
            case "despatched" | "inspected":
                return whole | {"document": paper}, None
            case "received":
                return whole, None
            case "handed_over":
                return whole | {"document": paper, "tax": self.tax, "penalty": 0, "late_days": 0}, self.net
            case "billed":
                return {"document": paper}, self.net + self.tax
            case "paid":
                return {"path": "up", "reference": "UP-1"}, self.net + self.tax
            case _:
                return {}, None

    def _complain(self) -> None:
        if self.rng.random() < 0.04:
            who = self._who()
            by = self.rng.choice(("buyer", "buyer", "supplier"))
            who.pop("amount_idr")
            self._fact("complaint.filed", {"kind": "terlambat", "by": by}, **who)
            if self.rng.random() < 0.8:
                self._fact(
                    "complaint.resolved", {"kind": "terlambat", "by": by, "days": self.rng.randrange(1, 30)}, **who
                )

    def _complete(self) -> None:
        rng, assessed = self.rng, self.rng.random() < 0.85
        lines = rng.randrange(1, 4)
        other = rng.choice([c for c in CATEGORIES if c != self.category])
        facts = self._common() | {
            "categories": {self.category: self.net - self.net // 5, other: self.net // 5}, "rup_code": "43118207", "tax": self.tax,
            "penalty": 0, "withheld": self.net // 200, "ordered_on": self._day(self.when), "handed_over_on": self._day(self.when),
            "lines": lines, "lines_on_time": lines - (rng.random() < 0.1), "first_time": rng.random() < 0.93,
            "pay_days": rng.choice((3, 7, 9, 12, 20, 31)), "compared": rng.randrange(1, 4), "cheapest": rng.random() < 0.7,
            "reason": rng.random() < 0.8, "pdn_net": self.net if rng.random() < 0.9 else 0, "marks": [3, 3, 2, 3] if assessed else [],
        }  # fmt: skip
        if assessed:
            facts["score_permille"] = rng.randrange(1800, 3001, 100)
        if rng.random() < 0.8:
            facts["price_ratio_permille"] = rng.randrange(850, 1200)
        who = self._who() | {"amount_idr": self.net}
        action = "completed" if assessed else "closed_unassessed"
        self._step(action, "menunggu_penilaian", "selesai", facts, **who)

    def _common(self) -> dict[str, Any]:
        return {"supplier_region": self.shop.region, "supplier_class": self.shop.business_class, "buyer_kind": self.unit.kind,
                "method": self.method}  # fmt: skip

    def _opening(self) -> dict[str, Any]:
        line = {"n": 1, "product": 1, "name": "Nasi kotak", "category": self.category, "unit": "kotak", "qty": 1,
                "list": self.net, "price": self.net, "net": self.net, "tax": self.tax, "pdn": "pdn", "tax_class": "ppn"}  # fmt: skip
        return self._common() | {
            "title": f"Belanja {self.number[-4:]}", "rup_code": "43118207", "account": "5.1.02.01.01.0024",
            "category": self.category, "needed_on": self._day(self.when + timedelta(days=7)), "path": "up", "compared": 2,
            "cheapest": True, "reason": False, "warnings": [], "list_net": self.net, "goods_net": self.net, "shipping_net": 0,
            "tax": self.tax, "gross": self.net + self.tax, "lines": [line],
        }  # fmt: skip

    def _who(self) -> dict[str, Any]:
        return {"region_code": self.unit.region, "buyer_code": self.unit.code, "supplier_code": self.shop.code,
                "amount_idr": self.net + self.tax}  # fmt: skip

    def _step(self, action: str, start: str, end: str, facts: dict[str, Any] | None = None,
              amount_idr: int | None = None, **columns: Any) -> None:  # fmt: skip
        if amount_idr is not None:
            columns["amount_idr"] = amount_idr
        self._fact(f"order.{action}", facts or {}, from_status=start, to_status=end, actor_role="ppk", **columns)

    def _fact(self, kind: str, facts: dict[str, Any], **columns: Any) -> None:
        self.when += timedelta(minutes=self.rng.randrange(20, 2000))
        self.facts.append(Fact(kind, self.when, order_number=self.number, facts=facts, **columns))

    @staticmethod
    def _day(instant: datetime) -> str:
        return date.isoformat(instant.date())


def as_entries(facts: Sequence[Fact], first: int = 0) -> list[Entry]:
    """Facts as they would stand in the log, for projections without a log."""
    return [
        Entry(first + n, fact.occurred_at, fact, hashlib.sha256(str(first + n).encode()).digest())
        for n, fact in enumerate(facts)
    ]
