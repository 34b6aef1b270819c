import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.config import PROJECT_ROOT
from marketplace.web import assets

STYLES = sorted((PROJECT_ROOT / "static" / "css").rglob("*.css"))


def test_the_joined_stylesheet_is_named_by_its_content_and_kept_for_ever(client: FlaskClient, app: Flask) -> None:
    asset = app.extensions["assets"]["app.css"]
    assert asset.name == f"{assets.fingerprint(asset.text.encode())}.css"
    answer = client.get(f"/aset/{asset.name}")
    assert answer.mimetype == "text/css"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Vary" not in answer.headers


def test_a_page_from_before_an_upgrade_still_gets_a_stylesheet(client: FlaskClient, app: Flask) -> None:
    answer = client.get("/aset/0123456789ab.css")
    assert answer.text == app.extensions["assets"]["app.css"].text
    assert answer.headers["Cache-Control"] == "no-cache"
    assert client.get("/aset/0123456789ab.exe").status_code == 404


def test_pages_use_the_joined_files(client: FlaskClient, app: Flask) -> None:
    page = client.get("/").text
    for asset in app.extensions["assets"].values():
        assert f"/aset/{asset.name}" in page


def test_the_order_of_layers_comes_first_whatever_the_order_of_files() -> None:
    text = assets.join_styles(assets.STATIC / "css")
    assert text.startswith("@layer reset, tokens, base, layout, components, utilities, print;")
    for path in STYLES:
        if path.name != "layers.css":
            assert re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL).strip().startswith("@layer"), path.name


def test_pictures_in_styles_exist_and_are_named_by_content(client: FlaskClient) -> None:
    addresses = re.findall(r"url\(\.\.(/static/[^)]+)\)", assets.join_styles(assets.STATIC / "css"))
    assert addresses
    for address in addresses:
        answer = client.get(address, buffered=True)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]


def test_a_static_file_without_fingerprint_is_kept_an_hour(client: FlaskClient) -> None:
    assert client.get("/static/img/mark.svg", buffered=True).headers["Cache-Control"] == "public, max-age=3600"


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_colours_stand_in_the_tokens_only(path: object) -> None:
    if path.name in ("tokens.css", "print.css"):  # type: ignore[attr-defined]
        return
    raw = [line for line in path.read_text().splitlines() if re.search(r"#[0-9a-f]{3,8}\b(?!-)", line)]  # type: ignore[attr-defined]
    assert raw == []


def test_every_component_stylesheet_says_what_it_is_for() -> None:
    for path in (PROJECT_ROOT / "static" / "css" / "components").glob("*.css"):
        assert path.read_text().startswith("/* "), path.name


def test_one_class_belongs_to_one_stylesheet() -> None:
    owners: dict[str, set[str]] = {}
    for path in (PROJECT_ROOT / "static" / "css" / "components").glob("*.css"):
        for name in re.findall(r"^  \.([a-z][\w-]*) \{", path.read_text(), flags=re.MULTILINE):
            owners.setdefault(name, set()).add(path.name)
    assert {name: files for name, files in owners.items() if len(files) > 1} == {}
