"""The shelf of links: fixed files for one recipient until a day, known by the hash of their token."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, and_, insert, or_, select, update

from store.rows import batches, cells, columns, first, records
from store.schema import contacts, documents
from store.traffic import Link, LinkFile
from store.traffic_schema import link_files, links

_COLUMNS = columns(Link, links, files=links.c.id)
_FILES = columns(LinkFile, link_files)


class Links:
    """Links by hash, contact and account."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def issue(self, link: Link, token_hash: bytes, kid: str | None = None) -> int:
        """Store a link under the hash that the key `kid` made; its id."""
        values = {**cells(link, "id", "files"), "downloads": 0, "revoked_at": None}
        values |= {"token_hash": token_hash, "kid": kid}
        issued = insert(links).values(values).returning(links.c.id)
        id = int(self._connection.execute(issued).scalar_one())
        files = [{"link_id": id, **cells(file)} for file in link.files]
        if files:
            self._connection.execute(insert(link_files), files)
        return id

    def by_hash(self, *hashes: bytes) -> Link | None:
        """The link of a token by one of the hashes it may have, alive or not."""
        return first(self._find(links.c.token_hash.in_(hashes)))

    def by_id(self, id: int) -> Link | None:
        """The link with this number, alive or not."""
        return first(self._find(links.c.id == id))

    def kids(self, live: dt.datetime) -> frozenset[str]:
        """The keys that made the hashes of the links that work then."""
        query = select(links.c.kid).where(*_live(live), links.c.kid.is_not(None))
        return frozenset(kid for kid in self._connection.scalars(query.distinct()) if kid)

    def count_download(self, id: int) -> bool:
        """Count one download; False, and nothing counted, when the link is used up or revoked."""
        free = and_(links.c.id == id, links.c.downloads < links.c.max_downloads, links.c.revoked_at.is_(None))
        counted = update(links).where(free).values(downloads=links.c.downloads + 1)
        return self._connection.execute(counted).rowcount == 1

    def revoke(self, ids: Collection[int], now: dt.datetime) -> int:
        """Close links for good; how many were open."""
        closed = 0
        for batch in batches(sorted(ids), 1000):
            alive = and_(links.c.id.in_(batch), links.c.revoked_at.is_(None))
            closed += self._connection.execute(update(links).where(alive).values(revoked_at=now)).rowcount
        return closed

    def listed(
        self,
        contact_id: int | None = None,
        account_id: int | None = None,
        live: dt.datetime | None = None,
        recipient: str | None = None,
    ) -> tuple[Link, ...]:
        """Links of a contact, a recipient, an account or all, newest first; `live` = usable then.

        An account's links are those of its contacts and those that hold a document of it.
        """
        wanted = [links.c.id > 0]
        if contact_id is not None:
            wanted.append(links.c.contact_id == contact_id)
        if account_id is not None:
            people = select(contacts.c.id).where(contacts.c.account_id == account_id)
            papers = select(link_files.c.link_id).join_from(link_files, documents)
            papers = papers.where(documents.c.account_id == account_id)
            wanted.append(or_(links.c.contact_id.in_(people), links.c.id.in_(papers)))
        if recipient is not None:
            wanted.append(links.c.recipient == recipient.strip().casefold())
        if live is not None:
            wanted += _live(live)
        return self._find(and_(*wanted))

    def _find(self, condition: ColumnElement[bool]) -> tuple[Link, ...]:
        query = select(*_COLUMNS).where(condition).order_by(links.c.id.desc())
        found = records(Link, self._connection.execute(query))
        files: defaultdict[int, list[LinkFile]] = defaultdict(list)
        for batch in batches([link.id for link in found], 1000):
            query = select(link_files.c.link_id, *_FILES).where(link_files.c.link_id.in_(batch))
            for link_id, *values in self._connection.execute(query.order_by(link_files.c.n)):
                files[link_id].append(LinkFile(*values))
        return tuple(replace(link, files=tuple(files[link.id])) for link in found)


def _live(now: dt.datetime) -> list[ColumnElement[bool]]:
    """The conditions under which a link works."""
    unused = links.c.downloads < links.c.max_downloads
    return [links.c.expires_at > now, links.c.revoked_at.is_(None), unused]
