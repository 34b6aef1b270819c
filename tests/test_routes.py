"""Every route with every role, and every form with nonsense: a clear answer, never a failure, and GETs write nothing."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule

from benchmarks.people import FormFinder
from marketplace.catalogue.models import Product
from marketplace.extensions import db
from marketplace.ledger import queries as ledger
from marketplace.purchasing.statuses import OrderStatus
from tests import journeys
from tests.engines import SqliteStore
from tests.factories import PEOPLE, order_at
from tests.sessions import sign_in, sign_out

LISTED = Path(__file__).parent / "routes.txt"
EVERYONE = [username for username, *_rest in PEOPLE]
ONE_OF_EACH_KIND = [name for name in EVERYONE if name not in ("atk", "outsider.pp", "outsider.ppk", "outsider.shop")]
NEAR_AN_ORDER = [name for name in EVERYONE if name not in ("sri", "staf.sri", "admin.jatim", "pelatih", "platform")]
CALM = {200, 302, 303, 304, 400, 401, 403, 404, 405, 409, 413, 422, 429}
NONSENSE: list[dict[str, object]] = [
    {},
    dict.fromkeys(("quantity", "reference", "note", "reason", "title", "seen", "price", "pagu_idr", "name"), ""),
    dict.fromkeys(("quantity", "reference", "seen", "quantity_1", "price_1", "pagu_idr", "stock"), "9" * 400),
    dict.fromkeys(("reference", "note", "reason", "title", "courier", "quantity_1"), "\x00<script>'\"%s😀" * 50),
    {name: ["1", "-5"] for name in ("seen", "quantity", "quantity_1", "accepted_1", "quality", "cost", "time")},
]


def rules(app: Flask, method: str) -> list[Rule]:
    return sorted((r for r in app.url_map.iter_rules() if method in (r.methods or ())), key=str)


def address(app: Flask, rule: Rule, known: dict[str, object]) -> str:
    with app.test_request_context():
        values = {name: known.get(f"{rule.endpoint}:{name}", known.get(name, "1")) for name in rule.arguments}
        values |= {name: 1 for name in rule.arguments if name.endswith("_id") and name not in known}
        return str(rule.build({**rule.defaults, **values} if rule.defaults else values, append_unknown=False)[1])


def known_values() -> dict[str, object]:
    """Something that exists for every argument of every route."""
    order = order_at(OrderStatus.AWAITING_APPROVAL)
    db.session.commit()
    number, product_id = order.number, db.session.scalars(select(Product.id).order_by(Product.id).limit(1)).one()
    db.session.rollback()  # a request must find the writer's lock free
    return {
        "number": number, "product_id": product_id, "code": "35.73", "rup_code": "43118207", "form": "csv",
        "name": "x", "filename": "img/brand.svg", "category": "01.01", "variant": 1, "entry": 1, "photo_id": 1,
        "catalogue.shop:code": "P-35730001", "transparency.unit:code": "3573-KEL-SUKUN", "web.language:code": "en",
        "transparency.supplier:code": "P-35730001", "accounts.verification:code": "P-35730001",
        "accounts.verify:code": "P-35730001", "accounts.send_back:code": "P-35730001",
    }  # fmt: skip


def test_the_list_of_routes_is_the_list_in_the_repository(app: Flask) -> None:
    """A new address is a decision: it enters tests/routes.txt in the same change."""
    lines = [
        f"{','.join(sorted((r.methods or set()) - {'HEAD', 'OPTIONS'})):9} {r.rule}" for r in rules(app, "OPTIONS")
    ]
    assert LISTED.read_text().splitlines() == sorted(lines, key=lambda line: (line[10:], line))


def test_every_page_answers_everyone_and_writes_nothing(app: Flask, client: FlaskClient) -> None:
    known = known_values()
    before = fingerprint()
    failures = []
    for username in [None, *EVERYONE]:
        sign_in(client, username) if username else sign_out(client)
        for rule in rules(app, "GET"):
            path = address(app, rule, known)
            answer = client.get(path)
            if answer.status_code not in CALM:
                failures.append(f"{username} {path}: {answer.status_code}")
    assert failures == []
    assert fingerprint() == before


def fingerprint() -> dict[str, int]:
    db.session.rollback()
    tables = db.metadata.sorted_tables
    counts = {t.name: db.session.scalar(select(db.func.count()).select_from(t)) or 0 for t in tables}
    counts["head"] = ledger.head()
    db.session.rollback()  # gives the writers' lock back
    return counts


@pytest.mark.parametrize("username", ["", *ONE_OF_EACH_KIND])
def test_nonsense_is_answered_calmly(app: Flask, client: FlaskClient, username: str, store: object) -> None:
    known = known_values()
    sign_in(client, username) if username else sign_out(client)
    failures = []
    for rule in rules(app, "POST"):
        if rule.endpoint == "accounts.logout":
            continue
        path = address(app, rule, known)
        for nonsense in NONSENSE if isinstance(store, SqliteStore) else NONSENSE[:2]:
            answer = client.post(path, data=nonsense)
            if answer.status_code not in CALM:
                failures.append(f"{path} {list(nonsense)[:1]}: {answer.status_code}")
    assert failures == []


@pytest.mark.parametrize("status", sorted(journeys.PATHS))
def test_what_an_order_offers_opens_for_the_one_it_is_offered_to(
    app: Flask, client: FlaskClient, status: OrderStatus
) -> None:
    """Every link and form on an order's page leads somewhere for this person, and takes nonsense calmly."""
    base = f"/pesanan/{order_at(status).number}"
    db.session.commit()
    for username in NEAR_AN_ORDER:
        sign_in(client, username)
        page = client.get(base)
        assert page.status_code in {200, 403, 404}
        if username.startswith("outsider"):
            assert page.status_code == 404
        finder = FormFinder()
        finder.feed(page.text)
        for form in finder.forms:
            if form.method == "post" and form.action.startswith(base):
                answer = client.post(form.action, data={"seen": "999999"})
                settled = (
                    "/komplain/" in form.action
                )  # a complaint is settled with one press, whatever the order does
                assert answer.status_code in ({303, 403} if settled else {409, 422}), form.action
        for href in {part.split('"')[0] for part in page.text.split('href="')[1:]}:
            if href.startswith(f"{base}/"):
                assert client.get(href).status_code == 200, href
