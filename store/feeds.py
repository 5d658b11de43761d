"""The shelf of feeds: which deliveries were loaded and how fresh the data is."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from store.schema import feed_files, feed_loads


class Feeds:
    """Loads and files by feed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, feed: str, loaded_at: dt.datetime, rows: Mapping[str, int]) -> None:
        """Note that a delivery was loaded; `rows` counts outcomes."""
        values = {"feed": feed, "loaded_at": loaded_at, "rows": dict(rows)}
        self._connection.execute(insert(feed_loads).values(values))

    def data_as_of(self, feed: str | None = None) -> dt.datetime | None:
        """When the newest delivery of this feed, or of any, was loaded."""
        query = select(func.max(feed_loads.c.loaded_at))
        if feed is not None:
            query = query.where(feed_loads.c.feed == feed)
        newest: dt.datetime | None = self._connection.scalar(query)
        return newest

    def seen(self, sha256: str) -> bool:
        """True when a delivery with exactly these bytes was loaded before."""
        return self.report(sha256) is not None

    def report(self, sha256: str) -> dict[str, Any] | None:
        """The quality report of a delivery that was loaded before."""
        query = select(feed_files.c.report).where(feed_files.c.sha256 == sha256)
        return self._connection.scalar(query)

    def remember(self, sha256: str, name: str, report: Mapping[str, Any]) -> None:
        """Keep the hash, name and quality report of a delivery."""
        self._connection.execute(delete(feed_files).where(feed_files.c.sha256 == sha256))
        values = {"sha256": sha256, "name": name, "report": dict(report)}
        self._connection.execute(insert(feed_files).values(values))
