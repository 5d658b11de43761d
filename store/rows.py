"""From rows of a query to frozen records: a record's fields are the names of its columns."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Table, select

from store.schema import accounts

T = TypeVar("T")


def columns(record: type, table: Table, **instead: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    """The columns of a table in the order of the record's fields; `instead` gives those that differ."""
    return [instead[f.name] if f.name in instead else table.c[f.name] for f in fields(record)]


def cells(record: Any, *without: str) -> dict[str, Any]:
    """The fields of a record as cells of a row, but for some."""
    return {name: getattr(record, name) for name in record.__dataclass_fields__ if name not in without}


def records(record: Callable[..., T], rows: Iterable[Row[Any]]) -> tuple[T, ...]:
    """One record for each row whose columns come from `columns`."""
    return tuple(record(*row) for row in rows)


def batches(items: Iterable[T], size: int) -> Iterable[list[T]]:
    """Lists of at most `size` items: a statement takes only so many parameters."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def ids_of_accounts(connection: Connection, numbers: Iterable[str]) -> dict[str, int]:
    """Ids of those of these account numbers that are there."""
    found: dict[str, int] = {}
    for batch in batches(sorted(set(numbers)), 1000):
        query = select(accounts.c.account, accounts.c.id).where(accounts.c.account.in_(batch))
        found.update((number, id) for number, id in connection.execute(query))
    return found


def of_address(column: ColumnElement[str | None], wanted: str) -> ColumnElement[bool]:
    """Rows of exactly this address, of every address of a domain ("@adler.test"), or of everybody ("@")."""
    if wanted == "@":
        return column.is_not(None)
    return column.endswith(wanted, autoescape=True) if wanted.startswith("@") else column == wanted


def first(found: Sequence[T]) -> T | None:
    """The first one, or None."""
    return found[0] if found else None
