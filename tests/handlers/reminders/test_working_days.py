"""Working days: weekends and holidays of a country or a part of it."""

from datetime import date

import pytest

from handlers.reminders.working_days import WorkingDays


@pytest.mark.parametrize(
    ("country", "day", "open_"),
    [
        ("DE", date(2026, 4, 2), True),
        ("DE", date(2026, 4, 3), False),  # Good Friday
        ("DE", date(2026, 4, 4), False),  # Saturday
        ("DE", date(2026, 6, 4), True),  # Corpus Christi is a holiday in Bavaria only
        ("DE-BY", date(2026, 6, 4), False),
        ("AT", date(2026, 10, 26), False),
        ("DE", date(2026, 10, 26), True),
    ],
)
def test_days(country: str, day: date, open_: bool) -> None:
    assert WorkingDays(country).open(day) is open_


def test_the_next_one() -> None:
    assert WorkingDays("DE").on_or_after(date(2026, 4, 3)) == date(2026, 4, 7)
    assert WorkingDays("DE").on_or_after(date(2026, 4, 7)) == date(2026, 4, 7)


@pytest.mark.parametrize("country", ["", "XX", "DE-XX", "Germany"])
def test_nobody_knows_these(country: str) -> None:
    with pytest.raises(ValueError, match="write a country like DE"):
        WorkingDays(country).check()
