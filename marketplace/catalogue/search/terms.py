"""What is asked of a text index: for each word, the forms it may stand in."""

from dataclasses import dataclass

from marketplace.catalogue.search.words import Stems


@dataclass(frozen=True, slots=True)
class Term:
    """One form of a word. Letters and digits only, so it needs no quoting on either engine."""

    text: str
    is_prefix: bool = False


def forms_of(words: list[str], *, typing: bool = True) -> list[list[Term]]:
    """Each word as written or by its root; the last may still be being typed, so its beginning counts."""
    stems = Stems()
    forms = []
    for position, word in enumerate(words):
        unfinished = typing and position == len(words) - 1 and len(word) >= 3
        forms.append([Term(word, is_prefix=unfinished)])
        if stems.of(word) != word:
            forms[-1].append(Term(stems.of(word)))
    return forms
