"""Arrivals: synced before told, told once as new, alone in their faults."""

import datetime as dt
import signal
import subprocess
import sys
import threading
from concurrent.futures import Future
from pathlib import Path

import pytest

from store.engine import Store
from store.traffic import Arrival

NOW = dt.datetime(2025, 3, 1, 9, tzinfo=dt.UTC)
ROOT = Path(__file__).parents[2]


def mail(name: str, raw: bytes = b"hello") -> Arrival:
    return Arrival("email", name, raw, NOW, {"mail_from": "eva@buyer.test", "rcpt_tos": ["docs@house.test"]})


def test_new_then_seen_before(store: Store) -> None:
    assert store.accept(mail("1", b"raw\x00\xff bytes")) is True
    assert store.accept(mail("1", b"other")) is False
    assert store.accept(Arrival("slack", "1", b"", NOW)) is True
    with store.read() as unit:
        item = unit.inbox.get(1)
    assert item is not None
    assert (item.raw, item.state, item.attempts, item.received_at) == (
        b"raw\x00\xff bytes",
        "received",
        0,
        NOW,
    )
    assert item.envelope == {"mail_from": "eva@buyer.test", "rcpt_tos": ["docs@house.test"]}


def test_many_at_once_each_told_for_itself(store: Store) -> None:
    told: list[bool] = []

    def send(n: int) -> None:
        told.extend(store.accept(mail(str(i))) for i in range(n, n + 20))

    threads = [threading.Thread(target=send, args=(n,)) for n in range(0, 100, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as unit:
        assert unit.inbox.counts()["received"] == 110
    assert (told.count(True), told.count(False)) == (110, 90)


def test_equal_ones_in_one_batch(store: Store) -> None:
    with held(store):
        futures = [store.submit(mail(name)) for name in ("first", "a", "b", "a", "b", "a")]
    assert [future.result(10) for future in futures] == [True, True, True, False, False, False]


def test_a_bad_one_fails_alone(store: Store) -> None:
    bad = Arrival("email", "bad", b"", dt.datetime(2025, 1, 1))  # noqa: DTZ001
    worse = Arrival("email", "worse", b"", NOW, {"peer": object(), 1: 2})
    with held(store):
        futures = [store.submit(a) for a in (mail("0"), mail("1"), bad, mail("2"), worse, mail("3"))]
    assert [future.exception(10) is None for future in futures] == [True, True, False, True, False, True]
    assert store.accept(mail("4")) is True


def test_a_cancelled_one_is_not_stored_and_hurts_nobody(store: Store) -> None:
    with held(store):
        first, second, third = (store.submit(mail(str(n))) for n in range(3))
        cancelled = second.cancel()
    assert first.result(10) and third.result(10)
    with store.read() as unit:
        assert unit.inbox.counts()["received"] == (2 if cancelled else 3)


def test_closing_stores_what_waits_and_takes_nothing_more(url: str) -> None:
    store = Store.open(url)
    futures: list[Future[bool]] = [store.submit(mail(str(n))) for n in range(50)]
    store.close()
    assert all(future.result(0) for future in futures)
    with pytest.raises(RuntimeError, match="closed"):
        store.submit(mail("late"))
    store.close()


def test_nothing_that_was_told_is_lost_when_the_process_dies(url: str) -> None:
    script = (
        "import datetime, sys, threading\nfrom store.engine import Store\nfrom store.traffic import Arrival\n"
        "store = Store.open(sys.argv[1])\nnow = datetime.datetime.now(datetime.UTC)\n"
        "def send(n):\n"
        "    for i in range(100000):\n"
        "        if store.accept(Arrival('email', f'{n}-{i}', b'x' * 4000, now)):\n"
        "            sys.stdout.write(f'{n}-{i}\\n')\n            sys.stdout.flush()\n"
        "for n in range(8):\n    threading.Thread(target=send, args=(n,)).start()\n"
    )
    child = subprocess.Popen([sys.executable, "-c", script, url], cwd=ROOT, stdout=subprocess.PIPE)
    assert child.stdout is not None
    told = [child.stdout.readline() for _ in range(300)]
    child.send_signal(signal.SIGKILL)
    told += child.stdout.read().splitlines(keepends=True)
    child.wait()
    store = Store.open(url)
    names = [line.decode().strip() for line in told if line.endswith(b"\n")]
    assert [store.submit(mail(name)) for name in names][-1].result(10) is False
    with store.read() as unit:
        stored = {item.external_id for item in unit.inbox.listed(limit=1_000_000)}
    store.close()
    assert len(names) >= 300 and set(names) <= stored


class held:
    """Keeps the writer busy with one message, so that the ones submitted inside share a batch."""

    def __init__(self, store: Store) -> None:
        self._turn = store._intake._turn
        self._block = threading.Event()
        self._intake = store._intake

    def __enter__(self) -> None:
        engine, block = self._intake._engine, self._block
        original = engine.begin

        def slow(*args: object) -> object:
            block.wait(10)
            del engine.begin  # type: ignore[method-assign]
            return original(*args)

        engine.begin = slow  # type: ignore[method-assign, assignment]

    def __exit__(self, *error: object) -> None:
        self._block.set()
