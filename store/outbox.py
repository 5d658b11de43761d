"""The shelf of messages that go out: unchangeable, leased by couriers, sent or given up."""

import datetime as dt

from sqlalchemy import ColumnElement, Connection, TextClause, and_, case, func, insert, or_, select, update

from store.rows import cells, columns, first, of_address, records
from store.traffic import Parcel
from store.traffic_schema import UNSENT, outbox

_COLUMNS = columns(Parcel, outbox)
UNANSWERED = "the last try ended without an answer: it may have left"


class Outbox:
    """Parcels by state."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, parcel: Parcel, due: dt.datetime) -> int:
        """Queue a parcel to be sent from `due` on; its id. A Message-ID goes out only once."""
        values = cells(parcel, "id")
        values |= {"state": "queued", "attempts": 0, "due": due, "created_at": parcel.created_at or due}
        added = insert(outbox).values(values).returning(outbox.c.id)
        return int(self._connection.execute(added).scalar_one())

    def claim(self, now: dt.datetime, owner: str, lease: dt.timedelta) -> Parcel | None:
        """Lease the parcel that is due longest, or whose lease has run out; its attempts count up.

        Of a lease that has run out nobody knows whether the parcel left: its error is UNANSWERED then.
        """
        waiting = and_(outbox.c.state == "queued", outbox.c.due <= now)
        expired = and_(outbox.c.state == "sending", outbox.c.lease_until <= now)
        open_ = and_(UNSENT, or_(waiting, expired))
        query = select(outbox.c.id).where(open_).order_by(outbox.c.due, outbox.c.id).limit(1)
        id = self._connection.scalar(query.with_for_update(skip_locked=True))
        if id is None:
            return None
        attempts = outbox.c.attempts + 1
        error = case((expired, UNANSWERED), else_=outbox.c.error)
        self._set(
            id, state="sending", attempts=attempts, error=error, lease_owner=owner, lease_until=now + lease
        )
        return self.get(id)

    def sent(self, id: int, now: dt.datetime) -> None:
        """It has left the house; its bytes, which hold the tokens of links, are forgotten."""
        self._set(id, state="sent", sent_at=now, payload=b"", error=None, lease_owner=None, lease_until=None)

    def retry_at(self, id: int, when: dt.datetime, error: str) -> None:
        """It could not be sent now; try again later."""
        self._set(id, state="queued", due=when, error=error, lease_owner=None, lease_until=None)

    def failed(self, id: int, now: dt.datetime, error: str) -> None:
        """It cannot be sent: given up at `now`."""
        self._set(id, state="failed", due=now, error=error, lease_owner=None, lease_until=None)

    def unclaim(self, id: int) -> None:
        """Hand a parcel back that was not tried; the attempt does not count."""
        attempts = outbox.c.attempts - 1
        self._set(id, state="queued", attempts=attempts, lease_owner=None, lease_until=None)

    def hand_back(self, owner: str) -> int:
        """Hand back all that an owner holds and has not sent; the attempts do not count. How many."""
        held = update(outbox).where(outbox.c.state == "sending", outbox.c.lease_owner == owner)
        values = {"state": "queued", "attempts": outbox.c.attempts - 1}
        return self._connection.execute(held.values(lease_owner=None, lease_until=None, **values)).rowcount

    def get(self, id: int) -> Parcel | None:
        """One parcel."""
        return first(self._find(outbox.c.id == id))

    def by_envelope_from(self, address: str) -> Parcel | None:
        """The parcel that left with this bounce address, lower case."""
        return first(self._find(outbox.c.envelope_from == address)) if address else None

    def of_inbox(self, inbox_id: int) -> tuple[Parcel, ...]:
        """What was written because of one message, oldest first."""
        return self._find(outbox.c.inbox_id == inbox_id)

    def in_hand(self, channel: str, recipient: str) -> tuple[Parcel, ...]:
        """What is being sent to somebody just now, the newest first: it may have arrived already."""
        theirs = and_(outbox.c.channel == channel, outbox.c.recipient == recipient)
        return self._find(and_(UNSENT, outbox.c.state == "sending", theirs))[::-1]

    def pending(self) -> tuple[Parcel, ...]:
        """All parcels that have not left yet, oldest first."""
        return self._find(UNSENT)

    def listed(self, state: str, limit: int = 100) -> tuple[Parcel, ...]:
        """The newest parcels of one state, oldest first."""
        newest = select(outbox.c.id).where(outbox.c.state == state).order_by(outbox.c.id.desc()).limit(limit)
        return self._find(outbox.c.id.in_(newest))

    def count_to(self, recipient: str, purpose: str, since: dt.datetime) -> int:
        """How many parcels of one purpose were written since to an address, or a domain ("@adler.test")."""
        mine = and_(of_address(outbox.c.recipient, recipient), outbox.c.created_at >= since)
        query = select(func.count()).select_from(outbox).where(mine, outbox.c.purpose == purpose)
        return self._connection.scalar(query) or 0

    def lease_owners(self) -> set[str]:
        """Who holds leases just now."""
        held = select(outbox.c.lease_owner).where(outbox.c.state == "sending")
        return {owner for owner in self._connection.scalars(held.distinct()) if owner}

    def end_leases(self, owner: str, now: dt.datetime) -> int:
        """Let others take over at once what a dead owner held; how many."""
        dead = update(outbox).where(outbox.c.state == "sending", outbox.c.lease_owner == owner)
        return self._connection.execute(dead.values(lease_until=now)).rowcount

    def counts(self) -> dict[str, int]:
        """Number of parcels by state."""
        query = select(outbox.c.state, func.count().label("number")).group_by(outbox.c.state)
        counts = dict.fromkeys(("queued", "sending", "sent", "failed"), 0)
        return counts | {row.state: row.number for row in self._connection.execute(query)}

    def _set(self, id: int, **values: object) -> None:
        self._connection.execute(update(outbox).where(outbox.c.id == id).values(**values))

    def _find(self, condition: ColumnElement[bool] | TextClause) -> tuple[Parcel, ...]:
        query = select(*_COLUMNS).where(condition).order_by(outbox.c.id)
        return records(Parcel, self._connection.execute(query))
