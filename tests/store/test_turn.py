"""The fair lock of the writers."""

import threading
import time

import pytest

from store.turn import Turn


def test_one_at_a_time_in_the_order_of_asking() -> None:
    turn, order = Turn(), []

    def write(n: int) -> None:
        with turn:
            order.append(n)

    with turn:
        threads = []
        for n in range(5):
            threads.append(threading.Thread(target=write, args=(n,)))
            threads[-1].start()
            while len(turn._waiting) <= n:
                time.sleep(0.001)
    for thread in threads:
        thread.join(5)
    assert order == [0, 1, 2, 3, 4]


def test_who_comes_again_at_once_stands_behind_who_waits() -> None:
    turn, log = Turn(), []

    def short() -> None:
        with turn:
            log.append("short")

    waiting = threading.Thread(target=short)
    with turn:
        waiting.start()
        while not turn._waiting:
            time.sleep(0.001)
    with turn:
        log.append("again")
    waiting.join(5)
    assert log == ["short", "again"]


def test_asking_twice_is_a_mistake_and_an_error_lets_go() -> None:
    turn = Turn()
    with pytest.raises(RuntimeError, match="open in this thread"), turn, turn:
        pass
    with turn:
        pass
