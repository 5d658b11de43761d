"""The shelf of questions "was that you?": one waiting message for each token sent to a registered address."""

import datetime as dt

from sqlalchemy import ColumnElement, Connection, and_, insert, select, update

from store.traffic_schema import confirmations


class Confirmations:
    """Asked, then confirmed at most once; known by the hash of their token."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask(
        self, token_hash: bytes, inbox_id: int, recipient: str, now: dt.datetime, until: dt.datetime
    ) -> None:
        """Keep the question that goes to `recipient` about one message."""
        row = {"token_hash": token_hash, "inbox_id": inbox_id, "recipient": recipient}
        self._connection.execute(insert(confirmations).values(row | {"asked_at": now, "expires_at": until}))

    def waiting(self, token_hash: bytes, now: dt.datetime) -> int | None:
        """The message that waits for this token; None when unknown, expired or confirmed already."""
        query = select(confirmations.c.inbox_id).where(self._open(token_hash, now))
        found: int | None = self._connection.scalar(query)
        return found

    def confirm(self, token_hash: bytes, now: dt.datetime) -> int | None:
        """Confirm once; the message that waited, or None as in `waiting`."""
        found = self.waiting(token_hash, now)
        mine = update(confirmations).where(self._open(token_hash, now)).values(confirmed_at=now)
        return found if self._connection.execute(mine).rowcount == 1 else None

    def _open(self, token_hash: bytes, now: dt.datetime) -> ColumnElement[bool]:
        return and_(
            confirmations.c.token_hash == token_hash,
            confirmations.c.expires_at > now,
            confirmations.c.confirmed_at.is_(None),
        )
