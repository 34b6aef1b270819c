"""Keeping the search tables true to the shelf, inside the transaction that changed the shelf.

The catalogue revision grows only when a visitor could see the difference; every changed row carries the revision
of its change, so that each running app can catch up without reading the whole shelf again.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import ModuleType
from typing import Any

from sqlalchemy import Row, Table, bindparam, delete, func, insert, select, text, update
from sqlalchemy.orm import Session, aliased

from marketplace.accounts.models import Supplier
from marketplace.catalogue.models import (
    CatalogueRevision,
    Category,
    DomesticStatus,
    Product,
    ProductSearch,
    ProductStatus,
    SearchWord,
)
from marketplace.catalogue.search import postgresql, sqlite
from marketplace.catalogue.search.words import ROOT_MARK, Stems
from marketplace.extensions import db
from marketplace.regions.models import Region

ENGINES: Mapping[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}
BATCH = 2_000
LONGEST_WORD = 60
ON_TIME_SAMPLE = 5  # with fewer delivered lines a share says nothing: "belum dinilai"


def text_index(session: Session) -> ModuleType:
    return ENGINES[session.get_bind().dialect.name]


def put_product(session: Session, product_id: int) -> int:
    """A new or edited product is found as it now stands. Returns the new revision."""
    session.flush()
    source = session.execute(_sources().where(Product.id == product_id)).one()
    known = session.execute(
        select(ProductSearch.place, ProductSearch.all_words).where(ProductSearch.product_id == product_id)
    ).first()
    revision = next_revision(session)
    row = _search_row(source, Stems()) | {"revision": revision, "on_time_permille": _on_time(session, source)}
    if known is None:
        row["place"] = (session.scalar(select(func.max(ProductSearch.place))) or 0) + 1
        session.execute(insert(ProductSearch), row)
    else:
        text_index(session).forget(session, product_id)
        session.execute(update(ProductSearch).where(ProductSearch.product_id == product_id).values(**row))
    text_index(session).learn(session, product_id)
    _count_words(session, known.all_words if known else "", row["all_words"])
    return revision


def availability_changed(session: Session, product_ids: Sequence[int]) -> None:
    """Stock ran out or came back, or the product was paused or resumed: facets change, words do not."""
    if not product_ids:
        return
    rows = session.execute(
        select(Product.id, Product.status, Product.stock, Product.min_order).where(Product.id.in_(product_ids))
    ).all()
    revision = next_revision(session)
    for row in rows:
        session.execute(
            update(ProductSearch)
            .where(ProductSearch.product_id == row.id)
            .values(revision=revision, is_visible=_is_visible(row), is_available=_is_available(row))
        )


def next_revision(session: Session) -> int:
    """Visitors may now see something else. The row's lock makes revision order commit order."""
    number = session.scalar(
        update(CatalogueRevision)
        .where(CatalogueRevision.id == 1)
        .values(number=CatalogueRevision.number + 1)
        .returning(CatalogueRevision.number)
    )
    if number is None:
        number = 1
        session.execute(insert(CatalogueRevision).values(id=1, number=number))
    return number


def rebuild_index(session: Session) -> int:
    """Read the whole shelf again, best sellers first. Returns how many products were indexed."""
    session.flush()
    engine = text_index(session)
    revision = next_revision(session)
    engine.forget_all(session)
    session.execute(delete(ProductSearch))
    session.execute(delete(SearchWord))
    documents: Counter[str] = Counter()
    total = 0
    for rows in _rebuilt_rows(session, revision):
        for row in rows:
            documents.update(_plain_words(row["all_words"]))
        session.execute(insert(ProductSearch), rows)
        total += len(rows)
    if documents:
        session.execute(
            insert(SearchWord), [{"word": w, "documents": n} for w, n in documents.items() if len(w) <= LONGEST_WORD]
        )
    engine.learn_all(session)
    return total


def _rebuilt_rows(session: Session, revision: int) -> Iterable[list[dict[str, Any]]]:
    stems, standing = Stems(), _standing(session)
    sources = session.execute(_sources().order_by(Product.sold_count.desc(), Product.id)).all()
    for start in range(0, len(sources), BATCH):
        yield [
            _search_row(source, stems)
            | {"place": start + n, "revision": revision, "on_time_permille": standing.get(source.supplier_code)}
            for n, source in enumerate(sources[start : start + BATCH], 1)
        ]


