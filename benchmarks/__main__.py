"""Runs every measure of the project in one go and prints the table; exit code 1 where a promise is not kept."""

import sys
import tempfile
from pathlib import Path

from benchmarks import placing, worlds
from benchmarks.report import Report
from marketplace.config import PROJECT_ROOT


def main() -> int:
    report = Report()
    with tempfile.TemporaryDirectory(prefix="toko-bench-") as folder:
        world = Path(folder) / "jatim"
        worlds.first_starts(report, world)
        placing.measure(report, world)
    return 0 if report.finish(PROJECT_ROOT / "bench-results") else 1


if __name__ == "__main__":
    sys.exit(main())
