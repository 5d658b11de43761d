"""Sorts a mailbox of the past by its heads: what came in, what people of the house answered to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from bot.channels.addresses import Addresses
from handlers.senders.verify import is_staff
from parsers.mail.mime import TooMuch, read


@dataclass(frozen=True, slots=True)
class Incoming:
    """One mail that somebody wrote to the house."""

    key: Any
    at: datetime
    message_id: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One mail by which somebody of the house answered; `to` is the Message-ID that it answers."""

    key: Any
    at: datetime
    to: str


@dataclass(slots=True)
class Survey:
    """A mailbox, sorted."""

    incoming: list[Incoming] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    outgoing: int = 0  # mails of the house that answer nothing in here
    unreadable: int = 0


def survey(heads: Iterable[tuple[Any, bytes]], addresses: Addresses, staff: tuple[str, ...]) -> Survey:
    """Sorts all mails; a reply of the house is one to a mail that came in, wherever it stands."""
    found, own, seen = Survey(), [], set()
    for key, head in heads:
        try:
            mail = read(head)
        except TooMuch:
            found.unreadable += 1
            continue
        at, named = moment(mail.date), mail.message_id.strip()
        if named and named in seen:
            continue  # the same mail in two folders
        seen.add(named)
        sender = mail.from_address
        to_us = any(addresses.ours(a) for a in (*mail.to, *mail.cc))
        if addresses.ours(sender) or (is_staff(sender, staff) and not to_us):
            ids = tuple(i for i in (mail.in_reply_to.strip(), *reversed(mail.references)) if i)
            own.append((key, at, ids))
        else:
            found.incoming.append(Incoming(key, at, named))
    came = {mail.message_id: mail for mail in found.incoming if mail.message_id}
    for key, at, ids in own:
        answered = next((i for i in ids if i in came), None)
        if answered is None:
            found.outgoing += 1
        else:
            found.replies.append(Reply(key, at, answered))
    return found


def moment(date: str) -> datetime:
    """When a mail says it was written, aware; the epoch when it does not say."""
    try:
        at = parsedate_to_datetime(date)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return datetime.fromtimestamp(0, UTC)


def first_answers(found: Survey) -> Mapping[str, datetime]:
    """Message-ID -> when somebody of the house first answered it."""
    first: dict[str, datetime] = {}
    for reply in found.replies:
        first[reply.to] = min(reply.at, first.get(reply.to, reply.at))
    return first
