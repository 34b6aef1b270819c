"""What a spreadsheet program finds in an XLSX file, read from the file itself and not from whoever wrote it."""

import io
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

NAMES = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def sheet_rows(file: bytes) -> list[dict[str, Any]]:
    """The rows below the heading; numbers as numbers, absent cells as None."""
    with ZipFile(io.BytesIO(file)) as parts:
        assert parts.testzip() is None
        texts = _shared_texts(parts)
        sheet = ElementTree.fromstring(parts.read("xl/worksheets/sheet1.xml"))  # noqa: S314  our own file
    assert not sheet.findall(".//s:f", NAMES), "a formula"
    heading, *rows = ([_cell(cell, texts) for cell in row] for row in sheet.iterfind(".//s:row", NAMES))
    columns = [text for _, text in heading]
    places = {place: name for (place, _), name in zip(heading, columns, strict=True)}
    return [dict.fromkeys(columns) | {places[place]: value for place, value in row} for row in rows]


def _shared_texts(parts: ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in parts.namelist():
        return []
    root = ElementTree.fromstring(parts.read("xl/sharedStrings.xml"))  # noqa: S314
    return ["".join(item.itertext()) for item in root.iterfind("s:si", NAMES)]


def _cell(cell: Any, texts: list[str]) -> tuple[str, Any]:
    """Its column's letters and its value."""
    place = cell.get("r").rstrip("0123456789")
    if cell.get("t") == "inlineStr":
        return place, "".join(cell.itertext())
    value = cell.findtext("s:v", namespaces=NAMES)
    match cell.get("t"):
        case "s":
            return place, texts[int(value)]
        case "b":
            return place, value == "1"
        case _:
            return place, float(value) if "." in value or "E" in value else int(value)
