"""The audit: what happened, in a chain of hashes that breaks at the first row somebody touched."""

import datetime as dt
import json
import secrets
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from store.columns import json_text
from store.traffic_schema import audit, audit_head, audit_people

_START = b"\0" * 32  # what the first row follows
_ROW = (audit.c.id, audit.c.at, audit.c.event, audit.c.facts, audit.c.person_key, audit.c.hash)


class Audit:
    """Rows are only ever added. Who a row is about stands beside the chain and can be forgotten."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def write(
        self,
        event: str,
        now: dt.datetime,
        facts: Mapping[str, Any],
        person: str | None = None,
        by: str | None = None,
    ) -> int:
        """Add a row; `facts` are JSON-ready and name no person. The row's id.

        `person` is the address that the row is about, `by` that of who did it; the chain holds their keys.
        """
        last, before = self._head()
        key = self._person_key(person) if person else None
        text = json_text({**facts, "by_key": self._person_key(by)} if by else facts)
        row = {"id": last + 1, "at": now, "event": event, "facts": text, "person_key": key}
        mark = _hash(before, last + 1, now, event, text, key)
        self._connection.execute(insert(audit).values(row | {"hash": mark}))
        self._connection.execute(update(audit_head).values(last_id=last + 1, hash=mark))
        return last + 1

    def take_turn(self) -> None:
        """Wait until nobody else writes, and keep it so until the transaction ends: what is counted from
        here on stays true. On SQLite it is so from the beginning.
        """
        self._head()

    def verify(self) -> int | None:
        """The id of the first row that was changed, added or taken away; None when the chain holds."""
        before, expected = _START, 1
        for id, at, event, facts, key, mark in self._rows():
            if id != expected or mark != _hash(before, id, at, event, facts, key):
                return expected
            before, expected = mark, expected + 1
        head = self._connection.execute(select(audit_head.c.last_id, audit_head.c.hash)).first()
        return None if head is not None and tuple(head) == (expected - 1, before) else expected

    def count(self) -> int:
        """Number of rows that were ever written."""
        return self._connection.scalar(select(audit_head.c.last_id)) or 0

    def export(self) -> Iterator[dict[str, Any]]:
        """All rows, oldest first: id, at (ISO), event, facts, person and by (address or None), hash (hex)."""
        query = select(audit_people.c.person_key, audit_people.c.address)
        people = {row.person_key: row.address for row in self._connection.execute(query)}
        for row in self._rows():
            facts = json.loads(row.facts)
            yield {
                "id": row.id,
                "at": row.at.isoformat(),
                "event": row.event,
                "facts": facts,
                "person": people.get(row.person_key),
                "by": people.get(facts.get("by_key")),
                "person_key": row.person_key,
                "hash": row.hash.hex(),
            }

    def people(self, event: str, since: dt.datetime) -> dict[str, dt.datetime]:
        """Address -> when such an event last befell somebody since a moment."""
        query = select(audit_people.c.address, func.max(audit.c.at).label("at")).join_from(
            audit, audit_people, audit.c.person_key == audit_people.c.person_key
        )
        rows = self._connection.execute(
            query.where(audit.c.event == event, audit.c.at >= since).group_by(audit_people.c.address)
        )
        return {row.address: row.at for row in rows}

    def forget(self, person: str) -> bool:
        """Cut the tie between an address and its rows, for good; the chain stays whole."""
        gone = delete(audit_people).where(audit_people.c.address == person.strip().casefold())
        return self._connection.execute(gone).rowcount > 0

    def _rows(self) -> Iterator[Row[Any, Any, Any, Any, Any, Any]]:
        query = select(*_ROW).order_by(audit.c.id).execution_options(yield_per=1000)
        yield from self._connection.execute(query)

    def _head(self) -> tuple[int, bytes]:
        """The end of the chain, locked until the transaction ends: writers of PostgreSQL take turns here."""
        query = select(audit_head.c.last_id, audit_head.c.hash).with_for_update()
        last, mark = self._connection.execute(query).one()
        return last, mark

    def _person_key(self, person: str) -> str:
        address = person.strip().casefold()
        query = select(audit_people.c.person_key).where(audit_people.c.address == address)
        key: str | None = self._connection.scalar(query)
        if key is None:
            key = secrets.token_hex(16)
            self._connection.execute(insert(audit_people).values(person_key=key, address=address))
        return key


def _hash(before: bytes, id: int, at: dt.datetime, event: str, facts: str, key: str | None) -> bytes:
    text = json.dumps([id, at.astimezone(dt.UTC).isoformat(), event, facts, key], ensure_ascii=True)
    return sha256(before + text.encode()).digest()
