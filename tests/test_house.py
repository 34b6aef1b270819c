"""The house keeps its own rules: what a machine can check is checked here (docs/architecture.md)."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from flask import Flask
from flask_babel import force_locale

from marketplace.config import PROJECT_ROOT
from marketplace.web import catalogues
from marketplace.web.order_statuses import STATUSES, status_word

PACKAGE = PROJECT_ROOT / "marketplace"
TEMPLATES = PROJECT_ROOT / "templates"
MODULES = sorted(PACKAGE.rglob("*.py"))
PURE = (
    "models", "services", "queries", "values", "states", "facts", "rules", "projections", "ranking",
    "scenarios", "casting", "checks",
)  # fmt: skip
EDGES = ("views", "commands", "operations", "simulation", "worlds", "cli.py")  # where one unit of work ends


def relative(path: Path) -> str:
    return str(path.relative_to(PROJECT_ROOT))


def parts(path: Path) -> set[str]:
    return {part.removesuffix(".py") for part in path.relative_to(PACKAGE).parts} | set(path.parts[-1:])


def imports(tree: ast.AST) -> list[str]:
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.append(node.module)
    return names


def test_models_services_queries_and_values_know_no_web_framework() -> None:
    guilty = [
        f"{relative(path)}: {name}"
        for path in MODULES
        if parts(path) & set(PURE)
        for name in imports(ast.parse(path.read_text()))
        if name.split(".")[0] in {"flask", "flask_login", "wtforms", "flask_wtf", "flask_babel"}
    ]
    assert guilty == []


def test_services_never_commit() -> None:
    guilty = [
        relative(path)
        for path in MODULES
        if not parts(path) & set(EDGES) and re.search(r"\.commit\(\)", path.read_text())
    ]
    assert guilty == []


def test_only_states_writes_an_order_status() -> None:
    pattern = re.compile(r"\border\.status\s*=[^=]|\bstatus=OrderStatus\.(?!DRAFT)")
    guilty = [
        relative(path)
        for path in (PACKAGE / "purchasing").rglob("*.py")
        if path.name != "states.py" and pattern.search(path.read_text())
    ]
    assert guilty == []


def test_no_import_hides_inside_a_function() -> None:
    guilty = [
        f"{relative(path)}:{inner.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert guilty == []


def test_no_module_keeps_a_cache_for_every_app() -> None:
    guilty = [
        relative(path)
        for path in MODULES
        if "values" not in parts(path) and re.search(r"@(functools\.)?(lru_)?cache\b", path.read_text())
    ]
    assert guilty == []


def test_money_is_never_a_float() -> None:
    guilty = [
        f"{relative(path)}: {line.strip()}"
        for path in MODULES
        for line in path.read_text().splitlines()
        if re.search(r"_idr\b[^=#]*=[^=#]*\bfloat\(|_idr: float|_idr: Mapped\[float", line)
    ]
    assert guilty == []


@pytest.mark.parametrize("page", sorted(TEMPLATES.rglob("*.html")), ids=relative)
def test_a_page_has_a_title_and_one_heading_and_nothing_inline(page: Path) -> None:
    text = page.read_text()
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\bsrc=)|\son[a-z]+=\"", text), "CSP forbids inline code"
    if page.name.startswith("_") or page.parent.name == "components" or page.name == "base.html":
        return
    if '{% extends "base.html" %}' in text:
        assert "{% block title %}" in text
        assert len(re.findall(r"<h1\b", text)) <= 1


@pytest.mark.parametrize("page", sorted(TEMPLATES.rglob("*.html")), ids=relative)
def test_a_template_uses_what_it_imports(page: Path) -> None:
    text = page.read_text()
    for names in re.findall(r"{%-?\s*from\s+\"[^\"]+\"\s+import\s+([^%]+?)(?:with context)?\s*-?%}", text):
        rest = text.replace(names, "", 1)
        for name in (part.split(" as ")[-1].strip() for part in names.split(",")):
            assert re.search(rf"\b{re.escape(name)}\b", rest), f"{name} is imported and not used"


@pytest.mark.parametrize("area", catalogues.areas())
def test_english_is_complete(area: str) -> None:
    english = catalogues.read(area)
    assert missing(english, catalogues.texts(area)) == []
    assert [message.id for message in english if message.id and message.fuzzy] == []


def missing(english: Catalog, wanted: Catalog) -> list[object]:
    """Texts of the code without a translation in the area's catalogue."""
    absent: list[object] = []
    for message in wanted:
        if message.id:
            have = english.get(message.id, message.context)
            strings = [] if have is None else (have.string if isinstance(have.string, tuple) else [have.string])
            if not strings or not all(strings):
                absent.append(message.id)
    return absent


def test_translations_keep_their_placeholders() -> None:
    wrong = []
    for area in catalogues.areas():
        for message in catalogues.read(area):
            if message.id and isinstance(message.id, str) and message.string:
                names = re.compile(r"%\((\w+)\)[sd]")
                if set(names.findall(message.id)) != set(names.findall(message.string)):
                    wrong.append(message.id)
    assert wrong == []


def test_one_text_has_one_english_in_all_areas() -> None:
    """All catalogues are merged at run time: of two translations the one that happens to load last would win."""
    english: dict[object, dict[object, list[str]]] = defaultdict(dict)
    for area in catalogues.areas():
        for message in catalogues.read(area):
            if message.id:
                english[message.context, message.id].setdefault(message.string, []).append(area)
    assert {text: words for text, words in english.items() if len(words) > 1} == {}


def test_the_glossary_names_every_status_as_the_screen_does(app: Flask) -> None:
    """The third column is what an English reader sees, so a clash between catalogues shows here."""
    table = (PACKAGE.parent / "docs" / "glossary.md").read_text().split("## Order statuses")[1]
    listed = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", table, re.MULTILINE)
    shown = dict.fromkeys(STATUSES, ())
    for language in ("id", "en"):
        with app.test_request_context(), force_locale(language):
            shown = {status: (*words, status_word(status)) for status, words in shown.items()}
    assert {code: tuple(words) for code, *words in listed} == shown
