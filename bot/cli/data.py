"""`docclerk ingest`: what the ERP delivers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.cli.shared import (
    DEFAULT_CONFIG,
    ConfigOption,
    JsonOption,
    Refused,
    open_clerk,
    print_json,
)
from bot.deliveries import feeds_of, run_ingest


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("ingest")(ingest)


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Folders, zips or single files of a delivery.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, keep nothing.")] = False,
    as_json: JsonOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Load ERP deliveries and print the quality report."""
    for path in paths:
        if not path.exists():
            raise Refused(f"There is no {path}.")
    clerk = open_clerk(config)
    try:
        with progress_bar() as progress:
            reports = run_ingest(
                clerk.store,
                clerk.blobs,
                feeds_of(clerk.config),
                clerk.house.kinds.codes(),
                paths,
                dry_run=dry_run,
                now=clerk.clock(),
                progress=progress,
            )
    finally:
        clerk.close()
    for report in reports:
        if as_json:
            print_json(report.as_json())
        else:
            print(report.as_text())
    if not all(report.ok for report in reports):
        raise typer.Exit(1)


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error, fed with (done, total)."""
    columns = (TextColumn("Loading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("rows", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
