"""Faults of a house on PostgreSQL: the clerk dies, the server restarts or dies, one of two clerks dies."""

import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import suppress

from tests.faults import ends, kills
from tests.faults.ledger import Row
from tests.faults.nursery import Nursery
from tests.faults.yard import COURIERS, HURRY, Yard, open_yard
from tests.houses import wait_for
from tests.services import Postgres, private_server

STEPS = (
    *("commit, in the transaction", "250, before it", "imap: stored, not noted", "imap: after MOVE"),
    *("decide", "settle, before its commit", "send, relay has it", "mark, in the transaction"),
)
DOWN = 1.5  # seconds
WAYS = ("restarted", "crashed (immediate)", f"away for {DOWN} s", "killed -9")


def all_of_it(nursery: Nursery, times: int) -> Iterator[Row]:
    """Each fault in turn; the mailbox door is there, too."""
    with private_server() as server:
        if server is None:
            yield Row("postgresql", note="skipped: no PostgreSQL")
            return
        with open_yard(nursery, store__url=server.url) as yard:
            few = max(2, times // 3)
            rows = (
                kills.at_steps(yard, few, [s for s in STEPS if yard.mailbox or not s.startswith("imap")]),
                restarts(yard, server, few),
                one_of_two(yard, times),
                ends.under_load(yard, few),
            )
            for some in rows:
                for row in some:
                    row.fault = f"{row.fault} (PostgreSQL)"
                    yield row


def restarts(yard: Yard, server: Postgres, times: int) -> Iterator[Row]:
    """The server goes down and comes back under load; the clerk is not started anew."""
    for way in WAYS:
        row = Row(f"server {way}")
        yard.start()
        with yard.post.flowing():
            for _ in range(times):
                time.sleep(0.7)
                break_down(server, way)
                row.injected += 1
                time.sleep(0.7)
        row.note = f"451 answered {yard.post.replies.get(451, 0)} times"
        yield yard.reckon(row)
        yard.end()


def break_down(server: Postgres, way: str) -> None:
    """One fault, and the server is back."""
    if way == "killed -9":
        pid = int((server.folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)
    else:
        assert server.stop("fast" if way == "restarted" else "immediate")
    time.sleep(DOWN if way.startswith("away") else 0)
    assert wait_for(server.start, 30)  # its children may need a moment to notice


def one_of_two(yard: Yard, times: int) -> Iterator[Row]:
    """A second process works beside the first; it is killed at any moment and comes back."""
    rng, row = random.Random(5), Row("kill -9: one of two processes")
    yard.start()
    with yard.post.flowing(pause=0.1):
        for _ in range(times):
            pid = second(yard)
            time.sleep(rng.uniform(1.0, 2.5))
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            assert wait_for(lambda: yard.nursery.ended(pid) is not None, 10)  # noqa: B023
            row.injected += 1
        pid = second(yard)
    yield yard.reckon(row, allowed=COURIERS * times)
    os.kill(pid, signal.SIGTERM)
    assert wait_for(lambda: yard.nursery.ended(pid) == 0, ends.MOST), "the second process did not end"
    yard.end()


def second(yard: Yard) -> int:
    """Workers and couriers alone, in a process of their own; its number."""
    return yard.nursery.start(
        folder=str(yard.house.folder),
        log=str(yard.house.folder / "second.log"),
        settings=yard.house.settings,
        hurry=HURRY,
        words=("serve", "--only", "worker"),
    )
