"""Documents and the numbers that stand on them, in and out of their tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select, update

from store import bulk
from store.keys import name_key_of, number_key, number_keys
from store.many import delete_many, insert_many
from store.overlay import IS_DISPUTED, PAID_AMOUNT, PAID_DATE
from store.records import Document, Grant, Outcome
from store.rows import columns, first, ids_of_accounts, records
from store.schema import accounts, document_numbers, documents
from store.visible import visible_documents

COLUMNS = columns(
    Document,
    documents,
    account=accounts.c.account,
    chain=func.coalesce(documents.c.chain, 0).label("chain"),
    paid=PAID_AMOUNT,
    paid_date=PAID_DATE,
    disputed=IS_DISPUTED,
)
_KEY = ("account_id", "number_key", "kind", "variant")
# Where a number stands on a document, by the column it stands in.
ROLES = {
    "number": "own",
    "order": "order",
    "customer_po": "po",
    "delivery": "delivery",
    "refers_to": "refers_to",
    "article": "article",
    "batch": "batch",
}

_PLAIN = [f.name for f in fields(Document) if f.name not in {"id", "account", "account_id", "chain"}]
_NUMBER = ("account_id", "key", "document_id", "role")
_Number = tuple[int, str, int, str]  # account id, key, document id, role


def find(
    connection: Connection, grants: Sequence[Grant], condition: ColumnElement[bool]
) -> tuple[Document, ...]:
    """The visible documents under a condition, newest first."""
    if not grants:
        return ()
    # First the rows that are asked for, then who may see them: the other way walks through whole accounts.
    asked = select(documents.c.id).where(condition).correlate(None)
    query = select(*COLUMNS).join_from(documents, accounts)
    query = query.where(documents.c.id.in_(asked), visible_documents(grants))
    query = query.order_by(documents.c.date.desc(), documents.c.id.desc())
    return records(Document, connection.execute(query))


def held(connection: Connection, document_id: int) -> Document | None:
    """One document, whoever may see it."""
    query = select(*COLUMNS).join_from(documents, accounts).where(documents.c.id == document_id)
    return first(records(Document, connection.execute(query)))


def upsert(connection: Connection, rows: Sequence[Document]) -> list[Outcome]:
    """Store documents and their numbers; see `Documents.upsert`."""
    ids = ids_of_accounts(connection, (row.account for row in rows))
    values = [_values(row, ids[row.account]) if row.account in ids else None for row in rows]
    written = bulk.upsert(connection, documents, values, _KEY)
    stale: set[_Number] = set()
    for old in written.before.values():
        stale.update(_numbers(old, old["id"]))
    fresh: dict[int, set[_Number]] = {}  # by document: of a key that came twice the later row counts
    for row, id, outcome in zip(values, written.ids, written.outcomes, strict=True):
        if row is not None and outcome is not Outcome.SAME:
            fresh[id] = set(_numbers(row, id))
    now = set().union(*fresh.values())
    _renumber(connection, stale - now, now - stale)
    return written.outcomes


def _renumber(connection: Connection, gone: set[_Number], new: set[_Number]) -> None:
    delete_many(connection, document_numbers, _NUMBER, gone)
    insert_many(connection, document_numbers, _NUMBER, sorted(new))  # as the index is: one visit a page


def _numbers(row: Mapping[str, Any] | RowMapping, id: int) -> Iterator[_Number]:
    for column, role in ROLES.items():
        for key in number_keys(row[column]):
            if key:
                yield row["account_id"], key, id, role


def _values(row: Document, account_id: int) -> bulk.Values:
    values: bulk.Values = {name: getattr(row, name) for name in _PLAIN}
    variant = "" if row.gross is not None else f"{row.language or ''}|{row.revision or ''}"
    values["account_id"] = account_id
    values["number_key"] = number_key(row.number) or row.number
    values["variant"] = "" if variant == "|" else variant
    values["location_key"] = name_key_of(row.location)
    values["cost_centre_key"] = name_key_of(row.cost_centre)
    values["orderer_key"] = name_key_of(row.orderer)
    return values


def move(
    connection: Connection, document_id: int, account_id: int | None = None, order: str | None = None
) -> bool:
    """Puts a document to another account or order, with its numbers; chains are as before until `relink`.

    False when the account has a document of this kind and number already.
    """
    before = connection.execute(select(documents).where(documents.c.id == document_id)).mappings().one()
    after = {**before, "account_id": account_id or before["account_id"], "order": order or before["order"]}
    same = [documents.c[name] == after[name] for name in _KEY]
    if connection.scalar(select(documents.c.id).where(*same, documents.c.id != document_id)):
        return False
    changed = {"account_id": after["account_id"], "order": after["order"]}
    connection.execute(update(documents).where(documents.c.id == document_id).values(changed))
    gone, new = set(_numbers(before, document_id)), set(_numbers(after, document_id))
    _renumber(connection, gone - new, new - gone)
    return True
