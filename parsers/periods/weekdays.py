"""Reads weekdays, with their date or week, and the week of a date."""

from datetime import timedelta

from parsers.periods.atoms import DASHES, Line
from parsers.periods.calendar_days import Mark, resolve, unit_days, weekday_days
from parsers.periods.digits import Parsed, numeric
from parsers.periods.names import counted_number, day_month, labelled, month_first
from parsers.periods.years import unit_at


def weekday_mark(line: Line, i: int) -> Parsed:
    """Friday, Friday 3 March, Friday last week; short names only before a date."""
    weekday = line.value(i, "weekday")
    j = i + 1 + line.sign(i + 1, ".,") + (line.sign(i + 1, ".") and line.sign(i + 2, ","))
    j = line.past(j, "link")
    dated = numeric(line, j) or day_month(line, j) or month_first(line, j)
    if dated and dated[0].grain == "day":
        named = line.at(i).roles.get("weekday_short", weekday)
        return _agreeing(line, dated[0], named, line.sign(j + 1, "/")), dated[1]
    if weekday is None:
        weekday = line.at(i).roles["weekday_short"]
        if not line.alone and not _paired(line, i):
            return None
    k = line.past(i + 1, "link")
    week = unit_at(line, k)
    if week and week[0] == "week" and line.has(k, "shift", "fused"):
        return day_in_week(line, Mark("week", days=unit_days("week", line.today, week[1])), weekday, week[2])
    numbered = labelled(line, k)
    if numbered and numbered[0].grain == "week":
        return day_in_week(line, numbered[0], weekday, numbered[1])
    if counted_number(line, j) and (line.has(j, "ordinal", "ordinal_mark") or line.sign(j + 1, ".")):
        return Mark("day", flaw="doubt"), j + 1 + line.sign(j + 1, ".")
    return Mark("day", days=weekday_days(weekday, line.today, None), flaw="weekday"), i + 1


def _paired(line: Line, i: int) -> bool:
    """True for the short names of "Mo bis Mi dieser Woche"; without a week "Mo-Fr" are opening hours."""
    for first, second in ((i, i + 2), (i - 2, i)):
        between = (
            line.has(first + 1, "to", "and") or line.sign(first + 1, DASHES) or line.sign(first + 1, "+&/,")
        )
        if between and line.has(second if first == i else first, "weekday_short", "weekday"):
            return _week_behind(line, second + 1)
    return False


def _week_behind(line: Line, k: int) -> bool:
    """True where a week is named: "this week", "der KW 40"."""
    k = line.past(k, "link")
    week = unit_at(line, k) or (None,)
    numbered = labelled(line, k)
    return (week[0] == "week" and line.has(k, "shift", "fused")) or bool(
        numbered and numbered[0].grain == "week"
    )


def _agreeing(line: Line, dated: Mark, weekday: int | None, slashed: bool) -> Mark:
    """The date behind a weekday: it may tell the order of 12/7/2025, and whether 18.7. is still to come."""
    swapped = dated._replace(number=dated.month or 0, month=dated.number)
    for candidate in (dated, swapped) if (dated.flaw == "doubt" or slashed) and dated.year else ():
        days = resolve(candidate, line.today)
        if days and days[0].weekday() == weekday:
            return candidate._replace(flaw="")
    past = resolve(dated, line.today)
    if dated.flaw in ("", "weak") and past and past[0].weekday() != weekday and not dated.year:
        ahead = resolve(dated, line.today, not_before=line.today)
        if ahead and ahead[0].weekday() == weekday:
            return dated._replace(days=ahead, flaw="")
    return dated._replace(flaw="" if dated.flaw == "weak" else dated.flaw)


def day_in_week(line: Line, week: Mark, weekday: int, j: int) -> Parsed:
    days = resolve(week, line.today)
    day = days and days[0] + timedelta(days=weekday)
    return (Mark("day", days=(day, day)), j) if day else None


def week_of(line: Line, i: int, after: int) -> Parsed:
    """The week of 6 October, where the day leaves no doubt about the week."""
    dated = (numeric(line, i) or day_month(line, i) or month_first(line, i)) if i > after else None
    if not dated or dated[0].grain != "day":
        return None
    days = resolve(dated[0], line.today)
    if not days or days[0].weekday() > 4 or dated[0].flaw not in ("", "weak"):
        return Mark("week", flaw="doubt"), dated[1]
    return Mark("week", days=unit_days("week", days[0], 0)), dated[1]
