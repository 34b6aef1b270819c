"""One whole purchase by scripted people over HTTP, from the search to the assessment."""

import re
import time
from pathlib import Path

from benchmarks import servers, worlds
from benchmarks.people import Person
from benchmarks.report import Report
from marketplace.purchasing.services.bills import CHECKLIST

PURCHASES = 12
BUYER, APPROVER, TREASURER, SHOP, PLATFORM = "rina", "bambang", "dewi", "andi", "pengelola"
# who, at which step of the order, with what they type
STEPS = [
    (APPROVER, "persetujuan", {}),
    (APPROVER, "surat-pesanan", {}),
    (SHOP, "penerimaan-pesanan", {}),
    (SHOP, "pengiriman", {"courier": "Kurir toko"}),
    (BUYER, "penerimaan", {}),
    (APPROVER, "pemeriksaan", {}),
    (APPROVER, "serah-terima", {}),
    (SHOP, "tagihan", {}),
    (TREASURER, "verifikasi", dict.fromkeys(CHECKLIST, "y")),
    (APPROVER, "otorisasi", {}),
    (TREASURER, "pembayaran", {"reference": "NPD-001/2023"}),
    (PLATFORM, "pencairan", {}),
    (APPROVER, "penilaian", {"quality": "3", "cost": "3", "time": "3", "service": "3"}),
]


def measure(report: Report, world: Path) -> None:
    with (
        worlds.copy(world, "purchase") as folder,
        servers.granian("marketplace.wsgi:app", worlds.environment(folder)) as market,
    ):
        people = {name: enter(market.port, name) for name in (BUYER, APPROVER, TREASURER, SHOP, PLATFORM)}
        before = sum(person.requests for person in people.values())
        started = time.perf_counter()
        for _ in range(PURCHASES):
            buy(people)
        seconds = time.perf_counter() - started
        requests = sum(person.requests for person in people.values()) - before
    report.note("whole purchases a second, one after another", f"{PURCHASES / seconds:.2f}")
    report.note("requests for one whole purchase", f"{requests / PURCHASES:.0f}")


def enter(port: int, username: str) -> Person:
    person = Person(port)
    person.open("/masuk")
    person.send("/masuk/tokoh", username=username)
    return person


def buy(people: dict[str, Person]) -> None:
    """Search, look, cart, order, and every step until it is assessed."""
    buyer = people[BUYER]
    buyer.open("/katalog?q=amplop&daerah=35.73")
    product = re.search(r"/produk/(\d+)", people[SHOP].open("/toko"))
    assert product
    buyer.open(product.group(0))
    buyer.send("/keranjang/baris", quantity="1")
    buyer.open("/keranjang")
    warned = [name for name in buyer.form("/keranjang/pesanan").names if name.startswith("reason_")]
    buyer.send("/keranjang/pesanan", title="Kebutuhan kantor bulan ini", **dict.fromkeys(warned, "Kebutuhan berbeda"))
    number = re.search(r"TD-\d{4}-\d+", buyer.place + buyer.page)
    assert number
    for who, step, typed in STEPS:
        people[who].open(f"/pesanan/{number.group(0)}")
        form_page = f"/pesanan/{number.group(0)}/{step}"
        if not re.search(rf'action="[^"]*{re.escape(form_page)}"', people[who].page):
            people[who].open(form_page)
        people[who].send(step, **typed)
    assert "Selesai" in people[APPROVER].page
