"""Many people ordering at once: one HTTP POST each on SQLite, eight writing processes on PostgreSQL."""

import multiprocessing
import os
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psycopg
from flask import Flask
from sqlalchemy import select, text

from benchmarks import load, placing, servers, worlds
from benchmarks.people import Person
from benchmarks.placing import Customer
from benchmarks.report import Report
from marketplace import create_app
from marketplace.accounts.models import User
from marketplace.config import Settings
from marketplace.extensions import db

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
WRITERS = 8
ORDERS_EACH = 60
CONNECTIONS = 16
WARM_ROUNDS, ROUNDS = 3, 20
REASON = "Kebutuhan rutin bulanan, sudah dibandingkan."


def measure_http(report: Report, world: Path) -> None:
    """Sixteen officials press "order" at the same moment, again and again; only the presses are timed."""
    with (
        worlds.copy(world, "writers-http") as folder,
        worlds.opened(folder) as app,
        servers.granian("marketplace.wsgi:app", worlds.environment(folder)) as market,
    ):
        customers = [Customer(skip=number) for number in range(CONNECTIONS)]
        people = [_signed_in(app, market.port, customer.user_id) for customer in customers]
        taken, statuses, seconds, cpu = [], Counter[int](), 0.0, 0.0
        for turn in range(WARM_ROUNDS + ROUNDS):
            presses = [_press(person, customer, turn) for person, customer in zip(people, customers, strict=True)]
            before = market.cpu_seconds()
            outcome = load.run(market.port, presses, seconds=30)
            if turn >= WARM_ROUNDS:
                taken += outcome.latencies
                seconds, cpu = seconds + outcome.seconds, cpu + market.cpu_seconds() - before
            statuses.update(outcome.statuses)
    report.note("answers to the presses, by status", ", ".join(f"{s}: {n}" for s, n in sorted(statuses.items())))
    report.note("orders over HTTP", f"{len(taken) / seconds:,.0f}/s, {cpu / len(taken) * 1000:.1f} ms of CPU each")
    report.at_most("one order over HTTP, failures of 16 at once", sum(statuses.values()) - statuses[303], 0, "")
    p99 = load.Outcome(latencies=taken).percentile_ms(0.99)
    report.at_most("one order over HTTP, p99 of 16 at once (SQLite)", p99, 60, "ms")


def _signed_in(app: Flask, port: int, user_id: int) -> Person:
    """A person with the cookie that the log-in page would have given."""
    epoch = db.session.scalar(select(User.session_epoch).where(User.id == user_id))
    db.session.rollback()
    client, person = app.test_client(), Person(port)
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = f"{user_id}.{epoch}", True
    cookie = client.get_cookie("toko")
    assert cookie
    person.cookies["toko"] = cookie.value
    return person


def _press(person: Person, customer: Customer, turn: int) -> Iterator[bytes]:
    """The filled-in cart page of this person, ready to be sent."""
    customer.fill_cart(turn)
    person.open("/keranjang")
    form = person.form("/keranjang/pesanan")
    values = [(name, REASON if name.startswith("reason_") else value) for name, value in form.values]
    values = [(name, "Kebutuhan kantor bulan ini" if name == "title" else value) for name, value in values]
    return iter([load.post(form.action, urlencode(values), {"Cookie": person.cookie_header()})])


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
        customer.fill_cart(0)
        customer.place(ORDERS_EACH)  # the first order of a process builds what the others use
        time.sleep(max(0.0, start_at - time.time()))
        start = time.time()
        for one in range(ORDERS_EACH):
            _fill_at_once(customer, one)
            customer.place(one)
        end = time.time()
        db.session.remove()
    return start, end


def _fill_at_once(customer: Customer, number: int) -> None:
    """Filling the cart is not what is measured: it does not wait for the disk."""
    db.session.execute(text("SET LOCAL synchronous_commit = off"))
    customer.fill_cart(number)
