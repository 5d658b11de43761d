"""Trouble on demand: rate limits, outages, lost answers and slow ones."""

import threading
from dataclasses import dataclass


@dataclass
class Fault:
    """One kind of trouble for one method ("*" = all); `times` None lasts until all is well again."""

    method: str
    kind: str  # limit, fail, reset, lose, slow, refuse
    times: int | None
    seconds: float = 0
    error: str = ""


class Trouble:
    """What goes wrong next."""

    def __init__(self) -> None:
        self.one_a_second = False
        self._faults: list[Fault] = []
        self._lock = threading.Lock()

    def limit(self, method: str = "*", times: int | None = 1, retry_after: int = 1) -> None:
        """429 with Retry-After."""
        self._faults.append(Fault(method, "limit", times, retry_after))

    def fails(self, method: str = "*", times: int | None = 1) -> None:
        """HTTP 500."""
        self._faults.append(Fault(method, "fail", times))

    def resets(self, method: str = "*", times: int | None = 1) -> None:
        """The connection is reset before anything was done."""
        self._faults.append(Fault(method, "reset", times))

    def loses_answers(self, method: str = "*", times: int | None = 1) -> None:
        """It is done, but the connection is reset instead of an answer."""
        self._faults.append(Fault(method, "lose", times))

    def slow(self, method: str = "*", seconds: float = 1, times: int | None = 1) -> None:
        """The answer takes its time."""
        self._faults.append(Fault(method, "slow", times, seconds))

    def refuses(self, method: str, error: str, times: int | None = 1) -> None:
        """The answer is this error."""
        self._faults.append(Fault(method, "refuse", times, error=error))

    def ends(self) -> None:
        """All is well again."""
        with self._lock:
            self._faults.clear()
            self.one_a_second = False

    def next(self, method: str) -> Fault | None:
        """The trouble that this call meets, used up."""
        with self._lock:
            for fault in self._faults:
                if fault.method in ("*", method) and fault.times != 0:
                    if fault.times is not None:
                        fault.times -= 1
                    return fault
        return None
