"""The shelf of rows that wait for what they refer to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from store.bulk import digest
from store.columns import json_text
from store.rows import batches, columns, records
from store.schema import waiting


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One parked row of a delivery; `payload` is JSON-ready, `file` and `line` say where it stood."""

    id: int
    feed: str
    table: str
    refers_to: str
    payload: Mapping[str, Any]
    file: str
    line: int


_COLUMNS = columns(WaitingRow, waiting)


class Waiting:
    """Parked rows; the same row of the same feed waits only once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def park(
        self, feed: str, table: str, refers_to: str, payload: Mapping[str, Any], file: str, line: int
    ) -> None:
        """Keep a row until the account or order it names has come."""
        row = {"feed": feed, "table": table, "refers_to": refers_to, "payload": dict(payload)}
        mark = digest({"payload": json_text(payload)})
        same = (waiting.c.feed == feed) & (waiting.c.table == table) & (waiting.c.digest == mark)
        if self._connection.scalar(select(waiting.c.id).where(same)) is None:
            values = row | {"file": file, "line": line, "digest": mark}
            self._connection.execute(insert(waiting).values(values))

    def claim(self, tables: Collection[str]) -> tuple[WaitingRow, ...]:
        """The rows to try again, in the order they came; they stay until dropped."""
        query = select(*_COLUMNS).where(waiting.c.table.in_(sorted(tables))).order_by(waiting.c.id)
        return records(WaitingRow, self._connection.execute(query))

    def drop(self, ids: Collection[int]) -> None:
        """Forget rows that have found their place."""
        for batch in batches(sorted(ids), 1000):
            self._connection.execute(delete(waiting).where(waiting.c.id.in_(batch)))

    def count(self) -> int:
        """How many rows wait."""
        return self._connection.scalar(select(func.count()).select_from(waiting)) or 0
