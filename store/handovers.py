"""The shelf of handovers: when a document first left the house for somebody at its customer."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import Connection, delete, select

from store.once import insert_once
from store.reminder_schema import handovers
from store.rows import batches
from store.traffic import Parcel


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

    def undo(self, parcel_id: int) -> int:
        """A parcel came back: what only it carried was never handed over; how many documents that are."""
        gone = delete(handovers).where(handovers.c.parcel_id == parcel_id)
        return self._connection.execute(gone).rowcount

    def first(self, document_ids: Iterable[int]) -> dict[int, dt.datetime]:
        """Document id -> when it was first handed over; those that never were are missing."""
        found: dict[int, dt.datetime] = {}
        for batch in batches(sorted(set(document_ids)), 1000):
            query = select(handovers.c.document_id, handovers.c.at)
            rows = self._connection.execute(query.where(handovers.c.document_id.in_(batch)))
            found.update((id, at) for id, at in rows)
        return found
