"""The shelf of corrections: what the house knows better than the ERP, laid over documents and undoable."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Text,
    and_,
    case,
    func,
    insert,
    select,
    type_coerce,
    update,
)

from store.house_schema import corrections
from store.rows import columns, records
from store.schema import documents

PAID = "paid"  # the field whose value is the day on which a document was paid in full


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of one document as somebody of the house said it is; `value` is JSON-ready."""

    document_id: int
    field: str
    value: Any
    author: str
    at: dt.datetime
    reason: str | None = None
    undone_by: str | None = None
    undone_at: dt.datetime | None = None
    id: int = 0


_COLUMNS = columns(Correction, corrections)


class Corrections:
    """Corrections by document; the latest of a field that nobody has undone counts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, correction: Correction) -> int:
        """Lay a correction over its document; its id."""
        names = ("document_id", "field", "value", "author", "at", "reason")
        row = {name: getattr(correction, name) for name in names}
        added = insert(corrections).values(row).returning(corrections.c.id)
        return int(self._connection.execute(added).scalar_one())

    def undo(self, document_id: int, field: str, by: str, now: dt.datetime) -> int:
        """Take back what was said of a field; how many corrections that were."""
        live = _live(field) & (corrections.c.document_id == document_id)
        undone = update(corrections).where(live).values(undone_by=by, undone_at=now)
        return self._connection.execute(undone).rowcount

    def of_document(self, document_id: int) -> tuple[Correction, ...]:
        """All corrections of a document, those undone too, oldest first."""
        query = select(*_COLUMNS).where(corrections.c.document_id == document_id)
        return records(Correction, self._connection.execute(query.order_by(corrections.c.id)))


def _live(field: str) -> ColumnElement[bool]:
    return and_(corrections.c.field == field, corrections.c.undone_at.is_(None))


def _paid_day() -> ColumnElement[Any]:
    """The day on which a document was paid as the house knows; NULL for most."""
    newest = select(corrections.c.value).where(_live(PAID), corrections.c.document_id == documents.c.id)
    value = newest.order_by(corrections.c.id.desc()).limit(1).correlate(documents).scalar_subquery()
    # The JSON text of a day is the day in quotation marks; date() reads it on both databases.
    return func.date(func.replace(type_coerce(value, Text), '"', ""), type_=Date)


def _known_paid() -> ColumnElement[bool]:
    """Whether the house knows of a payment that the ERP has not booked yet."""
    known = select(corrections.c.id).where(_live(PAID), corrections.c.document_id == documents.c.id)
    open_ = documents.c.gross > func.coalesce(documents.c.paid, 0)
    return and_(open_, known.correlate(documents).exists())


# What a query reads instead of the columns of the table.
PAID_AMOUNT: ColumnElement[Any] = case((_known_paid(), documents.c.gross), else_=documents.c.paid)
PAID_DATE: ColumnElement[Any] = case((_known_paid(), _paid_day()), else_=documents.c.paid_date)
