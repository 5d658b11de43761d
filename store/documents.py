"""The shelf of documents: stored in bulk, found by number, chain or filter as far as the grants reach."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from store import document_files
from store.chains import accounts_of, by_reference
from store.document_rows import find, held, move, upsert
from store.document_search import Filters, count, kinds_seen, search
from store.keys import number_key
from store.near import near
from store.records import Document, Grant, Outcome, StoredFile
from store.relink import relink
from store.schema import documents


class Documents:
    """Documents; every reading method takes grants, and no grants mean no documents."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def upsert(self, rows: Sequence[Document]) -> list[Outcome]:
        """Store documents under (account, kind, number key, variant), thousands a call.

        Variants are languages and revisions of documents without money. UNKNOWN when the account is
        not there. Chains are as before until `relink`.
        """
        return upsert(self._connection, rows)

    def relink(self, account_ids: Iterable[int]) -> int:
        """Work out the chains of these accounts anew; how many documents and orders changed theirs."""
        return relink(self._connection, account_ids)

    def held(self, id: int) -> Document | None:
        """One document, whoever may see it: for the people of the house only."""
        return held(self._connection, id)

    def move(self, document: Document, account_id: int | None = None, order: str | None = None) -> bool:
        """Put a document to another account or order; False when that account has the same one already."""
        if not move(self._connection, document.id, account_id, order):
            return False
        self.relink({document.account_id, account_id or document.account_id})
        return True

    def by_ids(self, grants: Sequence[Grant], ids: Iterable[int]) -> tuple[Document, ...]:
        """These documents, as far as visible."""
        return find(self._connection, grants, documents.c.id.in_(sorted(set(ids))))

    def by_number(self, grants: Sequence[Grant], number: str) -> tuple[Document, ...]:
        """The documents whose own number has this key, newest first."""
        key = number_key(number)
        here = documents.c.account_id.in_(sorted({g.account_id for g in grants}))
        return find(self._connection, grants, here & (documents.c.number_key == key)) if key else ()

    def accounts_of(self, number: str) -> tuple[int, ...]:
        """The accounts that have a document with this number on it: for the people of the house only."""
        return accounts_of(self._connection, number)

    def by_reference(
        self, grants: Sequence[Grant], number: str, kinds: Collection[str] | None = None
    ) -> tuple[Document, ...]:
        """Every visible document of every chain that a visible row with this number belongs to."""
        return by_reference(self._connection, grants, number, kinds)

    def chain(self, grants: Sequence[Grant], chain_id: int) -> tuple[Document, ...]:
        """The visible documents of one chain."""
        return find(self._connection, grants, documents.c.chain == chain_id)

    def near(self, grants: Sequence[Grant], number: str, limit: int = 200) -> tuple[str, ...]:
        """Numbers on visible documents that this one may be a slip or the tail of, as written there."""
        return near(self._connection, grants, number, limit)

    def search(
        self,
        grants: Sequence[Grant],
        *,
        kinds: Collection[str] | None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        status: str | None = None,
        location: str | None = None,
        cost_centre: str | None = None,
        person: str | None = None,
        amount: Decimal | None = None,
        article: str | None = None,
        batch: str | None = None,
        today: dt.date,
        last: int | None = None,
        new_to: tuple[int, int] | None = None,
        limit: int = 500,
    ) -> tuple[Document, ...]:
        """The documents that pass all filters, newest first; `last` = at most so many of each kind.

        `new_to` = (a subscription's id, the last document that is old to it): what it has not sent yet.
        """
        place = (location, cost_centre, person)
        filters = Filters(kinds, since, until, status, *place, amount, article, batch, today, last, new_to)
        return search(self._connection, grants, filters, limit)

    def count(
        self, grants: Sequence[Grant], *, kinds: Collection[str] | None, today: dt.date, **filters: Any
    ) -> int:
        """How many documents pass the filters of `search`."""
        return count(self._connection, grants, Filters(kinds=kinds, today=today, **filters))

    def kinds_seen(self, grants: Sequence[Grant]) -> dict[str, int]:
        """Kind -> number of visible documents."""
        return kinds_seen(self._connection, grants)

    def attach(self, document_id: int, file: StoredFile) -> Outcome:
        """Set the file of one role of a document."""
        return self.attach_all([(document_id, file)])[0]

    def attach_all(self, files: Sequence[tuple[int, StoredFile]]) -> list[Outcome]:
        """Set files of documents, thousands a call: (document id, file)."""
        return document_files.attach(self._connection, files)

    def files(self, document_ids: Iterable[int]) -> dict[int, tuple[StoredFile, ...]]:
        """Files of documents that came from a query with grants: document id -> files, the PDF first."""
        found: defaultdict[int, list[StoredFile]] = defaultdict(list)
        for file in document_files.of(self._connection, document_ids):
            found[file.document_id].append(file)
        return {id: tuple(files) for id, files in found.items()}

    def declaring_file(self, names: Iterable[str]) -> dict[str, tuple[tuple[int, str], ...]]:
        """File name -> (document id, role) of all documents that declare a file of this name."""
        return document_files.declaring(self._connection, names)

    def awaiting_file(self, names: Iterable[str]) -> dict[str, tuple[tuple[int, str], ...]]:
        """The same, without documents that have the file already."""
        return document_files.declaring(self._connection, names, missing=True)
