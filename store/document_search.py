"""Documents by filters: kind, period, payment state, place, person, amount, article."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select

from store.document_rows import COLUMNS
from store.keys import name_key, number_key
from store.overlay import PAID_AMOUNT
from store.records import Document, Grant
from store.rows import records
from store.schema import accounts, document_files, document_numbers, documents
from store.subscription_schema import subscription_documents
from store.visible import accounts_of, at_location, visible_documents


@dataclass(frozen=True, slots=True)
class Filters:
    """What the documents must have; None does not restrict. `status`: open, overdue, paid, partial."""

    kinds: Collection[str] | None
    since: dt.date | None = None
    until: dt.date | None = None
    status: str | None = None
    location: str | None = None
    cost_centre: str | None = None
    person: str | None = None
    amount: Decimal | None = None
    article: str | None = None
    batch: str | None = None
    today: dt.date = dt.date.max
    last: int | None = None
    new_to: tuple[int, int] | None = None  # a subscription's id, and the last document that is old to it


def search(
    connection: Connection, grants: Sequence[Grant], filters: Filters, limit: int
) -> tuple[Document, ...]:
    """The visible documents that pass the filters, newest first."""
    if not grants:
        return ()
    newest = (documents.c.date.desc(), documents.c.id.desc())
    query = select(*COLUMNS).join_from(documents, accounts).order_by(*newest).limit(limit)
    return records(Document, connection.execute(query.where(_passing(grants, filters))))


def count(connection: Connection, grants: Sequence[Grant], filters: Filters) -> int:
    """How many visible documents pass the filters."""
    if not grants:
        return 0
    query = select(func.count()).select_from(documents).where(_passing(grants, filters))
    return connection.scalar(query) or 0


def kinds_seen(connection: Connection, grants: Sequence[Grant]) -> dict[str, int]:
    """Kind -> number of visible documents."""
    query = select(documents.c.kind, func.count().label("number")).where(visible_documents(grants))
    rows = connection.execute(query.group_by(documents.c.kind).order_by(documents.c.kind))
    return {row.kind: row.number for row in rows}


def _passing(grants: Sequence[Grant], filters: Filters) -> ColumnElement[bool]:
    condition = and_(visible_documents(grants), *_conditions(filters, accounts_of(grants)))
    if filters.last is None:
        return condition
    place = func.row_number().over(
        partition_by=documents.c.kind, order_by=(documents.c.date.desc(), documents.c.id.desc())
    )
    ranked = select(documents.c.id, place.label("place")).where(condition).subquery()
    return documents.c.id.in_(select(ranked.c.id).where(ranked.c.place <= filters.last))


def _conditions(filters: Filters, account_ids: list[int]) -> Iterator[ColumnElement[bool]]:
    d = documents.c
    if filters.kinds is not None:
        yield d.kind.in_(sorted(filters.kinds))
    if filters.since is not None:
        yield d.date >= filters.since
    if filters.until is not None:
        yield d.date <= filters.until
    if filters.status is not None:
        yield _state(filters.status, filters.today)
    if filters.location is not None:
        yield at_location([name_key(filters.location)], documents)
    if filters.cost_centre is not None:
        yield d.cost_centre_key == name_key(filters.cost_centre)
    if filters.person is not None:
        yield d.orderer_key.contains(name_key(filters.person), autoescape=True)
    if filters.amount is not None:
        yield or_(d.gross == filters.amount, d.net == filters.amount)
    if filters.article is not None:
        yield _numbered("article", filters.article, account_ids)
    if filters.batch is not None:
        yield _numbered("batch", filters.batch, account_ids)
    if filters.new_to is not None:
        yield _new_to(*filters.new_to)


def _new_to(subscription_id: int, after_id: int) -> ColumnElement[bool]:
    """Documents that came after the subscription, have a file and were not sent by it yet."""
    s, file = subscription_documents.c, exists().where(document_files.c.document_id == documents.c.id)
    sent = exists().where(s.subscription_id == subscription_id, s.document_id == documents.c.id)
    return and_(documents.c.id > after_id, ~sent, file)


def _state(status: str, today: dt.date) -> ColumnElement[bool]:
    """Payment state from gross, paid and due date; documents without an amount have none."""
    paid = func.coalesce(PAID_AMOUNT, 0)
    unpaid = paid < documents.c.gross
    match status:
        case "open":
            return unpaid
        case "overdue":
            return and_(unpaid, documents.c.due_date < today)
        case "partial":
            return and_(unpaid, paid > Decimal(0))
        case "paid":
            return paid >= documents.c.gross
    raise ValueError(f"'{status}' is not a payment state: open, overdue, partial or paid")


def _numbered(role: str, number: str, account_ids: list[int]) -> ColumnElement[bool]:
    n = document_numbers.c
    same = and_(n.account_id.in_(account_ids), n.key == number_key(number), n.role == role)
    return documents.c.id.in_(select(n.document_id).where(same))
