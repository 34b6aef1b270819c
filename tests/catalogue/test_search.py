"""Search finds what people mean, counts what is there, and never shows a product on two pages."""

from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace.accounts.models import BusinessClass, Supplier
from marketplace.catalogue import queries, services
from marketplace.catalogue.models import Product, ProductSearch
from marketplace.catalogue.search import index
from marketplace.catalogue.search.bits import bits_of, first_places, members
from marketplace.catalogue.search.filters import Filters, read_filters
from marketplace.catalogue.search.finder import Finder, Found
from marketplace.catalogue.search.words import words_of
from marketplace.extensions import db
from tests.catalogue.shelves import stock_up
from tests.factories import NOW, actor


@pytest.fixture
def shelf(app: Flask) -> Flask:
    stock_up(3)
    return app


def find(**filters: object) -> Found:
    return Finder().find(db.session(), Filters(**filters))  # type: ignore[arg-type]


def names(found: Found) -> list[str]:
    return [row.name for row in queries.cards(found.product_ids)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kertas hvs", "Kertas HVS"), ("HVS  kertas", "Kertas HVS"), ("nasi box", "Nasi kotak"),
        ("pulpen", "Bolpoin gel hitam"), ("fotocopy", "Fotokopi"), ("cetak", "Percetakan"),
        ("bersih kaca", "Pembersihan kaca"), ("bolpo", "Bolpoin"), ("70gr", "Kertas HVS F4 70 gram"),
        ("air conditioner", "Cuci AC"), ("penyewaan laptop", "Sewa laptop"), ("KÈRTAS", "Kertas"),
    ],
)  # fmt: skip
def test_words_are_found_as_people_write_them(shelf: Flask, typed: str, meant: str) -> None:
    found = find(q=typed)
    assert found.total
    assert any(meant in name for name in names(found))
    assert not found.corrected


@pytest.mark.parametrize(
    ("typed", "meant"), [("kretas", "kertas"), ("bolpion gel", "bolpoin gel"), ("undnagan", "undangan")]
)
def test_a_slip_of_the_finger_is_mended_when_nothing_matches(shelf: Flask, typed: str, meant: str) -> None:
    found = find(q=typed)
    assert found.corrected == meant
    assert found.total
    assert find(q=typed, persis="1").total == 0


def test_words_no_product_has_together_show_what_has_some(shelf: Flask) -> None:
    found = find(q="kertas rendang")
    assert found.partial
    assert found.total


def test_nonsense_finds_nothing(shelf: Flask) -> None:
    assert find(q="zzqqxxyy").total == 0
    assert find(q="a" * 500).total == 0
    assert find(q='"; DROP TABLE products; -- * AND OR NOT (').total == 0
    assert find(q="...").total == find().total


def test_a_word_in_name_and_shelf_comes_before_a_word_elsewhere(shelf: Flask) -> None:
    found = names(find(q="kertas"))
    assert found[0].startswith("Kertas")
    kinds = [name.startswith("Kertas") for name in found]
    assert kinds == sorted(kinds, reverse=True)


def brute_force(keep: dict[str, str]) -> list[tuple[Product, Supplier]]:
    rows = db.session.execute(
        select(Product, Supplier).join(Supplier, Supplier.id == Product.supplier_id).where(Product.status == "aktif")
    ).all()
    tests = {
        "kategori": lambda p, s, v: p.category_code == v or p.category_code[:2] == v,
        "daerah": lambda p, s, v: s.region_code == v,
        "pdn": lambda p, s, v: v in domestic(p),
        "kelas": lambda p, s, v: v in classes(s),
    }
    return [(p, s) for p, s in rows if all(tests[name](p, s, value) for name, value in keep.items())]


def domestic(product: Product) -> set[str]:
    if product.domestic_status != "pdn":
        return {product.domestic_status}
    found = {"pdn"}
    if (product.tkdn_percent or 0) >= 25:
        found.add("tkdn25")
    if (product.tkdn_percent or 0) + (product.bmp_percent or 0) >= 40:
        found |= {"tkdn25", "tkdn40"}
    return found


def classes(shop: Supplier) -> set[str]:
    return {shop.business_class} | ({"umk"} if BusinessClass(shop.business_class).is_umk else set())


@pytest.mark.parametrize(
    "chosen",
    [{}, {"kategori": "03"}, {"daerah": "35.73"}, {"pdn": "tkdn25", "kelas": "umk"},
     {"kategori": "01.01", "daerah": "35.73", "pdn": "pdn", "kelas": "mikro"}],
)  # fmt: skip
def test_facet_counts_are_what_counting_by_hand_gives(shelf: Flask, chosen: dict[str, str]) -> None:
    found = find(**chosen)
    assert found.total == len(brute_force(chosen))
    others = {name: {k: v for k, v in chosen.items() if k != name} for name in ("kategori", "daerah", "pdn", "kelas")}
    by_hand = {
        "category": Counter(
            c for p, _ in brute_force(others["kategori"]) for c in (p.category_code, p.category_code[:2])
        ),
        "region": Counter(s.region_code for _, s in brute_force(others["daerah"])),
        "domestic": Counter(v for p, _ in brute_force(others["pdn"]) for v in domestic(p)),
        "class": Counter(v for _, s in brute_force(others["kelas"]) for v in classes(s)),
    }
    for dimension, counts in by_hand.items():
        assert dict(found.facets[dimension]) == dict(counts)


