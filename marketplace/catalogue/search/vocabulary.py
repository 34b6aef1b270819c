"""The words of the shelf, for mending typing errors: "kretas" is meant to be "kertas"."""

from bisect import bisect_left
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import SearchWord

# How many slips of the finger a word of some length may have. No word of the shelf is longer than the last.
SLIPS = ((4, 1), (8, 2), (60, 3))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every word in alphabetical order with the number of products it stands in."""

    revision: int
    words: list[str]
    documents: dict[str, int]

    def knows(self, word: str, *, as_beginning: bool) -> bool:
        """Whether some product has this word, or, while it is being typed, one that begins with it."""
        if word in self.documents:
            return True
        found = bisect_left(self.words, word)
        return as_beginning and found < len(self.words) and self.words[found].startswith(word)

    def nearest(self, word: str) -> str | None:
        """The most likely word meant: fewest slips, same first letter, most products. Numbers are never mended."""
        if not word.isalpha() or len(word) < 3:
            return None
        slips = next((most for length, most in SLIPS if len(word) <= length), None)
        if slips is None:
            return None
        near = process.extract(word, self.words, scorer=OSA.distance, score_cutoff=slips, limit=20)
        if not near:
            return None
        return min(near, key=lambda n: (n[1], n[0][0] != word[0], -self.documents[n[0]], n[0]))[0]


def read_vocabulary(session: Session, revision: int) -> Vocabulary:
    rows = session.execute(
        select(SearchWord.word, SearchWord.documents).where(SearchWord.documents > 0).order_by(SearchWord.word)
    )
    documents = {row.word: row.documents for row in rows}
    return Vocabulary(revision, sorted(documents), documents)
