"""SIGTERM under load: everything in hand is finished or given back, within 20 seconds."""

import random
import signal
import time
from collections.abc import Iterator

from tests.faults.ledger import Row
from tests.faults.yard import Yard

MOST = 20.0  # seconds


def under_load(yard: Yard, times: int, seed: int = 4) -> Iterator[Row]:
    """Again and again, at any moment."""
    rng, row, longest = random.Random(seed), Row("SIGTERM under load"), 0.0
    with yard.post.flowing():
        for _ in range(times):
            yard.start()
            time.sleep(rng.uniform(0.2, 1.5))
            longest = max(longest, yard.end())
            row.injected += 1
        yard.start()
    yield told(yard.reckon(row), longest)
    yard.end()


def while_all_hang(yard: Yard, times: int) -> Iterator[Row]:
    """While the relay has a mail and says nothing, and the mailbox server has stopped."""
    row, longest = Row("SIGTERM while relay and mailbox hang"), 0.0
    with yard.post.flowing(senders=1, pause=0.3):
        for _ in range(times):
            yard.relay.always = "hang"
            yard.start(relay=60)  # as patient as in earnest
            seen = yard.relay.shown["hang"]
            wait = time.monotonic() + 15
            while yard.relay.shown["hang"] < seen + 2 and time.monotonic() < wait:
                time.sleep(0.05)
            if yard.mailbox:
                yard.mailbox.signal(signal.SIGSTOP)
            longest = max(longest, yard.end())
            if yard.mailbox:
                yard.mailbox.signal(signal.SIGCONT)
            yard.relay.always = ""
            row.injected += 1
        yard.start()
    yield told(yard.reckon(row, allowed=10 * times), longest)  # the relay had them and never said so
    yard.end()


def told(row: Row, longest: float) -> Row:
    """The row with how long it took."""
    row.note = f"{longest:.1f} s at most"
    if longest > MOST:
        row.wrong.append(f"it took {longest:.1f} s to end")
    return row
