"""How one ERP writes its deliveries: encoding, decimal sign, dates, column names, limits."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import process

from parsers.deliveries.tables import TABLES, Table

ISO = "%Y-%m-%d"
_PROBE = dt.date(2025, 12, 31)


@dataclass(frozen=True, slots=True)
class Feed:
    """One `[feeds.NAME]`. What is declared here is believed; nothing else is guessed into a value.

    `columns` maps names: `{number = "Belegnr"}` for every table that has the column, or
    `{documents = {number = "Belegnr"}}` for one; `{"Belegnr" = "number"}` is understood as well.
    """

    name: str
    path: str = ""
    every: dt.timedelta = dt.timedelta(minutes=1)
    encoding: str = ""  # "" = recognised from the bytes
    decimal: str = "."
    date: str = ISO
    columns: Mapping[str, Any] = field(default_factory=dict)
    mode: str = "delta"  # or "full": everything each time
    max_rejected: float = 0.05
    stale_after: dt.timedelta = dt.timedelta(hours=26)

    @classmethod
    def canonical(cls) -> "Feed":
        """The form that holds when no feed is declared: decimal point, ISO dates."""
        return cls("canonical")

    def renames(self, table: Table) -> dict[str, str]:
        """Column of the file (casefolded) -> column of the table."""
        names = {}
        for where, left, right in self._pairs():
            if where not in (None, table.name):
                continue
            if left.casefold() in table.columns:
                names[right.strip().casefold()] = left.casefold()
            elif right.casefold() in table.columns:
                names[left.strip().casefold()] = right.casefold()
        return names

    def faults(self) -> tuple[str, ...]:
        """What is wrong with the declaration itself, one plain sentence each."""
        found = []
        for where, left, right in self._pairs():
            tables = [t for t in TABLES.values() if where in (None, t.name)] or list(TABLES.values())
            known = sorted({column for table in tables for column in table.columns})
            if left.casefold() not in known and right.casefold() not in known:
                near = process.extractOne(left.casefold(), known)
                found.append(
                    f"feeds.{self.name}.columns: neither {left!r} nor {right!r} is a column of docclerk; "
                    f"the nearest is {near[0]!r}."
                )
        try:
            readable = dt.datetime.strptime(_PROBE.strftime(self.date), self.date).date() == _PROBE  # noqa: DTZ007
        except ValueError:
            readable = False
        if not readable:
            found.append(f'feeds.{self.name}.date: {self.date!r} is no date form; write it like "%d.%m.%Y".')
        return tuple(found)

    def _pairs(self) -> Iterator[tuple[str | None, str, str]]:
        for left, right in self.columns.items():
            if isinstance(right, Mapping):
                yield from ((left.casefold(), str(a), str(b)) for a, b in right.items())
            else:
                yield None, str(left), str(right)
