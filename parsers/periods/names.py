"""Reads days, months, quarters, halves and weeks by their names, and parts of them."""

from parsers.periods.atoms import DASHES, GLUED, SPACED, WRAPPED, Line
from parsers.periods.calendar_days import SIZES, Mark, resolve, slice_days, unit_days
from parsers.periods.digits import Parsed, century, goes_on, is_year, recent, short_year, year_at
from parsers.periods.words import UNITS
from parsers.periods.years import fiscal_year, unit_at, year_part

MOST = {"quarter": 4, "half": 2, "week": 53}
NEAR_PAST = 2  # years back to which "Mrz 23" is rather a year than a day
WEEKS_OF_MONTH, LAST_DAY = 5, 31
DAY, WEEK, QUARTER, HALF = (UNITS.index(unit) for unit in ("day", "week", "quarter", "half"))


def counted_number(line: Line, i: int) -> tuple[int, int] | None:
    """A day, or what else is counted up to 53: 3, 3., 3rd, third; the index is behind the dot."""
    ordinal = line.value(i, "ordinal")
    if ordinal is not None:
        return ordinal, i + 1 + (line.sign(i + 1, ".") and line.glued(i + 1) and len(line.at(i).text) < 4)
    if line.digits(i) in (1, 2) and 1 <= line.at(i).number <= MOST["week"]:
        return line.at(i).number, i + 1 + (line.sign(i + 1, ".") and line.glued(i + 1))
    return None


def month_name(line: Line, i: int) -> tuple[int, int] | None:
    """The number of a named month and the index behind it and the dot of its short form."""
    month = line.value(i, "month")
    if month is None or line.has(i - 1, "title"):
        return None
    dot = line.sign(i + 1, ".") and line.glued(i + 1) and not line.has(i, "full")
    return month, i + 1 + dot


def day_month(line: Line, i: int) -> Parsed:
    """3 March 2025, 3. März, 3rd of March, 3/Mar/25, the 3rd of last month."""
    day = counted_number(line, i)
    if not day or day[0] > LAST_DAY:
        return None
    j = day[1]
    if (line.sign(j, "/") or line.sign(j, DASHES)) and line.glued(j) and line.glued(j + 1):
        j += 1
    if line.has(i, "ordinal", "ordinal_mark") and line.value(j, "unit") == DAY:
        j += 1  # "the 15th day of March"
    if line.has(j, "of"):
        named = line.has(i, "ordinal", "ordinal_mark") or j == i + 2
        j = line.past(j + 1, "link", 1) if named else j + 1  # "item 7 of the December minutes" is no day
    month = month_name(line, j)
    if month and line.at(j).gap <= WRAPPED:
        found = _short_year(line, month[1]) or year_part(line, month[1], short=False)
        return Mark("day", day[0], month=month[0], year=found and found[0]), found[1] if found else month[1]
    relative = unit_at(line, j)
    told = j > day[1] or (line.has(j, "shift") and not line.has(i, "ordinal"))  # no "second last month"
    if relative and relative[0] == "month" and told:
        first = unit_days("month", line.today, relative[1])[0]
        return Mark("day", day[0], month=first.month, year=first.year), relative[2]
    return None


def _short_year(line: Line, i: int) -> tuple[int, int] | None:
    """The year in two digits behind a day and its month, where "3 March 25" leaves no doubt."""
    i += (line.sign(i, "/'’") or line.sign(i, DASHES)) and line.glued(i + 1)
    i = line.past(i, "link", 1) if line.alone else i
    if line.at(i).gap > SPACED or line.has(i + 1, "measure", "unit", "month", "clock"):
        return None
    year = short_year(line, i)
    return (year, i + 1) if year else None


def month_first(line: Line, i: int) -> Parsed:
    """March 2025, March 3rd, 2025, Mar/3, Mrz 25, March of last year, or March alone."""
    month = month_name(line, i)
    if not month:
        return None
    j = month[1]
    found = year_at(line, j, short=False)
    if not found:
        day = _number_behind(line, i, j, month[0])
        if day:
            return day
        found = year_part(line, j, short=False)
    if found:
        return Mark("month", month[0], year=found[0]), found[1]
    sure = line.alone or not line.has(i, "shy", "verb") or _evident(line, i) or _headed(line, i, j)
    sure = sure or _behind_papers(line, i, j)
    return Mark("month", month[0], flaw="" if sure else "end"), j


def _headed(line: Line, i: int, j: int) -> bool:
    """True for "jan invoices", and for the "May also please" that begins a sentence."""
    k = j + 2 if line.sign(j, "'’") and line.at(j + 1).text == "s" else j
    if line.at(k).gap <= SPACED and line.has(k, "papers"):
        return True
    behind = line.past(j, "added")
    ends = not line.at(behind).text.isalpha() or not line.at(behind + 1).text.isalpha()
    return behind > j and line.at(i - 1).text in ("", ".", "!", "?", ",") and ends


