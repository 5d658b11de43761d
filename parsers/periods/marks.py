"""Reads one place in the calendar, whether it begins with digits, a name, or a word like "last"."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from parsers.periods.atoms import DASHES, SPACED, Line
from parsers.periods.calendar_days import AHEAD, SIZES, Mark, back, resolve, shifted, unit_days, weekday_days
from parsers.periods.digits import Parsed, is_year, numeric
from parsers.periods.names import container, counted, day_month, labelled, month_first, ordered_unit, sliced
from parsers.periods.weekdays import day_in_week, week_of, weekday_mark
from parsers.periods.words import UNITS
from parsers.periods.years import bare_year, fiscal_year, to_date, unit_at


def mark(line: Line, i: int) -> Parsed:
    """The mark that begins at an atom and the index behind it; None when no calendar word or number does."""
    if i not in line.marks:
        line.marks[i] = _read(line, i)
    found: Parsed = line.marks[i]
    return found


def _read(line: Line, i: int) -> Parsed:
    atom = line.at(i)
    if atom.number >= 0:
        readers = BY_DIGITS
    elif atom.roles:
        readers = BY_WORDS
    else:
        return None
    own = atom.roles.keys()
    for roles, reader in readers:
        if not (roles and own.isdisjoint(roles)) and (found := reader(line, i)):
            return found
    return None


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


def _year_first(line: Line, i: int) -> Parsed:
    """2025 March, 2025-Q3, 2025/Mar/3, 2018 March 18."""
    year = line.at(i).number
    if line.digits(i) not in (2, 4) or (line.digits(i) == 4 and not 1900 <= year < 2100):
        return None
    j = i + 1
    if line.digits(i) == 2:
        if not (line.glued(j) and line.has(j, "quarter_short")):
            return None
        year += 2000
    if (line.sign(j, ",/") or line.sign(j, DASHES)) and (line.glued(j) == line.glued(j + 1)):
        j += 1
    return _in_year(line, year, j)


def _in_year(line: Line, year: int, j: int) -> Parsed:
    """The month, quarter or day that stands behind its year."""
    j = line.past(j, "link")
    if line.at(j).gap > SPACED:
        return None
    found = month_first(line, j) or labelled(line, j) or ordered_unit(line, j)
    if not found or found[0].year or found[0].days or found[0].flaw not in ("", "number"):
        return None
    return replace(found[0], year=year, flaw=""), found[1]


def _relative(line: Line, i: int) -> Parsed:
    """Last month, the last three weeks, this March, next Friday, last quarter of 2024."""
    shift = line.at(i).roles["shift"]
    unit = unit_at(line, i)
    j = line.past(i + 1, "link", 1)
    if shift == -1 and not line.has(i, "fused") and (found := sliced(line, -1, j)):
        return found
    if not unit:
        if line.has(j, "edge") and line.has(j, "fused"):
            name = UNITS[line.at(j).roles["fused"]]
            return Mark(
                name, days=unit_days(name, line.today, shift), edge=line.value(j, "edge"), flaw="vague"
            ), j + 1
        found_length = duration(line, j) if shift == -1 else None
        return _past(line, *found_length) if found_length else _shifted(line, j, shift)
    name, count, k = unit
    if name == "fiscal":
        return fiscal_year(line, i)
    days = unit_days(name, line.today, count)
    if name == "year" and not count and is_year(line, k):
        return Mark("year", year=line.at(k).number), k + 1  # "das ganze Jahr 2024"
    if name == "year":
        same = line.at(k).number == days[0].year and line.digits(k) == 4
        return _in_year(line, days[0].year, k) or (Mark(name, days=days), k + same)
    if name == "week" and line.has(line.past(k, "link"), "weekday"):
        k = line.past(k, "link")
        return day_in_week(line, Mark("week", days=days), line.at(k).roles["weekday"], k + 1)
    return Mark(name, days=days), k


def _past(line: Line, count: int, unit: str, j: int) -> Parsed:
    """The last n units until today; quarters and halves are whole ones."""
    if unit in ("quarter", "half"):
        days = unit_days(unit, line.today, -count)[0], unit_days(unit, line.today, -1)[1]
    else:
        days = back(line.today, count, unit), line.today
    return Mark("fixed", days=days), j


def _shifted(line: Line, j: int, shift: int) -> Parsed:
    """Last March, this Q3, next Tuesday."""
    if line.has(j, "weekday"):
        found = weekday_mark(line, j)
        if not found or found[0].flaw != "weekday":
            return found
        days = weekday_days(line.at(j).roles["weekday"], line.today, shift)
        return Mark("day", days=days, flaw="" if days else "doubt"), found[1]
    inner = month_first(line, j) or labelled(line, j) or counted(line, j)
    if not inner or inner[0].year or inner[0].days:
        return inner
    days = shifted(inner[0], line.today, shift)
    verb = shift == 0 and line.has(j, "verb") and not line.at(j).capital and not line.alone
    return (Mark(inner[0].grain, days=days), inner[1]) if days and not verb else None


def _edge(line: Line, i: int) -> Parsed:
    """Beginning, middle or end of a month, week, quarter or year; people differ on how long that is."""
    edge = line.at(i).roles["edge"]
    fused = line.value(i, "fused")
    if fused is not None:
        found = container(line, i + 1)
        if not found or found[0].grain != UNITS[fused]:
            found = _nearest(line, UNITS[fused], edge), i + 1
    else:
        j = line.past(i + 1 + (line.sign(i + 1, DASHES) and line.glued(i + 1)), "link")
        if line.at(j).gap > SPACED + 1:
            return None
        inner = container(line, j) or (_relative(line, j) if line.has(j, "shift") else None)
        if not inner or inner[0].grain not in SIZES[1:]:
            return None
        found = inner
    agreed = found[0].grain == "month" or (found[0].grain == "week" and edge != 1)
    flaw = "doubt" if found[0].flaw == "doubt" else "" if agreed and fused is None else "vague"
    return replace(found[0], edge=edge, flaw=flaw), found[1]


def _nearest(line: Line, unit: str, edge: int) -> Mark:
    """The unit whose end is meant by "year end": the one that is much nearer than the other."""
    this, last = (unit_days(unit, line.today, shift) for shift in (0, -1))
    ahead, behind = this[1] - line.today, line.today - last[1]
    if edge != 2 or 3 * ahead < behind:
        return Mark(unit, days=this)
    return Mark(unit, days=last, flaw="" if 3 * behind < ahead else "doubt")


def _day(line: Line, i: int) -> Parsed:
    """Yesterday, today; a date behind it that says the same belongs to it."""
    if line.has(i, "lower_only") and line.at(i).capital and not line.alone:
        return None
    day = line.today + timedelta(days=line.at(i).roles["day"])
    j = i + 1 + line.sign(i + 1, ",")
    dated = numeric(line, line.past(j, "link")) or day_month(line, line.past(j, "link"))
    if dated and dated[0].grain == "day" and (dated[0].number, dated[0].month) == (day.day, day.month):
        return Mark("day", days=(day, day)), dated[1]
    return Mark("day", days=(day, day)), i + 1


def _now(line: Line, i: int) -> Parsed:
    return Mark("day", days=(line.today, line.today), flaw="vague"), i + 1


def _ago(line: Line, i: int) -> Parsed:
    """3 weeks ago, vor drei Wochen: exact for days, else fit as one end of a frame only."""
    before = line.has(i, "ago_before")
    found = duration(line, i + 1 if before else i)
    if not found or not (before or line.has(found[2], "ago_after")):
        return None
    day = back(line.today, found[0], found[1])
    return Mark("day", days=(day, day), flaw="" if found[1] == "day" else "end"), found[2] + (not before)


def _unit(line: Line, i: int) -> Parsed:
    """Jahr 2024, month of May, week 14, FY25, month before last, and alone "the year"."""
    found = fiscal_year(line, i) or labelled(line, i)
    if found:
        inner = labelled(line, found[1]) or ordered_unit(line, found[1])
        return (Mark("quarter", flaw="doubt"), inner[1]) if inner and found[0].flaw == "doubt" else found
    unit = unit_at(line, i)
    if not unit:
        return None
    name, shift, j = unit
    if ended := _ended(line, 1, name, j):
        return ended
    inner = (
        bare_year(line, line.past(j, "link")) if name == "year" else month_first(line, line.past(j, "link"))
    )
    if inner and inner[0].grain == name:
        return inner
    k = line.past(line.past(j, "link"), "commencing")
    if name == "week" and (day := week_of(line, line.past(k, "link"), j)):
        return day
    return (Mark(name, days=unit_days(name, line.today, shift)), j) if shift or line.alone else None


def _ended(line: Line, count: int, unit: str, j: int) -> Parsed:
    """Year ended 31 December 2024, three months to 30 September: the units up to a day."""
    spans = count > 1 or unit in ("quarter", "half", "year")  # "the quarter to 31 March"
    if not line.has(j, "ended") and not (spans and line.has(j, "until_day")):
        return None
    j = line.past(j + 1, "link")
    dated = numeric(line, j) or day_month(line, j) or month_first(line, j)
    if unit not in SIZES or not dated or dated[0].grain != "day" or dated[0].flaw:
        return None
    days = resolve(dated[0], line.today + AHEAD)
    return (
        (Mark("fixed", days=(back(days[1] + timedelta(days=1), count, unit), days[1])), dated[1])
        if days
        else None
    )


def _length(line: Line, i: int) -> Parsed:
    """Three months to 30 September, die beiden letzten Monate."""
    found = duration(line, i)
    if found:
        return _ended(line, *found)
    if line.value(i + 1, "shift") != -1 or line.has(i, "ordinal_mark") or line.at(i + 1).gap > SPACED:
        return None
    number = line.value(i, "number") or line.at(i).number
    unit = line.value(i + 2, "unit")
    fits = 1 < number < 100 and unit is not None and UNITS[unit] in SIZES
    return _past(line, number, UNITS[unit or 0], i + 3) if fits else None


def _ordinal(line: Line, i: int) -> Parsed:
    return day_month(line, i) or counted(line, i)


Reader = Callable[[Line, int], Parsed]
BY_DIGITS: tuple[tuple[tuple[str, ...], Reader], ...] = (
    ((), numeric),
    ((), day_month),
    ((), counted),
    ((), _ago),
    ((), _length),
    ((), _year_first),
    ((), bare_year),
)
BY_WORDS: tuple[tuple[tuple[str, ...], Reader], ...] = (
    (("ordinal",), _ordinal),
    (("month",), month_first),
    (("ago_before", "number"), _ago),
    (("number",), _length),
    (("shift",), _relative),
    (("edge",), _edge),
    (("quarter_short", "half_short", "week_label"), labelled),
    (("unit",), _unit),
    (("to_date",), to_date),
    (("weekday", "weekday_short"), weekday_mark),
    (("day",), _day),
    (("end_only",), _now),
)