def test_a_price_range_keeps_its_ends_and_counts_every_band(shelf: Flask) -> None:
    found = find(harga_min=30_000, harga_maks=60_000)
    prices = [p.unit_price_net_idr for p, _ in brute_force({})]
    assert found.total == sum(30_000 <= price <= 60_000 for price in prices)
    assert sum(found.facets["price"].values()) == len(prices)
    exact = prices[0]
    assert find(harga_min=exact, harga_maks=exact).total == prices.count(exact)


@pytest.mark.parametrize("sort", ["relevansi", "terlaris", "termurah", "termahal", "terbaru"])
@pytest.mark.parametrize("q", ["", "kertas"])
def test_pages_never_overlap_and_together_are_everything(shelf: Flask, sort: str, q: str) -> None:
    stock_up(4)
    pages = []
    first = find(q=q, urut=sort)
    for page in range(1, first.pages + 1):
        pages += find(q=q, urut=sort, halaman=page).product_ids
    assert len(pages) == len(set(pages)) == first.total
    assert find(q=q, urut=sort, halaman=first.pages + 1).product_ids == []


@pytest.mark.parametrize(("sort", "downward"), [("termurah", False), ("termahal", True)])
def test_sorting_by_price_goes_one_way(shelf: Flask, sort: str, downward: bool) -> None:
    prices = [row.unit_price_net_idr for row in queries.cards(find(urut=sort).product_ids)]
    assert prices == sorted(prices, reverse=downward)


def test_the_shelf_in_memory_follows_every_change(shelf: Flask) -> None:
    """One finder kept over many changes answers like a new one that reads everything."""
    kept, owner = Finder(), actor("atk")
    kept.find(db.session(), Filters())
    product = db.session.scalars(select(Product).where(Product.name == "Kertas HVS A4 70 gram")).one()
    services.pause_product(product, actor=owner)
    compare(kept)
    services.resume_product(product, actor=owner)
    services.restock(product, 0, actor=owner)
    compare(kept)
    services.edit_product(product, changed(product), actor=owner, now=NOW, version=product.version)
    compare(kept)
    assert "Buku tulis garis" in names(kept.find(db.session(), Filters(q="tulis garis")))
    assert kept.find(db.session(), Filters(q="hvs a4 70")).total < find(q="kertas").total
    services.add_product(product.supplier_id, changed(product), actor=owner, now=NOW)
    compare(kept)


def changed(product: Product) -> services.ProductValues:
    return services.ProductValues(
        name="Buku tulis garis", category_code="03.01", unit="pak", unit_price_net_idr=21_000, areas=("35.73",),
        domestic_status="impor", stock=12,
    )  # fmt: skip


def compare(kept: Finder) -> None:
    for filters in (
        Filters(),
        Filters(q="kertas"),
        Filters(pdn="impor"),
        Filters(urut="termurah", harga_maks=50_000),
    ):
        new = Finder().find(db.session(), filters)
        assert kept.find(db.session(), filters) == new


def test_a_rebuild_changes_nothing_but_the_order(shelf: Flask) -> None:
    before = find(q="nasi kotak")
    assert index.rebuild_index(db.session()) == len(db.session.scalars(select(Product.id)).all())
    after = find(q="nasi kotak")
    assert (after.total, after.facets) == (before.total, before.facets)


def test_best_sellers_come_first(shelf: Flask) -> None:
    places = select(ProductSearch.product_id).order_by(ProductSearch.place)
    popular = db.session.scalars(select(Product.id).order_by(Product.sold_count.desc(), Product.id)).all()
    assert db.session.scalars(places).all() == popular


@pytest.mark.parametrize(
    ("address", "means"),
    [
        ({"halaman": "abc"}, Filters()), ({"halaman": "-3"}, Filters()), ({"halaman": "9" * 30}, Filters()),
        ({"harga_min": "Rp1.500.000"}, Filters(harga_min=1_500_000)), ({"harga_min": "x"}, Filters()),
        ({"harga_min": "900", "harga_maks": "100"}, Filters(harga_min=100, harga_maks=900)),
        ({"kategori": "../etc"}, Filters()), ({"urut": "acak"}, Filters()), ({"q": "  a\0b  "}, Filters(q="a b")),
        ({"kategori": "²"}, Filters()), ({"q": "x" * 500}, Filters(q="x" * 120)),
    ],
)  # fmt: skip
def test_an_address_cut_short_still_means_something(address: dict[str, str], means: Filters) -> None:
    assert read_filters(address) == means


def test_sets_of_places_keep_their_places() -> None:
    places = [0, 1, 7, 8, 63, 64, 999]
    bits = bits_of(places, 1000)
    assert first_places(bits, 100) == places
    assert first_places(bits, 2) == [0, 1]
    assert [n for n, sign in enumerate(members(bits)) if sign == "1"] == places
    assert first_places(0, 5) == []


def test_words_have_one_spelling() -> None:
    assert words_of("Nasi Box & Ballpoint, 70gr") == ["nasi", "kotak", "bolpoin", "70", "gram"]
    assert "atk" in words_of("Alat Tulis Kantor")
