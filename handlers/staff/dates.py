"""Days and moments that staff name in a command: past ones as written, coming ones in the future."""

import re
from datetime import date, datetime, time, timedelta

from handlers.desk import House
from parsers.periods.finder import read

CLOCK = re.compile(
    r"(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))?\s*(?:uhr|h|o'clock)?", re.IGNORECASE
)
WEEK = timedelta(days=7)
YEAR = re.compile(r"\d{4}|\d[./]\s?\d{1,2}[./]\s?\d{2}\s*$")


def day_of(said: str, language: str, house: House, today: date) -> date | None:
    """The one day that a phrase means; None when it means none, or several."""
    period = read(said, language or house.tongues.default, house.vocabulary.periods, today)
    return period.since if period and period.since and period.since == period.until else None


def day_ahead(said: str, language: str, house: House, today: date) -> date | None:
    """The same for a day to come: one without a year is the next of its kind, never one that has been."""
    day = day_of(said, language, house, today)
    if day is None or day >= today:
        return day
    if not any(c.isdigit() for c in said):
        morrow = day_of(said, language, house, today + timedelta(days=1))
        weekday = morrow != day + timedelta(days=1)  # "yesterday" moves on with every day, a weekday does not
        return day + WEEK if weekday and day + WEEK >= today else None
    return None if YEAR.search(said) else next_year(day, today)


def next_year(day: date, today: date) -> date | None:
    """The same day and month, in this year or the next."""
    for year in (today.year, today.year + 1):
        try:
            ahead = day.replace(year=year)
        except ValueError:  # 29 February
            continue
        if ahead >= today:
            return ahead
    return None


def moment_ahead(said: str, language: str, house: House, now: datetime) -> datetime | None:
    """A time of this day or the next ("17:00"), or the end of a day to come."""
    here = now.astimezone(house.zone)
    if clock := CLOCK.fullmatch(said.strip()):
        at = time(int(clock["hour"]), int(clock["minute"] or 0), tzinfo=house.zone)
        moment = datetime.combine(here.date(), at)
        return moment if moment > here else moment + timedelta(days=1)
    day = day_ahead(said, language, house, here.date())
    return datetime.combine(day + timedelta(days=1), time(tzinfo=house.zone)) if day else None
