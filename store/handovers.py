"""The shelf of handovers: when a document first left the house for somebody at its customer."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, delete, select, update

from store.once import insert_once
from store.reminder_schema import handovers
from store.rows import batches
from store.traffic import Parcel
from store.traffic_schema import UNSENT, outbox


class Handovers:
    """First handovers by document."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, parcel: Parcel, now: dt.datetime) -> int:
        """A parcel has left: its documents are handed over now unless they were before; how many were not.

        Parcels to staff hand nothing over.
        """
        if parcel.contact_id is None:
            return 0
        rows = [{"document_id": id, "at": now, "parcel_id": parcel.id} for id in parcel.document_ids]
        return insert_once(self._connection, handovers, rows)

    def undo(self, parcel_id: int, reason: str) -> int:
        """A parcel came back: what only it carried was never handed over; how many documents that are.

        What another parcel carried later, which did not come back, was handed over by that one.
        """
        back = update(outbox).where(outbox.c.id == parcel_id).values(error=reason)
        self._connection.execute(back)
        mine = select(handovers.c.document_id, handovers.c.at).where(handovers.c.parcel_id == parcel_id)
        lost = {row.document_id: row.at for row in self._connection.execute(mine)}
        self._connection.execute(delete(handovers).where(handovers.c.parcel_id == parcel_id))
        rows = []
        for id, at, ids in self._connection.execute(_arrived(min(lost.values()))) if lost else ():
            rows += [{"document_id": one, "at": at, "parcel_id": id} for one in ids if one in lost]
            lost = {one: when for one, when in lost.items() if one not in ids}
        insert_once(self._connection, handovers, rows)
        return len(lost)

    def first(self, document_ids: Iterable[int]) -> dict[int, dt.datetime]:
        """Document id -> when it was first handed over; those that never were are missing."""
        found: dict[int, dt.datetime] = {}
        for batch in batches(sorted(set(document_ids)), 1000):
            query = select(handovers.c.document_id, handovers.c.at)
            rows = self._connection.execute(query.where(handovers.c.document_id.in_(batch)))
            found.update((id, at) for id, at in rows)
        return found

    def leaving(self) -> dict[int, dt.datetime]:
        """Document id -> when a parcel with it was written that is still to leave for a customer."""
        query = select(outbox.c.document_ids, outbox.c.created_at).where(
            UNSENT, outbox.c.contact_id.is_not(None)
        )
        found: dict[int, dt.datetime] = {}
        for ids, at in self._connection.execute(query.order_by(outbox.c.id)):
            found |= {id: at for id in ids if id not in found}
        return found


def _arrived(since: dt.datetime) -> Select[Any]:
    """Parcels to customers that have left since a moment and did not come back, in order."""
    columns = outbox.c.id, outbox.c.sent_at, outbox.c.document_ids
    left = select(*columns).where(outbox.c.state == "sent", outbox.c.sent_at >= since)
    return left.where(outbox.c.error.is_(None), outbox.c.contact_id.is_not(None)).order_by(outbox.c.id)
