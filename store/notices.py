"""The shelf of notices: what buyers told us of an invoice. It changes no books; reminders wait for it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    and_,
    insert,
    or_,
    select,
    update,
)

from store.columns import Amount, Moment, metadata
from store.rows import batches, cells, columns, records

PAID, PROMISE, DISPUTE = "paid", "promise", "dispute"

notices = Table(
    "notices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", Integer, ForeignKey("documents.id"), nullable=False),
    Column("kind", Text, nullable=False),  # paid, promise, dispute
    Column("day", Date),
    Column("amount", Amount),
    Column("until", Date),
    Column("author", Text, nullable=False),
    Column("inbox_id", Integer, ForeignKey("inbox.id")),
    Column("at", Moment, nullable=False),
    Column("ended_by", Text),
    Column("ended_at", Moment),
    Index(None, "document_id"),
)


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing said of one document: paid on `day`, to be paid on `day`, or disputed.

    It holds up to and with `until`; without such a day until somebody ends it.
    """

    document_id: int
    kind: str  # paid, promise, dispute
    author: str  # address
    at: dt.datetime
    day: dt.date | None = None
    amount: Decimal | None = None
    until: dt.date | None = None
    inbox_id: int | None = None
    ended_by: str | None = None
    ended_at: dt.datetime | None = None
    id: int = 0


_COLUMNS = columns(Notice, notices)


class Notices:
    """Notices by document."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, notice: Notice) -> int:
        """Note what was said; what was said before in the same way no longer counts. The id."""
        same = and_(_open(), notices.c.document_id == notice.document_id, notices.c.kind == notice.kind)
        values = {"ended_by": notice.author, "ended_at": notice.at}
        self._connection.execute(update(notices).where(same).values(values))
        added = insert(notices).values(cells(notice, "id")).returning(notices.c.id)
        return int(self._connection.execute(added).scalar_one())

    def live(self, document_ids: Iterable[int], today: dt.date) -> dict[int, Notice]:
        """Document id -> the notice that holds for it today; a dispute goes before everything else."""
        found: dict[int, Notice] = {}
        for batch in batches(sorted(set(document_ids)), 1000):
            here = and_(_holds(today), notices.c.document_id.in_(batch))
            for notice in self._find(here):
                before = found.get(notice.document_id)
                if before is None or before.kind != DISPUTE:
                    found[notice.document_id] = notice
        return found

    def open(self, today: dt.date) -> tuple[Notice, ...]:
        """All notices that hold today, oldest first."""
        return self._find(_holds(today))

    def of_document(self, document_id: int) -> tuple[Notice, ...]:
        """All that was ever said of a document, oldest first."""
        return self._find(notices.c.document_id == document_id)

    def end(self, document_id: int, by: str, now: dt.datetime, kind: str | None = None) -> int:
        """What was said of a document counts no longer, all of it or one kind; how many notices that were."""
        mine = and_(_open(), notices.c.document_id == document_id)
        mine = and_(mine, notices.c.kind == kind) if kind else mine
        ended = update(notices).where(mine).values(ended_by=by, ended_at=now)
        return self._connection.execute(ended).rowcount

    def _find(self, condition: ColumnElement[bool]) -> tuple[Notice, ...]:
        query = select(*_COLUMNS).where(condition).order_by(notices.c.id)
        return records(Notice, self._connection.execute(query))


def _open() -> ColumnElement[bool]:
    return notices.c.ended_at.is_(None)


def _holds(today: dt.date) -> ColumnElement[bool]:
    return and_(_open(), or_(notices.c.until.is_(None), notices.c.until >= today))
