"""A year of reminders, lived day by day: each one that is sent is right, none is missing, none is double."""

import logging
import os
from pathlib import Path

import structlog

from tests.reminder_world import invent
from tests.reminder_year import Life

ACCOUNTS = int(os.environ.get("DOCCLERK_YEAR_ACCOUNTS", "15"))
SEED = int(os.environ.get("DOCCLERK_YEAR_SEED", "7"))


def test_a_year_is_right_every_day(tmp_path: Path) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    totals = Life(invent(ACCOUNTS, SEED), tmp_path).run()
    assert totals.letters > 4 * ACCOUNTS and totals.mails >= totals.letters
    assert totals.crashes > 5 and totals.quiet_days > 5
