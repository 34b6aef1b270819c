"""The pieces a paper is put together from; `paper.typ` knows how each looks."""

from collections.abc import Iterable, Sequence
from typing import Any

Block = dict[str, Any]


def facts(*rows: tuple[str, str] | None) -> Block:
    """Label and value pairs; rows that do not apply are given as None."""
    return {"type": "facts", "rows": [list(row) for row in rows if row]}


def parties(*items: tuple[str, str, Sequence[tuple[str, str]]]) -> Block:
    return {
        "type": "parties",
        "items": [{"role": r, "name": n, "rows": [list(row) for row in rows]} for r, n, rows in items],
    }


def column(label: str, *, num: bool = False, grow: bool = False) -> Block:
    return {"label": label, "num": num, "grow": grow}


def table(columns: Sequence[Block], rows: Iterable[Sequence[str]], totals: Iterable[Block] = ()) -> Block:
    return {
        "type": "lines",
        "columns": list(columns),
        "rows": [list(row) for row in rows],
        "totals": list(totals),
    }


def total(label: str, amount: str, *, strong: bool = False) -> Block:
    return {"label": label, "amount": amount, "strong": strong}


def text(words: str) -> Block:
    return {"type": "text", "text": words}


def heading(words: str) -> Block:
    return {"type": "heading", "text": words}


def note(words: str) -> Block:
    return {"type": "note", "text": words}


def words(label: str, spelled: str) -> Block:
    return {"type": "words", "label": label, "text": spelled}


def amount(figure: str) -> Block:
    return {"type": "amount", "text": figure}


def clauses(*items: str) -> Block:
    return {"type": "clauses", "items": list(items)}


def signatures(where: str, *signers: Block) -> Block:
    return {"type": "signatures", "where": where, "signers": list(signers)}


def signer(heading: str, office: str, name: str, details: Sequence[str], signed: str | None) -> Block:
    return {
        "heading": heading,
        "office": office,
        "name": name,
        "details": [d for d in details if d],
        "signed": signed,
    }
