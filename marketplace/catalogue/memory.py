"""What one running app remembers of its catalogue between requests; hangs on the app, so rooms never share it."""

from dataclasses import dataclass, field

from flask import current_app
from flask.sansio.app import App

from marketplace.catalogue import queries
from marketplace.catalogue.cache import Lru
from marketplace.catalogue.search.finder import Finder


@dataclass(frozen=True, slots=True)
class Memory:
    """The finder, and finished pages by what they show and the revision they show it at."""

    finder: Finder = field(default_factory=Finder)
    names: Lru = field(default_factory=lambda: Lru(2))
    fragments: Lru = field(default_factory=lambda: Lru(128))
    own_pages: Lru = field(default_factory=lambda: Lru(128))
    responses: Lru = field(default_factory=lambda: Lru(128))


def init_app(app: App) -> None:
    app.extensions["catalogue"] = Memory()


def memory() -> Memory:
    kept: Memory = current_app.extensions["catalogue"]
    return kept


def page_names(revision: int) -> queries.Names:
    """Category and region names, read again when the shelf has changed."""
    names: queries.Names = memory().names.get(revision, queries.names)
    return names
