"""Levels and hours: what is reached when, also where the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from handlers.reminders.rules import Rules
from handlers.reminders.working_days import WorkingDays

BERLIN = ZoneInfo("Europe/Berlin")
RULES = Rules((-3, 7, 21, 35), time(9), WorkingDays("DE"), Decimal(10))


@pytest.mark.parametrize(
    ("days", "level"), [(-4, 0), (-3, 1), (0, 1), (1, 0), (6, 0), (7, 2), (20, 2), (21, 3), (35, 4), (400, 4)]
)
def test_levels_after_a_due_date_on_a_working_day(days: int, level: int) -> None:
    due = date(2026, 2, 4)
    assert RULES.reached(due, due + timedelta(days=days)) == level


def test_a_hint_holds_until_the_working_day_after_a_sunday() -> None:
    sunday = date(2026, 2, 8)
    assert RULES.reached(sunday, date(2026, 2, 9)) == 1
    assert RULES.reached(sunday, date(2026, 2, 10)) == 0


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 3, 27, 7, 59, tzinfo=UTC), None),  # winter: nine is eight in UTC
        (datetime(2026, 3, 27, 8, 0, tzinfo=UTC), date(2026, 3, 27)),
        (datetime(2026, 3, 30, 6, 59, tzinfo=UTC), None),  # summer: nine is seven in UTC
        (datetime(2026, 3, 30, 7, 0, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2026, 3, 29, 12, 0, tzinfo=UTC), None),  # Sunday
        (datetime(2026, 4, 3, 12, 0, tzinfo=UTC), None),  # Good Friday
    ],
)
def test_the_hour_is_the_one_on_the_wall(now: datetime, day: date | None) -> None:
    assert RULES.day_of(now, BERLIN) == day


def test_an_hour_that_the_clocks_skip_comes() -> None:
    early = Rules((7,), time(2, 30), WorkingDays("DE"), Decimal(10))
    gap = early.moment(date(2026, 3, 29), BERLIN).astimezone(UTC)
    assert gap == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)  # 03:30 on the wall


@pytest.mark.parametrize(
    ("levels", "tones"),
    [
        ((-3, 7, 21, 35), ["before", "first", "again", "last"]),
        ((7,), ["first"]),
        ((0, 10), ["before", "first"]),
        ((7, 14), ["first", "last"]),
    ],
)
def test_tones(levels: tuple[int, ...], tones: list[str]) -> None:
    rules = Rules(levels, time(9), WorkingDays("DE"), Decimal(10))
    assert [rules.tone(n) for n in range(1, len(levels) + 1)] == tones


def test_what_comes_next() -> None:
    due, day = date(2026, 2, 4), date(2026, 2, 11)
    assert RULES.next_after(due, 2, day) == (date(2026, 2, 25), 3)
    assert RULES.next_after(due, 4, day) == (None, 0)
