"""The catalogue page's own words: facet links, chips and sentences made from filters and counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext

from marketplace.catalogue import labels
from marketplace.catalogue.queries import Names
from marketplace.catalogue.search.filters import SORTS, Filters
from marketplace.catalogue.search.finder import Found
from marketplace.web.filters import rupiah

MOST_REGIONS = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow a list down, or to widen it again when it is chosen."""

    label: Any
    count: int | None
    href: str
    active: bool = False


def address(filters: Filters) -> str:
    return url_for("catalogue.browse", **filters.as_query())


def facet_groups(filters: Filters, found: Found, names: Names, language: str) -> list[tuple[str, list[Choice]]]:
    """Title and choices of each facet; a facet with nothing to choose is left out."""
    counts = found.facets
    groups = [
        (gettext("Kategori"), _categories(filters, counts["category"], names, language)),
        (gettext("Daerah toko"), _regions(filters, counts["region"], names)),
        (gettext("Produk dalam negeri"), _choices(filters, "pdn", labels.DOMESTIC, counts["domestic"])),
        (gettext("Kelas usaha"), _choices(filters, "kelas", labels.CLASSES, counts["class"])),
        (gettext("Harga satuan"), _prices(filters, counts["price"])),
        (gettext("Pengiriman tepat waktu"), _choices(filters, "tepat_waktu", labels.ON_TIME, counts["on_time"])),
    ]
    return [(title, choices) for title, choices in groups if choices]


def _choices(filters: Filters, name: str, words: Mapping[str, Any], counts: Mapping[str, int]) -> list[Choice]:
    chosen = getattr(filters, name)
    return [
        Choice(label, counts.get(value, 0), _toggled(filters, name, value), value == chosen)
        for value, label in words.items()
        if counts.get(value) or value == chosen
    ]


def _toggled(filters: Filters, name: str, value: str) -> str:
    return address(filters.changed(**{name: "" if getattr(filters, name) == value else value}))


def _categories(filters: Filters, counts: Mapping[str, int], names: Names, language: str) -> list[Choice]:
    """Departments; inside the chosen one its shelves as well."""
    chosen = filters.kategori
    shown = [code for code in sorted(counts) if len(code) == 2 or code[:2] == chosen[:2]]
    if chosen and chosen not in shown:
        shown.append(chosen)
    if chosen:
        shown = [code for code in shown if code[:2] == chosen[:2]]
    return [
        Choice(
            names.category(code, language), counts.get(code, 0), _toggled(filters, "kategori", code), code == chosen
        )
        for code in shown
    ]


def _regions(filters: Filters, counts: Mapping[str, int], names: Names) -> list[Choice]:
    """The regions with most to show first."""
    ordered = sorted(counts, key=lambda code: (-counts[code], code))[:MOST_REGIONS]
    if filters.daerah and filters.daerah not in ordered:
        ordered.insert(0, filters.daerah)
    return [
        Choice(names.region(code), counts.get(code, 0), _toggled(filters, "daerah", code), code == filters.daerah)
        for code in ordered
    ]


def _prices(filters: Filters, counts: Mapping[str, int]) -> list[Choice]:
    choices = []
    for value, (label, low, high) in labels.PRICE_BANDS.items():
        active = (filters.harga_min, filters.harga_maks) == (low, high)
        if counts.get(value) or active:
            limits = {"harga_min": None, "harga_maks": None} if active else {"harga_min": low, "harga_maks": high}
            choices.append(Choice(label, counts.get(value, 0), address(filters.changed(**limits)), active))
    return choices


def chips(filters: Filters, names: Names, language: str) -> list[Choice]:
    """Every filter in force; following a chip takes that one away."""
    found: list[tuple[Any, dict[str, Any]]] = []
    if filters.kategori:
        found.append((names.category(filters.kategori, language), {"kategori": ""}))
    if filters.daerah:
        found.append((names.region(filters.daerah), {"daerah": ""}))
    for name, words in (("pdn", labels.DOMESTIC), ("kelas", labels.CLASSES)):
        if value := getattr(filters, name):
            found.append((words[value], {name: ""}))
    if filters.has_price:
        found.append((_price_words(filters), {"harga_min": None, "harga_maks": None}))
    if filters.tepat_waktu:
        found.append((gettext("tepat waktu %(share)s%% ke atas", share=filters.tepat_waktu), {"tepat_waktu": ""}))
    return [Choice(label, None, address(filters.changed(**gone)), True) for label, gone in found]


def _price_words(filters: Filters) -> str:
    if filters.harga_maks is None:
        return str(gettext("mulai %(price)s", price=rupiah(filters.harga_min)))
    if filters.harga_min is None:
        return str(gettext("sampai %(price)s", price=rupiah(filters.harga_maks)))
    return f"{rupiah(filters.harga_min)} – {rupiah(filters.harga_maks)}"


def sort_ways(filters: Filters) -> list[Choice]:
    """Without words to match, best sellers are the most fitting: one of the two is enough."""
    ways: Iterable[str] = SORTS if filters.q else SORTS[1:]
    current = filters.urut if filters.q or filters.urut != "relevansi" else "terlaris"
    return [Choice(labels.SORTS[way], None, address(filters.changed(urut=way)), way == current) for way in ways]
