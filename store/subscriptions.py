"""The shelf of subscriptions: who gets what regularly, when it is due, and what was sent already."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, or_, select, update

from store.once import insert_once
from store.rows import cells, columns, first, records
from store.schema import documents
from store.subscription_schema import subscription_documents, subscription_runs, subscriptions
from store.traffic_schema import outbox

HELD, RELEASED, SENT = "held", "released", "sent"


@dataclass(frozen=True, slots=True)
class Subscription:
    """What one address gets regularly of one account.

    Statements cover the days up to and with `covered_until`; of documents those count as new that came into
    the store after the one with the id `after_id` and are dated after `covered_until`.
    """

    address: str
    account_id: int
    what: Mapping[str, Any]  # an ask as a table
    rhythm: Mapping[str, Any]
    language: str
    created_at: dt.datetime
    covered_until: dt.date
    next_due: dt.datetime | None = None
    inbox_id: int | None = None  # the message that ordered it
    after_id: int = 0
    runs: int = 0  # mails so far
    ended_at: dt.datetime | None = None
    ended_by: str | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """One mail of a subscription: waiting for staff, released by them, or sent."""

    subscription_id: int
    period: str
    state: str  # held, released, sent
    at: dt.datetime
    parcel_id: int | None = None
    token_hash: bytes | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Advance:
    """How a subscription stands after a run: when the next is due, which days are covered."""

    next_due: dt.datetime
    covered_until: dt.date


_COLUMNS = columns(Subscription, subscriptions)
_RUN = columns(Run, subscription_runs)


class Subscriptions:
    """Subscriptions, their mails and the documents in them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, subscription: Subscription) -> int:
        """Keep a subscription; what is in the store by now is nothing new to it. The id."""
        newest = self._connection.scalar(select(func.max(documents.c.id))) or 0
        values = cells(subscription, "id") | {"after_id": newest}
        added = insert(subscriptions).values(values).returning(subscriptions.c.id)
        return int(self._connection.execute(added).scalar_one())

    def change(self, id: int, rhythm: Mapping[str, Any], next_due: dt.datetime, inbox_id: int | None) -> bool:
        """Another rhythm for a live subscription; what was sent stays sent. False when it has ended."""
        here = and_(_live(), subscriptions.c.id == id)
        values = {"rhythm": rhythm, "next_due": next_due, "inbox_id": inbox_id}
        return bool(self._connection.execute(update(subscriptions).where(here).values(values)).rowcount)

    def get(self, id: int) -> Subscription | None:
        """One subscription, ended or not."""
        return first(self._find(subscriptions.c.id == id))

    def of(self, address: str) -> tuple[Subscription, ...]:
        """Those of an address that have not ended, oldest first."""
        return self._find(and_(_live(), subscriptions.c.address == address))

    def all(self, *, ended: bool = False) -> tuple[Subscription, ...]:
        """Everybody's, oldest first; the ended ones too when wished."""
        return self._find(subscriptions.c.id > 0 if ended else _live())

    def ordered_by(self, inbox_id: int, address: str) -> tuple[int, ...]:
        """The ids of those that a message of this address ordered, ended or not."""
        mine = and_(subscriptions.c.inbox_id == inbox_id, subscriptions.c.address == address)
        return tuple(s.id for s in self._find(mine))

    def by_message_ids(self, ids: Sequence[str], address: str) -> tuple[int, str] | None:
        """Id of the subscription that sent one of these mails to this address, and the mail's subject."""
        joined = select(subscription_runs.c.subscription_id, outbox.c.subject).join_from(
            subscription_runs, outbox
        )
        for id in ids:
            query = joined.where(outbox.c.message_id == id, outbox.c.recipient == address)
            if row := self._connection.execute(query).first():
                return int(row[0]), str(row[1])
        return None

    def by_token(self, hashes: Sequence[bytes]) -> Subscription | None:
        """The subscription, ended or not, that a mail with this token belongs to."""
        sent = select(subscription_runs.c.subscription_id).where(subscription_runs.c.token_hash.in_(hashes))
        return first(self._find(subscriptions.c.id.in_(sent)))

    def due(self, now: dt.datetime) -> tuple[Subscription, ...]:
        """The live ones to look at now, the longest due first."""
        when = subscriptions.c.next_due
        return self._find(and_(_live(), or_(when.is_(None), when <= now)), when, subscriptions.c.id)

    def end(self, ids: Iterable[int], by: str, now: dt.datetime) -> int:
        """End subscriptions; how many were not ended before."""
        these = and_(_live(), subscriptions.c.id.in_(sorted(set(ids))))
        ended = update(subscriptions).where(these).values(ended_at=now, ended_by=by)
        return self._connection.execute(ended).rowcount

    def run(self, subscription_id: int, period: str) -> Run | None:
        """The mail of a period, if there was or will be one."""
        r = subscription_runs.c
        query = select(*_RUN).where(r.subscription_id == subscription_id, r.period == period)
        return first(records(Run, self._connection.execute(query)))

    def hold(self, subscription_id: int, period: str, now: dt.datetime) -> bool:
        """Note that the mail of a period waits for staff; False when that is known."""
        row = {"subscription_id": subscription_id, "period": period, "state": HELD, "at": now}
        return insert_once(self._connection, subscription_runs, [row]) == 1

    def release(self, subscription_id: int, period: str) -> bool:
        """Staff let the mail of a period go; False when it no longer waits."""
        r = subscription_runs.c
        here = and_(r.subscription_id == subscription_id, r.period == period, r.state == HELD)
        return bool(
            self._connection.execute(update(subscription_runs).where(here).values(state=RELEASED)).rowcount
        )

    def begin(self, subscription: Subscription, period: str, advance: Advance, now: dt.datetime) -> bool:
        """Take the mail of a period on oneself; False when another process has, or the order has changed.

        Until the transaction ends nobody else can.
        """
        s, same = subscriptions.c, _as_it_was(subscription)
        values = {"runs": s.runs + 1, "next_due": advance.next_due, "covered_until": advance.covered_until}
        if not self._connection.execute(update(subscriptions).where(same).values(values)).rowcount:
            return False
        row = {"subscription_id": subscription.id, "period": period, "state": SENT, "at": now}
        if insert_once(self._connection, subscription_runs, [row]):
            return True
        r = subscription_runs.c
        waiting = and_(r.subscription_id == subscription.id, r.period == period, r.state != SENT)
        taken = update(subscription_runs).where(waiting).values(state=SENT, at=now)
        return bool(self._connection.execute(taken).rowcount)

    def sent(self, id: int, period: str, parcel: int, token_hash: bytes, documents: Collection[int]) -> None:
        """Note the mail of a period that was begun, and what is in it. A document sent before is an error."""
        r = subscription_runs.c
        here = update(subscription_runs).where(r.subscription_id == id, r.period == period)
        self._connection.execute(here.values(parcel_id=parcel, token_hash=token_hash))
        rows = [{"subscription_id": id, "document_id": document} for document in sorted(documents)]
        if rows:
            self._connection.execute(insert(subscription_documents), rows)

    def put_off(self, subscription: Subscription, advance: Advance) -> bool:
        """Nothing to send this time; False when another process was faster."""
        same = _as_it_was(subscription)
        values = {"next_due": advance.next_due, "covered_until": advance.covered_until}
        later = update(subscriptions).where(same).values(values)
        return bool(self._connection.execute(later).rowcount)

    def _find(self, condition: ColumnElement[bool], *order: ColumnElement[Any]) -> tuple[Subscription, ...]:
        query = select(*_COLUMNS).where(condition).order_by(*(order or (subscriptions.c.id,)))
        rows: Sequence[Row[Any]] = self._connection.execute(query).all()
        return records(Subscription, rows)


def _as_it_was(subscription: Subscription) -> ColumnElement[bool]:
    """The row, if nobody has sent, changed or ended it since it was read."""
    s = subscriptions.c
    when = s.next_due.is_(None) if subscription.next_due is None else s.next_due == subscription.next_due
    return and_(_live(), s.id == subscription.id, s.runs == subscription.runs, when)


def _live() -> ColumnElement[bool]:
    return subscriptions.c.ended_at.is_(None)
