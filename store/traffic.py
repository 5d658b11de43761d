"""Messages, parcels and links: what passes through the house, frozen."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message as it reached a door; `envelope` is JSON-ready (peer, helo, mail_from, rcpt_tos)."""

    channel: str
    external_id: str  # unique over all doors of a kind
    raw: bytes = field(repr=False)
    received_at: dt.datetime  # aware, UTC
    envelope: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class InboxItem:
    """A message in the inbox; state is received, working, done or stuck."""

    id: int
    channel: str
    external_id: str
    raw: bytes = field(repr=False)
    envelope: Mapping[str, Any]
    received_at: dt.datetime
    state: str
    attempts: int
    outcome: str | None = None  # answered, asked, challenged, handover, held, ignored
    reason: str | None = None
    message_id: str | None = None
    sender: str | None = None
    subject: str | None = None
    thread: str | None = None  # id of the first message of the conversation
    story: Mapping[str, Any] = field(default_factory=dict)  # evidence, asks, documents: for trace and context
    done_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """One outgoing message, complete and unchangeable: a retry sends the same bytes and Message-ID."""

    channel: str
    recipient: str
    message_id: str
    payload: bytes = field(repr=False)
    subject: str
    envelope_from: str = ""
    purpose: str = "answer"  # answer, question, notice, challenge, staff, handover
    contact_id: int | None = None  # None only for mail to staff and neutral notices
    document_ids: tuple[int, ...] = ()
    paper_ids: tuple[int, ...] = ()
    inbox_id: int | None = None
    id: int = 0
    state: str = "queued"  # queued, sending, sent, failed
    attempts: int = 0
    error: str | None = None
    created_at: dt.datetime | None = None
    sent_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class LinkFile:
    """The n-th file of a link, fixed when the link was issued."""

    n: int
    document_id: int | None  # None for a paper that was made
    sha256: str
    name: str
    size: int
    content_type: str
    paper_id: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One delivery: fixed files for one recipient until a day. The token itself is never stored."""

    contact_id: int
    recipient: str
    expires_at: dt.datetime
    max_downloads: int
    files: tuple[LinkFile, ...]
    language: str = "de"
    inbox_id: int | None = None
    id: int = 0
    downloads: int = 0
    revoked_at: dt.datetime | None = None
    created_at: dt.datetime | None = None