def _sources() -> Any:
    """Everything search knows of a product, from the tables that own it."""
    top = aliased(Category)
    return (
        select(
            Product.id, Product.name, Product.description, Product.unit, Product.category_code, Product.status,
            Product.stock, Product.min_order, Product.unit_price_net_idr, Product.listed_at,
            Product.domestic_status, Product.tkdn_percent, Product.bmp_percent,
            Category.name.label("category_name"), Category.name_en.label("category_name_en"),
            top.name.label("top_name"), Supplier.code.label("supplier_code"), Supplier.name.label("supplier_name"),
            Supplier.business_class, Supplier.region_code, Region.name.label("region_name"),
        )
        .join(Category, Category.code == Product.category_code)
        .outerjoin(top, top.code == Category.parent_code)
        .join(Supplier, Supplier.id == Product.supplier_id)
        .join(Region, Region.code == Supplier.region_code)
    )  # fmt: skip


def _search_row(source: Row[Any], stems: Stems) -> dict[str, Any]:
    around = (
        source.category_name, source.top_name or "", source.category_name_en, source.supplier_name,
        source.region_name, source.description,
    )  # fmt: skip
    return {
        "product_id": source.id,
        "is_visible": _is_visible(source),
        "is_available": _is_available(source),
        "category_code": source.category_code,
        "region_code": source.region_code,
        "domestic_band": domestic_band(source),
        "business_class": source.business_class,
        "unit_price_net_idr": source.unit_price_net_idr,
        "listed_at": source.listed_at,
        "peer_key": stems.peer_key(source.category_code, source.unit, source.name),
        "name_words": stems.terms(source.name),
        "all_words": stems.terms(source.name, *around),
    }


def domestic_band(product: Any) -> str:
    """R09's own steps: TKDN + BMP of 40 % makes a domestic product mandatory, TKDN of 25 % counts, then PDN."""
    if product.domestic_status != DomesticStatus.DOMESTIC:
        return str(product.domestic_status)
    tkdn = product.tkdn_percent or 0
    if tkdn + (product.bmp_percent or 0) >= 40:
        return "tkdn40"
    return "tkdn25" if tkdn >= 25 else "pdn"


def _is_visible(product: Any) -> bool:
    return bool(product.status == ProductStatus.ACTIVE)


def _is_available(product: Any) -> bool:
    return product.stock is None or bool(product.stock >= product.min_order)


def _on_time(session: Session, source: Row[Any]) -> int | None:
    return _standing(session, source.supplier_code).get(source.supplier_code)


def _standing(session: Session, supplier_code: str | None = None) -> dict[str, int]:
    """Each shop's share of order lines on time, from the projection over the ledger where there is one."""
    table: Table | None = db.metadata.tables.get("supplier_standing")
    if table is None:
        return {}
    statement = select(table.c.supplier_code, table.c.lines_on_time * 1000 / table.c.lines)
    statement = statement.where(table.c.lines >= ON_TIME_SAMPLE)
    if supplier_code is not None:
        statement = statement.where(table.c.supplier_code == supplier_code)
    return {code: int(permille) for code, permille in session.execute(statement)}


def _count_words(session: Session, before: str, after: str) -> None:
    """The vocabulary counts in how many products a word stands; typo correction prefers common words."""
    old, new = _plain_words(before), _plain_words(after)
    if gone := sorted(old - new):
        session.execute(
            update(SearchWord).where(SearchWord.word.in_(gone)).values(documents=SearchWord.documents - 1)
        )
    for word in sorted(new - old):
        session.execute(COUNT_WORD, {"word": word})


COUNT_WORD = text(
    "INSERT INTO search_words (word, documents) VALUES (:word, 1)"
    " ON CONFLICT (word) DO UPDATE SET documents = search_words.documents + 1"
).bindparams(bindparam("word"))


def _plain_words(terms: str) -> set[str]:
    """The words among an index row's terms: without roots, and without what no one would type."""
    return {term for term in terms.split() if not term.startswith(ROOT_MARK) and len(term) <= LONGEST_WORD}
