"""Puts replies into the outbox whole: with the links they open, the questions they ask, their papers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.channels import Channel, Chat
from handlers.acts import WAITS, Act, as_table
from handlers.answers import Enclosure, Reply
from handlers.desk import House
from handlers.files.bundles import downloads
from store.blobs import Blobs
from store.confirmations import Asked
from store.engine import Unit
from store.traffic import InboxItem, Link, LinkFile, Parcel

DECIDE = timedelta(days=14)  # how long a link of a proposal works


@dataclass(frozen=True, slots=True)
class Post:
    """The way out of the house; whoever opened the transaction commits it."""

    channels: Mapping[str, Channel]
    house: House
    blobs: Blobs

    def pack(self, reply: Reply, item: InboxItem | None, now: datetime) -> Parcel:
        """A reply as it will travel; the files made for it are in the file store from here on.

        It leaves by the door that the message came in by; a chat carries what its writer is told, all else
        goes by mail.
        """
        if made := [e.made.data for e in reply.enclosures if e.made]:
            self.blobs.put_all(made)
        own = self.channels[item.channel] if item else self.channels["email"]
        if item and isinstance(own, Chat) and not own.carries(reply, item):
            own = self.channels["email"]
        return own.pack(reply, item, now)

    def queue(
        self, reply: Reply, parcel: Parcel, unit: Unit, now: datetime, item: InboxItem | None = None
    ) -> int:
        """One packed reply into the outbox, with what its links open and decide; the parcel's id."""
        files = tuple(self.link_file(n, e, unit, now) for n, e in enumerate(reply.enclosures, 1))
        if reply.link_token:
            seal = self.house.keys().seal(reply.link_token)
            unit.links.issue(self.link_of(reply, files, item, now), seal.hash, seal.kid)
        if item:
            self.ask_all(reply, item, unit, now)
        papers = tuple(f.paper_id for f in files if f.paper_id is not None)
        return unit.outbox.add(replace(parcel, paper_ids=papers), now)

    def link_file(self, n: int, e: Enclosure, unit: Unit, now: datetime) -> LinkFile:
        """The n-th file of a delivery, of a document or made for it."""
        document = e.document.id if e.document else None
        paper = unit.papers.add(e.made.paper, now) if e.made else None
        return LinkFile(n, document, e.file.sha256, e.name, e.file.size, e.file.content_type, paper)

    def link_of(
        self, reply: Reply, files: tuple[LinkFile, ...], item: InboxItem | None, now: datetime
    ) -> Link:
        """The delivery behind a reply: its files, fixed, for one recipient until a day."""
        return Link(
            contact_id=reply.contact_id or 0,
            recipient=reply.recipient,
            expires_at=now + timedelta(days=self.house.link_days),
            max_downloads=downloads(files, self.house),
            files=files,
            language=reply.language,
            inbox_id=item.id if item else None,
            created_at=now,
        )

    def ask_all(self, reply: Reply, item: InboxItem, unit: Unit, now: datetime) -> None:
        """Keeps what the links of a reply decide."""
        if reply.confirm_token:
            self.ask(reply.confirm_token, reply, reply.act, item, unit, now)
        for click in reply.clicks:
            self.ask(click.token, reply, click.act, item, unit, now)

    def ask(
        self, token: str, reply: Reply, act: Act | None, item: InboxItem, unit: Unit, now: datetime
    ) -> None:
        """Keeps the question behind a link of a reply; deciding may take longer than "that was me"."""
        until = now + (DECIDE if reply.clicks or act else WAITS)
        asked = Asked(item.id, reply.recipient, as_table(act) if act else {})
        unit.confirmations.ask(self.house.keys().seal(token).hash, asked, now, until)


def post(
    replies: Iterable[Reply],
    item: InboxItem | None,
    writer: str,
    way: Channel | Post,
    unit: Unit,
    now: datetime,
) -> None:
    """Queues replies that belong to a message; only to its writer they stand in its thread."""
    for reply in replies:
        apart = reply.apart or reply.recipient != writer
        unit.outbox.add(way.pack(replace(reply, apart=apart), item, now), now)
