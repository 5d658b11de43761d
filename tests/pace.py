"""Speed without a clock on the wall: work on a longer text may cost more, but only as it is longer."""

import time
from collections.abc import Callable

ROOM = 2.5  # what costs grow by besides, on a busy machine; squares grow fourfold where lengths do
NOISE = 0.005  # seconds; work that costs less than this says nothing


def grows_linearly(work: Callable[[int], object], n: int, times: int = 4) -> bool:
    """Whether work on a size of `times * n` costs about `times` what it costs for `n`, best of three each."""
    most = ROOM * times * min(cost(work, n) for _ in range(3)) + NOISE
    return any(cost(work, times * n) < most for _ in range(3))


def cost(work: Callable[[int], object], n: int) -> float:
    """The processor time of this thread; other work beside it does not count."""
    start = time.thread_time()
    work(n)
    return time.thread_time() - start
