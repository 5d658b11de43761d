"""The shelf of made papers: statements, lists and letters written for one answer, and for whose eyes."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Boolean, Column, Connection, ForeignKey, Index, Integer, Table, Text, insert, select

from store.columns import JsonTuple, Moment, metadata
from store.rows import batches, cells, columns, records

papers = Table(
    "papers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", Integer, ForeignKey("accounts.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("whole", Boolean, nullable=False),
    Column("document_ids", JsonTuple, nullable=False),
    Column("made_at", Moment),
    Index(None, "account_id"),
)


@dataclass(frozen=True, slots=True)
class Paper:
    """What a made file tells about whom.

    Whoever gets it must be allowed papers of `kind` of the account, without limits of place, cost centre or
    period when it is about the `whole` account, and every document in `document_ids`.
    """

    account_id: int
    kind: str
    whole: bool = False
    document_ids: tuple[int, ...] = ()
    made_at: dt.datetime | None = None
    id: int = 0


_COLUMNS = columns(Paper, papers)


class Papers:
    """Made papers by id."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, paper: Paper, now: dt.datetime) -> int:
        """Note a paper that was made; its id."""
        added = insert(papers).values(cells(paper, "id") | {"made_at": now}).returning(papers.c.id)
        return int(self._connection.execute(added).scalar_one())

    def by_ids(self, ids: Iterable[int]) -> tuple[Paper, ...]:
        """These papers."""
        found: list[Paper] = []
        for batch in batches(sorted(set(ids)), 1000):
            query = select(*_COLUMNS).where(papers.c.id.in_(batch)).order_by(papers.c.id)
            found += records(Paper, self._connection.execute(query))
        return tuple(found)
