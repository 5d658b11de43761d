"""The shelf of corrections: what the house knows better than the ERP, laid over documents and undoable."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, insert, select, update

from store.house_schema import corrections
from store.keys import number_key
from store.rows import batches, columns, records
from store.schema import documents

PAID = "paid"  # paid in full on the day that is its value
PART = "part"  # `amount` of it is paid, the last of it on that day
DISPUTED = "disputed"  # whether somebody disputes it
ORDER = "order"  # the number of the order that it belongs to; `was` is the ERP's
ACCOUNT = "account"  # the account that it belongs to; `was` is the ERP's
FIELDS = (PAID, PART, DISPUTED, ORDER, ACCOUNT)
MOVES = (ORDER, ACCOUNT)
_EITHER = {PAID: (PAID, PART), PART: (PAID, PART)}  # one says how much is paid, not both


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of one document as somebody of the house said it is; `value` and `was` are JSON-ready."""

    document_id: int
    field: str
    value: Any
    author: str
    at: dt.datetime
    reason: str | None = None
    amount: Decimal | None = None
    was: Any = None
    undone_by: str | None = None
    undone_at: dt.datetime | None = None
    id: int = 0


_COLUMNS = columns(Correction, corrections)
_NEW = [f.name for f in fields(Correction) if f.name not in ("id", "undone_by", "undone_at")]


class Corrections:
    """Corrections by document; of each field at most one counts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, correction: Correction) -> int:
        """Lay a correction over its document, instead of what was said of the field before; its id."""
        for field in _EITHER.get(correction.field, (correction.field,)):
            self.undo(correction.document_id, field, correction.author, correction.at)
        added = insert(corrections).values({name: getattr(correction, name) for name in _NEW})
        return int(self._connection.execute(added.returning(corrections.c.id)).scalar_one())

    def undo(self, document_id: int, field: str, by: str, now: dt.datetime) -> int:
        """Take back what was said of a field; how many corrections that were."""
        mine = live(field) & (corrections.c.document_id == document_id)
        undone = update(corrections).where(mine).values(undone_by=by, undone_at=now)
        return self._connection.execute(undone).rowcount

    def of_document(self, document_id: int) -> tuple[Correction, ...]:
        """All corrections of a document, those undone too, oldest first."""
        return self._find(corrections.c.document_id == document_id)

    def counting(self, document_ids: Iterable[int] | None = None) -> tuple[Correction, ...]:
        """Those that count, of these documents or of all, oldest first."""
        if document_ids is None:
            return self._find(corrections.c.undone_at.is_(None))
        found: list[Correction] = []
        for batch in batches(sorted(set(document_ids)), 1000):
            here = and_(corrections.c.undone_at.is_(None), corrections.c.document_id.in_(batch))
            found += self._find(here)
        return tuple(found)

    def moved(self) -> dict[tuple[int, str, str], tuple[Correction, ...]]:
        """What the house has moved: (account id, kind, number key) of the document now -> its corrections."""
        places = select(
            corrections.c.document_id, documents.c.account_id, documents.c.kind, documents.c.number
        )
        places = places.join_from(corrections, documents)
        moves = and_(corrections.c.undone_at.is_(None), corrections.c.field.in_(MOVES))
        at = {row.document_id: row for row in self._connection.execute(places.where(moves))}
        found: dict[tuple[int, str, str], tuple[Correction, ...]] = {}
        for one in self._find(moves):
            row = at[one.document_id]
            key = (row.account_id, row.kind, number_key(row.number) or row.number)
            found[key] = (*found.get(key, ()), one)
        return found

    def _find(self, condition: ColumnElement[bool]) -> tuple[Correction, ...]:
        query = select(*_COLUMNS).where(condition).order_by(corrections.c.id)
        return records(Correction, self._connection.execute(query))


def live(field: str) -> ColumnElement[bool]:
    """The corrections of a field that nobody has undone."""
    return and_(corrections.c.field == field, corrections.c.undone_at.is_(None))
