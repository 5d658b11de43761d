"""The shelf of switches for the whole house, such as the pause, with who set them and why."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from store.house_schema import switches
from store.rows import columns, first, records


@dataclass(frozen=True, slots=True)
class Switch:
    """One switch as it was set last."""

    name: str
    value: Any
    author: str
    reason: str | None
    at: dt.datetime


class Switches:
    """Switches by name; one that was never set is not there."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def set(self, switch: Switch) -> None:
        """Put a switch into this position."""
        self.clear(switch.name)
        row = {name: getattr(switch, name) for name in ("name", "value", "author", "reason", "at")}
        self._connection.execute(insert(switches).values(row))

    def get(self, name: str) -> Switch | None:
        """The switch as it stands; None when it was never set or cleared."""
        query = select(*columns(Switch, switches)).where(switches.c.name == name)
        return first(records(Switch, self._connection.execute(query)))

    def clear(self, name: str) -> bool:
        """Back to nothing; False when there was nothing."""
        return self._connection.execute(delete(switches).where(switches.c.name == name)).rowcount == 1
