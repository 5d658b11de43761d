"""The shelf of leases: which of several processes does what only one may do at a time."""

import datetime as dt

from sqlalchemy import Connection, or_, update

from store.once import insert_once
from store.reminder_schema import leases


class Leases:
    """Leases by name."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take(self, name: str, owner: str, now: dt.datetime, lease: dt.timedelta) -> bool:
        """Take a lease that is free or run out, or keep one's own; False while somebody else holds it.

        Until the transaction ends nobody else can take it.
        """
        mine = or_(leases.c.owner == owner, leases.c.until <= now)
        values = {"owner": owner, "until": now + lease}
        taken = update(leases).where(leases.c.name == name, mine).values(values)
        if self._connection.execute(taken).rowcount:
            return True
        return insert_once(self._connection, leases, [{"name": name, **values}]) == 1

    def give_up(self, name: str, owner: str, now: dt.datetime) -> None:
        """Let the next one take it at once."""
        mine = update(leases).where(leases.c.name == name, leases.c.owner == owner)
        self._connection.execute(mine.values(until=now))
