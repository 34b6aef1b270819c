"""Runs every measure of the project in one go and prints the table; exit code 1 where a promise is not kept."""

import sys
import tempfile
from pathlib import Path

from benchmarks import pages, placing, purchase, scale, search, worlds, writers
from benchmarks.report import Report
from marketplace.config import PROJECT_ROOT

SHELVES = (5_000, 100_000)  # products


def main() -> int:
    report = Report()
    with tempfile.TemporaryDirectory(prefix="toko-bench-") as name:
        folder = Path(name)
        world = folder / "jatim"
        worlds.first_starts(report, world)
        pages.measure(report, world)
        placing.measure(report, world)
        writers.measure_http(report, world)
        writers.measure_postgres(report)
        purchase.measure(report, world)
        _measure_shelves(report, folder, world)
    return 0 if report.finish(PROJECT_ROOT / "bench-results") else 1


def _measure_shelves(report: Report, folder: Path, world: Path) -> None:
    """Search and pages on the world's own shelf and on two made ones."""
    shelves = {products: folder / f"shelf-{products}.sqlite3" for products in SHELVES}
    for products, path in shelves.items():
        search.make_shelf(path, products)
    search.measure(report, "full world", world / "toko.sqlite3")
    search.measure(report, f"{max(SHELVES):,} products", shelves[max(SHELVES)])
    scale.measure(report, folder, shelves)


if __name__ == "__main__":
    sys.exit(main())
