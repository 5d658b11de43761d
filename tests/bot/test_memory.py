"""What stays for the life of the process is looked through no more."""

import gc

from bot.memory import YOUNG, settle


def test_what_is_there_stays_and_what_comes_is_looked_through_seldom() -> None:
    before = gc.get_threshold()
    try:
        settle()
        assert gc.get_freeze_count() > 0
        assert gc.get_threshold()[0] == YOUNG
    finally:
        gc.set_threshold(*before)
