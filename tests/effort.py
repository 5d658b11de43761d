"""Work counted in calls, which are the same on every machine and in every run."""

import gc
import sys
from collections.abc import Callable
from types import FrameType


def calls(work: Callable[[], object]) -> int:
    """How many functions a piece of work calls, those written in C with them.

    It is done once before, so that what is only built once does not count; nor does the garbage collector.
    """
    work()
    count = 0

    def tally(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    gc.disable()
    sys.setprofile(tally)
    try:
        work()
    finally:
        sys.setprofile(before)
        gc.enable()
    return count
