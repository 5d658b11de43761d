"""Faults of the relay: down, slow, greylisting, breaking off before or after it has taken a mail."""

import time
from collections.abc import Iterator

from tests.faults.ledger import Row
from tests.faults.yard import Yard

DOUBLING = ("reset instead of 250", "reset after 250", "hang")  # the relay has the mail and we cannot know
MOODS = ("slow", "greylist", "refuse", "reset before", "reset instead of 250", "reset after 250", "hang")


def moods(yard: Yard, times: int) -> Iterator[Row]:
    """Each mood for some mails, in turn with none."""
    for mood in MOODS:
        row = Row(f"relay: {mood}")
        yard.start()
        many = min(times, 4) if mood in ("slow", "hang") else times
        yard.relay.moods = [m for _ in range(many) for m in (mood, "")]
        seen = yard.relay.shown[mood]
        with yard.post.flowing():
            wait = time.monotonic() + 120
            while yard.relay.moods and time.monotonic() < wait:
                time.sleep(0.1)
        yard.relay.moods = []
        row.injected = yard.relay.shown[mood] - seen
        if not row.injected:
            row.wrong.append("the relay never showed this mood")
        yield yard.reckon(row, allowed=row.injected if mood in DOUBLING else 0)
        yard.end()


def down(yard: Yard, times: int) -> Iterator[Row]:
    """Nobody listens for a while, again and again."""
    row = Row("relay: down")
    yard.start()
    with yard.post.flowing():
        for _ in range(times):
            yard.relay.close()
            time.sleep(1.5)
            yard.relay.open()
            time.sleep(0.8)
            row.injected += 1
    yield yard.reckon(row)
    yard.end()
