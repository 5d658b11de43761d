"""Forgets a person: address, name and words go, what the law keeps (documents, the audit's chain) stays."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, Text, and_, cast, delete, or_, select, update

from store.audit import Audit
from store.schema import contacts
from store.slack_schema import slack_bindings, slack_requests
from store.subscription_schema import subscriptions
from store.traffic_schema import confirmations, inbox, inbox_raw, links, outbox

_SETTLED = ("done", "stuck")


@dataclass(frozen=True, slots=True)
class Erased:
    """How many rows of each sort no longer name the person."""

    contacts: int
    messages: int
    answers: int
    links: int


def erase(connection: Connection, address: str, now: dt.datetime) -> Erased:
    """Take a person out of every shelf.

    Contacts keep their row, under a name that nobody writes from; a delivery that brings the person again
    makes a new one. Messages and answers keep when, how and with what outcome, but no words; so do messages
    of others that were about them. Links close.
    """
    address = address.strip().casefold()
    ids = list(connection.scalars(select(contacts.c.id).where(contacts.c.email == address)))
    nobody = f"erased-{min(ids, default=0)}@erased.invalid"
    mine = and_(inbox.c.sender == address, inbox.c.state.in_(_SETTLED))
    messages = list(connection.scalars(select(inbox.c.id).where(mine)))
    told = or_(outbox.c.recipient == address, outbox.c.inbox_id.in_(messages))
    connection.execute(
        update(links).where(links.c.recipient == address, links.c.revoked_at.is_(None)).values(revoked_at=now)
    )
    done = Erased(
        contacts=_change(connection, contacts, contacts.c.id.in_(ids), _contact(nobody)),
        messages=_change(connection, inbox, inbox.c.id.in_(messages), _message()),
        answers=_change(
            connection, outbox, and_(told, outbox.c.state.in_(("sent", "failed"))), _answer(nobody)
        ),
        links=_change(connection, links, links.c.recipient == address, {"recipient": nobody}),
    )
    named = cast(inbox.c.story, Text).contains(f'"{address}"', autoescape=True)  # a forward, for one
    others = list(connection.scalars(select(inbox.c.id).where(named, inbox.c.state.in_(_SETTLED))))
    _change(connection, inbox, inbox.c.id.in_(others), {"story": {}, "reason": None, "subject": None})
    gone = inbox_raw.c.inbox_id.in_([*messages, *others])
    connection.execute(update(inbox_raw).where(gone).values(raw=b""))
    for table in (slack_bindings, slack_requests):
        connection.execute(delete(table).where(table.c.address == address))
    theirs, over = subscriptions.c.address == address, {"address": nobody, "what": {}, "ended_by": "erased"}
    connection.execute(update(subscriptions).where(theirs).values(over | {"ended_at": now}))
    about = cast(confirmations.c.act, Text).contains(f'"{address}"', autoescape=True)
    connection.execute(delete(confirmations).where(or_(confirmations.c.recipient == address, about)))
    Audit(connection).forget(address)
    return done


def _contact(nobody: str) -> dict[str, object]:
    empty = {"name": None, "slack_user": None, "role": None, "language": None, "purposes": ()}
    return empty | {"email": nobody, "active": False, "suspended": True, "suspended_reason": "erased"}


def _message() -> dict[str, object]:
    words = {"sender": None, "subject": None, "message_id": None, "thread": None, "reason": None}
    return words | {"story": {}, "envelope": {}}


def _answer(nobody: str) -> dict[str, object]:
    return {"recipient": nobody, "subject": "", "payload": b"", "error": None}


def _change(
    connection: Connection, table: Table, which: ColumnElement[bool], values: dict[str, object]
) -> int:
    return connection.execute(update(table).where(which).values(**values)).rowcount
