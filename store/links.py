"""The shelf of links: fixed files for one recipient until a day, known by the hash of their token."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, and_, insert, select, update

from store.rows import batches, cells, columns, first, records
from store.schema import contacts
from store.traffic import Link, LinkFile
from store.traffic_schema import link_files, links

_COLUMNS = columns(Link, links, files=links.c.id)
_FILES = columns(LinkFile, link_files)


class Links:
    """Links by hash, contact and account."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def issue(self, link: Link, token_hash: bytes) -> int:
        """Store a link; its id."""
        values = {**cells(link, "id", "files"), "token_hash": token_hash, "downloads": 0, "revoked_at": None}
        issued = insert(links).values(values).returning(links.c.id)
        id = int(self._connection.execute(issued).scalar_one())
        files = [{"link_id": id, **cells(file)} for file in link.files]
        if files:
            self._connection.execute(insert(link_files), files)
        return id

    def by_hash(self, token_hash: bytes) -> Link | None:
        """The link of a token, alive or not."""
        return first(self._find(links.c.token_hash == token_hash))

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
    ) -> tuple[Link, ...]:
        """Links of a contact, of an account's contacts, or all, newest first; `live` = usable then."""
        wanted = [links.c.id > 0]
        if contact_id is not None:
            wanted.append(links.c.contact_id == contact_id)
        if account_id is not None:
            people = select(contacts.c.id).where(contacts.c.account_id == account_id)
            wanted.append(links.c.contact_id.in_(people))
        if live is not None:
            wanted += [links.c.expires_at > live, links.c.revoked_at.is_(None)]
            wanted.append(links.c.downloads < links.c.max_downloads)
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
