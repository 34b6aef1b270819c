"""Many people ordering at once: one HTTP POST each on SQLite, eight writing processes on PostgreSQL."""

import multiprocessing
import os
import time
import uuid
from urllib.parse import urlsplit

import psycopg

from benchmarks import placing, worlds
from benchmarks.report import Report
from marketplace import create_app
from marketplace.config import Settings
from marketplace.extensions import db

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
WRITERS = 8
ORDERS_EACH = 60


def measure_postgres(report: Report) -> None:
    """Eight processes, each its own official, placing orders on one PostgreSQL."""
    name = f"toko_bench_{uuid.uuid4().hex[:8]}"
    url = urlsplit(POSTGRES)._replace(path=f"/{name}").geturl().replace("postgresql:", "postgresql+psycopg:")
    try:
        with psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3) as admin:
            admin.execute(f"CREATE DATABASE {name}".encode())
    except psycopg.OperationalError:
        report.note("PostgreSQL with 8 writers", "left out: no server answers; set TEST_POSTGRES_URL")
        return
    try:
        worlds.seed_url(url, "kelas")
        started_at = time.time() + 6
        with multiprocessing.get_context("spawn").Pool(WRITERS) as pool:
            spans = pool.starmap(_write, [(url, number, started_at) for number in range(WRITERS)])
        seconds = max(end for _start, end in spans) - min(start for start, _end in spans)
        report.at_least("PostgreSQL, 8 writers", WRITERS * ORDERS_EACH / seconds, 100, "orders/s")
    finally:
        with psycopg.connect(POSTGRES, autocommit=True) as admin:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def _write(url: str, number: int, start_at: float) -> tuple[float, float]:
    app = create_app(Settings(database_url=url))
    with app.app_context():
        customer = placing.Customer(skip=number)
        for one in range(ORDERS_EACH):
            customer.fill_cart(one)
        time.sleep(max(0.0, start_at - time.time()))
        start = time.time()
        for one in range(ORDERS_EACH):
            customer.fill_cart(one)
            customer.place(one)
        end = time.time()
        db.session.remove()
    return start, end
