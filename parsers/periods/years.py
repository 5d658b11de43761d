"""Reads units as seen from today ("last month", "Vorjahr"), the year behind a month, and fiscal years."""

from datetime import date

from parsers.periods.atoms import GLUED, SPACED, Line
from parsers.periods.calendar_days import Mark, months_from, steps, unit_days
from parsers.periods.digits import FUTURE, WRITTEN, Parsed, century, is_year, year_at
from parsers.periods.leaning import behind_unit, stepped
from parsers.periods.words import UNITS


def unit_at(line: Line, i: int) -> tuple[str, int, int] | None:
    """Unit, shift and the index behind: "last month", "Vorjahr", "month before last", the plain "month"."""
    shift = line.value(i, "shift")
    fused = line.value(i, "fused")
    if fused is not None:
        return None if shift is None else (UNITS[fused], _leaned(line, i, UNITS[fused], shift), i + 1)
    j = i
    if shift is not None:
        j = line.past(i + 1 + (line.sign(i + 1, ".") and line.glued(i + 1)), "link", 1)
    unit = line.value(j, "unit")
    if unit is None:
        return None
    if shift is not None and line.has(j, "plural") and not _possessive(line, j):
        return None  # "the last days": how many?
    if shift is None and (far := _far_shift(line, j + 1)):
        return UNITS[unit], far, line.past(j + 2, "link", 1) + 1
    if line.sign(j + 1, "'’") and line.glued(j + 1) and line.at(j + 2).text == "s":
        j += 2
    if shift is None:
        return _shifted_behind(line, j, UNITS[unit])
    return _counted(line, UNITS[unit]), _leaned(line, i, UNITS[unit], shift), j + 1


def _shifted_behind(line: Line, j: int, unit: str) -> tuple[str, int, int]:
    """The unit whose shift stands behind it, or that only points back: "for the quarter"."""
    behind = line.value(j + 1, "shift_behind") if line.at(j + 1).gap <= SPACED else None
    if behind is not None:
        return _counted(line, unit), behind, j + 2
    step = None if line.has(j, "plural") else behind_unit(line, j + 1)
    from_anchor = stepped(line, unit, step, always=True) if step else None
    if from_anchor is not None:
        return unit, from_anchor, j + 2
    return unit, 0, j + 1


def _counted(line: Line, unit: str) -> str:
    """The unit itself, or "fiscal" for "last year" where the text tells its fiscal year."""
    return "fiscal" if line.own_year and unit == "year" else unit


def _leaned(line: Line, i: int, unit: str, shift: int) -> int:
    """The shift from today, also of a "previous" that leans on the frame before it."""
    if not line.has(i, "leaning"):
        return shift
    if not shift:  # "die Rechnungen zu dieser Woche", of what was answered before
        told = line.thread and unit_days(unit, line.thread[0], 0) == line.thread
        return steps(unit, line.today, line.thread[0]) if told and line.thread else 0
    step = stepped(line, unit, shift)
    return shift if step is None else step


def _possessive(line: Line, j: int) -> bool:
    """ "Last weeks invoices", written without its apostrophe."""
    after = line.at(j + 1)
    plain = after.text.isalpha() and set(after.roles) <= {"papers", "number_cue", "carrier"}
    return plain and after.gap == SPACED and line.has(j, "possessive")


def _far_shift(line: Line, i: int) -> int:
    """-2 for the "before last" of "the month before last", 2 for "after next", else 0."""
    j = line.past(i + 1, "link", 1)
    if line.value(j + 1, "unit") is not None or line.at(i).gap > SPACED:
        return 0
    if line.has(i, "before") and line.value(j, "shift") == -1:
        return -2
    return 2 if line.has(i, "after") and line.value(j, "shift") == 1 else 0


def year_part(line: Line, i: int, short: bool = True) -> tuple[int, int] | None:
    """The year behind a month, quarter or week, in digits or as "of last year"; and the index behind."""
    found = year_at(line, i, short)
    if found:
        return found
    j = line.past(i, "link")
    relative = unit_at(line, j)
    if (
        relative
        and relative[0] == "year"
        and (j > i or line.has(j, "shift"))
        and not is_year(line, relative[2])
    ):
        return unit_days("year", line.today, relative[1])[0].year, relative[2]
    return None


