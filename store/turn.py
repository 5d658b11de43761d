"""One writer at a time in this process, in the order of asking: a bulk load never starves the intake."""

from collections import deque
from threading import Lock, get_ident
from types import TracebackType


class Turn:
    """A fair lock; asking again while holding it is a mistake of the caller and raises RuntimeError."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._waiting: deque[tuple[int, Lock]] = deque()
        self._holder: int | None = None

    def __enter__(self) -> None:
        me = get_ident()
        with self._guard:
            if self._holder == me:
                raise RuntimeError("a write transaction is open in this thread already")
            if self._holder is None:
                self._holder = me
                return
            ticket = Lock()
            ticket.acquire()
            self._waiting.append((me, ticket))
        ticket.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._guard:
            if not self._waiting:
                self._holder = None
                return
            self._holder, ticket = self._waiting.popleft()
        ticket.release()
