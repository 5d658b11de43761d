"""All measurements as one table, with the method beside each figure: `python -m tests.bench`."""

import argparse
import importlib.util
import io
import os
import platform
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from importlib import import_module
from pathlib import Path

from bot.cli.shared import quiet_logs
from tests.bench import (
    bench_answers,
    bench_books,
    bench_bulk,
    bench_exact,
    bench_ingest,
    bench_intake,
    bench_latency,
    bench_trust,
)
from tests.bench.figures import Figure, show

ROWS, ALL_ROWS = 20_000, 100_000
SECONDS = 20  # of steady load; `--full` takes two minutes and 200,000 documents
UNDERSTANDING = "tests.bench.bench_understanding"


def main() -> None:
    """Runs the benches and prints their figures; `--corpora` adds the tables of understanding."""
    options = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    options.add_argument(
        "--full", action="store_true", help=f"{ALL_ROWS:,} document rows instead of {ROWS:,}"
    )
    options.add_argument(
        "--corpora", type=Path, help="folder of benchmark files: adds the understanding tables"
    )
    given = options.parse_args()
    rows = ALL_ROWS if given.full else ROWS
    quiet_logs()
    load = os.getloadavg()[0]
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f} at the start")
    show([*bench_intake.measure(), *bench_answers.measure(), *ingest(rows), *bench_exact.measure(rows)])
    show([*bench_books.measure(), *bench_bulk.measure(), *bench_trust.measure()])
    show(bench_latency.measure() if given.full else bench_latency.measure(SECONDS, rows))
    if given.corpora:
        understanding(given.corpora)


def ingest(rows: int) -> Iterator[Figure]:
    """The figures of the delivery bench, read from what it prints."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        bench_ingest.main(rows)
    for line in printed.getvalue().splitlines():
        if found := re.match(r"([^:]+): ([\d,]+ document rows/s) (.*)", line):
            goal = f"over {ALL_ROWS // 60:,} rows/s" if found[1] == "first load" else ""
            yield Figure(f"delivery, {found[1]}", found[2], found[3], goal)


def understanding(corpora: Path) -> None:
    """The understanding tables, where there is a bench for them."""
    if importlib.util.find_spec(UNDERSTANDING) is None:
        print(f"No understanding bench here yet; {corpora} was not read.")
    else:
        import_module(UNDERSTANDING).main(corpora)


if __name__ == "__main__":
    main()
