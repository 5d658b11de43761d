"""The shelf of questions to registered addresses, each with the act that waits for a yes."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, insert, select, update

from store.rows import columns, first, records
from store.traffic_schema import confirmations


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: about which message, to whom, and what follows from a yes ({} = the message is theirs)."""

    inbox_id: int
    recipient: str
    act: Mapping[str, Any]


_COLUMNS = columns(Asked, confirmations)


class Confirmations:
    """Asked, then confirmed at most once; known by the hash of their token."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask(self, token_hash: bytes, asked: Asked, now: dt.datetime, until: dt.datetime) -> None:
        """Keep a question until it expires."""
        row = {"token_hash": token_hash, "inbox_id": asked.inbox_id, "recipient": asked.recipient}
        row |= {"act": dict(asked.act), "asked_at": now, "expires_at": until}
        self._connection.execute(insert(confirmations).values(row))

    def waiting(self, hashes: Collection[bytes], now: dt.datetime) -> Asked | None:
        """The question that a token of one of these hashes answers; None when unknown, expired or closed."""
        return self._one(self._open(confirmations.c.token_hash.in_(list(hashes)), now))

    def of_message(self, inbox_id: int, recipient: str, now: dt.datetime) -> Asked | None:
        """The question still open that one message led to, and that this address was asked: nobody else's."""
        return self._one(self._open(_of_message(inbox_id, recipient), now))

    def open_of(self, inbox_id: int, now: dt.datetime) -> tuple[Asked, ...]:
        """All questions still open that one message led to, whoever was asked."""
        found = self._open(confirmations.c.inbox_id == inbox_id, now)
        return records(Asked, self._connection.execute(select(*_COLUMNS).where(found)))

    def confirm(self, hashes: Collection[bytes], now: dt.datetime) -> Asked | None:
        """Confirm once; what was asked, or None as in `waiting`."""
        return self._close(self._open(confirmations.c.token_hash.in_(list(hashes)), now), now)

    def confirm_message(self, inbox_id: int, recipient: str, now: dt.datetime) -> Asked | None:
        """The same by a yes in the thread; None when nothing of this message is open for this address."""
        return self._close(self._open(_of_message(inbox_id, recipient), now), now)

    def _close(self, open_: ColumnElement[bool], now: dt.datetime) -> Asked | None:
        found = self._one(open_)
        mine = update(confirmations).where(open_).values(confirmed_at=now)
        return found if self._connection.execute(mine).rowcount else None

    def _one(self, condition: ColumnElement[bool]) -> Asked | None:
        return first(records(Asked, self._connection.execute(select(*_COLUMNS).where(condition))))

    def _open(self, which: ColumnElement[bool], now: dt.datetime) -> ColumnElement[bool]:
        return and_(which, confirmations.c.expires_at > now, confirmations.c.confirmed_at.is_(None))


def _of_message(inbox_id: int, recipient: str) -> ColumnElement[bool]:
    return and_(confirmations.c.inbox_id == inbox_id, confirmations.c.recipient == recipient)
