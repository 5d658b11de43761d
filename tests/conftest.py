"""What all tests share: the long ones come first, so that `pytest -n` never waits for one that began last."""

import gc
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run, however busy the machine is.
settings.register_profile("house", derandomize=True, deadline=None)
settings.load_profile("house")
# Some million objects of pytest and of the clerk stay: looking through them often takes an eighth of all
# the time.
gc.set_threshold(50_000, 20, 100)

HERE = Path(__file__).parent
# Each lasts for many seconds, or a fixture of it does. With `--dist worksteal` one process keeps them
# together while the others take whatever is left.
LONG = (
    "test_hostile.py",
    "test_doors.py",
    "test_mail_chain.py",
    "test_end_to_end.py",
    "bot/test_pages_in_browser.py",
    "bot/test_zip_in_browser.py",
    "faults/test_faults.py",
    "test_reminder_year.py",
    "test_subscription_year.py",
    "test_no_leak.py",
    "test_wheel.py",
    "bot/test_logs.py",
    "bot/test_web_even.py",
    "bot/test_imap_door.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sorts; within a file the order stays."""
    places = {HERE / path: place for place, path in enumerate(LONG)}
    items.sort(key=lambda item: places.get(item.path, len(places)))
