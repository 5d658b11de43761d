"""All measurements, part by part, with the method beside each figure: `python -m tests.bench [PART ...]`."""

import argparse
import importlib.util
import io
import os
import platform
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stdout
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

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
Part = Callable[[], Iterable[Figure]]


def main() -> None:
    """Runs the parts that are named, or all, and prints the figures of each as soon as it ends."""
    options = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    options.add_argument(
        "--full", action="store_true", help=f"{ALL_ROWS:,} document rows instead of {ROWS:,}"
    )
    options.add_argument(
        "--corpora", type=Path, help="folder of benchmark files: adds the understanding tables"
    )
    options.add_argument(
        "parts", nargs="*", metavar="PART", help=f"of {', '.join(parts(False))}; all unless named"
    )
    given = options.parse_args()
    every = parts(given.full)
    if unknown := [name for name in given.parts if name not in every]:
        options.error(f"there is no part {unknown[0]!r}; the parts are {', '.join(every)}")
    quiet_logs()
    load = os.getloadavg()[0]
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f} at the start")
    run({name: part for name, part in every.items() if name in given.parts or not given.parts})
    if given.corpora:
        understanding(given.corpora)


def parts(full: bool) -> dict[str, Part]:
    """What is measured, by name, in the order of running."""
    rows = ALL_ROWS if full else ROWS
    return {
        "intake": bench_intake.measure,
        "answers": bench_answers.measure,
        "ingest": lambda: ingest(rows),
        "exact": lambda: bench_exact.measure(rows),
        "books": bench_books.measure,
        "bulk": bench_bulk.measure,
        "trust": bench_trust.measure,
        "latency": bench_latency.measure if full else lambda: bench_latency.measure(SECONDS, rows),
    }


def run(chosen: dict[str, Part]) -> None:
    """Runs the parts in turn; standard error tells which one runs, and how long it has."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=len(chosen))
        for name, part in chosen.items():
            bar.update(task, description=f"measuring {name}")
            if not bar.console.is_terminal:
                print(f"measuring {name} ...", file=sys.stderr, flush=True)
            figures = list(part())
            bar.advance(task)
            show(figures)


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
