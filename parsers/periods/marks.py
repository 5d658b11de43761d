"""Reads one place in the calendar, whether it begins with digits, a name, or a word like "last"."""

from collections.abc import Callable
from datetime import timedelta

from parsers.periods.atoms import DASHES, SPACED, Line
from parsers.periods.calendar_days import SIZES, Mark, shifted, unit_days, weekday_days
from parsers.periods.digits import LATEST, Parsed, goes_on, is_year, numeric, recent, sentence_ends
from parsers.periods.leaning import preceding, told_unit, years_apart
from parsers.periods.lengths import ago, duration, ended, length, past, week_ended
from parsers.periods.names import container, counted, day_month, labelled, month_first, ordered_unit, sliced
from parsers.periods.weekdays import day_in_week, week_of, weekday_mark
from parsers.periods.words import UNITS
from parsers.periods.years import bare_year, fiscal_year, own_last, to_date, unit_at, year_part


def mark(line: Line, i: int) -> Parsed:
    """The mark that begins at an atom and the index behind it; None when no calendar word or number does."""
    if i not in line.marks:
        line.marks[i] = _read(line, i)
    found: Parsed = line.marks[i]
    return found


def _read(line: Line, i: int) -> Parsed:
    atom = line.at(i)
    if atom.number > LATEST:
        return None
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
    return found[0]._replace(year=year, flaw=""), found[1]


def _relative(line: Line, i: int) -> Parsed:
    """Last month, the last three weeks, this March, next Friday, last quarter of 2024."""
    shift = line.at(i).roles["shift"]
    unit = unit_at(line, i)
    j = line.past(i + 1, "link", 1)
    if shift == -1 and not line.has(i, "fused") and (found := sliced(line, -1, j)):
        return found
    if not unit:
        if own := own_last(line, i):
            return own
        if line.has(j, "edge") and line.has(j, "fused"):
            name = UNITS[line.at(j).roles["fused"]]
            return Mark(
                name, days=unit_days(name, line.today, shift), edge=line.value(j, "edge"), flaw="vague"
            ), j + 1
        found_length = duration(line, j) if shift == -1 else None
        if found_length and (before := preceding(line, i, *found_length)):
            return before
        return past(line, *found_length) if found_length else _shifted(line, j, shift)
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


def _shifted(line: Line, j: int, shift: int) -> Parsed:
    """Last March, this Q3, next Tuesday."""
    if line.has(j, "weekday"):
        found = weekday_mark(line, j)
        if not found or found[0].flaw != "weekday":
            return found
        days = weekday_days(line.at(j).roles["weekday"], line.today, shift)
        if shift == -1 and not line.alone:
            days = days or weekday_days(line.at(j).roles["weekday"], line.today - timedelta(days=1), None)
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
    return found[0]._replace(edge=edge, flaw=flaw), found[1]


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
    if name == "fiscal":
        return None
    if told_end := ended(line, 1, name, j):
        return told_end
    inner = _numbered(line, name, j) or (
        bare_year(line, line.past(j, "link")) if name == "year" else month_first(line, line.past(j, "link"))
    )
    if inner and inner[0].grain == name:
        return inner
    k = line.past(line.past(j, "link"), "commencing")
    if name == "week" and (day := week_of(line, line.past(k, "link"), j)):
        return day
    told = told_unit(line, name) if not (shift or inner) and _points(line, i) else None
    leans = told is not None or line.has(j - 1, "step_behind")
    days = unit_days(name, line.today, told or shift)
    return (Mark(name, days=days), j) if leans or shift or line.alone else None


def _numbered(line: Line, unit: str, j: int) -> Parsed:
    """Monat 9, Jahr 23."""
    if line.digits(j) not in (1, 2) or line.at(j).gap > SPACED or line.has(j + 1, "measure", "unit"):
        return None
    if unit == "month" and 1 <= line.at(j).number <= 12 and not goes_on(line, j) and _no_ordinal(line, j):
        return Mark("month", line.at(j).number), j + 1
    year = recent(line, j) if unit == "year" else None
    return (Mark("year", year=year), j + 1) if year else None


def _no_ordinal(line: Line, j: int) -> bool:
    return not line.sign(j + 1, ".") or sentence_ends(line, j + 2)


def _points(line: Line, i: int) -> bool:
    """True for the unit of "for the quarter", "des Monats"."""
    if line.value(i, "unit") == UNITS.index("day"):
        return False
    articled = line.has(i - 1, "article") and line.has(i - 2, "cue", "from", "of", "filler")
    return articled or line.has(i - 1, "genitive", "demonstrative")


def _same_span(line: Line, i: int) -> Parsed:
    """The same month last year, im Vorjahreszeitraum."""
    if line.has(i, "year_before"):
        return Mark("fixed", days=years_apart(line, -1)), i + 1
    if not line.has(i + 1, "unit", "span"):
        return None
    unit = unit_at(line, line.past(i + 2, "link"))
    apart = unit and unit[0] == "year" and line.has(unit[2] - 1, "shift", "unit", "step_behind")
    back_ = unit[1] if unit else 0
    return (Mark("fixed", days=years_apart(line, back_)), unit[2]) if unit and apart and back_ else None


def _holiday(line: Line, i: int) -> Parsed:
    """Easter, Pfingsten 2024, Christmas last year."""
    found = year_part(line, i + 1, short=False)
    flaw = "doubt" if line.alone else "end"  # the days before and after it, too?
    feast = Mark("holiday", line.at(i).roles["holiday"], year=found and found[0], flaw=flaw)
    return feast, found[1] if found else i + 1


def _day_again(line: Line, i: int) -> Parsed:
    """That day's, behind a frame that is one day."""
    again = line.anchor and line.anchor[0] == line.anchor[1]
    return (Mark("day", days=line.anchor), i + 1) if again else None


def _week_begun(line: Line, i: int) -> Parsed:
    """W/c 13 October."""
    return week_of(line, i + 1, i)


def _ordinal(line: Line, i: int) -> Parsed:
    return day_month(line, i) or counted(line, i)


Reader = Callable[[Line, int], Parsed]
BY_DIGITS: tuple[tuple[tuple[str, ...], Reader], ...] = (
    ((), numeric),
    ((), day_month),
    ((), counted),
    ((), ago),
    ((), length),
    ((), _year_first),
    ((), bare_year),
)
BY_WORDS: tuple[tuple[tuple[str, ...], Reader], ...] = (
    (("ordinal",), _ordinal),
    (("month",), month_first),
    (("ago_before", "number"), ago),
    (("number",), length),
    (("same_span", "year_before"), _same_span),
    (("shift",), _relative),
    (("edge",), _edge),
    (("quarter_short", "half_short", "week_label"), labelled),
    (("unit",), _unit),
    (("to_date",), to_date),
    (("weekday", "weekday_short"), weekday_mark),
    (("day",), _day),
    (("end_only",), _now),
    (("holiday",), _holiday),
    (("day_again",), _day_again),
    (("week_begun",), _week_begun),
    (("week_ended",), week_ended),
)
