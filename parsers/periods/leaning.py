"""Frames that lean on another one: "the year before", "den Monat drauf", "the same month last year"."""

from datetime import date, timedelta

from parsers.periods.atoms import SPACED, Line
from parsers.periods.calendar_days import Days, Mark, add_months, back, steps, unit_days

ONE = timedelta(days=1)
YEAR = 12  # months


def stepped(line: Line, unit: str, shift: int, always: bool = False) -> int | None:
    """A step of one unit from the frame that was read last, as a step from today; None without such a frame.

    "Previous" may count from today, too: it leans on a frame that is just such a unit only, unless `always`.
    """
    if not line.anchor or not (always or unit_days(unit, line.anchor[0], 0) == line.anchor):
        return None
    origin = line.anchor[0] if shift < 0 else line.anchor[1]
    return steps(unit, line.today, unit_days(unit, origin, shift)[0])


def behind_unit(line: Line, i: int) -> int | None:
    """The step that a word behind its unit tells: -1 for "the year before", 1 for "den Monat darauf"."""
    step = line.value(i, "step_behind")
    if step is None or line.at(i).gap > SPACED or line.has(i + 1, "determiner"):
        return None
    return step


def preceding(line: Line, i: int, count: int, unit: str, j: int) -> tuple[Mark, int] | None:
    """The previous two months, before a frame of just such a unit."""
    if not (line.has(i, "leaning") and line.anchor and unit_days(unit, line.anchor[0], 0) == line.anchor):
        return None
    first = line.anchor[0]
    return Mark("fixed", days=(back(first, count, unit), first - ONE)), j


def told_unit(line: Line, unit: str) -> int | None:
    """The unit of "for the quarter", where the frame read last lies in one: as a step from today."""
    if not line.anchor or unit_days(unit, line.anchor[1], 0)[0] > line.anchor[0]:
        return None
    return steps(unit, line.today, line.anchor[1])


def years_apart(line: Line, years: int) -> Days:
    """The frame read last, or the month of today, so many years earlier or later."""
    first, last = line.anchor or unit_days("month", line.today, 0)
    behind = add_months(last + ONE, YEAR * years)
    return add_months(first, YEAR * years), behind - ONE


def within(line: Line, day: int) -> date | None:
    """The day with this number in the frame that was answered before, where that is a month or less."""
    if not line.thread:
        return None
    first, last = line.thread
    found = first.replace(day=day) if (first.year, first.month) == (last.year, last.month) else None
    return found if found and first <= found <= last else None
