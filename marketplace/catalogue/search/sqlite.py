"""The text index on SQLite: FTS5 over `product_search`, row ids in order of popularity."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from marketplace.catalogue.search.terms import Term

# FTS5 keeps no copy of the text: a change tells it what stood there before.
FORGET = text(
    "INSERT INTO product_words (product_words, rowid, name_words, all_words)"
    " SELECT 'delete', place, name_words, all_words FROM product_search WHERE product_id = :product"
)
LEARN = text(
    "INSERT INTO product_words (rowid, name_words, all_words)"
    " SELECT place, name_words, all_words FROM product_search WHERE product_id = :product"
)


def places(session: Session, wanted: Sequence[Sequence[Term]], *, in_name: bool, most: int) -> Sequence[int]:
    """Places of the products in which every wanted word stands in one of its forms, best sellers first."""
    expression = " AND ".join("(" + " OR ".join(_form(term) for term in forms) + ")" for forms in wanted)
    if in_name:
        expression = f"{{name_words}} : ({expression})"
    # straight through the driver: thousands of one-column rows need no Row objects
    cursor = session.connection().connection.cursor()
    cursor.execute(
        "SELECT rowid FROM product_words WHERE product_words MATCH ? ORDER BY rowid LIMIT ?", (expression, most)
    )
    return [row[0] for row in cursor.fetchall()]


def forget(session: Session, product_id: int) -> None:
    session.execute(FORGET, {"product": product_id})


def learn(session: Session, product_id: int) -> None:
    session.execute(LEARN, {"product": product_id})


def forget_all(session: Session) -> None:
    """Before a rebuild the index is emptied: with other rows under it, it would answer nonsense."""
    session.execute(text("INSERT INTO product_words (product_words) VALUES ('delete-all')"))


def learn_all(session: Session) -> None:
    session.execute(text("INSERT INTO product_words (product_words) VALUES ('rebuild')"))
    session.execute(text("INSERT INTO product_words (product_words) VALUES ('optimize')"))


def _form(term: Term) -> str:
    return f'"{term.text}"' + (" *" if term.is_prefix else "")
