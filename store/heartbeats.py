"""The shelf of heartbeats: when a part of the clerk, in whatever process, last had everything in hand."""

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import Connection, select

from store.house_schema import switches
from store.switches import Switch, Switches

_PREFIX = "beat "  # beats stand among the switches: one row a part, whoever writes it


class Heartbeats:
    """The newest beat of each part; a part names itself: "imap INBOX"."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def beat(self, part: str, now: dt.datetime) -> None:
        """Everything was well with this part just now."""
        Switches(self._connection).set(Switch(_PREFIX + part, True, part, None, now))

    def all(self) -> Mapping[str, dt.datetime]:
        """Part -> its newest beat."""
        beats = switches.c.name.startswith(_PREFIX, autoescape=True)
        rows = self._connection.execute(select(switches.c.name, switches.c.at).where(beats))
        return {name.removeprefix(_PREFIX): at for name, at in rows}

    def end(self, part: str) -> None:
        """A part is no more: nobody waits for its next beat."""
        Switches(self._connection).clear(_PREFIX + part)
