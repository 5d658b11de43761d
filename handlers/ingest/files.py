"""Finds the file that each document of a delivery declares, checks it, stores it and attaches it."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from hashlib import sha256
from typing import Protocol

from handlers.ingest.content import Content, content_of, other_number, wrong_amount
from handlers.ingest.delivery import Delivery, Entry
from handlers.ingest.house import House
from handlers.ingest.report import Report, Severity
from handlers.ingest.rules import Key, document_key
from parsers.deliveries.cells import Fault
from store.engine import Unit
from store.records import Outcome, StoredFile

COLUMNS = {"pdf": "file", "xml": "xml"}  # role of a stored file -> the column that declares it
_BYTES = 32_000_000  # of files in memory at one time

Declared = Mapping[str, Sequence[tuple[int, str]]]  # file name -> (document id, role)


class Shelf(Protocol):
    """Where bytes are kept under their hash; a dry run keeps nothing."""

    def put_all(self, many: Iterable[bytes]) -> list[str]:
        """Keeps the bytes of several files and returns their sha256."""


class Files:
    """The files of one delivery, and those of earlier ones that no row had named yet."""

    def __init__(self, delivery: Delivery, shelf: Shelf, report: Report, house: House) -> None:
        self._given = delivery.files
        self._names = {fold(name): name for name in delivery.files}
        self._shelf = shelf
        self._report = report
        self._house = house
        self._contents: dict[str, Content | None] = {}
        self._unstored: list[bytes] = []
        self._parked: dict[str, tuple[int, Content]] = {}
        self._absent: list[tuple[Entry, str]] = []  # with the role
        self.doubtful: list[tuple[Entry, str, Content]] = []  # with the role: another number is in the file
        self.attached: Counter[Outcome] = Counter()

    def unclaimed(self) -> list[str]:
        """The files that no row has named so far."""
        return [name for name in self._given if name not in self._contents]

    def recall(self, unit: Unit) -> None:
        """Remembers the files of earlier deliveries that no row had named."""
        for row in unit.waiting.claim(["files"]):
            self._parked[fold(row.refers_to)] = (row.id, Content(**row.payload["content"]))

    def park(self, unit: Unit, name: str, content: Content) -> None:
        """Keeps a file until the row comes that names it."""
        payload = {"name": name, "content": asdict(content)}
        unit.waiting.park(self._report.feed, "files", name, payload, name, 0)

    def park_with(self, unit: Unit, entry: Entry) -> None:
        """Keeps the files of a row that waits itself; the row takes them again when it is stored."""
        for file in entry.files:
            self.park(unit, file.name, Content(file.sha256, file.size, file.content_type))

    def take(self, entry: Entry) -> tuple[StoredFile, ...]:
        """The files that the row of a document declares, as far as they are there and fit it."""
        found = (
            self._declared(entry, role) for role, column in COLUMNS.items() if getattr(entry.record, column)
        )
        return tuple(file for file in found if file)

    def _declared(self, entry: Entry, role: str) -> StoredFile | None:
        name = getattr(entry.record, COLUMNS[role])
        if fold(name) in self._names:
            content: Content | None = self.content(self._names[fold(name)])
        elif fold(name) in self._parked:
            _, content = self._parked[fold(name)]
        else:
            self._absent.append((entry, role))
            return None
        if content is None:
            return None
        if reason := wrong_amount(entry.record, content):
            self.refuse(entry.file, entry.line, name, reason)
        elif other_number(entry.record, content):
            self.doubtful.append((entry, role, content))
        else:
            return content.as_file(role, name)
        return None

    def content(self, name: str) -> Content | None:
        """Reads and judges a file of the delivery, once; `flush` stores it. None when it cannot be read."""
        if name not in self._contents:
            self._contents[name] = self._read(name)
        return self._contents[name]

    def _read(self, name: str) -> Content | None:
        try:
            data = self._given[name]()
        except OSError as error:
            self._warn(name, 0, f"cannot be read: {error}", "send the file again")
            return None
        if not data:
            self._warn(name, 0, "is empty", "send the file again")
            return None
        content = content_of(data, name)
        if content.doubt:
            self._warn(name, 0, content.doubt, "check the file; it is kept and served as it came")
        self._unstored.append(data)
        if sum(map(len, self._unstored)) > _BYTES:
            self.flush()
        return replace(content, sha256=sha256(data).hexdigest())

    def flush(self) -> None:
        """Stores the files read so far; call it before a step whose rows refer to them."""
        if self._unstored:
            self._shelf.put_all(self._unstored)
            self._unstored = []

    def refuse(self, file: str, line: int, name: str, reason: str) -> None:
        """Names a file that does not fit the row that wants it."""
        fix = "send the right file, or mend the row; the file is kept, but nobody gets it"
        self._warn(file, line, f"was not attached: {reason}", fix, name)

    def _warn(self, file: str, line: int, reason: str, fix: str, name: str = "") -> None:
        self._report.tell(Severity.WARNING, file, line, Fault("file" if name else "", name, reason, fix))

    def attach(self, unit: Unit, entries: Iterable[Entry]) -> None:
        """Attaches the files of rows that have just been stored."""
        having = [entry for entry in entries if entry.files]
        if not having:
            return
        ids = self._ids(unit, having, unit.documents.declaring_file)
        wanted = [(ids.get((document_key(e.record), file.role)), file) for e in having for file in e.files]
        self.attached.update(unit.documents.attach_all([(id, file) for id, file in wanted if id]))
        names = {fold(file.name) for entry in having for file in entry.files}
        unit.waiting.drop([self._parked.pop(name)[0] for name in names & self._parked.keys()])

    def settle(self, unit: Unit, doubtful: Sequence[tuple[Entry, str, Content]]) -> None:
        """Attaches files with another number inside, unless that is the number of another invoice here."""
        ids = self._ids(unit, [entry for entry, _, _ in doubtful], unit.documents.declaring_file)
        for entry, role, content in doubtful:
            name, reason = getattr(entry.record, COLUMNS[role]), other_number(entry.record, content)
            id = ids.get((document_key(entry.record), role))
            if id is None:  # the row waits itself
                self.park(unit, name, content)
            elif self._house.knows_another(unit, entry.record, content.number or ""):
                self.refuse(entry.file, entry.line, name, reason)
            else:
                self.attached.update(unit.documents.attach_all([(id, content.as_file(role, name))]))
                self._warn(entry.file, entry.line, reason, "check the file; it was attached", name)

    def absentees(self) -> list[tuple[Entry, str]]:
        """Stored rows with the role of a declared file that did not come with this delivery."""
        return [(entry, role) for entry, role in self._absent if entry.outcome]

    def still_absent(self, unit: Unit, absent: Sequence[tuple[Entry, str]]) -> list[tuple[Entry, str]]:
        """Those of them whose document has not got the file from an earlier delivery."""
        ids = self._ids(unit, [entry for entry, _ in absent], unit.documents.awaiting_file)
        return [(entry, role) for entry, role in absent if (document_key(entry.record), role) in ids]

    def _ids(
        self, unit: Unit, entries: Sequence[Entry], look_up: Callable[[list[str]], Declared]
    ) -> dict[tuple[Key, str], int]:
        """(document key, role) -> document id, for the documents of these rows that the look-up finds."""
        names = [name for e in entries for name in (e.record.file, e.record.xml) if name]
        found = [pair for pairs in look_up(names).values() for pair in pairs]
        grants = self._house.grants(unit, {entry.record.account for entry in entries})
        documents = unit.documents.by_ids(grants, [id for id, _ in found])
        keys = {document.id: document_key(document) for document in documents}
        return {(keys[id], role): id for id, role in found if id in keys}


def fold(name: str) -> str:
    """File names are the same in any case and any way to write an umlaut."""
    return unicodedata.normalize("NFC", name).casefold()
