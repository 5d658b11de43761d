"""Reads so many units up to today or another day: "3 weeks ago", "year ended 31 March"."""

from datetime import timedelta

from parsers.periods.atoms import SPACED, Line
from parsers.periods.calendar_days import AHEAD, SIZES, Mark, back, resolve, unit_days
from parsers.periods.digits import Parsed, numeric
from parsers.periods.leaning import behind_unit
from parsers.periods.names import day_month, month_first
from parsers.periods.words import UNITS


def duration(line: Line, i: int) -> tuple[int, str, int] | None:
    """How many of which unit: 3 weeks, zwei Monate, half a year."""
    fused = line.value(i, "fused")
    if fused is not None and line.has(i, "number"):
        return line.at(i).roles["number"], UNITS[fused], i + 1
    number = line.value(i, "number") or (line.at(i).number if 1 <= line.digits(i) <= 3 else None)
    if not number or line.has(i, "ordinal_mark"):
        return None
    if line.has(i + 1, "number") and line.has(i + 1, "fused"):
        return duration(line, i + 1)
    unit = line.value(i + 1, "unit")
    return (number, UNITS[unit], i + 2) if unit is not None and UNITS[unit] in SIZES else None


def past(line: Line, count: int, unit: str, j: int) -> Parsed:
    """The last n units until today; quarters and halves are whole ones."""
    if unit in ("quarter", "half"):
        days = unit_days(unit, line.today, -count)[0], unit_days(unit, line.today, -1)[1]
    else:
        days = back(line.today, count, unit), line.today
    return Mark("fixed", days=days), j


def ago(line: Line, i: int) -> Parsed:
    """3 weeks ago, vor drei Wochen: exact for days, else fit as one end of a frame only."""
    before = line.has(i, "ago_before")
    found = duration(line, i + 1 if before else i)
    if not found or not (before or line.has(found[2], "ago_after")):
        return None
    day = back(line.today, found[0], found[1])
    return Mark("day", days=(day, day), flaw="" if found[1] == "day" else "end"), found[2] + (not before)


def length(line: Line, i: int) -> Parsed:
    """Three months to 30 September, die beiden letzten Monate."""
    found = duration(line, i)
    if found:
        return ended(line, *found) or _apart(line, *found)
    if line.value(i + 1, "shift") != -1 or line.has(i, "ordinal_mark") or line.at(i + 1).gap > SPACED:
        return None
    number = line.value(i, "number") or line.at(i).number
    unit = line.value(i + 2, "unit")
    fits = 1 < number < 100 and unit is not None and UNITS[unit] in SIZES
    return past(line, number, UNITS[unit or 0], i + 3) if fits else None


def _apart(line: Line, count: int, unit: str, j: int) -> Parsed:
    """Die zwei Monate davor: so many units before or after the frame that was read last."""
    step = behind_unit(line, j)
    if not step or not line.anchor:
        return None
    first, last = line.anchor
    if step < 0:
        return Mark("fixed", days=(back(first, count, unit), first - timedelta(days=1))), j + 1
    after = last + timedelta(days=1)
    return Mark("fixed", days=(after, back(after, -count, unit) - timedelta(days=1))), j + 1


def ended(line: Line, count: int, unit: str, j: int) -> Parsed:
    """Year ended 31 December 2024, three months to 30 September: the units up to a day."""
    spans = count > 1 or unit in ("quarter", "half", "year")  # "the quarter to 31 March"
    if not line.has(j, "ended") and not (spans and line.has(j, "until_day")):
        return None
    return _up_to(line, count, unit, j + 1)


def week_ended(line: Line, i: int) -> Parsed:
    """W/e 19 October."""
    return _up_to(line, 1, "week", i + 1)


def _up_to(line: Line, count: int, unit: str, j: int) -> Parsed:
    """Some units up to the day at j."""
    j = line.past(j, "link")
    dated = numeric(line, j) or day_month(line, j) or month_first(line, j)
    if unit not in SIZES or not dated or dated[0].grain != "day" or dated[0].flaw not in ("", "weak"):
        return None
    days = resolve(dated[0], line.today + AHEAD)
    return (
        (Mark("fixed", days=(back(days[1] + timedelta(days=1), count, unit), days[1])), dated[1])
        if days
        else None
    )
