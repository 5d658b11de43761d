"""`docclerk backup` and `restore`: everything in one file, and back from it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from bot.backup import Backup, back_up
from bot.backup_restore import Restored, restore
from bot.cli.shared import (
    DEFAULT_CONFIG,
    ConfigOption,
    JsonOption,
    Refused,
    open_clerk,
    print_json,
    quiet_logs,
)
from bot.clock import utc_now
from bot.config import Config

PATIENCE = 2.0  # seconds without a bar


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("backup")(backup_command)
    app.command("restore")(restore_command)


def backup_command(
    file: Annotated[Path, typer.Argument(help="The archive to write; one that is there is replaced.")],
    as_json: JsonOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Write database, files and keys into one archive, while the clerk runs."""
    if not file.absolute().parent.is_dir():
        raise Refused(f"There is no folder {file.absolute().parent}.")
    clerk = open_clerk(config, migrate=False)
    try:
        with bar("Backing up") as progress:
            done = back_up(clerk, file, progress)
    finally:
        clerk.close()
    told(done, as_json=as_json)


def told(done: Backup, *, as_json: bool) -> None:
    """What was written; raises Refused when files are missing, after everything else is safe."""
    if as_json:
        table = {
            "file": str(done.path),
            "bytes": done.size,
            "files": done.files,
            "missing": list(done.missing),
        }
        print_json(table)
    else:
        print(f"{done.path}: the database, {done.files} file(s) and the keys, {done.size / 1e6:.1f} MB.")
        print("It opens every link and holds every mail: keep it as safe as the store itself.")
    if done.missing:
        raise Refused(
            f"{len(done.missing)} file(s) that documents name are gone or damaged and are not in the backup, "
            f"first {done.missing[0]}; deliver them again with 'docclerk ingest'."
        )


def restore_command(
    file: Annotated[Path, typer.Argument(help="An archive that 'docclerk backup' wrote.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, change nothing.")] = False,
    as_json: JsonOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Put a backup into an empty store; what was on its way waits for staff."""
    if not file.is_file():
        raise Refused(f"There is no {file}.")
    quiet_logs()
    with bar("Checking") as progress:
        done = restore(Config.load(config), file, utc_now, progress, dry_run=dry_run)
    if as_json:
        print_json(as_table(done, dry_run=dry_run))
    else:
        print("\n".join(lines(done, dry_run=dry_run)))
    if done.audit_broken is not None:
        raise Refused(f"Row {done.audit_broken} of the audit had been changed before the backup was made.")


def as_table(done: Restored, *, dry_run: bool) -> dict[str, object]:
    """The outcome, JSON-ready."""
    return {
        "made_at": done.contents.made_at.isoformat(),
        "files": len(done.contents.files),
        "missing": list(done.contents.missing),
        "audit_rows": done.audit_rows,
        "audit_broken": done.audit_broken,
        "held_messages": done.held.messages if done.held else None,
        "held_parcels": done.held.parcels if done.held else None,
        "restored": not dry_run,
    }


def lines(done: Restored, *, dry_run: bool) -> Iterator[str]:
    """The outcome for people."""
    made_at = done.contents.made_at.astimezone().strftime("%Y-%m-%d %H:%M")
    yield f"The backup of {made_at} is whole: {len(done.contents.files)} file(s)."
    if done.contents.missing:
        yield f"{len(done.contents.missing)} file(s) were gone already when it was made."
    if done.held:
        yield (
            f"{done.held.messages} message(s) and {done.held.parcels} mail(s) were on their way then and may "
            "have gone out since: they are held. 'docclerk review list' shows them, 'review release' answers."
        )
        if done.audit_broken is None:
            yield f"The audit is whole: {done.audit_rows} rows."
    yield (
        "Reminders that were sent since then are not known, so none go out for now. "
        "'docclerk reminders preview' shows what would; 'docclerk reminders release' lets them go on."
    )
    if dry_run:
        yield "Nothing was changed."
    else:
        yield "Restored. Start with 'docclerk serve'; new mail is answered."


@contextmanager
def bar(words: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error for what takes longer than a moment, fed with (done, total)."""
    columns = (TextColumn(words), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=False) as shown:
        task = shown.add_task(words, total=None, visible=False)
        began = time.monotonic()

        def progress(done: int, total: int) -> None:
            late = time.monotonic() - began > PATIENCE
            shown.update(task, completed=done, total=total, visible=late)

        yield progress