def _behind_papers(line: Line, i: int, j: int) -> bool:
    """True for "invoices march" and "statement may please", not for "the invoices may be late"."""
    if not line.has(i - 1, "papers") or line.at(i).gap > SPACED:
        return False
    j = line.past(j, "added", 1)
    return not line.at(j).text.isalpha() or line.at(j).gap > SPACED


def _number_behind(line: Line, i: int, j: int, month: int) -> Parsed:
    """The day or short year behind a month name; None when the number belongs to something else."""
    joined = (line.sign(j, "/'’") or line.sign(j, DASHES)) and line.glued(j + 1)
    k = j + 1 if joined else line.past(j, "link", 1)
    if line.at(k).gap > SPACED or line.has(k + 1, "measure", "unit", "clock"):
        return None
    if line.glued(k) and not joined and not line.alone:
        return None  # "Mar3" is rather an article
    if line.digits(k) == 2 and (line.sign(k - 1, "'’") or line.at(k).number > 31):
        return Mark("month", month, year=century(line, line.at(k).number)), k + 1
    named = line.has(k, "ordinal_mark", "ordinal") or line.has(i - 1, "on")
    year = recent(line, k)
    if line.has(i - 1, "within") and not named and not line.alone:
        counts = line.at(k + 1).text[:1].isalpha() and not line.at(k + 1).roles  # "im März 24 Rechnungen"
        return (Mark("month", month, year=year), k + 1) if year and not counts else None
    labels = line.sign(k + 1, ")") and not line.sign(i - 1, "(")  # "1) statement November 2) invoice"
    day = None if labels or goes_on(line, k) else counted_number(line, k)
    if not day or day[0] > LAST_DAY:
        return None
    if named or line.lexicon.month_number == "day":
        near = year is not None and line.today.year - 1 <= year <= line.today.year
        return _day_behind(
            line, Mark("day", day[0], month=month, flaw="number" if near and not named else ""), day[1]
        )
    if year and line.today.year - year <= NEAR_PAST:
        return None if line.at(k + 1).capital else (Mark("month", month, year=year, other=day[0]), k + 1)
    return Mark("day", day[0], month=month, flaw="" if line.alone else "number"), day[1]


def _day_behind(line: Line, day: Mark, j: int) -> Parsed:
    """March 3 with its year, if there is one behind."""
    marked = line.sign(j, "'’") and line.glued(j + 1)
    found = _short_year(line, j) if marked else year_part(line, j, short=False) or _old_year(line, j)
    return (day._replace(year=found[0], flaw=""), found[1]) if found else (day, j)


def _old_year(line: Line, j: int) -> tuple[int, int] | None:
    if line.alone and line.digits(j) == 2 and line.at(j).number > 31:
        return century(line, line.at(j).number), j + 1
    return None


def _evident(line: Line, i: int) -> bool:
    """True when a word before, or a capital inside the sentence, shows that a month is meant."""
    atom, before, after = line.at(i), line.at(i - 1), line.at(i + 1)
    if (
        "verb" in atom.roles
        and atom.capital
        and before.text not in ("", ".", "!", "?", ":")
        and atom.gap < WRAPPED
    ):
        return not after.capital or after.gap > SPACED
    return line.has(
        i - 1, "cue", "from", "since", "starting", "until", "before", "after", "between", "edge", "link"
    )


def counted(line: Line, i: int) -> Parsed:
    """3. Quartal 2025, third quarter, first half of 2025, 14. KW, 3Q25, "first two months of 2025"."""
    number = counted_number(line, i)
    if not number:
        return None
    j = number[1]
    ordinal = line.has(i, "ordinal", "ordinal_mark") or j > i + 1
    if line.digits(i) == 1 and line.has(j, "quarter_short", "half_short") and (line.glued(j) or ordinal):
        return _labelled(line, number[0], j, line.past_dot(j + 1))
    if not ordinal:
        return None
    if line.has(j, "week_label") and (line.value(j, "unit") is None or number[0] > WEEKS_OF_MONTH):
        return _with_year(line, "week", number[0], j + 1)
    if line.value(j, "unit") in (QUARTER, HALF):
        return _labelled(line, number[0], j, j + 1)
    return half_of(line, number[0], j) or sliced(line, number[0], j)


def ordered_unit(line: Line, i: int) -> Parsed:
    """Third quarter, 1. Halbjahr."""
    number = counted_number(line, i)
    whole = number and line.value(number[1], "unit") in (QUARTER, HALF)
    return _labelled(line, number[0], number[1], number[1] + 1) if number and whole else None


