"""Compiles the English catalogues of every area, or collects new texts into them (`--collect`).

Run as a module; not part of a running app.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from marketplace.config import PROJECT_ROOT

TRANSLATIONS = PROJECT_ROOT / "translations"
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "_l": None, "ngettext": (1, 2), "lazy_ngettext": (1, 2)}
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
SHARED_TEMPLATES = ("components", "errors")  # belong to the web area's catalogue, with the files beside them


def areas() -> list[str]:
    return sorted(folder.parent.parent.name for folder in TRANSLATIONS.glob("*/en/LC_MESSAGES"))


def catalogue_path(area: str) -> Path:
    return TRANSLATIONS / area / "en" / "LC_MESSAGES" / "messages.po"


def sources(area: str) -> list[Path]:
    """Where an area's texts stand: its package and its templates; `web` also owns what all pages share."""
    folders = [PROJECT_ROOT / "marketplace" / area, PROJECT_ROOT / "templates" / area]
    if area == "web":
        folders += [PROJECT_ROOT / "templates" / name for name in SHARED_TEMPLATES]
    return [folder for folder in folders if folder.is_dir()]


def texts(area: str) -> Catalog:
    """Every text of an area as it stands in the code now."""
    found = Catalog(locale="en", fuzzy=False)
    for folder in sources(area):
        for name, line, message, _comments, context in extract_from_dir(folder, METHODS, keywords=KEYWORDS):
            found.add(message, None, [(str(folder.relative_to(PROJECT_ROOT) / name), line)], context=context)
    if area == "web":
        for page in sorted((PROJECT_ROOT / "templates").glob("*.html")):
            _add_file(found, page)
    return found


def _add_file(found: Catalog, page: Path) -> None:
    for line, message, _comments, context in extract_from_file("jinja2", page, keywords=KEYWORDS):
        found.add(message, None, [(str(page.relative_to(PROJECT_ROOT)), line)], context=context)


def read(area: str) -> Catalog:
    with catalogue_path(area).open("rb") as file:
        return read_po(file, locale="en")


def compile_all() -> None:
    for area in areas():
        with catalogue_path(area).with_suffix(".mo").open("wb") as file:
            write_mo(file, read(area))


def collect_all() -> None:
    for area in areas():
        catalogue = read(area)
        catalogue.update(texts(area), no_fuzzy_matching=True)
        with catalogue_path(area).open("wb") as file:
            write_po(file, catalogue, width=110, ignore_obsolete=True, include_lineno=False, sort_output=True)


if __name__ == "__main__":
    collect_all() if "--collect" in sys.argv else compile_all()
