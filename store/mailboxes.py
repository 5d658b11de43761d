"""The shelf of shared mailboxes: which mails of which folder were taken, by the server's numbers."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select, update

from store.mailbox_schema import mailbox_folders, mailbox_mails
from store.rows import batches, columns, first, records
from store.traffic_schema import inbox

_STEP = 500  # numbers in one statement


@dataclass(frozen=True, slots=True)
class Numbering:
    """What gives a UID its meaning: the account, the folder and the folder's UIDVALIDITY."""

    account: str
    folder: str
    uidvalidity: int


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder as it was met last; mail below `first_uid` lay there before we came."""

    uidvalidity: int
    first_uid: int
    started_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Settled:
    """A mail whose message is settled; `outcome` as in the inbox, "stuck", or "" when it is there no more."""

    uid: int
    outcome: str


class Mailboxes:
    """Folders and their mails; rows of mails that have left their folder are dropped."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def folder(self, account: str, name: str) -> Folder | None:
        """The folder as it was met last; None when it never was."""
        query = select(*columns(Folder, mailbox_folders)).where(_folder(account, name))
        return first(records(Folder, self._connection.execute(query)))

    def begin(self, numbering: Numbering, first_uid: int, now: dt.datetime) -> None:
        """Meet a folder for the first time; mail below `first_uid` is none of ours."""
        row = {"first_uid": first_uid, "started_at": now, **_cells(numbering)}
        self._connection.execute(insert(mailbox_folders).values(row))

    def renumber(self, numbering: Numbering, old: Collection[int]) -> None:
        """The server has numbered a folder anew: what was known by number is forgotten, `old` stays there."""
        same = _folder(numbering.account, numbering.folder)
        values = {"uidvalidity": numbering.uidvalidity, "first_uid": 1}
        self._connection.execute(update(mailbox_folders).where(same).values(values))
        gone = and_(mailbox_mails.c.account == numbering.account, mailbox_mails.c.folder == numbering.folder)
        self._connection.execute(delete(mailbox_mails).where(gone))
        self._add(numbering, dict.fromkeys(old, ""), stays=True)

    def known(self, numbering: Numbering) -> frozenset[int]:
        """The numbers of all mails of a folder that need not be fetched again."""
        query = select(mailbox_mails.c.uid).where(_mails(numbering))
        return frozenset(self._connection.scalars(query))

    def take(self, numbering: Numbering, taken: Mapping[int, str]) -> None:
        """Remember mails that are safely in the inbox: number -> their external id there."""
        self.forget(numbering, taken)
        self._add(numbering, taken, stays=False)

    def settled(self, numbering: Numbering) -> tuple[Settled, ...]:
        """The taken mails of a folder whose messages are settled, in the order of their numbers."""
        same = and_(inbox.c.channel == "email", inbox.c.external_id == mailbox_mails.c.external_id)
        joined = mailbox_mails.outerjoin(inbox, same)
        query = select(mailbox_mails.c.uid, inbox.c.state, inbox.c.outcome).select_from(joined)
        mine = query.where(_mails(numbering), mailbox_mails.c.stays.is_(False))
        return tuple(
            Settled(uid, "stuck" if state == "stuck" else outcome or "")
            for uid, state, outcome in self._connection.execute(mine.order_by(mailbox_mails.c.uid))
            if state in ("done", "stuck", None)
        )

    def waits(self, numbering: Numbering) -> bool:
        """Whether a taken mail of a folder still waits for its place."""
        query = select(mailbox_mails.c.uid).where(_mails(numbering), mailbox_mails.c.stays.is_(False))
        return self._connection.scalar(query.limit(1)) is not None

    def stay(self, numbering: Numbering, uids: Iterable[int]) -> None:
        """Leave settled mails where they are, for good."""
        for batch in batches(uids, _STEP):
            mine = and_(_mails(numbering), mailbox_mails.c.uid.in_(batch))
            self._connection.execute(update(mailbox_mails).where(mine).values(stays=True))

    def forget(self, numbering: Numbering, uids: Iterable[int]) -> None:
        """Drop mails that have left the folder."""
        for batch in batches(uids, _STEP):
            mine = and_(_mails(numbering), mailbox_mails.c.uid.in_(batch))
            self._connection.execute(delete(mailbox_mails).where(mine))

    def _add(self, numbering: Numbering, mails: Mapping[int, str], *, stays: bool) -> None:
        rows = [
            {**_cells(numbering), "uid": uid, "external_id": id, "stays": stays} for uid, id in mails.items()
        ]
        if rows:
            self._connection.execute(insert(mailbox_mails), rows)


def _cells(numbering: Numbering) -> dict[str, str | int]:
    return {
        "account": numbering.account,
        "folder": numbering.folder,
        "uidvalidity": numbering.uidvalidity,
    }


def _folder(account: str, name: str) -> ColumnElement[bool]:
    return and_(mailbox_folders.c.account == account, mailbox_folders.c.folder == name)


def _mails(numbering: Numbering) -> ColumnElement[bool]:
    return and_(
        mailbox_mails.c.account == numbering.account,
        mailbox_mails.c.folder == numbering.folder,
        mailbox_mails.c.uidvalidity == numbering.uidvalidity,
    )
