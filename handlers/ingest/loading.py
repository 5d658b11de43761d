"""Loads a delivery of the ERP: reads strictly, stores in short steps, says what became of every row."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import partial

from handlers.ingest.content import Content
from handlers.ingest.delivery import Delivery, Entry, Step, hold
from handlers.ingest.files import COLUMNS, Files, Shelf
from handlers.ingest.house import House
from handlers.ingest.overlay import Overlay
from handlers.ingest.references import References
from handlers.ingest.report import Report, Severity
from handlers.ingest.rows import Rows
from handlers.ingest.unclaimed import find_document
from handlers.kinds import ROLES
from parsers.deliveries.cells import Fault
from parsers.deliveries.feed import Feed
from parsers.deliveries.header import table_of
from parsers.deliveries.sheets import Sheet, Unreadable, open_table
from parsers.deliveries.tables import TABLES
from store.engine import Unit
from store.records import Outcome
from store.rows import batches

_LOOKED_UP = 500  # rows in one look-up
_FILES = 25  # files without a row in one transaction
_RELINKED, _ACCOUNTS = 500, 20  # changed rows, and accounts, relinked in one transaction
_REMEMBERED = 200  # problems kept with the memory of a delivery


class Load:
    """One delivery being loaded.

    The caller runs `steps` one after the other, each in a transaction of its own, and then reads
    `report`. Rows are parsed and files stored between the steps, while no transaction is open.
    """

    def __init__(
        self, delivery: Delivery, feed: Feed, kinds: Collection[str], shelf: Shelf, now: dt.datetime
    ) -> None:
        self.report = Report(feed.name, delivery.name, feed.max_rejected, problems=list(delivery.problems))
        self.total = sum(data.count(b"\n") for data in delivery.tables.values())  # rows, about
        self._delivery = delivery
        self._feed = feed
        self._now = now
        self._house = House(kinds)
        self._files = Files(delivery, shelf, self.report, self._house)
        self._links = References(self.report, self._house)
        self._choices = {"kind": tuple(kinds), "role": tuple(sorted(ROLES))}
        self._interrupted = False
        self._mark_name = f"load of {feed.name}"
        self._overlay = Overlay(self.report, now)
        self._rows = Rows(feed, self._choices, self.report, self._files, self._links, self._overlay)

    @property
    def done(self) -> int:
        """Rows read so far."""
        return self._rows.read

    def steps(self) -> Iterator[Step]:
        """All transactions of the load; what others refer to comes first."""
        sheets = self._open()
        yield Step(self._mark)
        yield Step(self._recall, reads=True)
        for table in TABLES:
            yield from self._rows.retry(table)
            for file, sheet in sheets[table]:
                yield from self._rows.load(file, sheet)
        yield from self._links.steps()
        yield from self._doubtful_files()
        yield from self._missing_files()
        yield from self._unclaimed_files()
        yield from self._relink()
        if self._feed.mode == "full" and sheets["documents"]:
            yield Step(self._compare, reads=True)
        self._conclude()
        yield Step(self._remember, durable=True)

    def _open(self) -> defaultdict[str, list[tuple[str, Sheet]]]:
        """Table name -> its files, opened; what is no table is rejected with all its rows."""
        faults = (Fault("", "", sentence, "mend this line") for sentence in self._feed.faults())
        self.report.tell(Severity.WARNING, "docclerk.toml", 0, *faults)
        sheets: defaultdict[str, list[tuple[str, Sheet]]] = defaultdict(list)
        for file, data in sorted(self._delivery.tables.items(), key=lambda table: table[0].split(".")):
            sheet = open_table(file, data, self._feed, self._choices)
            if isinstance(sheet, Unreadable):
                table = table_of(file)
                self.report.tell(Severity.REJECTED, file, 1, sheet.fault)
                self.report.count(table.name if table else file).add(Severity.REJECTED, sheet.rows)
                continue
            self.report.tell(Severity.WARNING, file, 1, *sheet.oddities)
            self.report.notes.append(f"{file}: {sheet.table.name}, {sheet.form}")
            sheets[sheet.table.name].append((file, sheet))
        self.report.failed = not sheets and not self._delivery.files
        return sheets

    def _mark(self, unit: Unit) -> None:
        """Notes that a load is under way: what a killed one has left unlinked is linked by the next."""
        self._interrupted = bool((unit.feeds.report(self._mark_name) or {}).get("loading"))
        unit.feeds.remember(self._mark_name, self._feed.name, {"loading": self._delivery.name})

    def _recall(self, unit: Unit) -> None:
        self._files.recall(unit)
        self._rows.recall(unit)
        self._overlay.recall(unit)
        if self._interrupted:
            self._rows.touched.update(account.account for account in unit.accounts.all())

    def _doubtful_files(self) -> Iterator[Step]:
        """Decides about files that hold another number than their row, now that all rows are known."""
        for batch in batches(self._files.doubtful, _FILES):
            yield Step(partial(self._settle, batch))

    def _settle(self, batch: Sequence[tuple[Entry, str, Content]], unit: Unit) -> None:
        self._files.settle(unit, batch)

    def _missing_files(self) -> Iterator[Step]:
        """Names the rows whose declared file has not come yet."""
        for batch in batches(self._files.absentees(), _LOOKED_UP):
            yield Step(partial(self._hold_for_file, batch), reads=True)

    def _hold_for_file(self, absent: Sequence[tuple[Entry, str]], unit: Unit) -> None:
        for entry, role in self._files.still_absent(unit, absent):
            name = getattr(entry.record, COLUMNS[role])
            fix = f"deliver {name} below files/; the document is stored and the file will be attached then"
            hold(self.report, entry, COLUMNS[role], name, "is not in the delivery", fix)

    def _unclaimed_files(self) -> Iterator[Step]:
        """Looks for the documents of files that no row names."""
        for names in batches(self._files.unclaimed(), _FILES):
            contents = {name: content for name in names if (content := self._files.content(name))}
            self._files.flush()
            yield Step(partial(self._place, contents))

    def _place(self, contents: dict[str, Content], unit: Unit) -> None:
        for name, content in contents.items():
            finding = find_document(unit, self._house, name, content)
            if finding.places:
                pairs = [(id, content.as_file(role, name)) for id, role in finding.places]
                self._files.attached.update(unit.documents.attach_all(pairs))
            elif finding.final:
                self._files.refuse(name, 0, "", finding.reason)
            else:
                self._files.park(unit, name, content)
                fix = "deliver the row of its document; the file is kept and attached then"
                self.report.tell(Severity.WARNING, name, 0, Fault("", "", finding.reason, fix))

    def _relink(self) -> Iterator[Step]:
        """Works out the chains of the touched accounts anew, several small accounts at a time."""
        group: list[str] = []
        size = 0
        for account, rows in sorted(self._rows.touched.items()):
            if group and (size + rows > _RELINKED or len(group) >= _ACCOUNTS):
                yield Step(partial(self._relink_group, group))
                group, size = [], 0
            group, size = [*group, account], size + rows
        if group:
            yield Step(partial(self._relink_group, group))

    def _relink_group(self, accounts: Sequence[str], unit: Unit) -> None:
        unit.documents.relink(self._house.ids(unit, accounts))

    def _compare(self, unit: Unit) -> None:
        """A full delivery removes nothing: what it does not name any more is only counted."""
        day = self._now.date()
        kept = sum(unit.documents.count(g, kinds=None, today=day) for g in self._house.everything(unit))
        kept -= self._rows.stored["documents"]
        if kept > 0:
            reason = f"{kept:,} stored documents are not in this full delivery; they were kept"
            fix = "nothing, if they are still valid: docclerk never deletes a document by itself"
            self.report.tell(Severity.WARNING, "documents", 0, Fault("", "", reason, fix))

    def _conclude(self) -> None:
        attached = self._files.attached
        if attached:
            new = attached[Outcome.NEW] + attached[Outcome.CHANGED]
            self.report.notes.append(f"files: {new:,} attached, {attached[Outcome.SAME]:,} as before")
        if self._rows.resumed:
            self.report.notes.append(f"rows that had waited and are linked now: {self._rows.resumed:,}")

    def _remember(self, unit: Unit) -> None:
        unit.feeds.remember(self._mark_name, self._feed.name, {})
        rows = self.report.rows
        if rows.total > rows.rejected or self._files.attached:
            unit.feeds.record(self._feed.name, self._now, rows.as_json())
        if self._delivery.sha256:
            report = self.report.as_json()
            short = report | {"problems": report["problems"][:_REMEMBERED]}
            unit.feeds.remember(self._delivery.sha256, self._delivery.name, short)
