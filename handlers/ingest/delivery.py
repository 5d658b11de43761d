"""A delivery of the ERP on its way in: what it holds, its rows, and the steps in which they are stored."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from handlers.ingest.report import Problem, Report, Severity
from parsers.deliveries.cells import Fault
from store.engine import Unit
from store.records import StoredFile


@dataclass(frozen=True, slots=True)
class Delivery:
    """Tables by file name, and files by their name below files/, read only when needed.

    A file's reader raises OSError when the file cannot be read. `sha256` is the hash over everything,
    empty when nobody will ask whether it came before.
    """

    name: str
    tables: Mapping[str, bytes] = field(default_factory=dict)
    files: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()  # what could not be taken out of the folder or the zip
    sha256: str = ""


@dataclass(slots=True)
class Entry:
    """A row ready to be stored; `outcome` is set when it was."""

    table: str
    file: str
    line: int
    record: Any
    files: tuple[StoredFile, ...] = ()
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One short transaction of a load.

    `reads` = it writes nothing and need not hold the writer; `durable` = with it everything before is
    on the disk.
    """

    work: Callable[[Unit], None]
    reads: bool = False
    durable: bool = False


def hold(report: Report, entry: Entry, field: str, value: str, reason: str, fix: str) -> None:
    """Counts a row as waiting, once, and names what it waits for."""
    report.tell(Severity.WAITING, entry.file, entry.line, Fault(field, value, reason, fix))
    if entry.outcome != Severity.WAITING:
        if entry.outcome:
            report.count(entry.table).add(entry.outcome, -1)
        report.count(entry.table).add(Severity.WAITING)
        entry.outcome = Severity.WAITING
