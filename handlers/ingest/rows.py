"""Stores the rows of a delivery, parks those whose account or order is not there, and tries them again."""

import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields
from decimal import Decimal
from functools import partial
from typing import Any

from handlers.ingest.delivery import Entry, Step, hold
from handlers.ingest.files import Files
from handlers.ingest.overlay import Overlay
from handlers.ingest.references import References
from handlers.ingest.report import Report, Severity
from handlers.ingest.rules import RECORDS, Key, key_of, odd, tidy, wrong
from parsers.deliveries.cells import Fault
from parsers.deliveries.feed import Feed
from parsers.deliveries.rows import BadRow, Choices, Row
from parsers.deliveries.sheets import Sheet, Unreadable, open_table
from store.engine import Unit
from store.records import Outcome
from store.rows import batches
from store.waiting import WaitingRow

_ROWS = 300  # in one transaction, so that mail never waits long for the writer
_LINKED = ("orders", "documents")  # tables whose rows form chains
_UPSERTS: Mapping[str, Callable[[Unit, Sequence[Any]], list[Outcome]]] = {
    "accounts": lambda unit, rows: unit.accounts.upsert(rows),
    "locations": lambda unit, rows: unit.locations.upsert(rows),
    "contacts": lambda unit, rows: unit.contacts.upsert(rows),
    "orders": lambda unit, rows: unit.orders.upsert(rows),
    "order_lines": lambda unit, rows: unit.orders.upsert_lines(rows),
    "documents": lambda unit, rows: unit.documents.upsert(rows),
    "shipments": lambda unit, rows: unit.shipments.upsert(rows),
    "payments": lambda unit, rows: unit.payments.upsert(rows),
}