def labelled(line: Line, i: int) -> Parsed:
    """Q3/25, H1 2025, KW 14, week 14, Quartal 3; the short letter of a half stands close to its number."""
    j = i + 1 + (line.sign(i + 1, ".") and line.glued(i + 1))
    close = GLUED if line.has(i, "half_short") and line.value(i, "unit") is None else SPACED
    if line.digits(j) not in (1, 2) or line.at(j).gap > close or line.has(j, "ordinal_mark"):
        return None
    if line.value(i, "unit") is not None and (line.has(j + 1, "unit", "measure") or _begins_date(line, j)):
        return None
    return _labelled(line, line.at(j).number, i, j + 1)


def _begins_date(line: Line, j: int) -> bool:
    """True for the 6 of "the week 6 October to 12 October" and of "the week 6 to 12 October"."""
    k = j + 1 + (line.sign(j + 1, ".") and line.glued(j + 1))
    if line.has(k, "to") or line.sign(k, DASHES):
        k = line.past(k + 1, "link")
        return day_month(line, k) is not None
    return day_month(line, j) is not None


def _labelled(line: Line, number: int, label: int, j: int) -> Parsed:
    unit = line.value(label, "unit")
    if unit == QUARTER or line.has(label, "quarter_short"):
        return _with_year(line, "quarter", number, j)
    if unit == HALF or line.has(label, "half_short"):
        return _with_year(line, "half", number, j)
    return _with_year(line, "week", number, j) if line.has(label, "week_label") else None


def _with_year(line: Line, grain: str, number: int, j: int) -> Parsed:
    if not 1 <= number <= MOST[grain]:
        return None
    fiscal = fiscal_year(line, line.past(j, "link"))
    if fiscal:
        days = fiscal[0].days and slice_days(fiscal[0].days, grain, 1, number)
        return Mark(grain, number, days=days, flaw="" if days else "doubt"), fiscal[1]
    ranged = grain == "week" and line.sign(j, DASHES) and line.digits(j + 1) < 4  # "KW14-17" are several
    found = None if ranged else year_part(line, j)
    return Mark(grain, number, year=found and found[0]), found[1] if found else j


def half_of(line: Line, number: int, j: int) -> Parsed:
    """First half of March, erste Märzhälfte, first half of 2025."""
    if number > 2:
        return None
    month = line.value(j, "half_of_month")
    inner: Parsed = None
    if month is not None:
        found = year_part(line, j + 1)
        inner = Mark("month", month, year=found and found[0]), found[1] if found else j + 1
    elif line.has(j, "half"):
        inner = container(line, line.past(j + 1, "link"))
    days = inner and resolve(inner[0], line.today)
    if not inner or not days:
        return None
    if inner[0].grain == "month":
        middle = days[0].replace(day=15)
        halves = (days[0], middle) if number == 1 else (middle.replace(day=16), days[1])
        return Mark("fixed", days=halves), inner[1]
    return (
        (Mark("half", days=slice_days(days, "half", 1, number)), inner[1])
        if inner[0].grain == "year"
        else None
    )


def container(line: Line, i: int) -> Parsed:
    """The longer frame that something is a part of: a year, half, quarter or month, named or relative."""
    if is_year(line, i):
        return Mark("year", year=line.at(i).number), i + 1
    relative = unit_at(line, i)
    if relative and relative[0] == "fiscal":
        return fiscal_year(line, i)
    if relative and relative[0] in SIZES:
        label = line.past(relative[2], "link")
        if relative[0] == "year" and is_year(line, label):
            return Mark("year", year=line.at(label).number), label + 1
        if line.value(label, "month") is None:
            return Mark(relative[0], days=unit_days(relative[0], line.today, relative[1])), relative[2]
        i = label
    found = month_first(line, i) or labelled(line, i) or ordered_unit(line, i)
    return found if found and found[0].grain in SIZES[1:] and found[0].flaw in ("", "end") else None


def sliced(line: Line, nth: int, j: int) -> Parsed:
    """The nth unit of a longer frame, or some units from there; nth < 0 counts from the end."""
    count = line.value(j, "number") or (line.at(j).number if line.digits(j) in (1, 2) else 0)
    fused = line.value(j, "fused")  # "the first fortnight of"
    j += bool(count) and fused is None
    unit = line.value(j, "unit") if fused is None else fused
    nth = (nth - 1) * count + 1 if fused is not None and nth > 0 else nth
    k = line.past(j + 1, "link")
    if (
        unit is None
        or UNITS[unit] not in SIZES
        or (k == j + 1 and not is_year(line, k) and not line.has(k, "fused"))
    ):
        return None
    whole = container(line, k)
    if not whole or SIZES.index(whole[0].grain) <= SIZES.index(UNITS[unit]):
        return None
    days = resolve(whole[0], line.today) if whole[0].flaw != "doubt" else None
    days = days and slice_days(days, UNITS[unit], count or 1, nth)
    return Mark(UNITS[unit], days=days, flaw="" if days else "doubt"), whole[1]
