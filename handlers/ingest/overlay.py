"""What staff corrected meets what the ERP delivers: agreement ends a correction, a contradiction is told."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from handlers.ingest.delivery import Entry
from handlers.ingest.report import Report, Severity
from parsers.deliveries.cells import Fault
from store.corrections import ACCOUNT, DISPUTED, ORDER, PAID, PART, Correction
from store.engine import Unit
from store.keys import number_key
from store.records import Document

BY = "erp"  # who ends a correction that the ERP agrees with

Place = tuple[str, str, str]  # account, kind, number key


class Overlay:
    """The corrections that count while a delivery is loaded."""

    def __init__(self, report: Report, now: dt.datetime) -> None:
        self._report = report
        self._now = now
        self._at: dict[Place, list[Correction]] = {}  # where the ERP may name the document

    def recall(self, unit: Unit) -> None:
        """Fetches the corrections that count."""
        for one in unit.corrections.counting():
            document = unit.documents.held(one.document_id)
            if document is None:
                continue
            self._at.setdefault(place_of(document), []).append(one)
            if one.field == ACCOUNT and one.was:
                self._at.setdefault(place_of(replace(document, account=one.was)), []).append(one)

    def apply(self, unit: Unit, entries: Sequence[Entry]) -> None:
        """Judges each row of a document that was corrected; what was moved is stored in its new place."""
        for entry in entries if self._at else ():
            for one in self._at.get(place_of(entry.record), ()):
                value, agrees, corrected = judged(entry.record, one)
                if agrees:
                    unit.corrections.undo(one.document_id, one.field, BY, self._now)
                    facts = {"document": one.document_id, "field": one.field}
                    unit.audit.write("document.correction_agreed", self._now, facts)
                else:
                    self._report.tell(Severity.WARNING, entry.file, entry.line, conflict(one, value))
                entry.record = corrected


def place_of(document: Document) -> Place:
    """The key under which the ERP names a document."""
    return document.account, document.kind, number_key(document.number) or document.number


def judged(row: Document, one: Correction) -> tuple[str, bool, Document]:
    """What a row says of a corrected field, whether it agrees, and the row as it shall be stored."""
    match one.field:
        case "paid":
            paid = row.paid or Decimal(0)
            return str(paid), row.gross is not None and paid >= row.gross, row
        case "part":
            paid = row.paid or Decimal(0)
            return str(paid), paid >= (one.amount or 0), row
        case "disputed":
            return "yes" if row.disputed else "no", row.disputed == bool(one.value), row
        case "order":
            agrees = number_key(row.order or "") == number_key(one.value)
            return row.order or "", agrees, replace(row, order=one.value)
        case _:
            return row.account, row.account == one.value, replace(row, account=one.value)


def conflict(one: Correction, value: str) -> Fault:
    """The sentence for staff: who said otherwise, and what to do."""
    said = ", ".join(words_of(one))
    reason = f"contradicts {one.author}, who said on {one.at:%Y-%m-%d}: {said}; the correction was kept"
    fix = "mend it in the ERP, or take the correction back with docclerk correct undo NUMBER"
    return Fault(one.field, value, reason, fix)


def words_of(one: Correction) -> Iterator[str]:
    """What was said, in words."""
    words = {PAID: "paid in full", PART: f"{one.amount} paid", ORDER: "order", ACCOUNT: "account"}
    if one.field == DISPUTED:
        yield "disputed" if one.value else "not disputed"
    else:
        yield f"{words[one.field]} {'on ' if one.field in (PAID, PART) else ''}{one.value}"
    if one.reason:
        yield one.reason
