"""Faults of the mailbox server: restarted, away, killed, silent without hanging up."""

import signal
import time
from collections.abc import Iterator

from tests.dovecot import Dovecot
from tests.faults.ledger import Row
from tests.faults.yard import USER, Yard
from tests.houses import wait_for

WAYS = ("restarted", "away for 4 s", "killed", "silent for 5 s (SIGSTOP)")
BACK = 60.0  # seconds until the door must have noticed


def ways(yard: Yard, times: int) -> Iterator[Row]:
    """Each way some times under load; afterwards nothing may be left in the folder."""
    if yard.mailbox is None:
        row = Row("mailbox server")
        row.note = "skipped: no Dovecot"
        yield row
        return
    for way in WAYS:
        row = Row(f"imap server: {way}")
        yard.start()
        with yard.post.flowing():
            for _ in range(times):
                time.sleep(0.5)
                break_down(yard.mailbox, way)
                row.injected += 1
                time.sleep(0.5)
        if not wait_for(lambda: not yard.mailbox.mails(USER), BACK):
            row.wrong.append(f"{len(yard.mailbox.mails(USER))} mails stayed in the folder")
        yield yard.reckon(row)
        yard.end()


def break_down(server: Dovecot, way: str) -> None:
    """One fault, and the server is back."""
    if way.startswith("silent"):
        server.signal(signal.SIGSTOP)
        time.sleep(5)
        server.signal(signal.SIGCONT)
        return
    if way == "killed":
        server.signal(signal.SIGKILL)
        assert server.process
        server.process.wait(10)
    else:
        server.stop()
    time.sleep(4 if way.startswith("away") else 0.2)
    server.start()
