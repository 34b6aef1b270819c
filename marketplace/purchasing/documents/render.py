"""A paper (plain data) becomes a PDF or a picture. Typed text travels as JSON, so it can never become markup."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import segno
import typst

TEMPLATE = Path(__file__).with_name("paper.typ")


def pdf(paper: dict[str, Any], *, made_at: datetime) -> bytes:
    """The same data and time give the same bytes."""
    return typst.compile(
        str(TEMPLATE),
        format="pdf",
        sys_inputs={"paper": json.dumps(paper)},
        ignore_system_fonts=True,
        timestamp=int(made_at.timestamp()),
    )


def proof(code: str, address: str) -> dict[str, str]:
    """The QR code and the printed code that lead to the ledger entry behind a paper."""
    svg = segno.make(address, error="m").svg_inline(border=0, dark="#10201b")
    return {"code": code, "address": address, "qr": svg}
