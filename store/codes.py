"""The shelves of mailed codes and of the sessions they open; both are known by keyed hashes only."""

import datetime as dt
import hmac
from collections.abc import Collection

from sqlalchemy import Connection, func, insert, select, update

from store.house_schema import codes, sessions


class Codes:
    """Codes by purpose and subject: only the newest counts, it works once, and wrong tries add up."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def issue(
        self, purpose: str, subject: str, code_hash: bytes, now: dt.datetime, until: dt.datetime
    ) -> None:
        """Keep a new code; it takes the place of all earlier ones of its subject."""
        row = {"purpose": purpose, "subject": subject, "code_hash": code_hash, "tries": 0}
        self._connection.execute(insert(codes).values(row | {"created_at": now, "expires_at": until}))

    def wrong(self, purpose: str, subject: str) -> int:
        """How often a wrong code was given, over all codes of this subject."""
        mine = (codes.c.purpose == purpose, codes.c.subject == subject)
        return self._connection.scalar(select(func.coalesce(func.sum(codes.c.tries), 0)).where(*mine)) or 0

    def redeem(self, purpose: str, subject: str, hashes: Collection[bytes], now: dt.datetime) -> bool | None:
        """Use the newest code up when one of the hashes is its own; False, and a wrong try counted, when not.

        None when there is no code, or it has expired or was used; nothing is counted then.
        """
        query = select(codes.c.id, codes.c.code_hash, codes.c.expires_at, codes.c.used_at)
        query = query.where(codes.c.purpose == purpose, codes.c.subject == subject)
        newest = self._connection.execute(
            query.order_by(codes.c.id.desc()).limit(1).with_for_update()
        ).first()
        if newest is None or newest.used_at is not None or newest.expires_at <= now:
            return None
        right = any(hmac.compare_digest(newest.code_hash, given) for given in hashes)
        noted = update(codes).where(codes.c.id == newest.id)
        self._connection.execute(
            noted.values(used_at=now) if right else noted.values(tries=codes.c.tries + 1)
        )
        return right


class Sessions:
    """Who may go on without another code, until when; known by the hash of the token in their cookie."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(
        self, token_hash: bytes, purpose: str, subject: str, now: dt.datetime, until: dt.datetime
    ) -> None:
        """Begin a session."""
        row = {"token_hash": token_hash, "purpose": purpose, "subject": subject}
        self._connection.execute(insert(sessions).values(row | {"created_at": now, "expires_at": until}))

    def subject(self, hashes: Collection[bytes], purpose: str, now: dt.datetime) -> str | None:
        """What or whom the session of one of these hashes is for; None when it has ended."""
        open_ = (sessions.c.expires_at > now, sessions.c.ended_at.is_(None), sessions.c.purpose == purpose)
        query = select(sessions.c.subject).where(sessions.c.token_hash.in_(list(hashes)), *open_)
        return self._connection.scalar(query)

    def end(self, hashes: Collection[bytes], now: dt.datetime) -> None:
        """End a session now."""
        mine = update(sessions).where(sessions.c.token_hash.in_(list(hashes)), sessions.c.ended_at.is_(None))
        self._connection.execute(mine.values(ended_at=now))
