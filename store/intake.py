"""Group commit: all arrivals that wait go to disk in one synced transaction, then each is told."""

from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any

from sqlalchemy import Connection, Engine, insert
from sqlalchemy.dialects import postgresql, sqlite

from store.errors import Busy, Unreachable
from store.traffic import Arrival
from store.traffic_schema import inbox, inbox_raw

_MESSAGES = 256  # so many share one commit
_BYTES = 16_000_000  # and together so many, or one that is larger

_Waiting = tuple[Arrival, "Future[bool]"]


class Intake:
    """The writer of arrivals: one thread, started by the first one."""

    def __init__(self, engine: Engine, turn: AbstractContextManager[None]) -> None:
        self._engine = engine
        self._turn = turn
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._closed = False
        self._guard = Lock()

    def submit(self, arrival: Arrival) -> "Future[bool]":
        """Done when the arrival is synced to disk: True = new, False = seen before, or what went wrong."""
        future: Future[bool] = Future()
        with self._guard:
            if self._closed:
                raise RuntimeError("the store is closed")
            if self._thread is None:
                self._thread = Thread(target=self._run, name="intake", daemon=True)
                self._thread.start()
            self._queue.put((arrival, future))
        return future

    def close(self) -> None:
        """Store what waits, then end."""
        with self._guard:
            self._closed = True
            self._queue.put(None)
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while (item := self._queue.get()) is not None:
            batch, more = self._gather(item)
            taken = [(a, future) for a, future in batch if future.set_running_or_notify_cancel()]
            if taken:
                self._settle(taken)
            if not more:
                return

    def _gather(self, item: _Waiting) -> tuple[list[_Waiting], bool]:
        """The item and what waits behind it; False when the end came with it."""
        batch, size = [item], len(item[0].raw)
        try:
            while len(batch) < _MESSAGES and size < _BYTES:
                following = self._queue.get_nowait()
                if following is None:
                    return batch, False
                batch.append(following)
                size += len(following[0].raw)
        except Empty:
            pass
        return batch, True

    def _settle(self, batch: list[_Waiting]) -> None:
        """Store a batch; when that fails each alone, so that one bad arrival fails for itself only."""
        try:
            with self._turn, self._engine.begin() as connection:
                new = _insert(connection, [arrival for arrival, _ in batch])
        except Exception as error:
            if len(batch) == 1 or isinstance(error, Busy | Unreachable):
                for _, future in batch:
                    future.set_exception(error)
                return
            for one in batch:
                self._settle([one])
            return
        for (_, future), first_seen in zip(batch, new, strict=True):
            future.set_result(first_seen)


def _insert(connection: Connection, arrivals: Sequence[Arrival]) -> list[bool]:
    """For each arrival whether it was new; of two equal ones the first."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for a in arrivals:
        row = {"channel": a.channel, "external_id": a.external_id, "received_at": a.received_at}
        row |= {"envelope": dict(a.envelope), "state": "received", "attempts": 0, "story": {}}
        rows.setdefault((a.channel, a.external_id), row)
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(inbox).on_conflict_do_nothing()
    statement = statement.returning(inbox.c.id, inbox.c.channel, inbox.c.external_id)
    ids = {(channel, name): id for id, channel, name in connection.execute(statement, list(rows.values()))}
    raws, new = [], []
    for a in arrivals:
        id = ids.pop((a.channel, a.external_id), None)
        new.append(id is not None)
        if id is not None:
            raws.append({"inbox_id": id, "raw": a.raw})
    if raws:
        connection.execute(insert(inbox_raw), raws)
    return new
