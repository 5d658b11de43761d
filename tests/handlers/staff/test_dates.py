"""Days and moments of commands: past ones as written, coming ones in the future."""

import datetime as dt

import pytest

from handlers.desk import House
from handlers.staff.dates import day_ahead, day_of, moment_ahead
from tests.world import NOW

TODAY = NOW.date()  # a Friday


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("12.11.2025", "2025-11-12"),
        ("gestern", "2025-11-13"),
        ("12. November", "2025-11-12"),
        ("November", None),
        ("irgendwann", None),
        ("", None),
    ],
)
def test_a_day_that_has_been(house: House, said: str, day: str | None) -> None:
    found = day_of(said, "de", house, TODAY)
    assert (found and found.isoformat()) == day


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("31.12.2025", "2025-12-31"),
        ("31.12.", "2025-12-31"),
        ("31.12", "2025-12-31"),
        ("31.12.25", "2025-12-31"),
        ("3.1.", "2026-01-03"),
        ("29.2.", None),  # there is none in this year or the next
        ("heute", "2025-11-14"),
        ("morgen", "2025-11-15"),
        ("Montag", "2025-11-17"),
        ("Freitag", "2025-11-14"),
        ("gestern", None),
        ("1.10.2025", None),
        ("1.10.25", None),
    ],
)
def test_a_day_to_come(house: House, said: str, day: str | None) -> None:
    found = day_ahead(said, "de", house, TODAY)
    assert (found and found.isoformat()) == day


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("17:00", "2025-11-14T17:00"),
        ("17 Uhr", "2025-11-14T17:00"),
        ("9.15", "2025-11-15T09:15"),  # it is 10:30 here
        ("morgen", "2025-11-16T00:00"),
        ("24.11.", "2025-11-25T00:00"),
        ("25:00", None),
        ("bald", None),
    ],
)
def test_a_moment_to_come(house: House, said: str, moment: str | None) -> None:
    found = moment_ahead(said, "de", house, NOW)
    assert (found.astimezone(house.zone).isoformat()[:16] if found else None) == moment


def test_the_last_day_of_february_is_found_where_there_is_one(house: House) -> None:
    assert day_ahead("29.2.", "de", house, dt.date(2027, 11, 14)) == dt.date(2028, 2, 29)
