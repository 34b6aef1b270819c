"""The table that `make bench` prints and keeps: what was measured, what was promised."""

import json
import os
import platform
from dataclasses import asdict, dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table


@dataclass
class Row:
    what: str
    got: str
    limit: str
    holds: bool | None  # None: shown for information, nothing was promised


@dataclass
class Report:
    rows: list[Row] = field(default_factory=list)

    def at_most(self, what: str, value: float, limit: float, unit: str) -> None:
        self._add(what, f"{value:,.2f} {unit}".strip(), f"<= {limit:g} {unit}".strip(), value <= limit)

    def at_least(self, what: str, value: float, limit: float, unit: str) -> None:
        self._add(what, f"{value:,.2f} {unit}".strip(), f">= {limit:g} {unit}".strip(), value >= limit)

    def note(self, what: str, text: str) -> None:
        self._add(what, text, "", None)

    def _add(self, what: str, got: str, limit: str, holds: bool | None) -> None:
        self.rows.append(Row(what, got, limit, holds))
        mark = {True: "ok  ", False: "MISS", None: "    "}[holds]
        print(f"{mark} {what}: {got}  {limit}", flush=True)

    def finish(self, folder: Path) -> bool:
        table = Table(title=f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
        for column in ("measure", "got", "promised", ""):
            table.add_column(column, overflow="fold")
        for row in self.rows:
            table.add_row(row.what, row.got, row.limit, {True: "ok", False: "MISS", None: ""}[row.holds])
        Console(width=120).print(table)
        folder.mkdir(exist_ok=True)
        (folder / "latest.json").write_text(json.dumps([asdict(row) for row in self.rows], indent=1))
        return all(row.holds is not False for row in self.rows)
