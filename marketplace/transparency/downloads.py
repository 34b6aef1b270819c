"""The same table as CSV and XLSX: UTF-8, plain numbers, and text no spreadsheet will run as a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import IO, Any

import xlsxwriter

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Table:
    """A name for the file, column names, and rows of plain values."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]


def csv_text(table: Table) -> Iterator[str]:
    """Line by line, so that a full download needs no memory."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow([plain(value) for value in row])
        if buffer.tell() > 32_000:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def write_xlsx(table: Table, file: IO[bytes]) -> None:
    """Row by row to disk (constant_memory); texts are written as texts, never as formulas or links."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(table.name[:31])
        sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        for column, name in enumerate(table.columns):
            sheet.write_string(0, column, name, bold)
        for line, row in enumerate(table.rows, start=1):
            for column, value in enumerate(row):
                _write_cell(sheet, line, column, value)


def _write_cell(sheet: Any, line: int, column: int, value: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, column, value)
    elif isinstance(value, int | float | Fraction):
        sheet.write_number(line, column, float(value) if isinstance(value, Fraction) else value)
    else:
        sheet.write_string(line, column, str(plain(value, for_text=False)))


def plain(value: Any, *, for_text: bool = True) -> Any:
    """A cell as it is written: ISO times, whole numbers, and an apostrophe before what looks like a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    if for_text and isinstance(value, str) and value.startswith(DANGEROUS):
        return "'" + value
    return value
