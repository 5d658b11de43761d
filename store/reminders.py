"""The shelf of reminders: which letters were sent, what stood in them, and whom to look at on a day."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Date, Select, and_, bindparam, delete, func, insert, literal, or_, select

from store.document_rows import COLUMNS
from store.once import insert_once
from store.overlay import PAID_AMOUNT
from store.records import Document
from store.reminder_schema import (
    reminder_alerts,
    reminder_days,
    reminder_items,
    reminder_letters,
    reminder_mails,
)
from store.rows import batches, cells, columns, first, records
from store.schema import accounts, documents
from store.traffic import InboxItem
from store.traffic_schema import UNSETTLED, inbox, outbox

INVOICE, CREDIT = "invoice", "credit_note"
FIRST = 0  # the level of an invoice that was never handed over: it is sent, not reminded of
_FOR_STAFF = ("held", "handover", "draft")


@dataclass(frozen=True, slots=True)
class SentLetter:
    """One letter to one account in one currency on one day."""

    account_id: int
    currency: str
    kind: str  # reminder, invoice
    day: dt.date
    level: int
    total: Decimal
    made_at: dt.datetime
    id: int = 0
    subject: str = ""  # of its mail, where it was found by that


@dataclass(frozen=True, slots=True)
class SentItem:
    """One document in a letter: its level, the due date that counted, what was open."""

    document_id: int
    level: int
    due: dt.date
    open: Decimal
    letter_id: int = 0


_LETTER = columns(SentLetter, reminder_letters, subject=literal("").label("subject"))
_ITEM = columns(SentItem, reminder_items)


class Reminders:
    """Letters and what is due; read for the whole house, so only its own clock may ask."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def unpaid(self, until: dt.date, account_ids: Collection[int] | None = None) -> tuple[Document, ...]:
        """Invoices with something open that are due up to a day, or without a due date written by then."""
        return self._open(INVOICE, until, account_ids)

    def credits(self, account_ids: Collection[int]) -> tuple[Document, ...]:
        """Credit notes of these accounts that are not used up."""
        return self._open(CREDIT, dt.date.max, account_ids)

    def sent(self, document_ids: Iterable[int]) -> dict[int, dict[int, dt.date]]:
        """Document id -> level -> the day of its letter."""
        found: dict[int, dict[int, dt.date]] = {}
        item, letter = reminder_items.c, reminder_letters.c
        for batch in batches(sorted(set(document_ids)), 1000):
            query = select(item.document_id, item.level, letter.day).join_from(
                reminder_items, reminder_letters
            )
            for id, level, day in self._connection.execute(query.where(item.document_id.in_(batch))):
                found.setdefault(id, {})[level] = day
        return found

    def add(self, letter: SentLetter, items: Sequence[SentItem], parcel_ids: Sequence[int]) -> int:
        """Note a letter that is queued, with its mails; its id. A key that is there already is an error."""
        added = (
            insert(reminder_letters).values(cells(letter, "id", "subject")).returning(reminder_letters.c.id)
        )
        id = int(self._connection.execute(added).scalar_one())
        rows = [{**cells(item), "letter_id": id} for item in items]
        self._connection.execute(insert(reminder_items), rows)
        mails = [{"parcel_id": parcel, "letter_id": id} for parcel in parcel_ids]
        if mails:
            self._connection.execute(insert(reminder_mails), mails)
        return id

    def take_back(self, parcel_id: int) -> int:
        """All mails of a letter came back that brought invoices: it brought none; how many invoices."""
        mail, other = reminder_mails, reminder_mails.alias("other")
        arrived = select(other.c.parcel_id).join_from(other, outbox, other.c.parcel_id == outbox.c.id)
        arrived = arrived.where(other.c.letter_id == mail.c.letter_id, outbox.c.error.is_(None))
        letters = select(mail.c.letter_id).where(mail.c.parcel_id == parcel_id, ~arrived.exists())
        mine = and_(reminder_items.c.level == FIRST, reminder_items.c.letter_id.in_(letters))
        return self._connection.execute(delete(reminder_items).where(mine)).rowcount

    def letters(
        self, since: dt.date, until: dt.date, account_id: int | None = None
    ) -> tuple[SentLetter, ...]:
        """The letters of some days, oldest first."""
        letter = reminder_letters.c
        query = select(*_LETTER).where(letter.day >= since, letter.day <= until)
        query = query if account_id is None else query.where(letter.account_id == account_id)
        return records(SentLetter, self._connection.execute(query.order_by(letter.id)))

    def items(self, letter_ids: Iterable[int]) -> tuple[SentItem, ...]:
        """What stood in some letters."""
        found: list[SentItem] = []
        for batch in batches(sorted(set(letter_ids)), 1000):
            query = select(*_ITEM).where(reminder_items.c.letter_id.in_(batch))
            found += records(SentItem, self._connection.execute(query.order_by(reminder_items.c.letter_id)))
        return tuple(found)

    def numbers(self, document_ids: Iterable[int]) -> dict[int, str]:
        """Document id -> its number."""
        found: dict[int, str] = {}
        for batch in batches(sorted(set(document_ids)), 1000):
            query = select(documents.c.id, documents.c.number).where(documents.c.id.in_(batch))
            found.update((id, number) for id, number in self._connection.execute(query))
        return found

    def by_message_ids(self, ids: Sequence[str], recipient: str) -> SentLetter | None:
        """The letter that one of these Message-IDs went out with to this address; earlier ids count more."""
        for id in ids:
            found = columns(SentLetter, reminder_letters, subject=outbox.c.subject)
            query = select(*found).join_from(reminder_letters, reminder_mails).join(outbox)
            query = query.where(outbox.c.message_id == id, outbox.c.recipient == recipient)
            if letter := first(records(SentLetter, self._connection.execute(query))):
                return letter
        return None

    def mails(self, letter_ids: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
        """Letter id -> (recipient, state of the mail) for each of its mails."""
        found: dict[int, list[tuple[str, str]]] = {}
        for batch in batches(sorted(set(letter_ids)), 1000):
            query = select(reminder_mails.c.letter_id, outbox.c.recipient, outbox.c.state)
            query = query.join_from(reminder_mails, outbox).where(reminder_mails.c.letter_id.in_(batch))
            for id, recipient, state in self._connection.execute(query.order_by(outbox.c.id)):
                found.setdefault(id, []).append((recipient, state))
        return found

    def finish(self, day: dt.date, letters: int, now: dt.datetime) -> None:
        """Every account was looked at on this day."""
        insert_once(self._connection, reminder_days, [{"day": day, "letters": letters, "done_at": now}])

    def finished(self, day: dt.date) -> bool:
        """Whether every account was looked at on this day."""
        query = select(reminder_days.c.day).where(reminder_days.c.day == day)
        return self._connection.scalar(query) is not None

    def last_day(self) -> dt.date | None:
        """The last day that is done."""
        day: dt.date | None = self._connection.scalar(select(func.max(reminder_days.c.day)))
        return day

    def alert(self, name: str, now: dt.datetime) -> bool:
        """Note that staff are told something; False when they were before."""
        return insert_once(self._connection, reminder_alerts, [{"name": name, "at": now}]) == 1

    def alerted(self, names: Iterable[str]) -> set[str]:
        """Which of these names are noted."""
        found: set[str] = set()
        for batch in batches(sorted(set(names)), 1000):
            found.update(
                self._connection.scalars(
                    select(reminder_alerts.c.name).where(reminder_alerts.c.name.in_(batch))
                )
            )
        return found

    def reopen(self, day: dt.date) -> bool:
        """Look at every account once more on this day; False when nobody did yet."""
        gone = delete(reminder_days).where(reminder_days.c.day == day)
        return self._connection.execute(gone).rowcount > 0

    def waiting(self, since: dt.datetime) -> tuple[InboxItem, ...]:
        """Messages that wait for a person since then: held, handed over, drafted or stuck; without bytes."""
        theirs = or_(inbox.c.state == "stuck", inbox.c.outcome.in_(_FOR_STAFF))
        query = select(*_MESSAGE).where(inbox.c.done_at >= since, theirs, inbox.c.sender.is_not(None))
        return records(_message, self._connection.execute(query.order_by(inbox.c.id)))

    def stories(
        self, senders: Iterable[str], since: dt.datetime
    ) -> dict[str, list[tuple[dt.datetime, Mapping[str, Any]]]]:
        """Address -> when each of its messages was settled since, and what is remembered of it."""
        found: dict[str, list[tuple[dt.datetime, Mapping[str, Any]]]] = {}
        for batch in batches(sorted(set(senders)), 1000):
            query = select(inbox.c.sender, inbox.c.done_at, inbox.c.story)
            rows = query.where(inbox.c.sender.in_(batch), inbox.c.done_at >= since)
            for sender, at, story in self._connection.execute(rows):
                found.setdefault(sender, []).append((at, story or {}))
        return found

    def unread(self, before: dt.datetime) -> int:
        """How many messages came in before a moment and are not settled yet."""
        query = select(func.count()).select_from(inbox).where(UNSETTLED, inbox.c.received_at < before)
        return self._connection.scalar(query) or 0

    def _open(self, kind: str, until: dt.date, account_ids: Collection[int] | None) -> tuple[Document, ...]:
        values = {"kind": kind, "until": until}
        if account_ids is None:
            return records(Document, self._connection.execute(_UNPAID, values))
        found: list[Document] = []
        for batch in batches(sorted(account_ids), 1000):
            found += records(Document, self._connection.execute(_UNPAID_AT, {**values, "ids": batch}))
        return tuple(found)


def _unpaid() -> Select[Any]:
    d, until = documents.c, bindparam("until", type_=Date)
    when = or_(d.due_date <= until, and_(d.due_date.is_(None), d.date <= until))
    wanted = and_(d.kind == bindparam("kind"), d.gross > func.coalesce(PAID_AMOUNT, 0), when)
    return select(*COLUMNS).join_from(documents, accounts).where(wanted).order_by(d.id)


_UNPAID = _unpaid()  # built once: it is asked again before every single letter
_UNPAID_AT = _UNPAID.where(documents.c.account_id.in_(bindparam("ids", expanding=True)))
_MESSAGE = [inbox.c[name] for name in ("id", "sender", "received_at", "state", "outcome", "story")]


def _message(
    id: int, sender: str, received_at: dt.datetime, state: str, outcome: str | None, story: dict[str, object]
) -> InboxItem:
    return InboxItem(
        id, "", "", b"", {}, received_at, state, 0, outcome=outcome, sender=sender, story=story or {}
    )
