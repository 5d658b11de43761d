"""The shelf of messages that came in: leased by workers, settled once, found again by their Message-ID."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    LargeBinary,
    Text,
    TextClause,
    and_,
    func,
    literal,
    or_,
    select,
    type_coerce,
    update,
)

from store.errors import LeaseLost
from store.rows import columns, first, of_address, records
from store.traffic import InboxItem
from store.traffic_schema import UNSETTLED, inbox, inbox_raw, outbox

_BRIEF = columns(InboxItem, inbox, raw=literal(b"", LargeBinary).label("raw"))
REPLIES = ("answered", "question", "missing", "challenge", "handover")
_ANSWERED = ("answered", "question", "missing")
FOR_STAFF = ("held", "handover", "draft")


class Inbox:
    """Messages by state; they come in through `Store.accept` only."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim(self, now: dt.datetime, owner: str, lease: dt.timedelta) -> InboxItem | None:
        """Lease the oldest message that is new or whose lease has run out; its attempts count up.

        Commit before anything is parsed: a message that kills its worker is counted all the same.
        """
        expired = and_(inbox.c.state == "working", inbox.c.lease_until <= now)
        open_ = and_(UNSETTLED, or_(inbox.c.state == "received", expired))
        query = select(inbox.c.id).where(open_).order_by(inbox.c.id).limit(1)
        id = self._connection.scalar(query.with_for_update(skip_locked=True))
        if id is None:
            return None
        self._connection.execute(
            update(inbox)
            .where(inbox.c.id == id)
            .values(
                state="working",
                attempts=inbox.c.attempts + 1,
                lease_owner=owner,
                lease_until=now + lease,
            )
        )
        return self._whole(inbox.c.id == id)

    def done(
        self,
        id: int,
        outcome: str,
        now: dt.datetime,
        reason: str | None = None,
        story: Mapping[str, Any] | None = None,
        message_id: str | None = None,
        sender: str | None = None,
        subject: str | None = None,
        thread: str | None = None,
        attempt: int | None = None,
    ) -> None:
        """Settle a message, once. `LeaseLost` when it is settled already, or claimed again since `attempt`.

        The exception rolls the whole answer back: of two workers only one answers.
        """
        self._settle(
            id,
            attempt,
            state="done",
            outcome=outcome,
            done_at=now,
            reason=reason,
            story=dict(story or {}),
            message_id=message_id,
            sender=sender,
            subject=subject,
            thread=thread,
        )

    def stuck(
        self,
        id: int,
        now: dt.datetime,
        reason: str,
        message_id: str | None = None,
        sender: str | None = None,
        attempt: int | None = None,
    ) -> None:
        """Put a message aside that cannot be worked on; `LeaseLost` as in `done`."""
        self._settle(
            id, attempt, state="stuck", reason=reason, done_at=now, message_id=message_id, sender=sender
        )

    def unclaim(self, id: int, attempt: int | None = None) -> None:
        """Hand a message back that was not worked on; the attempt does not count."""
        self._settle(id, attempt, state="received", attempts=inbox.c.attempts - 1)

    def hand_back(self, owner: str, when: dt.datetime) -> int:
        """Give back all that an owner holds and could not work on, to be tried again from `when` on; the
        attempts do not count. How many.
        """
        held = update(inbox).where(inbox.c.state == "working", inbox.c.lease_owner == owner)
        values = {"attempts": inbox.c.attempts - 1, "lease_owner": None, "lease_until": when}
        return self._connection.execute(held.values(values)).rowcount

    def release(self, id: int, when: dt.datetime, attempt: int | None = None) -> None:
        """Give a message back after a failure, to be tried again from `when` on."""
        self._settle(id, attempt, lease=when, state="working")

    def retry(self, id: int) -> bool:
        """Let a stuck message be worked on again from the first attempt; False when it is not stuck."""
        again = update(inbox).where(inbox.c.id == id, inbox.c.state == "stuck")
        values = {"state": "received", "attempts": 0, "reason": None, "done_at": None}
        return self._connection.execute(again.values(values)).rowcount == 1

    def get(self, id: int | str) -> InboxItem | None:
        """One message by its number or its Message-ID (of several the newest)."""
        column: ColumnElement[Any] = inbox.c.id if isinstance(id, int) else inbox.c.message_id
        return self._whole(column == id)

    def listed(
        self, states: Collection[str] = (), outcomes: Collection[str] = (), limit: int = 100
    ) -> tuple[InboxItem, ...]:
        """Messages in one of the states or with one of the outcomes, newest first, without raw bytes."""
        wanted = or_(inbox.c.state.in_(sorted(states)), inbox.c.outcome.in_(sorted(outcomes)))
        return self._find(wanted if states or outcomes else inbox.c.id > 0, limit=limit)

    def by_message_ids(self, ids: Sequence[str]) -> InboxItem | None:
        """The message that one of these Message-IDs, theirs or ours, belongs to; earlier ids count more."""
        for id in ids:
            answered = select(outbox.c.inbox_id).where(outbox.c.message_id == id)
            if found := self._find(or_(inbox.c.message_id == id, inbox.c.id.in_(answered)), limit=1):
                return found[0]
        return None

    def lease_owners(self) -> set[str]:
        """Who holds leases just now."""
        held = select(inbox.c.lease_owner).where(inbox.c.state == "working")
        return {owner for owner in self._connection.scalars(held.distinct()) if owner}

    def end_leases(self, owner: str, now: dt.datetime) -> int:
        """Let others take over at once what a dead owner held; how many."""
        dead = update(inbox).where(inbox.c.state == "working", inbox.c.lease_owner == owner)
        return self._connection.execute(dead.values(lease_until=now)).rowcount

    def search(self, text: str, limit: int = 100) -> tuple[InboxItem, ...]:
        """Messages with this number, Message-ID, address, subject or document number, newest first."""
        story = type_coerce(inbox.c.story, Text)
        parts = (inbox.c.sender, inbox.c.subject, inbox.c.message_id, story)
        fits = [func.lower(part).contains(text.lower(), autoescape=True) for part in parts]
        number = text.removeprefix("#")
        if number.isascii() and number.isdigit() and len(number) < 10:
            fits.append(inbox.c.id == int(number))
        return self._find(or_(*fits), limit=limit)

    def counts(self, since: dt.datetime | None = None) -> dict[str, int]:
        """Number of messages (of those that came in since) by state and, for those done, by outcome."""
        by = (inbox.c.state, inbox.c.outcome)
        query = select(*by, func.count()).group_by(*by)
        query = query if since is None else query.where(inbox.c.received_at >= since)
        counts = dict.fromkeys(("received", "working", "done", "stuck"), 0)
        for state, outcome, number in self._connection.execute(query):
            counts[state] += number
            if state == "done" and outcome is not None:
                counts[outcome] = counts.get(outcome, 0) + number
        return counts

    def oldest_unanswered(self) -> dt.datetime | None:
        """When the oldest message came in that nobody has settled."""
        oldest: dt.datetime | None = self._connection.scalar(
            select(func.min(inbox.c.received_at)).where(UNSETTLED)
        )
        return oldest

    def confirmed(self, id: int, since: dt.datetime) -> tuple[int, ...]:
        """Work again on what a registered address has confirmed: this message and all others of its sender
        that wait for the same and came in since. Their ids; what was answered meanwhile is none of them.
        """
        mine = select(inbox.c.sender).where(inbox.c.id == id, inbox.c.sender.is_not(None)).scalar_subquery()
        theirs = and_(inbox.c.sender == mine, inbox.c.received_at >= since)
        waiting = self._find(and_(inbox.c.outcome == "challenge", or_(inbox.c.id == id, theirs)))
        return tuple(item.id for item in waiting if self._again(item, confirmed=True))

    def release_as(self, id: int, address: str, by: str, account_id: int | None = None) -> bool:
        """Work on a message again as the wish of this contact; `by` is who of the house decided so.

        False when it is being worked on or was answered already.
        """
        (item,) = self._find(inbox.c.id == id) or (None,)
        released = {"address": address, "by": by} | ({"account_id": account_id} if account_id else {})
        return item is not None and self._again(item, released=released)

    def asked_again(self, sender: str, since: dt.datetime) -> tuple[int, ...]:
        """Work again on what a sender asked since, when we could not yet know who they are; their ids."""
        mine = and_(inbox.c.sender == sender, inbox.c.outcome == "challenge", inbox.c.received_at >= since)
        return tuple(item.id for item in self._find(mine) if self._again(item))

    def resume(self, reason: str) -> tuple[int, ...]:
        """Work again on all drafts that were kept for this reason; their ids."""
        kept = self._find(and_(inbox.c.outcome == "draft", inbox.c.reason == reason))
        return tuple(item.id for item in kept if self._again(item))

    def reject(self, id: int, reason: str, now: dt.datetime) -> bool:
        """Close a message that waits for a person without an answer; False when it does not wait."""
        waits = or_(inbox.c.state == "stuck", inbox.c.outcome.in_(FOR_STAFF))
        closed = {"state": "done", "outcome": "ignored", "reason": reason, "done_at": now}
        mine = update(inbox).where(inbox.c.id == id, waits).values(**closed)
        return self._connection.execute(mine).rowcount == 1

    def _again(self, item: InboxItem, **noted: Any) -> bool:
        again = {"state": "received", "attempts": 0, "outcome": None, "done_at": None}
        envelope = {**item.envelope, **noted}
        settled = inbox.c.state.in_(("done", "stuck"))
        silent = or_(inbox.c.outcome.is_(None), inbox.c.outcome.not_in(_ANSWERED))
        mine = update(inbox).where(inbox.c.id == item.id, settled, silent)
        return self._connection.execute(mine.values(envelope=envelope, **again)).rowcount == 1

    def for_review(self, limit: int = 500) -> tuple[InboxItem, ...]:
        """What waits for a person: held, handed over or stuck; newest first, without raw bytes."""
        return self.listed(("stuck",), FOR_STAFF, limit)

    def count_of(self, sender: str) -> int:
        """How many messages came from an address."""
        query = select(func.count()).select_from(inbox).where(inbox.c.sender == sender)
        return self._connection.scalar(query) or 0

    def count_answers(self, sender: str | None, since: dt.datetime) -> int:
        """How many messages of this sender, of a domain ("@adler.test"), or of all, were replied to since."""
        answers = and_(inbox.c.done_at >= since, inbox.c.outcome.in_(REPLIES))
        if sender is not None:
            answers = and_(answers, of_address(inbox.c.sender, sender))
        return self._connection.scalar(select(func.count()).select_from(inbox).where(answers)) or 0

    def stories(self, sender: str, since: dt.datetime) -> tuple[Mapping[str, Any], ...]:
        """What is remembered of this sender's messages that were settled since."""
        mine = and_(inbox.c.sender == sender, inbox.c.done_at >= since)
        return tuple(self._connection.scalars(select(inbox.c.story).where(mine)))

    def _settle(
        self, id: int, attempt: int | None, *, lease: dt.datetime | None = None, **values: Any
    ) -> None:
        mine: list[ColumnElement[bool] | TextClause] = [inbox.c.id == id, UNSETTLED]
        if attempt is not None:
            mine.append(inbox.c.attempts == attempt)
        values |= {"lease_owner": None, "lease_until": lease}
        if self._connection.execute(update(inbox).where(*mine).values(**values)).rowcount != 1:
            raise LeaseLost(f"message {id} was settled or taken over by another worker")

    def _whole(self, condition: ColumnElement[bool]) -> InboxItem | None:
        """The newest one with its raw bytes, read by themselves: a join would sort them with the rest."""
        item = first(self._find(condition, limit=1))
        if item is None:
            return None
        raw = self._connection.scalar(select(inbox_raw.c.raw).where(inbox_raw.c.inbox_id == item.id))
        return replace(item, raw=raw or b"")

    def _find(self, condition: ColumnElement[bool], *, limit: int | None = None) -> tuple[InboxItem, ...]:
        query = select(*_BRIEF).where(condition)
        return records(InboxItem, self._connection.execute(query.order_by(inbox.c.id.desc()).limit(limit)))
