"""Faults that end the process: kill -9 at each step, at any moment, and at a sync to the disk."""

import random
import shutil
import subprocess
import time
from collections.abc import Iterable, Iterator

from tests.faults.doom import MAIL_SIDE, SMTP_SIDE
from tests.faults.ledger import Row
from tests.faults.yard import COURIERS, Yard

REACHED = 60.0  # seconds in which a step must be passed, even where others want the machine, too
PATIENCE = 5  # the n-th passage at most
SYNCS = ("strace", "-f", "-q", "-e", "trace=fsync,fdatasync", "-o", "/dev/null")


def at_steps(yard: Yard, times: int, steps: Iterable[str] = (), seed: int = 1) -> Iterator[Row]:
    """Each step `times` times, at another passage each time; one row a step."""
    rng = random.Random(seed)
    for step in steps or (MAIL_SIDE if yard.mailbox else SMTP_SIDE):
        row = Row(f"kill -9: {step}")
        with yard.post.flowing():
            for _ in range(times):
                yard.start(step, rng.randint(1, PATIENCE))
                if yard.dies(REACHED):
                    row.injected += 1
            yard.start()
        if row.injected < times:
            row.wrong.append(f"the step was reached {row.injected} of {times} times only")
        yield yard.reckon(row, allowed=COURIERS * times)
        yard.end()


def at_any_moment(yard: Yard, times: int, seed: int = 2) -> Iterator[Row]:
    """From outside, whatever it does just then, even while it starts."""
    rng, row = random.Random(seed), Row("kill -9: at any moment")
    with yard.post.flowing():
        for _ in range(times):
            yard.start()
            time.sleep(rng.uniform(0.0, 1.5))
            yard.kill()
            row.injected += 1
        yard.start()
    yield yard.reckon(row, allowed=COURIERS * times)
    yard.end()


def at_syncs(yard: Yard, times: int, seed: int = 3) -> Iterator[Row]:
    """By strace, at the n-th sync to the disk: the moment in which a commit is half there."""
    rng, row = random.Random(seed), Row("kill -9: in a sync (strace)")
    if not shutil.which("strace"):
        row.note = "skipped: no strace"
        yield row
        return
    with yard.post.flowing():
        for _ in range(times):
            yard.start()
            aim = f"inject=fsync,fdatasync:signal=KILL:when={rng.randint(1, 12)}"
            with subprocess.Popen([*SYNCS, "-e", aim, "-p", str(yard.pid)], stderr=subprocess.PIPE) as tracer:
                row.injected += yard.dies(REACHED)
                tracer.terminate()
        yard.start()
    if row.injected < times:
        row.wrong.append(f"it died {row.injected} of {times} times only: strace may not trace here")
    yield yard.reckon(row, allowed=COURIERS * times)
    yard.end()
