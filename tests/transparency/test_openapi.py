"""The description of the public data is true: every data route is in it, and each answers as described."""

import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from marketplace.extensions import db
from marketplace.ledger import services as ledger
from marketplace.transparency.models import PublicOrder
from tests.transparency.histories import History

NOT_JSON = {"/data/ledger/verifier.py", "/data/ocds"}
JSON_TYPES = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None)}


@pytest.fixture
def described(market: History, client: FlaskClient) -> Any:
    ledger.seal()
    db.session.commit()
    answer = client.get("/api/openapi.json")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    return answer.get_json()


def addresses(app: Flask) -> set[str]:
    """The public data routes as the app knows them, written the way OpenAPI writes them."""
    found = set()
    for rule in app.url_map.iter_rules():
        path = rule.rule.replace("<any(json,csv,xlsx):form>", "json").replace("<any(csv,jsonl,xlsx):form>", "jsonl")
        path = path.replace("<int:entry>", "{entry}").replace("<", "{").replace(">", "}")
        if path.startswith("/data/") or path.endswith(".json"):
            found.add(path)
    return found - NOT_JSON - {"/api/openapi.json"}


def test_every_public_data_route_is_described_and_nothing_else(app: Flask, described: Any) -> None:
    assert set(described["paths"]) == addresses(app)


def known_values() -> dict[str, dict[str, str]]:
    row = select(PublicOrder.number, PublicOrder.buyer_code, PublicOrder.supplier_code)
    order = db.session.execute(row.where(PublicOrder.status == "selesai").limit(1)).one()
    db.session.rollback()
    return {
        "/transparansi/satker/{code}.json": {"code": order.buyer_code},
        "/transparansi/penyedia/{code}.json": {"code": order.supplier_code},
        "/transparansi/pesanan/{number}.json": {"number": order.number},
        "/data/ocds/record/{ocid}.json": {"ocid": f"ocds-213czf-{order.number}"},
    }


def test_every_route_answers_as_described(client: FlaskClient, described: Any) -> None:
    known = known_values()
    for path, item in described["paths"].items():
        values = {"code": "35.73", "entry": "3"} | known.get(path, {})
        address = path.format(**values)
        answer = client.get(address + ("?from=1&to=2" if path.endswith("/consistency") else ""))
        [(media, content)] = item["get"]["responses"]["200"]["content"].items()
        assert (answer.status_code, answer.mimetype) == (200, media), address
        body = answer.text if media == "text/plain" else json.loads(answer.text.split("\n")[0])
        check(body, content["schema"], described, address)


def check(value: Any, schema: Any, whole: Any, where: str) -> None:
    """As much of JSON Schema as the description uses. Keys are exact: none missing, none unexplained."""
    if "$ref" in schema:
        schema = whole["components"]["schemas"][schema["$ref"].split("/")[-1]]
    types = schema.get("type", [])
    types = types if isinstance(types, list) else [types]
    assert not types or isinstance(value, tuple(JSON_TYPES[name] for name in types)), where
    if "required" in schema:
        assert set(schema["required"]) - {"period"} <= set(value) <= set(schema["properties"]) | {"period"}, where
        for name, inner in schema["properties"].items():
            if name in value:
                check(value[name], inner, whole, f"{where} {name}")
    for row in value if "items" in schema else ():
        check(row, schema["items"], whole, f"{where}[]")


def test_refusals_are_the_described_problem_documents(client: FlaskClient, described: Any) -> None:
    for path, item in described["paths"].items():
        for status, address in (("400", wrong(item)), ("404", missing(path))):
            if status in item["get"]["responses"] and address:
                answer = client.get(path.format(code="35.73", entry="3") + address if status == "400" else address)
                assert answer.status_code == int(status), (path, address)
                assert answer.mimetype == "application/problem+json"
                check(answer.get_json(), {"$ref": "#/components/schemas/Problem"}, described, path)


def wrong(item: Any) -> str:
    """A value the first query parameter cannot have."""
    names = [each["name"] for each in item["get"]["parameters"] if each["in"] == "query"]
    return f"?{names[0]}=2023-13&{names[-1]}=x" if names and "{" not in names[0] else ""


def missing(path: str) -> str:
    return (
        path.format(code="99.99", number="TD-2001-000001", entry="99999999", ocid="ocds-213czf-TD-2001-000001")
        if "{" in path
        else ""
    )


def test_the_description_reads_in_both_languages(client: FlaskClient) -> None:
    client.set_cookie("bahasa", "en")
    english = client.get("/api/openapi.json").get_json()
    assert english["paths"]["/peringkat.json"]["get"]["summary"] == "Ranking of regions"
    assert "Indonesia" not in english["info"]["title"]
