"""Arithmetic on calendar days: what a month, a week or a day without its year means, seen from today."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from parsers.periods.holidays import holiday

Days = tuple[date, date]  # first and last day, both included

LEAP_CYCLE = 8  # years in which every day of the year comes at least once
AHEAD = timedelta(days=31)  # "balance as of 31 December", written in December
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
SIZES = ("day", "week", "month", "quarter", "half", "year")


class Mark(NamedTuple):
    """One place in the calendar as it was written: "3 March", "Q3/25", "last week".

    `number` counts days of the month, weeks, months, quarters or halves; `days` holds what needs no year any
    more. `edge` narrows to the beginning (0), middle (1) or end (2). `flaw` says why the mark alone is no
    answer: "weak" (13.01 without its dot), "number" ("Mar 25", day or year), "end" (fit as one end of a
    longer frame), "vague" (the same, even when nothing else is said), "weekday" (which?), "doubt" (never).
    A feast ("holiday", by its number in `holidays`) is fit as an end only.
    """

    grain: str
    number: int = 0
    month: int | None = None  # of a day
    year: int | None = None
    days: Days | None = None
    edge: int | None = None
    flaw: str = ""
    other: int | None = None  # "Juli 13": the number after the month, should it be a day

    def in_year(self, year: int) -> "Mark":
        """The same mark with its year."""
        return self._replace(year=year)


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_from(first: date, months: int) -> Days:
    """Whole months from the first day of one."""
    return first, add_months(first, months) - timedelta(days=1)


def unit_days(unit: str, today: date, shift: int) -> Days:
    """The unit that holds today, or the one `shift` units later: ("month", -1) is the previous month."""
    if unit == "day":
        day = today + timedelta(days=shift)
        return day, day
    if unit in ("week", "weekend"):
        monday = today + timedelta(days=7 * shift - today.weekday())
        return monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6)
    size = MONTHS[unit]
    first = date(today.year, (today.month - 1) // size * size + 1, 1)
    return months_from(add_months(first, shift * size), size)


def steps(unit: str, today: date, day: date) -> int:
    """How many units lie from the one that holds today to the one that holds a day."""
    first, other = unit_days(unit, today, 0)[0], unit_days(unit, day, 0)[0]
    if unit in MONTHS:
        return ((other.year - first.year) * 12 + other.month - first.month) // MONTHS[unit]
    return (other - first).days // (1 if unit == "day" else 7)


def back(today: date, count: int, unit: str) -> date:
    """Today minus some units."""
    if unit in MONTHS:
        return add_months(today, -count * MONTHS[unit])
    return today - timedelta(days=count * (7 if unit == "week" else 1))


def place(mark: Mark, year: int) -> Days | None:
    """The days of a mark in a year; None when the year has no such day or week."""
    try:
        if mark.grain == "day":
            day = date(year, mark.month or 0, mark.number)
            return day, day
        if mark.grain == "week":
            monday = date.fromisocalendar(year, mark.number, 1)
            return monday, monday + timedelta(days=6)
        if mark.grain == "holiday":
            day = holiday(mark.number, year)
            return day, day
        size = MONTHS[mark.grain]
        return _cut(
            mark, months_from(date(year, (mark.number - 1) * size + 1 if mark.number else 1, 1), size)
        )
    except (ValueError, OverflowError):
        return None


def _cut(mark: Mark, days: Days) -> Days:
    return days if mark.edge is None else part(days, mark.grain, mark.edge)


def resolve(mark: Mark, today: date, not_before: date | None = None) -> Days | None:
    """The days meant: in its year, else the first that ends on or after `not_before`, else the last begun."""
    if mark.days:
        return _cut(mark, mark.days)
    if mark.year is not None:
        return place(mark, mark.year)
    if not_before:
        years = range(not_before.year - 1, not_before.year + LEAP_CYCLE + 1)
        return next((d for d in _places(mark, years) if d[1] >= not_before), None)
    years = range(today.year + 1, today.year - LEAP_CYCLE - 1, -1)
    return next((d for d in _places(mark, years) if d[0] <= today), None)


def _places(mark: Mark, years: Iterable[int]) -> Iterator[Days]:
    return (days for days in (place(mark, year) for year in years) if days)


def shifted(mark: Mark, today: date, shift: int) -> Days | None:
    """The last, this or next one of a mark without a year: "next March" is next year's."""
    if shift == 0:
        return place(mark, today.year)
    if abs(shift) != 1:
        return None
    years = range(today.year + 1, today.year - LEAP_CYCLE - 1, -1)
    if shift < 0:
        return next((d for d in _places(mark, years) if d[1] < today), None)
    days = next((d for d in _places(mark, reversed(years)) if d[0] > today), None)
    return days if days and days[0].year > today.year else None


def weekday_days(weekday: int, today: date, shift: int | None) -> Days | None:
    """The day of "Monday" (the latest) and of "last", "this", "next Monday", where all readings agree."""
    monday = unit_days("week", today, shift or 0)[0]
    in_week = monday + timedelta(days=weekday)
    ahead, behind = (weekday - today.weekday() - 1) % 7 + 1, (today.weekday() - weekday - 1) % 7 + 1
    if shift is None:
        day = today if behind == 7 else today - timedelta(days=behind)
    elif shift == 0:
        day = today if ahead == 7 else today + timedelta(days=ahead)
    else:
        day = today + timedelta(days=ahead) if shift > 0 else today - timedelta(days=behind)
    return (day, day) if shift is None or day == in_week else None


def part(days: Days, grain: str, edge: int) -> Days:
    """The beginning, middle or end of a unit: ten days of a month, three of a week, else a month."""
    first, last = days
    if grain == "month":
        cuts = (first, first + timedelta(days=10), first + timedelta(days=20), last + timedelta(days=1))
        return cuts[edge], cuts[edge + 1] - timedelta(days=1)
    if grain == "week":
        start = (first, first + timedelta(days=2), last - timedelta(days=2))[edge]
        return start, start + timedelta(days=2)
    middle = first + (last - first) / 2
    return months_from((first, middle.replace(day=1), last.replace(day=1))[edge], 1)


def slice_days(whole: Days, unit: str, count: int, nth: int) -> Days | None:
    """`count` units from the nth of a longer frame (nth < 0: the last ones); None where weeks do not fit."""
    first, last = whole
    if unit == "week" and (first if nth > 0 else last + timedelta(days=1)).weekday():
        return None
    step = nth - 1 if nth > 0 else -count
    origin = first if nth > 0 else last + timedelta(days=1)
    start, end = (back(origin, -n, unit) for n in (step, step + count))
    days = start, end - timedelta(days=1)
    return days if first <= days[0] and days[1] <= last else None
