"""A server killed while people are ordering: whatever it acknowledged is there, and the ledger still proves itself."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from benchmarks.people import Person
from benchmarks.servers import children, granian
from marketplace import create_app
from marketplace.config import Settings
from marketplace.extensions import db
from marketplace.ledger import verify
from marketplace.ledger.models import World
from marketplace.purchasing.models import Order, PlanPackage
from tests.engines import SqliteStore
from tests.sessions import sign_in

SECRET = "a secret of this test, long enough to be accepted"
BUYERS = ("pp.sukun", "outsider.pp")
ENOUGH = 6  # acknowledged orders before the server is killed, with others on their way
PATIENCE_SECONDS = 60


class Shopper(threading.Thread):
    """Orders again and again, and remembers the one-time keys whose orders were acknowledged."""

    def __init__(self, port: int, cookie: str) -> None:
        super().__init__(daemon=True)
        self.person = Person(port)
        self.person.cookies["toko"] = cookie
        self.acknowledged: list[str] = []
        self.failures: list[str] = []

    def run(self) -> None:
        try:
            while True:
                self.order()
        except OSError:
            return  # the server is gone: what this test is about
        except Exception as error:
            if "RemoteDisconnected" not in type(error).__name__ and not isinstance(error, EOFError):
                self.failures.append(repr(error)[:500])

    def order(self) -> None:
        self.person.open("/produk/1")
        self.person.send("/keranjang/baris", quantity="1")
        self.person.open("/keranjang")
        form = self.person.form("/keranjang/pesanan")
        key = dict(form.values)["once_key"]
        self.person.send("/keranjang/pesanan", title="Pesanan di tengah gangguan", recipient_name="Penerima")
        self.acknowledged.append(key)


@pytest.fixture
def database(store: SqliteStore) -> object:
    with store.copy() as url:
        yield url


def cookie_of(app: Flask, username: str) -> str:
    client = sign_in(app.test_client(), username)
    cookie = client.get_cookie("toko")
    assert cookie
    return str(cookie.value)


def until_busy(shoppers: list[Shopper]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while sum(len(shopper.acknowledged) for shopper in shoppers) < ENOUGH and time.monotonic() < deadline:
        time.sleep(0.05)


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_killed_server_loses_nothing_it_acknowledged(database: str, tmp_path: Path) -> None:
    settings = Settings(database_url=database, secret_key=SECRET, data_dir=tmp_path)
    app = create_app(settings)
    environment = {"DATABASE_URL": database, "SECRET_KEY": SECRET, "DATA_DIR": str(tmp_path), "DEMO": "1"}
    with granian("marketplace.wsgi:app", environment) as server:
        shoppers = [Shopper(server.port, cookie_of(app, name)) for name in BUYERS]
        for shopper in shoppers:
            shopper.start()
        until_busy(shoppers)
        for pid in [*children(server.process.pid), server.process.pid]:
            os.kill(pid, signal.SIGKILL)
        for shopper in shoppers:
            shopper.join(20)
    acknowledged = [key for shopper in shoppers for key in shopper.acknowledged]
    assert [failure for shopper in shoppers for failure in shopper.failures] == []
    assert len(acknowledged) >= ENOUGH
    with app.app_context():
        stored = {key.split("/", 1)[1].rsplit("-", 1)[0] for key in db.session.scalars(select(Order.group_key))}
        assert set(acknowledged) <= stored
        held = func.coalesce(func.sum(Order.held_idr), 0)
        sums = dict(db.session.execute(select(Order.package_id, held).group_by(Order.package_id)).all())
        for package in db.session.scalars(select(PlanPackage)):
            assert package.held_idr == sums.get(package.id, 0)
        world = db.session.get(World, 1)
        assert world
        db.session.rollback()
        report = verify.verify(make_url(database), world.origin, world.public_key, app.extensions["projections"])
        assert report.failures == []
        assert report.entries > 0
