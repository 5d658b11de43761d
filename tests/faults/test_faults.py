"""The fault campaign in short: a dozen kills, a full disk, a failing relay; `make faults` is the long one."""

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import chat, disk, ends, kills, smarthost
from tests.faults.ledger import Row
from tests.faults.nursery import Nursery
from tests.faults.yard import Yard, open_yard

STEPS = (
    "commit, in the transaction",
    "250, before it",
    "parse",
    "settle, before its commit",
    "send, relay has it",
    "mark, before it",
)


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    """Forks the clerks."""
    with Nursery() as nursery:
        yield nursery


@pytest.fixture(scope="module")
def small() -> Iterator[Path | None]:
    """A disk that a test can fill."""
    with disk.small_disk() as small:
        yield small


@pytest.fixture(scope="module")
def yard(nursery: Nursery, small: Path | None) -> Iterator[Yard]:
    """One house for all; the mailbox door is in the long campaign."""
    with open_yard(nursery, imap=False, **(disk.places_on(small) if small else {})) as yard:
        yield yard


def sound(row: Row) -> Row:
    """The row, when nothing is wrong with it."""
    assert not row.wrong, row
    assert row.injected, row
    assert sum(row.ends.values()) == row.accepted > 0
    return row


def test_a_dozen_kills_lose_nothing(yard: Yard) -> None:
    before = yard.ledger.mark()
    rows = [Row("killed")]
    with yard.post.flowing(pause=0.05):
        for n, step in enumerate(STEPS * 2):
            yard.start(step, 1 + n % 3)
            rows[0].injected += yard.dies(10)
        yard.start()
    row = sound(yard.reckon(rows[0], allowed=24))
    yard.end()
    assert row.injected == 12
    assert yard.ledger.mark() > before


def test_what_falls_between_the_relay_and_our_mark_goes_out_twice_alike(yard: Yard) -> None:
    (row,) = kills.at_steps(yard, 1, ["mark, in the transaction"])
    assert sound(row).doubled >= 1  # else this campaign sees no doubles at all


def test_a_relay_that_breaks_off_loses_nothing(yard: Yard) -> None:
    yard.start()
    yard.relay.moods = ["reset before", "greylist", "reset instead of 250", "", "refuse"]
    with yard.post.flowing(pause=0.05):
        time.sleep(1)
    row = Row("relay", injected=len(smarthost.DOUBLING))
    assert sound(yard.reckon(row, allowed=1)).doubled == 1
    assert yard.relay.shown["greylist"] == 1
    assert yard.end() < ends.MOST


def test_a_full_disk_is_told_and_passes(yard: Yard, small: Path | None) -> None:
    if small is None:
        pytest.skip("a small file system cannot be mounted here")
    (row,) = disk.filling(yard, small, 1)
    sound(row)


def test_slack_by_signed_http(nursery: Nursery) -> None:
    with chat.talk_with(nursery, "http") as talk:
        for row in (*talk.deaths("slack: stored, not acknowledged", 1), *talk.forged(1)):
            sound(row)


def test_the_ledger_sees_what_is_lost(yard: Yard) -> None:
    lost = yard.ledger.reckon(Row("lost"), {"<never@client.test>"}, yard.relay, yard.ledger.mark(), 0)
    assert (lost.lost, lost.ends) == (1, Counter())
    assert lost.wrong
    sent = next(iter(yard.relay.copies))
    yard.relay.copies[sent] += 3
    twice = yard.ledger.reckon(Row("doubled"), set(), yard.relay, 0, 100)
    yard.relay.copies[sent] -= 3
    assert any("audited" in wrong for wrong in twice.wrong)