def bare_year(line: Line, i: int) -> Parsed:
    """2024, when it is no number of something else."""
    if not is_year(line, i):
        return None
    year = line.at(i).number
    if not line.alone and line.sign(i + 1, "/") and line.glued(i + 1) and line.at(i + 2).number == year + 1:
        start, months = (line.fiscal_start, 12) if line.fiscal_start not in (None, 1) else (1, 24)
        return Mark("fixed", days=months_from(date(year, start or 1, 1), months)), i + 3
    if year == line.today.year and line.has(i + 1, "to_date"):
        return to_date(line, i + 1)
    if not line.alone:
        sure = line.has(i - 1, "unit", "since", "before", "after", "until", "between", "from", "to", "and")
        if not sure and not WRITTEN <= year <= line.today.year + FUTURE:
            return None
    return Mark("year", year=year), i + 1


def to_date(line: Line, i: int) -> Parsed:
    """Year to date: from the first day of the unit until today."""
    unit = UNITS[line.at(i).roles["fused"]]
    same = line.digits(i + 1) == 4 and line.at(i + 1).number == line.today.year
    return Mark("fixed", days=(unit_days(unit, line.today, 0)[0], line.today)), i + 1 + same


def fiscal_year(line: Line, i: int) -> Parsed:
    """FY25, Geschäftsjahr 2024/25, last fiscal year, where we know the month in which it starts.

    Else it is the calendar year of its one name; alone, or with two years in its name, it is in doubt.
    """
    unit = unit_at(line, i)
    if not unit or unit[0] != "fiscal":
        return None
    start = line.fiscal_start or (0 if line.alone else _calendar_start(line, unit[2]))
    begin, j = _first_year(line, unit[2], start)
    if j == unit[2] and not unit[1] and not line.has(i, "shift") and not line.alone:
        return None  # somebody speaks of their fiscal year, of none in particular
    if not start:
        return Mark("year", flaw="doubt"), j
    if j == unit[2]:
        begin = line.today.year - (line.today.month < start) + unit[1]
    if begin is None:
        return Mark("year", flaw="doubt"), j
    return Mark("year", days=months_from(date(begin, start, 1), 12)), j


def own_last(line: Line, i: int) -> Parsed:
    """Their last fiscal year, in a text that tells when it starts: "für das soeben beendete"."""
    start, noun = line.fiscal_start, line.at(i + 1).capital or line.at(i + 1).roles
    if not (line.own_year and start) or noun or line.value(i, "shift") != -1:
        return None
    begin = line.today.year - (line.today.month < start) - 1
    return Mark("year", days=months_from(date(begin, start, 1), 12)), i + 1


def _calendar_start(line: Line, i: int) -> int:
    """1, the month in which most fiscal years start, unless the name at i shows another one: "24/25"."""
    i = line.past(i, "link")
    return 0 if line.sign(i + 1, "/-–") and line.digits(i + 2) in (2, 4) and line.glued(i + 2) else 1


def _first_year(line: Line, i: int, start: int) -> tuple[int | None, int]:
    """The calendar year in which the named fiscal year starts, None when its name does not tell."""
    j = line.past(i, "link") if is_year(line, line.past(i, "link")) else i
    length = line.digits(j)
    if length not in (2, 4) or (line.at(j).gap > GLUED + 1):
        return None, i
    year = line.at(j).number if length == 4 else century(line, line.at(j).number)
    if line.sign(j + 1, "/-–") and line.glued(j + 1) and line.glued(j + 2) and line.digits(j + 2) in (2, 4):
        second = line.at(j + 2).number
        return (year if second % 100 == (year + 1) % 100 else None), j + 3
    if start == 1:
        return year, j + 1
    return {"begin": year, "end": year - 1}.get(line.lexicon.fiscal_year), j + 1
