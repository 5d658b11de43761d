"""The quality report of one delivery: what became of every row, and how to mend what was not taken."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from enum import StrEnum
from itertools import groupby
from typing import Any

from parsers.deliveries.cells import Fault

SHOWN = 50  # problems in the text form; the JSON form holds all


class Severity(StrEnum):
    """How bad a problem is, worst first."""

    REJECTED = "rejected"  # not stored
    WAITING = "waiting"  # linked when what it refers to arrives
    WARNING = "warning"  # stored as it is


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend; `line` counts from 1 in the file, 0 = the whole file."""

    severity: Severity
    file: str
    line: int
    field: str
    value: str
    reason: str
    fix: str

    def as_text(self) -> str:
        """One plain sentence: where, what, why, and the fix."""
        place = f"line {self.line}: " if self.line else ""
        value = f'"{self.value}"' if self.value else ""
        subject = " ".join(filter(None, (self.field, value)))
        return f"{place}{subject}{' ' if subject else ''}{self.reason}. Fix: {self.fix}."


@dataclass(slots=True)
class Counts:
    """What became of the rows of one table; each row counts once."""

    new: int = 0
    changed: int = 0
    same: int = 0
    waiting: int = 0
    rejected: int = 0

    def add(self, outcome: str, rows: int = 1) -> None:
        """Counts rows under "new", "changed", "same", "waiting" or "rejected"."""
        setattr(self, outcome, getattr(self, outcome) + rows)

    @property
    def total(self) -> int:
        """All rows."""
        return sum(self.as_json().values())

    def as_json(self) -> dict[str, int]:
        """The five figures by name."""
        return {f.name: getattr(self, f.name) for f in fields(self)}


@dataclass(slots=True)
class Report:
    """The report of one delivery; it grows while the delivery is loaded."""

    feed: str
    delivery: str
    max_rejected: float
    tables: dict[str, Counts] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # for people: how files were read, what was stored
    failed: bool = False  # nothing could be read at all

    def count(self, table: str) -> Counts:
        """The figures of a table, created at its first row."""
        return self.tables.setdefault(table, Counts())

    def tell(self, severity: Severity, file: str, line: int, *faults: Fault) -> None:
        """Names what is wrong in a place; line 0 = the whole file."""
        self.problems += [Problem(severity, file, line, f.field, f.value, f.reason, f.fix) for f in faults]

    @property
    def rows(self) -> Counts:
        """All tables together."""
        total = Counts()
        for counts in self.tables.values():
            for outcome, rows in counts.as_json().items():
                total.add(outcome, rows)
        return total

    @property
    def rejected_share(self) -> float:
        """Rejected rows of all rows, 0 to 1."""
        rows = self.rows
        return rows.rejected / rows.total if rows.total else 0.0

    @property
    def ok(self) -> bool:
        """False when more was rejected than the feed allows: the command then exits non-zero."""
        return not self.failed and self.rejected_share <= self.max_rejected

    def as_json(self) -> dict[str, Any]:
        """The outer form of the report."""
        return {
            "feed": self.feed,
            "rows": self.rows.as_json(),
            "tables": {name: counts.as_json() for name, counts in self.tables.items()},
            "problems": [
                {f.name: str(v) if isinstance(v := getattr(p, f.name), Severity) else v for f in fields(p)}
                for p in self.problems
            ],
        }

    def as_text(self) -> str:
        """For people: the figures, then the problems, worst first."""
        return "\n".join([f"{self.delivery} (feed {self.feed})", *self._figures(), *self._problems()])

    def _figures(self) -> Iterator[str]:
        names = [f.name for f in fields(Counts)]
        yield "  ".join([f"{'':12}", *(f"{name:>9}" for name in names)])
        for label, counts in (*self.tables.items(), ("together", self.rows)):
            yield "  ".join([f"{label:12}", *(f"{count:>9,}" for count in counts.as_json().values())])
        yield from self.notes
        if not self.ok:
            yield (
                f"Not in order: {self.rejected_share:.1%} of the rows were rejected, "
                f"the feed allows {self.max_rejected:.1%}."
                if not self.failed
                else "Not in order: this delivery could not be read."
            )

    def _problems(self) -> Iterator[str]:
        ordered = sorted(self.problems, key=lambda p: (list(Severity).index(p.severity), p.file, p.line))
        shown = ordered[:SHOWN]
        for (severity, file), group in groupby(shown, key=lambda p: (p.severity, p.file)):
            yield f"{severity}: {file}"
            yield from (f"  {problem.as_text()}" for problem in group)
        if len(ordered) > len(shown):
            yield f"… and {len(ordered) - len(shown):,} more"
