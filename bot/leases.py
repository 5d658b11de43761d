"""Names the owners of leases, and frees what a process of this machine held when it died."""

import os
import socket

from bot.clock import Clock
from store.engine import Store


def owner(part: str) -> str:
    """The name of one worker or courier of this process."""
    return f"{socket.gethostname()}/{os.getpid()}/{part}"


def dead(name: str) -> bool:
    """Whether an owner was a process of this machine that is gone; our own number was another's before."""
    host, _, rest = name.partition("/")
    pid = rest.partition("/")[0]
    if host != socket.gethostname() or not pid.isdigit():
        return False
    return int(pid) == os.getpid() or not running(int(pid))


def running(pid: int) -> bool:
    """Whether a process with this number is there."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def free_the_dead(store: Store, clock: Clock) -> int:
    """Ends the leases of dead owners; called once at the start, before any part runs."""
    freed = 0
    with store.begin() as unit:
        for name in unit.inbox.lease_owners():
            freed += unit.inbox.end_leases(name, clock()) if dead(name) else 0
        for name in unit.outbox.lease_owners():
            freed += unit.outbox.end_leases(name, clock()) if dead(name) else 0
    return freed