class Rows:
    """The rows of one delivery on their way into the store."""

    def __init__(
        self,
        feed: Feed,
        choices: Choices,
        report: Report,
        files: Files,
        links: References,
        overlay: Overlay,
    ) -> None:
        self._feed = feed
        self._choices = choices
        self._report = report
        self._files = files
        self._links = links
        self._overlay = overlay
        self._seen: dict[tuple[str, Key], Entry] = {}
        self._waiting: defaultdict[str, list[WaitingRow]] = defaultdict(list)
        self.read = 0  # rows so far
        self.stored: Counter[str] = Counter()  # table -> rows that are in the store now
        self.resumed = 0  # rows of earlier deliveries that have found their place
        self.touched: Counter[str] = Counter()  # account -> rows that may have changed its chains

    def load(self, file: str, sheet: Sheet) -> Iterator[Step]:
        """Reads a table and stores it in steps; what was refused is in the report."""
        table = sheet.table.name
        self._report.count(table)
        entries = filter(None, (self._entry(table, file, row) for row in sheet.rows))
        for batch in batches(entries, _ROWS):
            self._files.flush()
            yield Step(partial(self._store, table, batch))

    def _entry(self, table: str, file: str, row: Row | BadRow) -> Entry | None:
        """A row that may be stored; None when it was refused, or stood there before."""
        self.read += 1
        if isinstance(row, BadRow):
            self._reject(table, file, row.line, row.faults, row.rows)
            return None
        tidy(table, row.values)
        if faults := wrong(table, row.values):
            self._reject(table, file, row.line, faults)
            return None
        entry = Entry(table, file, row.line, RECORDS[table](**row.values))
        first = self._seen.setdefault((table, key_of(table, entry.record)), entry)
        if first is not entry:
            self._repeated(first, entry)
            return None
        self._report.tell(Severity.WARNING, file, row.line, *odd(table, row.values))
        if table == "documents":
            entry.files = self._files.take(entry)
        return entry

    def _repeated(self, first: Entry, entry: Entry) -> None:
        """The same row again is nothing new; the same key with other content is a contradiction."""
        if first.record == entry.record:
            self._report.count(entry.table).add(Outcome.SAME)
            return
        place = f"line {first.line}" + (f" of {first.file}" if first.file != entry.file else "")
        names = [f.name for f in fields(entry.record)]
        other = next(name for name in names if getattr(first.record, name) != getattr(entry.record, name))
        value = str(getattr(entry.record, other) or "")
        reason = f"differs from {place}, which has the same key and was taken"
        fault = Fault(other, value, reason, "keep the right one of both rows")
        self._reject(entry.table, entry.file, entry.line, [fault])

    def _reject(self, table: str, file: str, line: int, faults: Iterable[Fault], rows: int = 1) -> None:
        self._report.count(table).add(Severity.REJECTED, rows)
        self._report.tell(Severity.REJECTED, file, line, *faults)

    def _store(self, table: str, batch: Sequence[Entry], unit: Unit) -> None:
        if table == "documents":
            self._overlay.apply(unit, batch)
        outcomes = _UPSERTS[table](unit, [entry.record for entry in batch])
        for entry, outcome in zip(batch, outcomes, strict=True):
            if outcome is Outcome.UNKNOWN:
                self._park(unit, entry)
                continue
            entry.outcome = outcome.value
            self.stored[table] += 1
            self._report.count(table).add(outcome)
            self._links.note(entry)
            self._touch(entry, outcome)
        self._files.attach(unit, [entry for entry in batch if entry.outcome != Severity.WAITING])

    def _touch(self, entry: Entry, outcome: Outcome) -> None:
        if entry.table in _LINKED and outcome is not Outcome.SAME:
            self.touched[entry.record.account] += 1

    def _park(self, unit: Unit, entry: Entry) -> None:
        field = "account" if hasattr(entry.record, "account") else "order"
        value = getattr(entry.record, field)
        unit.waiting.park(self._feed.name, entry.table, value, cells_of(entry.record), entry.file, entry.line)
        self._files.park_with(unit, entry)
        reason = f"names an {field} that is not there; the row waits for it"
        hold(self._report, entry, field, value, reason, f"deliver the {field} {value}")

    def recall(self, unit: Unit) -> None:
        """Fetches the rows of earlier deliveries that still wait."""
        for row in unit.waiting.claim(list(_UPSERTS)):
            self._waiting[row.table].append(row)

    def retry(self, table: str) -> Iterator[Step]:
        """Tries waiting rows of a table again, before newer rows of the delivery go over them."""
        for batch in batches(self._waiting.pop(table, []), _ROWS):
            entries = dict(self._parked(table, batch))
            self._files.flush()
            yield Step(partial(self._retry, table, entries, [row.id for row in batch]))

    def _retry(self, table: str, entries: Mapping[int, Entry], ids: Sequence[int], unit: Unit) -> None:
        if table == "documents":
            self._overlay.apply(unit, tuple(entries.values()))
        outcomes = _UPSERTS[table](unit, [entry.record for entry in entries.values()])
        found = {}
        for (id, entry), outcome in zip(entries.items(), outcomes, strict=True):
            if outcome is not Outcome.UNKNOWN:
                found[id] = entry
                self._touch(entry, outcome)
        self._files.attach(unit, found.values())
        self.resumed += len(found)
        unit.waiting.drop([id for id in ids if id in found or id not in entries])

    def _parked(self, table: str, batch: Sequence[WaitingRow]) -> Iterator[tuple[int, Entry]]:
        """Waiting row id -> entry; a row that is not readable any more is named and left out."""
        data = json.dumps([dict(row.payload) for row in batch]).encode()
        sheet = open_table(f"{table}.json", data, Feed.canonical(), self._choices)
        if isinstance(sheet, Unreadable):
            self._report.tell(Severity.REJECTED, f"waiting {table}", 0, sheet.fault)
            return
        for waiting, row in zip(batch, sheet.rows, strict=True):
            if isinstance(row, BadRow):
                self._report.tell(Severity.REJECTED, waiting.file, waiting.line, *row.faults)
                continue
            entry = Entry(table, waiting.file, waiting.line, RECORDS[table](**row.values))
            if table == "documents":
                entry.files = self._files.take(entry)
            yield waiting.id, entry


def cells_of(record: Any) -> dict[str, Any]:
    """A record as the JSON row of a canonical delivery: what differs from the defaults."""
    cells = {}
    for f in fields(record):
        value = getattr(record, f.name)
        if f.name in ("id", "account_id", "chain") or (f.default is not MISSING and value == f.default):
            continue
        if isinstance(value, Decimal):
            value = f"{value:.4f}"
        cells[f.name] = value.isoformat() if isinstance(value, dt.date) else value
    return cells
